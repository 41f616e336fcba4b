"""Whether the words around an expression speak of the past or of the future."""

import re
from collections import deque
from dataclasses import dataclass

from onrecord.enrich.times.lexicon import TENSE
from onrecord.text.numbers import alternation_of

_BARE = "".join(rf"(?<!\b{word}\s)" for word in TENSE["bare"])
"""No past tense after these: a participle ("is heard") or an infinitive ("will shut") looks like one."""
_CUE = re.compile(
    rf"\b(?:(?P<future>{alternation_of(TENSE['future'])})"
    rf"|(?!{alternation_of(TENSE['neither'])}\b)(?P<past>{_BARE}(?:{alternation_of(TENSE['past'])}|[a-z]{{2,}}ed)))\b|(?P<shall>['’]ll)\b",
    re.IGNORECASE,
)
_REACH_BEFORE = 120
_REACH_AFTER = 200
"""Characters before an expression and after it: a verb farther away is of another clause."""
_FIRM_REACH = 25
"""Characters between a verb and the expression that it governs."""
_OPENING_WORDS = 2
"""Words. An expression after at most these opens its sentence: the first verb governs it."""
# "Was extended to Nov. 20": the verb is past, the day need not be.
_TOWARDS = re.compile(r"\b(?:to|until|till|by|for|of|before|through|from)\s+(?:the\s+)?$", re.IGNORECASE)
# "Set Nov. 20 as the deadline" looks ahead, whatever the verb.
_AS_DEADLINE = re.compile(
    r"(?:\s+as\s+(?:the|its|a|his|her|their)(?:\s+\w+)?)?\s+(?:deadline|cut-?off)\b", re.IGNORECASE
)
# A limit ahead unless a verb in the past comes before it: "by Jan. 31".
_DEADLINE = re.compile(r"\b(?:until|till|by)\s+(?:the\s+)?$", re.IGNORECASE)
# "The yard would be closed since January": past, whatever the verb.
_SINCE = re.compile(r"\b(since)\s++(?:the\s++)?(?:early|late|mid)?[\s-]*+$", re.IGNORECASE)
# "Until Thursday, they had not called him": the limit of something past.
_NOT_UNTIL = re.compile(r",?\s+(?:[\w’'.]+\s+){1,4}?(?:had|was|were|did)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tense:
    """What the words around an expression say: "past", "future" or "", and the word that says so.

    `firm` where that word governs the expression itself ("was opened on …", not "was extended to …"); `weak` where it
    may be one of reported speech ("said they would appeal Monday's ruling") and so says little of the day.
    """

    name: str = ""
    word: str = ""
    firm: bool = False
    weak: bool = False


def find_tense(before: str, after: str) -> Tense:
    """Find the tense around an expression: of the last cue before it, else of the first after it.

    >>> find_tense("The works were opened on ", " and will close").name, find_tense("On ", ", the works will open").word
    ('past', 'will')
    """
    before = before[-_REACH_BEFORE:]
    if _AS_DEADLINE.match(after):
        return Tense("future", "deadline", True)
    if after.startswith(("'s", "’s")):
        after = ""  # "Wednesday's ruling": what the ruling will do says nothing of its day
    cue = next(iter(deque(_CUE.finditer(before), maxlen=1)), None)
    if governed := _tense_of_preposition(before, after, in_past=bool(cue and cue["past"])):
        return governed
    if cue:
        firm = len(before) - cue.end() <= _FIRM_REACH and not _TOWARDS.search(before)
        return _tense_of_cue(cue, firm)
    cue = _CUE.search(after[:_REACH_AFTER])
    return Tense() if cue is None else _tense_of_cue(cue, len(before.split()) <= _OPENING_WORDS)


def _tense_of_preposition(before: str, after: str, *, in_past: bool) -> Tense | None:
    """Return what a preposition right before an expression says; in_past: the verb before it is in the past."""
    if since := _SINCE.search(before):
        return Tense("past", since[1].lower(), True)
    deadline = _DEADLINE.search(before)
    if deadline and not before[: deadline.start()].strip() and (past := _NOT_UNTIL.match(after)):
        return Tense("past", past.group().split()[-1].lower(), True)  # "Until Thursday, they had not called him"
    return Tense("future", deadline.group().split()[0].lower(), True) if deadline and not in_past else None


def _tense_of_cue(cue: re.Match[str], firm: bool) -> Tense:
    word = cue.group().lower()
    return Tense("past" if cue["past"] else "future", word, firm, word in TENSE["weak"])
