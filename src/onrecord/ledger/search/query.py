"""What a user asks of the ledger, as typed and as read: words, fields, periods, numbers. Pure; docs/search.md tells it.

bridge "two words" har* -harbour speaker:voss said:2026-09..2026-10 troops>100000 act:deny OR act:decline
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import Literal, get_args

from onrecord.errors import QueryError
from onrecord.ledger.search.conditions import (
    Amount,
    Asked,
    Chance,
    Column,
    Condition,
    ForecastState,
    OfClaim,
    Period,
    Sign,
    Standing,
    folded,
    mark,
    matches,
    terms,
)
from onrecord.ledger.search.literals import CHANCE, RANGE, amount, chance, period
from onrecord.records import ACTS, Act, Kind, Level

__all__ = ["SHOWN", "WORDY", "Query", "asked", "matches", "parse", "terms"]


@dataclass(frozen=True, slots=True)
class Query:
    """What statements are asked for; every condition must hold, an empty one always does.

    words: words of the content and conditions, see `parse`. speaker: words of the name, the source as printed, or the
    organisation. since, until: when it was said, or where that is not known when it was printed, both days included.
    """

    words: str = ""
    speaker: str = ""
    since: date | None = None
    until: date | None = None
    act: Act | None = None


def asked(wanted: Query, today: date) -> Asked | None:
    """All that a query asks, its words read; None where words were typed but nothing in them can be looked for."""
    words, named = parse(wanted.words, today), terms(wanted.speaker, ("speaker", "organisation"))
    if (wanted.words.strip() and not words) or (wanted.speaker.strip() and not named):
        return None
    made: list[Condition] = list(named)
    if wanted.since or wanted.until:
        made.append(Period("said", wanted.since, wanted.until))
    if wanted.act:
        made.append(mark(wanted.act))
    return _not_too_many((*words, *((condition,) for condition in made)))


_MOST = 100
"""So many terms may be asked at once: SQLite and its index read no question of any length."""
_PHRASE = r'"[^"]*"?'
_NAME = r"[^\W\d_][\w-]*"
_TOKEN = re.compile(
    rf"""(?P<joint>OR|AND|NOT)(?=\s|$)
    | (?P<range>{RANGE}|[<>]=?\s*{CHANCE})(?=\s|$)
    | (?P<minus>-?) (?:
        (?P<unit>{_PHRASE}|{_NAME}) (?:\s*:?(?P<sign>[<>]=?|=)\s*) (?P<number>(?:{RANGE}|{CHANCE})(?=\s|$)|\S*)
      | (?P<field>{_NAME}):(?P<value>{_PHRASE}|\S+)
      | (?P<bare>{_NAME}):(?=\s|$)
      | (?P<words>{_PHRASE}|\S+) )""",
    re.VERBOSE,
)


def parse(typed: str, today: date) -> Asked:
    """What was typed, read; QueryError says what is wrong with it and what would be right.

    today: what `said:today` counts from.

    >>> day = date(2026, 10, 5)
    >>> parse('bridge OR tunnel -said:2026-09', day)[1]
    (Period(of='said', first=datetime.date(2026, 9, 1), last=datetime.date(2026, 9, 30), without=True),)
    >>> parse("speeker:voss", day)
    Traceback (most recent call last):
    onrecord.errors.QueryError: there is no field speeker: (did you mean speaker:?)
    """
    groups: list[tuple[Condition, ...]] = []
    joined = negated = False
    for match in _TOKEN.finditer(typed):
        joint = match["joint"]
        if joint == "OR":
            if joined or negated or not groups:
                raise QueryError("OR stands between two terms: bridge OR tunnel")
            joined = True
        elif joint == "NOT":
            negated = True
        elif not joint:
            made = [replace(c, without=c.without != negated) for c in _read(match, groups, today)]
            if joined and made:
                groups[-1] = (*groups[-1], made.pop(0))
            groups += [(condition,) for condition in made]
            joined = negated = False
    if joined or negated:
        raise QueryError(f"{'OR' if joined else 'NOT'} is followed by nothing: write bridge OR tunnel, or NOT bridge")
    return _not_too_many(tuple(groups))


def _not_too_many(asked: Asked) -> Asked:
    count = sum(map(len, asked))
    if count > _MOST:
        raise QueryError(f"a search takes up to {_MOST} terms, and these are {count}; leave some out")
    return asked


def _read(match: re.Match[str], groups: list[tuple[Condition, ...]], today: date) -> Iterator[Condition]:
    """The condition of one token; a bare range belongs to the unit before it, if there is one without a number."""
    without = bool(match["minus"])
    if match["range"]:
        last = groups[-1][-1] if groups else None
        unit: tuple[str, ...] = ()
        if isinstance(last, Amount) and last.sign == "any" and len(groups[-1]) == 1:
            unit, without = last.unit, last.without
            groups.pop()
        yield _amount(unit, *_split(match["range"]), without=without)
    elif match["sign"]:
        yield _compared(match["unit"], match["sign"], match["number"], today, without=without)
    elif match["field"]:
        yield from _field(match["field"], match["value"], today, without=without)
    elif match["bare"]:
        if match["bare"].lower() in _FIELDS:
            raise QueryError(f"{match['bare']}: is followed by nothing; write {_example(match['bare'])}")
        yield from (replace(term, without=without) for term in terms(match["bare"]))
    else:
        yield from (replace(term, without=without) for term in terms(match["words"]))


def _split(typed: str) -> tuple[Sign, str]:
    sign = re.match(r"[<>]=?", typed)
    if not sign:
        return "=", typed
    return sign[0], typed[sign.end() :].strip()  # type: ignore[return-value]  # the pattern's own


def _amount(unit: tuple[str, ...], sign: Sign, number: str, *, without: bool) -> Amount:
    low, high = amount(number)
    return Amount(unit, sign, low, high, without)


def _compared(name: str, sign: str, number: str, today: date, *, without: bool) -> Condition:
    """`troops>100000`, `likelihood>70%`, `said>=2026-09`."""
    plain = name.strip('"').lower()
    if plain in _CHANCES:
        low, high = chance(number)
        bounds = {"<": (0.0, low), "<=": (0.0, low), ">": (high, 1.0), ">=": (high, 1.0)}
        return Chance(*bounds.get(sign, (low, high)), without=without)
    if plain in _PERIODS:
        first, last = period(f"{plain}{sign}", number, today)
        days = {"<": (None, _before(first)), "<=": (None, last), ">": (_after(last), None), ">=": (first, None)}
        return Period(_PERIODS[plain], *days.get(sign, (first, last)), without=without)
    if plain in _FIELDS:
        raise QueryError(f"{plain} is no number; write {_example(plain)}")
    words = () if plain in _ANYTHING else folded(plain)
    if not words and plain not in _ANYTHING:
        raise QueryError(f"{name}{sign}{number} counts nothing; write troops{sign}100000")
    return _amount(words, sign, number, without=without)  # type: ignore[arg-type]  # the pattern's own


def _before(day: date | None) -> date | None:
    return date.fromordinal(max(day.toordinal() - 1, 1)) if day else None


def _after(day: date | None) -> date | None:
    return date.fromordinal(min(day.toordinal() + 1, date.max.toordinal())) if day else None


def _field(name: str, value: str, today: date, *, without: bool) -> Iterator[Condition]:
    """`name:value`."""
    plain = name.lower()
    if plain not in _FIELDS:
        raise QueryError(f"there is no field {name}:{_suggestion(plain)}")
    yield from (replace(made, without=without) for made in _FIELDS[plain](plain, value, today))


def _suggestion(name: str) -> str:
    near = get_close_matches(name, _FIELDS, 1, 0.7)
    if near:
        return f" (did you mean {near[0]}:?)"
    return f'; there are {", ".join(f"{field}:" for field in SHOWN)} (for the words themselves, "{name} …")'


def _example(name: str) -> str:
    return next((words for field, words in _EXAMPLES.items() if _FIELDS[field] is _FIELDS[name.lower()]), "bridge")


def _text(*columns: Column) -> "_Reader":
    def read(name: str, value: str, today: date) -> Iterator[Condition]:
        found = terms(value if value.startswith('"') else f'"{value}"', columns)
        if not found:
            raise QueryError(f"{name}:{value} has no word in it; write {_example(name)}")
        yield from found

    return read


def _one_of(values: Iterable[str], made: Callable[[str], Condition]) -> "_Reader":
    known = tuple(values)

    def read(name: str, value: str, today: date) -> Iterator[Condition]:
        plain = value.strip('"').lower()
        if plain not in known:
            raise QueryError(f"{name}:{value} is not known; {name}: takes {', '.join(known)}")
        yield made(plain)

    return read


def _days(of: Literal["said", "about", "due"]) -> "_Reader":
    def read(name: str, value: str, today: date) -> Iterator[Condition]:
        first, last = period(f"{name}:", value, today)
        ends = {"since": (first, None), "until": (None, last)}
        yield Period(of, *ends.get(name, (first, last)))

    return read


def _unit(name: str, value: str, today: date) -> Iterator[Condition]:
    words = folded(value)
    if not words:
        raise QueryError(f"{name}:{value} counts nothing; write {_example(name)}")
    yield Amount(words)


def _likelihood(name: str, value: str, today: date) -> Iterator[Condition]:
    yield Chance(*chance(value))


def _claim(name: str, value: str, today: date) -> Iterator[Condition]:
    yield OfClaim(value.strip('"').lower())


def _is(word: str) -> Condition:
    return Standing(word) if word in get_args(ForecastState) else mark(word)  # type: ignore[arg-type]  # it is one of them


_Reader = Callable[[str, str, date], Iterator[Condition]]
_PERIODS: dict[str, Literal["said", "about", "due"]] = {"said": "said", "about": "about", "due": "due"}
_CHANCES = {"likelihood", "certainty"}
_ANYTHING = {"number", "quantity"}
_KINDS = get_args(Kind)
_WHO = _text("speaker", "organisation")
_ORG = _text("organisation")
_SAID = _days("said")
_FIELDS: dict[str, _Reader] = {
    "content": _text("content"),
    "speaker": _WHO,
    "who": _WHO,
    "org": _ORG,
    "organisation": _ORG,
    "organization": _ORG,
    "publisher": _text("publisher"),
    "act": _one_of(ACTS, mark),
    "kind": _one_of(_KINDS, mark),
    "is": _one_of(("forecast", *get_args(ForecastState), "unnamed", *_KINDS), _is),
    "certainty": _text("certainty"),
    "polarity": _one_of(("positive", "negative"), mark),
    "confidence": _one_of(get_args(Level), lambda level: mark(f"sure{level}")),
    "likelihood": _likelihood,
    "said": _SAID,
    "since": _SAID,
    "until": _SAID,
    "about": _days("about"),
    "due": _days("due"),
    "unit": _unit,
    "claim": _claim,
}
WORDY = ("content", "speaker", "who", "org", "organisation", "organization", "publisher", "certainty")
"""The fields whose value is words."""
_EXAMPLES = {
    "content": "content:bridge",
    "speaker": "speaker:voss",
    "org": 'org:"harbour office"',
    "publisher": "publisher:courier",
    "act": "act:deny",
    "kind": "kind:direct",
    "is": "is:forecast",
    "certainty": "certainty:likely, certainty>70%",
    "polarity": "polarity:negative",
    "confidence": "confidence:high",
    "likelihood": "likelihood>70%",
    "said": "said:2026-09..2026-10",
    "about": "about:2027",
    "due": "due:2027-03",
    "unit": "unit:troops 1000..5000, troops>100000",
    "claim": "claim:3f9a",
}
SHOWN = tuple(_EXAMPLES)
"""The fields, without their other names."""
