"""A numeral with what it counts, and the words before it."""

from dataclasses import dataclass

from onrecord.enrich.quantities.numerals import Numeral
from onrecord.enrich.quantities.units import Unit

WINDOW = 40
"""Characters around a number that are looked at."""


@dataclass(frozen=True, slots=True)
class CountedNumber:
    """A numeral with its unit; `end` is where the words of number, unit and rate end."""

    numeral: Numeral
    unit: Unit
    rate: str | None
    end: int
    low: float
    high: float

    def before(self, text: str) -> str:
        """The words of `text` before it."""
        return text[max(0, self.numeral.start - WINDOW) : self.numeral.start]

    def after(self, text: str) -> str:
        """The words of `text` after the number itself."""
        return text[self.numeral.end : self.numeral.end + WINDOW]
