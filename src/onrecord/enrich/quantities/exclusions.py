"""Which numbers are not quantities: years, days, hours, names, addresses, "the one"."""

import re

from onrecord.enrich.quantities.candidate import CountedNumber
from onrecord.enrich.quantities.units import WORDS
from onrecord.enrich.times.lexicon import MONTHS
from onrecord.text.numbers import alternation_of

_MONTH_BEFORE = re.compile(rf"\b(?:{alternation_of(MONTHS)})\.?\s+(?:the\s+)?$", re.IGNORECASE)
_MONTH_AFTER = re.compile(rf"(?:\s+of)?\s+{alternation_of(month.capitalize() for month in MONTHS)}(?!\w)")
_CLOCK_AFTER = re.compile(r"[:.]\d\d(?!\d)|\s?(?:[ap]\.?m\b|o[’']clock)", re.IGNORECASE)
# The minutes of "8:15".
_MINUTES = re.compile(r"\d:$")
# "Category 4", "Apollo 11", "B-52", "No. 7", "#7", "and/2".
_NAME_BEFORE = re.compile(
    rf"(?:\b(?P<label>{alternation_of(WORDS['words']['labels'])})\s|\b(?P<name>[a-z]?[A-Z][\w&’'-]*)[ ]"
    r"|(?P<tied>[A-Za-z]-|#|№|\bNo\.?\s|/))$"
)
# A capital at the start of a sentence is no name: "In 20 cities".
_START_BEFORE = re.compile(r"(?:^|[.!?:\"“‘(]\s*+|\n[^\S\n]*+)(?:[A-Z][\w’'-]*+)\s$")
# "12 Elm Street", "400 N. 5th Ave".
_ADDRESS_AFTER = re.compile(
    r"\s+(?:[NSEW]\.?\s+)?(?:\d+(?:st|nd|rd|th)\s+)?(?:[A-Z][\w’'-]*\s+){0,3}"
    r"(?:St|Street|Ave|Avenue|Road|Rd|Lane|Drive|Boulevard|Blvd|Way|Square)\b"
)
# "The first half", "the other half" are turns or periods.
_TURN = re.compile(r"\b(?:first|second|last|latter|other|the|this|that|next)\s+$", re.IGNORECASE)
# "In half", "the final quarter" count nothing unless "of" follows.
_HALFWAY = re.compile(r"\b(?:final|in)\s+$", re.IGNORECASE)
_OPENING_WORDS_OF_SENTENCES = frozenset(WORDS["words"]["openers"])
_NOT_ONE = frozenset(WORDS["words"]["not_one"])
_OFTEN_COUNTED = frozenset(WORDS["words"]["many"])
# "A five-year lease" is of some length; "a five-mile march" is five miles.
_SPANS = frozenset(["year", "month", "week", "day", "hour", "minute", "second", "decade"])
_LAST_DAY, _LAST_HOUR = 31, 24
_FIRST_YEAR, _LAST_YEAR = 1500, 2200
"""The years that papers name, the last excluded: a bare 1400 or 2200 is more often an amount."""
_LEAST_BARE_NUMBER = 20
"""Words for smaller numbers than this count nothing without a noun ("the two", "a nine")."""


def is_quantity(text: str, one: CountedNumber) -> bool:
    """Return whether a number counts something."""
    numeral, before, after = one.numeral, one.words_before(text), one.words_after(text)
    if numeral.money or numeral.kind == "vague":
        return True
    if numeral.kind == "part":
        return (
            not _TURN.search(before)
            and not before.endswith("-")
            and (after.startswith(" of ") or not _HALFWAY.search(before))
        )
    if _is_term(text, one) or _is_date(before, after, one) or is_year(one):
        return False
    if numeral.spelled:
        return _words_count(before, after, one)
    return not (_is_part_of_name(before, one) or _ADDRESS_AFTER.match(after))


def _is_term(text: str, one: CountedNumber) -> bool:
    """Return whether it is an adjective of length: "a five-year lease"."""
    hyphened = text.startswith("-", one.numeral.end) and one.numeral.kind != "range"
    return hyphened and one.unit.measure and one.unit.name in _SPANS


def _is_date(before: str, after: str, one: CountedNumber) -> bool:
    if _MINUTES.search(before) or (_CLOCK_AFTER.match(after) and one.numeral.figures <= _LAST_HOUR):
        return True
    if one.unit.measure:
        return False
    of_month = _MONTH_BEFORE.search(before) or _MONTH_AFTER.match(after)
    return bool(of_month) and one.numeral.figures <= _LAST_DAY


def is_year(one: CountedNumber) -> bool:
    """Return whether it is four bare figures that may be a year, before neither a measure nor an often counted noun."""
    numeral = one.numeral
    if numeral.spelled or numeral.scale != 1.0 or not _FIRST_YEAR <= numeral.figures < _LAST_YEAR:
        return False
    printed_long = numeral.kind != "range" and numeral.end - numeral.start > len("2024")
    counted = one.unit.measure or (one.unit.name or "").split(" ")[-1].lower() in _OFTEN_COUNTED
    return not printed_long and not counted


def _words_count(before: str, after: str, one: CountedNumber) -> bool:
    hyphened = after.startswith("-")
    if one.numeral.low == 1 and one.numeral.kind != "range":
        last = (re.findall(r"[\w’'-]+", before) or [""])[-1].lower()
        return bool(one.unit.name) and last not in _NOT_ONE and not before.endswith("-") and not hyphened
    if one.unit.name is None:
        return not hyphened and (one.numeral.low >= _LEAST_BARE_NUMBER or one.numeral.kind == "range")
    return True


def _is_part_of_name(before: str, one: CountedNumber) -> bool:
    """Return whether it is part of a name: "Apollo 11", "category 4"; not "In 20 cities", "Odell 20 miles"."""
    name = _NAME_BEFORE.search(before)
    if not name or one.unit.measure:
        return False
    if name["tied"] or name["label"]:
        return True
    if name["name"].lower() in _OPENING_WORDS_OF_SENTENCES:
        return False
    words = (one.unit.name or "").split()
    if not words:
        return True
    plural = words[-1].endswith("s") and words[-1][0].islower() and words[0][0].islower()
    return not plural and not _START_BEFORE.search(before)
