"""The fields of a search, `name:value` and `name>value`: reads each value, and says what to write if it is wrong."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from typing import Literal, get_args

from onrecord.errors import QueryError
from onrecord.ledger.search.conditions import (
    Amount,
    AmountSign,
    Condition,
    ForecastState,
    HasState,
    IndexColumn,
    LikelihoodRange,
    OfClaim,
    Period,
    mark_term,
    parse_terms,
    split_for_index,
)
from onrecord.ledger.search.literals import parse_likelihood, parse_number_range, parse_period
from onrecord.records import ACTS, Kind, Level

_FieldReader = Callable[[str, str, date], Iterator[Condition]]
"""Yields the conditions of a field's name and value on a day; QueryError if the field does not take the value."""


def _read_words(*columns: IndexColumn) -> "_FieldReader":
    def read(name: str, value: str, today: date) -> Iterator[Condition]:
        terms = parse_terms(value if value.startswith('"') else f'"{value}"', columns)
        if not terms:
            raise QueryError(f"{name}:{value} has no word in it; write {example_of(name)}")
        yield from terms

    return read


def _read_choice(values: Iterable[str], build: Callable[[str], Condition]) -> "_FieldReader":
    known = tuple(values)

    def read(name: str, value: str, today: date) -> Iterator[Condition]:
        plain = value.strip('"').lower()
        if plain not in known:
            raise QueryError(f"{name}:{value} is not known; {name}: takes {', '.join(known)}")
        yield build(plain)

    return read


def _read_days(of: Literal["said", "about", "due"]) -> "_FieldReader":
    def read(name: str, value: str, today: date) -> Iterator[Condition]:
        first, last = parse_period(f"{name}:", value, today)
        ends = {"since": (first, None), "until": (None, last)}
        yield Period(of, *ends.get(name, (first, last)))

    return read


def _read_unit(name: str, value: str, today: date) -> Iterator[Condition]:
    words = split_for_index(value)
    if not words:
        raise QueryError(f"{name}:{value} names nothing to count; write {example_of(name)}")
    yield Amount(words)


def _read_likelihood(name: str, value: str, today: date) -> Iterator[Condition]:
    yield LikelihoodRange(*parse_likelihood(value))


def _read_claim(name: str, value: str, today: date) -> Iterator[Condition]:
    yield OfClaim(value.strip('"').lower())


def _state_or_mark(word: str) -> Condition:
    return HasState(word) if word in get_args(ForecastState) else mark_term(word)  # type: ignore[arg-type]  # it is one of them


_PERIODS: dict[str, Literal["said", "about", "due"]] = {"said": "said", "about": "about", "due": "due"}
_CHANCES = {"likelihood", "certainty"}
# "number > 3": any quantity, whatever its unit.
_ANYTHING = {"number", "quantity"}
_KINDS = get_args(Kind)
_WHO = _read_words("speaker", "organisation")
_ORG = _read_words("organisation")
_SAID = _read_days("said")
_FIELD_READERS: dict[str, _FieldReader] = {
    "content": _read_words("content"),
    "speaker": _WHO,
    "who": _WHO,
    "org": _ORG,
    "organisation": _ORG,
    "organization": _ORG,
    "publisher": _read_words("publisher"),
    "act": _read_choice(ACTS, mark_term),
    "kind": _read_choice(_KINDS, mark_term),
    "is": _read_choice(("forecast", *get_args(ForecastState), "unnamed", *_KINDS), _state_or_mark),
    "certainty": _read_words("certainty"),
    "polarity": _read_choice(("positive", "negative"), mark_term),
    "confidence": _read_choice(get_args(Level), lambda level: mark_term(f"sure{level}")),
    "likelihood": _read_likelihood,
    "said": _SAID,
    "since": _SAID,
    "until": _SAID,
    "about": _read_days("about"),
    "due": _read_days("due"),
    "unit": _read_unit,
    "claim": _read_claim,
}
WORD_FIELDS = ("content", "speaker", "who", "org", "organisation", "organization", "publisher", "certainty")
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
SHOWN_FIELDS = tuple(_EXAMPLES)
"""The fields, without their other names."""


def is_field(name: str) -> bool:
    """Return whether a search has a field of this name."""
    return name.lower() in _FIELD_READERS


def read_field(name: str, value: str, today: date, *, without: bool) -> Iterator[Condition]:
    """Yield the conditions of `name:value`; QueryError if there is no such field or it does not take the value."""
    plain = name.lower()
    if plain not in _FIELD_READERS:
        raise QueryError(f"there is no field {name}:{_suggest_field(plain)}")
    yield from (replace(condition, without=without) for condition in _FIELD_READERS[plain](plain, value, today))


def _suggest_field(name: str) -> str:
    # At 0.7 "speeker:" suggests speaker:, and an ordinary word with a colon after it suggests nothing.
    near = get_close_matches(name, _FIELD_READERS, 1, 0.7)
    if near:
        return f" (did you mean {near[0]}:?)"
    return f'; there are {", ".join(f"{field}:" for field in SHOWN_FIELDS)} (for the words themselves, "{name} …")'


def example_of(name: str) -> str:
    """Return an example of a field under any of its names."""
    reader = _FIELD_READERS[name.lower()]
    return next((example for field, example in _EXAMPLES.items() if _FIELD_READERS[field] is reader), "bridge")


def read_comparison(name: str, sign: str, number: str, today: date, *, without: bool) -> Condition:
    """Return the condition of `troops>100000`, `likelihood>70%` or `said>=2026-09`."""
    plain = name.strip('"').lower()
    if plain in _CHANCES:
        low, high = parse_likelihood(number)
        bounds = {"<": (0.0, low), "<=": (0.0, low), ">": (high, 1.0), ">=": (high, 1.0)}
        return LikelihoodRange(*bounds.get(sign, (low, high)), without=without)
    if plain in _PERIODS:
        first, last = parse_period(f"{plain}{sign}", number, today)
        days = {"<": (None, _day_before(first)), "<=": (None, last), ">": (_day_after(last), None), ">=": (first, None)}
        return Period(_PERIODS[plain], *days.get(sign, (first, last)), without=without)
    if plain in _FIELD_READERS:
        raise QueryError(f"{plain} is not a number; write {example_of(plain)}")
    words = () if plain in _ANYTHING else split_for_index(plain)
    if not words and plain not in _ANYTHING:
        raise QueryError(f"{name}{sign}{number} names nothing to count; write troops{sign}100000")
    return build_amount(words, sign, number, without=without)  # type: ignore[arg-type]  # the pattern's own


def _day_before(day: date | None) -> date | None:
    return date.fromordinal(max(day.toordinal() - 1, 1)) if day else None


def _day_after(day: date | None) -> date | None:
    return date.fromordinal(min(day.toordinal() + 1, date.max.toordinal())) if day else None


def build_amount(unit: tuple[str, ...], sign: AmountSign, number: str, *, without: bool) -> Amount:
    """Return a quantity of a unit that compares with a number as typed; QueryError if it is not a number."""
    low, high = parse_number_range(number)
    return Amount(unit, sign, low, high, without)
