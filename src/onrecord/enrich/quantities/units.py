"""What a number counts: a measure, a currency, the words of a noun; and the rate ("per month") after it."""

import re
from dataclasses import dataclass

from onrecord.enrich.numbers import either, vocabulary

WORDS = vocabulary("quantities")
MONEY: dict[str, str] = WORDS["money"]
_MEASURES: dict[str, str] = WORDS["measures"]
_MEASURES_LOW = {name.lower(): unit for name, unit in _MEASURES.items() if len(name) > 2}
_STOPS = frozenset(WORDS["words"]["stops"])
_PLURALS = frozenset(WORDS["words"]["irregular_plurals"])
_RATES: dict[str, str] = WORDS["rates"]

_SYMBOLS = either(name for name in _MEASURES if len(name) <= 2)
_NAMES = either(name for name in _MEASURES if len(name) > 2)
_MEASURE = re.compile(rf"[\s-]{{0,2}}(?P<name>(?:{_SYMBOLS})|(?i:{_NAMES}))(?![\w€£])(?!/\w)")
_RATE = re.compile(
    r"\s?(?:(?:[\s-](?:per|an?|each|every)[\s-]|\s?/\s?|\s+(?:per\s+)(?:the\s+)?)(?P<per>(?:square|cubic|sq)\s+\w+|[a-z]+)"
    rf"|\s+(?P<adverb>{either(_RATES)}))(?!\w)",
    re.IGNORECASE,
)
_PER_UNITS = frozenset(
    "second minute hour day night week month quarter year decade century game match season person head share barrel gallon ounce gram "
    "kilogram tonne ton litre liter mile kilometre foot acre unit household student employee vote bottle bushel pound inch sq square cubic "
    "piece kilo plate ticket room mwh kwh mmbtu capita patient child user cent minute".split()
)
_LEAD = re.compile(r"(?:\s+|-)(?:(?:of|among)\s+(?:the|its|his|her|their|our|these|those|my)\s+)?")
_ONE_OF = re.compile(r"\s+of\s+(?:the|its|his|her|their|our|these|those|my|your)\s+(?:(?:most|world[’']s)\s+)?")
_OF = re.compile(r"\s+of\s+(?:the\s+|its\s+|his\s+|her\s+|their\s+|our\s+|these\s+|those\s+)?")
_WORD = re.compile(r"[^\W\d_][\w’'&-]*")
_GAP = re.compile(r"[\s-]+")
_LONGEST = 6
"""Words of a unit."""


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit's name, the offset where its words end, and whether it is a measure (or a currency) rather than a noun."""

    name: str | None
    end: int
    measure: bool = False


def measure(text: str, start: int) -> Unit | None:
    """The measure right after a number that ends at `start`."""
    found = _MEASURE.match(text, start)
    if not found:
        return None
    name = " ".join(found["name"].split())
    if name == "a" and not re.match(r"\s+(?:and|,|\.)", text[found.end() : found.end() + 4]):
        return None
    unit = _MEASURES.get(name) or _MEASURES_LOW[name.lower()]
    return Unit(unit, found.end(), True)


def rate(text: str, start: int) -> tuple[str | None, int]:
    """("month", where the words end) of "per month", "a month" or "monthly" after a unit; None, start without one."""
    found = _RATE.match(text, start)
    if not found:
        return None, start
    if found["adverb"]:
        return _RATES[found["adverb"].lower()], found.end()
    words = found["per"].lower().split()
    singular = words[-1].removesuffix("s") if len(words[-1]) > 3 else words[-1]
    explicit = re.match(r"\s?(?:[\s-]per[\s-]|/)", found.group(), re.IGNORECASE)
    if not explicit and singular not in _PER_UNITS:
        return None, start
    if words[0] in ("sq", "square", "cubic"):
        return " ".join(
            [
                {"sq": "square"}.get(words[0], words[0]),
                {"m": "metre", "ft": "foot", "feet": "foot"}.get(singular, singular),
            ]
        ), found.end()
    return {"feet": "foot", "people": "person"}.get(singular, singular), found.end()


def noun(text: str, start: int, *, one: bool) -> Unit:
    """The words of the noun after a number that ends at `start`; its name is None where there is none."""
    lead = (_ONE_OF if one else _LEAD).match(text, start) or _LEAD.match(text, start)
    if not lead:
        return Unit(None, start)
    several = not one or "of" in lead.group().split()
    words = _run(text, lead.end(), several)
    if not words:
        return Unit(None, start)
    if several and _is_plural(words[-1].group()) and (of := _compound(text, words[-1].end())):
        words = [*words, *of]
    name = " ".join(text[words[0].start() : words[-1].end()].split())
    return Unit(re.sub(r"[’']s?$", "", name) or None, words[-1].end())


_OF_NOUN = re.compile(
    r"\s+of\s+(?!the\b|its\b|his\b|her\b|their\b|all\b|our\b|these\b|those\b|which\b|whom\b|them\b)(?=[a-z])"
)
_CONTAINERS = frozenset(
    "barrels bottles pairs tons tonnes pieces slices cups glasses bags boxes rounds cases snaps sets acres cans gallons litres".split()
)


def _compound(text: str, start: int) -> list[re.Match[str]]:
    """ "of oil" after "barrels"."""
    before = _WORD.findall(text[max(0, start - 20) : start])
    of = _OF_NOUN.match(text, start)
    if not of or not before or before[-1].lower() not in _CONTAINERS:
        return []
    return _run(text, of.end(), several=False)


def _run(text: str, start: int, several: bool) -> list[re.Match[str]]:
    """The words from `start` up to the head of the noun."""
    words: list[re.Match[str]] = []
    place = start
    while len(words) < _LONGEST and (word := _WORD.match(text, place)):
        if (
            word.group() in _STOPS
            or word.group().lower() in _STOPS
            or (not several and words and _is_plural(word.group()))
        ):
            break
        words.append(word)
        gap = _GAP.match(text, word.end())
        if not gap or (several and _is_plural(word.group())) or word.group().endswith(("'s", "’s")):
            break
        place = gap.end()
    if (
        several
        and not (words and _is_plural(words[-1].group()))
        and (second := _AND.match(text, words[-1].end() if words else start))
    ):
        rest = _run(text, second.end(), several)
        if words and rest and _is_plural(rest[-1].group()):
            return [*words, *rest]
    return _headed(words, several)


_AND = re.compile(r"\s+(?:and|or)\s+(?=[A-Za-z])")


def _headed(words: list[re.Match[str]], several: bool) -> list[re.Match[str]]:
    """Without the verbs that a run of words may end in."""
    if several and words and not _is_plural(words[-1].group()):
        while len(words) > 1 and words[-1].group().endswith(("ed", "ly", "ing")):
            words = words[:-1]
        return words[:3] if not words[0].group().lower().endswith(("ed", "ly", "ing")) else []
    while len(words) > 1 and words[-1].group().endswith(("ed", "ly")):
        words = words[:-1]
    if not several and len(words) > 1:
        return words[: 1 + max((i for i, w in enumerate(words[:-1]) if _may_modify(w.group())), default=-1) + 1][:4]
    return words


def _may_modify(word: str) -> bool:
    return (
        word[0].isupper()
        or word.lower().endswith(("al", "ic", "ive", "ous", "ful", "able", "ary", "ern", "ian", "ant", "ent", "ed"))
        or word in _ADJECTIVES
    )


_ADJECTIVES = frozenset(
    "new old big small large good bad long short high low great major single full young main key senior human red white black more".split()
)


def _is_plural(word: str) -> bool:
    low = word.lower()
    return low in _PLURALS or (
        len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is", "'s", "’s", "ous"))
    )
