"""Whether the words around an expression speak of the past or of the future."""

import re
from collections import deque
from dataclasses import dataclass

from onrecord.enrich.times.lexicon import TENSE
from onrecord.text.numbers import alternation_of

_BARE = "".join(rf"(?<!\b{word}\s)" for word in TENSE["bare"])
"""What stands before a participle or an infinitive that looks like a past tense: "is heard", "will shut"."""
_CUE = re.compile(
    rf"\b(?:(?P<future>{alternation_of(TENSE['future'])})"
    rf"|(?!{alternation_of(TENSE['neither'])}\b)(?P<past>{_BARE}(?:{alternation_of(TENSE['past'])}|[a-z]{{2,}}ed)))\b|(?P<shall>['’]ll)\b",
    re.IGNORECASE,
)
_REACH_BEFORE = 120
_REACH_AFTER = 200
"""Characters, before an expression and after one."""
_FIRM_REACH = 25
_OPENING_WORDS = 2
"""Words. An expression after no more than these opens its sentence: the first verb governs it."""
_TOWARDS = re.compile(r"\b(?:to|until|till|by|for|of|before|through|from)\s+(?:the\s+)?$", re.IGNORECASE)
_AS_DEADLINE = re.compile(
    r"(?:\s+as\s+(?:the|its|a|his|her|their)(?:\s+\w+)?)?\s+(?:deadline|cut-?off)\b", re.IGNORECASE
)
_DEADLINE = re.compile(r"\b(?:until|till|by)\s+(?:the\s+)?$", re.IGNORECASE)
_SINCE = re.compile(r"\b(since)\s+(?:the\s+)?(?:early|late|mid)?[\s-]*$", re.IGNORECASE)
_NOT_UNTIL = re.compile(r",?\s+(?:[\w’'.]+\s+){1,4}?(?:had|was|were|did)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tense:
    """What the words around say: "past", "future" or "", and the word that says so.

    `firm` where that word governs the expression itself ("was opened on …", not "was extended to …"); `weak` where it
    may be one of reported speech ("said they would appeal Monday's ruling") and so says little of the day.
    """

    name: str = ""
    word: str = ""
    firm: bool = False
    weak: bool = False


def find_tense(before: str, after: str) -> Tense:
    """The tense around an expression: of the last cue before it, else of the first after it.

    >>> find_tense("The works were opened on ", " and will close").name, find_tense("On ", ", the works will open").word
    ('past', 'will')
    """
    before = before[-_REACH_BEFORE:]
    if _AS_DEADLINE.match(after):
        return Tense("future", "deadline", True)
    if after.startswith(("'s", "’s")):
        after = ""  # "Wednesday's ruling": what the ruling will do says nothing of its day
    found = next(iter(deque(_CUE.finditer(before), maxlen=1)), None)
    if governed := _tense_of_preposition(before, after, told=bool(found and found["past"])):
        return governed
    if found:
        firm = len(before) - found.end() <= _FIRM_REACH and not _TOWARDS.search(before)
        return _tense_of_cue(found, firm)
    found = _CUE.search(after[:_REACH_AFTER])
    if not found:
        return Tense()
    return _tense_of_cue(found, len(before.split()) <= _OPENING_WORDS)


def _tense_of_preposition(before: str, after: str, *, told: bool) -> Tense | None:
    """What a preposition right before an expression says; told: the verb before it is in the past."""
    if since := _SINCE.search(before):
        return Tense("past", since[1].lower(), True)
    deadline = _DEADLINE.search(before)
    if deadline and not before[: deadline.start()].strip() and (past := _NOT_UNTIL.match(after)):
        return Tense("past", past.group().split()[-1].lower(), True)  # "Until Thursday, they had not called him"
    return Tense("future", deadline.group().split()[0].lower(), True) if deadline and not told else None


def _tense_of_cue(found: re.Match[str], firm: bool) -> Tense:
    word = found.group().lower()
    return Tense("past" if found["past"] else "future", word, firm, word in TENSE["weak"])
