"""The search language: reads what a user typed into conditions. docs/search.md describes it.

bridge "two words" har* -harbour speaker:voss said:2026-09..2026-10 troops>100000 act:deny OR act:decline
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from onrecord.errors import QueryError
from onrecord.ledger.search.conditions import (
    Amount,
    AmountSign,
    Condition,
    Conditions,
    Period,
    mark_term,
    parse_terms,
)
from onrecord.ledger.search.fields import build_amount, example_of, is_field, read_comparison, read_field
from onrecord.ledger.search.literals import LIKELIHOOD_PATTERN, RANGE_PATTERN
from onrecord.records import Act


@dataclass(frozen=True, slots=True)
class Query:
    """A search for statements; all of its parts must hold, an empty one always does.

    words: words of the content and conditions, see `parse`. speaker: words of the name, the source as printed, or the
    organisation. since, until: when it was said, or if that is unknown when it was published, both days included.
    """

    words: str = ""
    speaker: str = ""
    since: date | None = None
    until: date | None = None
    act: Act | None = None


def read_conditions(wanted: Query, today: date) -> Conditions | None:
    """Return the conditions of a query; None if words were typed but nothing in them can be searched for."""
    words, named = parse(wanted.words, today), parse_terms(wanted.speaker, ("speaker", "organisation"))
    if (wanted.words.strip() and not words) or (wanted.speaker.strip() and not named):
        return None
    options: list[Condition] = list(named)
    if wanted.since or wanted.until:
        options.append(Period("said", wanted.since, wanted.until))
    if wanted.act:
        options.append(mark_term(wanted.act))
    return _check_length((*words, *((condition,) for condition in options)))


# SQLite's expressions and FTS5's questions have a greatest depth; a hundred terms are far from it, and from any need.
_MOST_TERMS = 100
_PHRASE = r'"[^"]*+"?+'
_NAME = r"[^\W\d_][\w-]*"
_NUMBER_OR_RANGE = rf"(?:{RANGE_PATTERN}|{LIKELIHOOD_PATTERN})(?=\s|$)"
# One token, the more specific forms first: a bare range ("1000..5000") before a word, "troops>5" and "said:2026" before
# the words that they begin with. A field without a value ("said: ") is read to say what is missing.
_TOKEN = re.compile(
    rf"""(?P<joint>OR|AND|NOT)(?=\s|$)
    | (?P<range>{RANGE_PATTERN}|[<>]=?\s*{LIKELIHOOD_PATTERN})(?=\s|$)
    | (?P<minus>-?) (?:
        (?P<unit>"[^"]*+"|"[^"<>=]*+|{_NAME}) (?:\s*:?(?P<sign>[<>]=?|=)\s*) (?P<number>{_NUMBER_OR_RANGE}|\S*)
      | (?P<field>{_NAME}):(?P<value>{_PHRASE}|\S+)
      | (?P<bare>{_NAME}):(?=\s|$)
      | (?P<words>{_PHRASE}|\S+) )""",
    re.VERBOSE,
)


def parse(typed: str, today: date) -> Conditions:
    """Return the conditions of a search as typed; QueryError says what is wrong with it and what would be right.

    today: the day that `said:today` stands for.

    >>> day = date(2026, 10, 5)
    >>> parse('bridge OR tunnel -said:2026-09', day)[1]
    (Period(of='said', first=datetime.date(2026, 9, 1), last=datetime.date(2026, 9, 30), without=True),)
    >>> parse("speeker:voss", day)
    Traceback (most recent call last):
    onrecord.errors.QueryError: there is no field speeker: (did you mean speaker:?)
    """
    groups: list[list[Condition]] = []
    joined = negated = False
    for match in _TOKEN.finditer(typed):
        joint = match["joint"]
        if joint == "OR":
            if joined or negated or not groups:
                raise QueryError("OR must be between two terms: bridge OR tunnel")
            joined = True
        elif joint == "NOT":
            negated = True
        elif not joint:
            conditions = [replace(c, without=c.without != negated) for c in _read_token(match, groups, today)]
            if joined and conditions:
                groups[-1].append(conditions.pop(0))
            groups += [[condition] for condition in conditions]
            joined = negated = False
    if joined or negated:
        raise QueryError(f"{'OR' if joined else 'NOT'} needs a term after it: write bridge OR tunnel, or NOT bridge")
    return _check_length(tuple(map(tuple, groups)))


def _check_length(conditions: Conditions) -> Conditions:
    count = sum(map(len, conditions))
    if count > _MOST_TERMS:
        raise QueryError(f"a search takes up to {_MOST_TERMS} terms, and this has {count}; leave some out")
    return conditions


def _read_token(match: re.Match[str], groups: list[list[Condition]], today: date) -> Iterator[Condition]:
    """Yield the conditions of one token; a bare range belongs to the unit before it, if that has no number yet."""
    without = bool(match["minus"])
    if match["range"]:
        last = groups[-1][-1] if groups else None
        unit: tuple[str, ...] = ()
        if isinstance(last, Amount) and last.sign == "any" and len(groups[-1]) == 1:
            unit, without = last.unit, last.without
            groups.pop()
        yield build_amount(unit, *_split_comparison(match["range"]), without=without)
    elif match["sign"]:
        yield read_comparison(match["unit"], match["sign"], match["number"], today, without=without)
    elif match["field"]:
        yield from read_field(match["field"], match["value"], today, without=without)
    elif match["bare"]:
        if is_field(match["bare"]):
            raise QueryError(f"{match['bare']}: needs a value; write {example_of(match['bare'])}")
        yield from (replace(term, without=without) for term in parse_terms(match["bare"]))
    else:
        yield from (replace(term, without=without) for term in parse_terms(match["words"]))


def _split_comparison(typed: str) -> tuple[AmountSign, str]:
    sign = re.match(r"[<>]=?", typed)
    if not sign:
        return "=", typed
    return sign[0], typed[sign.end() :].strip()  # type: ignore[return-value]  # the pattern's own
