"""The comparator of a quantity, and whether it comes on top of something."""

import re

from onrecord.enrich.quantities.candidate import CountedNumber
from onrecord.enrich.quantities.units import WORDS
from onrecord.records import Comparator
from onrecord.text.numbers import alternation_of
from onrecord.text.prefilter import Prefilter

_COMPARATORS: tuple[Comparator, ...] = (">", "<", "~", "up", "down")
# Atomic: "an additional" is one phrase of the list and two, and must not be tried as both.
_SKIPPED_WORDS = rf"(?>\s*+\b{alternation_of(WORDS['words']['between'])}\b)*+\s*+[-(~]?\s*+$"


def _compile_phrases(phrases: list[str]) -> Prefilter:
    """Compile phrases right before a number; those in words apart from "≥" and its like."""
    kinds = [[p for p in phrases if p[0].isalpha() == in_words] for in_words in (True, False)]
    return Prefilter.from_patterns(
        rf"(?<![\w-]){alternation_of(kind)}(?<![a-z]-){_SKIPPED_WORDS}" for kind in kinds if kind
    )


_PHRASES_BEFORE = {
    sign: _compile_phrases(phrases) for sign, phrases in (WORDS["comparators"] | WORDS["changes"]).items()
}
# "60 or more", "60+", "60 and above".
_OR_MORE = re.compile(r"\s*(?:\+|(?:or|and)\s+(?:more|above|over|older)\b|plus\b)", re.IGNORECASE)
_OR_LESS = re.compile(r"\s*or\s+(?:less|fewer|under|below|younger)\b", re.IGNORECASE)
# "Gave up 5 points": the verb needs its particle, and nothing rises.
_GAVE_UP = re.compile(rf"\b{alternation_of(WORDS['words']['phrasal'])}\s+(?:up|down)\b", re.IGNORECASE)
_SOFTENER = rf"(?:{alternation_of(WORDS['words']['softeners'])}\s+)?"
# "Another 60", "a further some 60".
_INCREMENT = re.compile(rf"\b{alternation_of(WORDS['words']['increments'])}\s+{_SOFTENER}$", re.IGNORECASE)


def find_comparator(text: str, one: CountedNumber) -> tuple[Comparator, str]:
    """Find the comparator and the words that give it; "=" without any."""
    if one.numeral.sign == "+":
        return "up", "+"
    for pattern, sign, words in ((_OR_MORE, ">", "or more"), (_OR_LESS, "<", "or less")):
        if pattern.match(text, one.numeral.end) or pattern.match(text, one.end):
            return sign, words  # type: ignore[return-value]
    return _find_sign_before(one, one.words_before(text))


def _find_sign_before(one: CountedNumber, before: str) -> tuple[Comparator, str]:
    """Find the sign of the words nearest before the number; of two that end alike ("up to", "to") the longer.

    But "no more than" is not "more than".
    """
    signs = [
        (match.start(), sign, match.group().strip())
        for sign in _COMPARATORS
        if (match := _PHRASES_BEFORE[sign].search(before))
        and (sign in "<>~" or _can_change(one, match.group(), before))
    ]
    _, sign, words = max(signs, key=lambda each: (_is_negated(each[2]), each[0], len(each[2])), default=(0, "=", ""))
    return sign, words


def _is_negated(words: str) -> bool:
    return words.lower().startswith(("no ", "not "))


def ends_in_change(before: str) -> bool:
    """Return whether words end in a verb of change ("rose by")."""
    return bool(_PHRASES_BEFORE["up"].search(before) or _PHRASES_BEFORE["down"].search(before))


def _can_change(one: CountedNumber, words: str, before: str) -> bool:
    """Return whether a verb of change gives a rise or a fall: "added 5 %" does, "added 5 chairs", "lost 2-0" do not."""
    if one.unit.name is None:
        return one.numeral.kind != "range"
    return (one.unit.measure or " by" in words) and not _GAVE_UP.search(before)


def measure_increment(before: str) -> int:
    """Return how many of the last characters of `before` say that it comes on top ("another"); 0 for none."""
    match = _INCREMENT.search(before)
    return len(before) - match.start() if match else 0
