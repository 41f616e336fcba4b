"""A numeral with what it counts, and the words around it."""

from dataclasses import dataclass

from onrecord.enrich.quantities.numerals import Numeral
from onrecord.enrich.quantities.units import Unit

WINDOW = 40
"""Characters around a number that are read: the longest comparator with what may stand between."""


@dataclass(frozen=True, slots=True)
class CountedNumber:
    """A numeral with its unit; `end` is where the words of number, unit and rate end."""

    numeral: Numeral
    unit: Unit
    rate: str | None
    end: int
    low: float
    high: float

    def words_before(self, text: str) -> str:
        """Return the words of `text` before it."""
        return text[max(0, self.numeral.start - WINDOW) : self.numeral.start]

    def words_after(self, text: str) -> str:
        """Return the words of `text` after the number itself."""
        return text[self.numeral.end : self.numeral.end + WINDOW]
