"""What a number counts: a measure, a currency, the words of a noun; and the rate ("per month") after it."""

import re
from dataclasses import dataclass

from onrecord.enrich.vocabulary import load_vocabulary
from onrecord.text.numbers import alternation_of

WORDS = load_vocabulary("quantities")
MONEY: dict[str, str] = WORDS["money"]
_MEASURES: dict[str, str] = WORDS["measures"]
_MEASURES_LOW = {name.lower(): unit for name, unit in _MEASURES.items() if len(name) > 2}
_STOPS = frozenset(WORDS["words"]["stops"])
_IRREGULAR_PLURALS = frozenset(WORDS["words"]["irregular_plurals"])
_RATES: dict[str, str] = WORDS["rates"]

_SYMBOLS = alternation_of(name for name in _MEASURES if len(name) <= 2)
_MEASURE_NAMES = alternation_of(name for name in _MEASURES if len(name) > 2)
_MEASURE = re.compile(rf"[\s-]{{0,2}}(?P<name>(?:{_SYMBOLS})|(?i:{_MEASURE_NAMES}))(?![\w€£])(?!/\w)")
_RATE = re.compile(
    r"\s?(?:(?:[\s-](?:per|an?|each|every)[\s-]|\s?/\s?|\s+(?:per\s+)(?:the\s+)?)"
    r"(?P<per>(?:square|cubic|sq)\s+\w+|[a-z]+)"
    rf"|\s+(?P<adverb>{alternation_of(_RATES)}))(?!\w)",
    re.IGNORECASE,
)
_PER_UNITS = frozenset(WORDS["words"]["per"])
# "Per" and a slash make a rate of any noun, "a" only of the usual ones.
_EXPLICIT = re.compile(r"\s?(?:[\s-]per[\s-]|/)", re.IGNORECASE)
_SINGULAR = {"feet": "foot", "ft": "foot", "people": "person"}
# "60 of the divers", "60-odd" joins by a hyphen.
_LEAD_TO_NOUN = re.compile(r"(?:\s+|-)(?:(?:of|among)\s+(?:the|its|his|her|their|our|these|those|my)\s+)?")
_ONE_OF = re.compile(r"\s+of\s+(?:the|its|his|her|their|our|these|those|my|your)\s+(?:(?:most|world[’']s)\s+)?")
OF_THE = re.compile(r"\s+of\s+(?:the\s+|its\s+|his\s+|her\s+|their\s+|our\s+|these\s+|those\s+)?")
_NOUN_WORD = re.compile(r"[^\W\d_][\w’'&-]*")
_GAP_BETWEEN_WORDS = re.compile(r"[\s-]+")
_LONGEST_UNIT = 6
"""Words of a unit: a longer run of words without a plural is a clause."""


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit's name, the offset where its words end, and whether it is a measure or a currency, not a noun."""

    name: str | None
    end: int
    measure: bool = False


def find_measure(text: str, start: int) -> Unit | None:
    """Find the measure right after a number that ends at `start`."""
    match = _MEASURE.match(text, start)
    if not match:
        return None
    name = " ".join(match["name"].split())
    # "5 a" are years only where no noun can follow.
    if name == "a" and not re.match(r"\s+(?:and|,|\.)", text[match.end() : match.end() + 4]):
        return None
    unit = _MEASURES.get(name) or _MEASURES_LOW[name.lower()]
    return Unit(unit, match.end(), True)


def find_rate(text: str, start: int) -> tuple[str | None, int]:
    """Find the rate after a unit: ("month", where its words end) of "per month" or "monthly"; (None, start) without."""
    match = _RATE.match(text, start)
    if not match:
        return None, start
    if match["adverb"]:
        return _RATES[match["adverb"].lower()], match.end()
    words = match["per"].lower().split()
    last = _SINGULAR.get(words[-1], words[-1].removesuffix("s") if len(words[-1]) > 3 else words[-1])
    if last not in _PER_UNITS and not _EXPLICIT.match(match.group()):
        return None, start
    if len(words) == 1:
        return last, match.end()
    return f"{words[0].replace('sq', 'square') if words[0] == 'sq' else words[0]} {_METRE.get(last, last)}", match.end()


_METRE = {"m": "metre", "km": "kilometre"}


def find_noun(text: str, start: int, *, one: bool) -> Unit:
    """Find the words of the noun after a number that ends at `start`; its name is None where there is none."""
    lead = (_ONE_OF if one else _LEAD_TO_NOUN).match(text, start) or _LEAD_TO_NOUN.match(text, start)
    if not lead:
        return Unit(None, start)
    several = not one or "of" in lead.group().split()
    words = _find_noun_words(text, lead.end(), several)
    if not words:
        return Unit(None, start)
    if several and _ends_plural(words):
        words = [*words, *_find_content_of_container(text, words[-1])]
    name = " ".join(text[words[0].start() : words[-1].end()].split())
    return Unit(re.sub(r"[’']s?$", "", name) or None, words[-1].end())


# "60 barrels of oil" are of oil, "60 members of the council" of nothing.
_OF_NOUN = re.compile(r"\s+of\s+(?!(?:the|its|his|her|their|all|our|these|those|which|whom|them)\b)(?=[a-z])")
_CONTAINERS = frozenset(WORDS["words"]["containers"])


def _find_content_of_container(text: str, head: re.Match[str]) -> list[re.Match[str]]:
    """Find "of oil" after "barrels"."""
    of = _OF_NOUN.match(text, head.end())
    if not of or head.group().lower() not in _CONTAINERS:
        return []
    return _cut_verbs(_collect_words(text, of.end(), several=False), several=False)


def _find_noun_words(text: str, start: int, several: bool) -> list[re.Match[str]]:
    """Find the words of the noun from `start` on; "Odell and Brandt boats" is one."""
    words = _collect_words(text, start, several)
    if several and words and not _ends_plural(words) and (joint := _AND_BEFORE_WORD.match(text, words[-1].end())):
        rest = _collect_words(text, joint.end(), several)
        if _ends_plural(rest):
            return [*words, *rest]
    return _cut_verbs(words, several)


_AND_BEFORE_WORD = re.compile(r"\s+(?:and|or)\s+(?=[A-Za-z])")


def _collect_words(text: str, start: int, several: bool) -> list[re.Match[str]]:
    """Collect the words from `start` up to the first plural, or before a word that cannot be part of a noun."""
    words: list[re.Match[str]] = []
    place = start
    while (
        len(words) < _LONGEST_UNIT and (word := _NOUN_WORD.match(text, place)) and not _ends_noun(word, words, several)
    ):
        words.append(word)
        gap = _GAP_BETWEEN_WORDS.match(text, word.end())
        if not gap or (several and _is_plural(word.group())) or word.group().endswith(("'s", "’s")):
            break
        place = gap.end()
    return words


def _ends_noun(word: re.Match[str], words: list[re.Match[str]], several: bool) -> bool:
    if word.group() in _STOPS or word.group().lower() in _STOPS:
        return True
    return not several and bool(words) and _is_plural(word.group())


# "60 divers searched": the noun ends before a verb.
_VERB_ENDINGS = ("ed", "ly", "ing")


def _cut_verbs(words: list[re.Match[str]], several: bool) -> list[re.Match[str]]:
    """Cut the verbs that words may end in."""
    if not words or (several and _ends_plural(words)):
        return words
    while len(words) > 1 and words[-1].group().endswith(_VERB_ENDINGS):
        words = words[:-1]
    if several:
        return [] if words[0].group().lower().endswith(_VERB_ENDINGS) else words[:3]
    last = max((i for i, word in enumerate(words[:-1]) if _may_modify(word.group())), default=-1)
    return words[: last + 2][:4]


_ADJECTIVES = frozenset(WORDS["words"]["adjectives"])
_ADJECTIVE_ENDINGS = ("al", "ic", "ive", "ous", "ful", "able", "ary", "ern", "ian", "ant", "ent", "ed")


def _may_modify(word: str) -> bool:
    return word[0].isupper() or word in _ADJECTIVES or word.lower().endswith(_ADJECTIVE_ENDINGS)


def _ends_plural(words: list[re.Match[str]]) -> bool:
    return bool(words) and _is_plural(words[-1].group())


def _is_plural(word: str) -> bool:
    low = word.lower()
    singular = len(low) <= 3 or not low.endswith("s") or low.endswith(("ss", "us", "is", "'s", "’s", "ous"))
    return low in _IRREGULAR_PLURALS or not singular
