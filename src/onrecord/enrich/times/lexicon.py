"""The words of time, read once from times.toml."""

from onrecord.enrich.vocabulary import load_vocabulary

_WORDS = load_vocabulary("times")


def _numbered(names: list[list[str]]) -> dict[str, int]:
    return {form.lower(): number for number, forms in enumerate(names, start=1) for form in forms}


MONTHS = _numbered(_WORDS["months"])
WEEKDAYS = _numbered(_WORDS["weekdays"])
MONTH_NAMES: list[list[str]] = _WORDS["months"]
WEEKDAY_NAMES: list[list[str]] = _WORDS["weekdays"]
VAGUE: list[str] = _WORDS["vague"]
APPROXIMATIONS: list[str] = _WORDS["approximations"]
ZONES: list[str] = _WORDS["zones"]
SEASONS: dict[str, str] = _WORDS["seasons"]
PARTS_OF_DAY: dict[str, str] = _WORDS["parts_of_day"]
CLOCK_WORDS: dict[str, str] = _WORDS["clock_words"]
UNITS: dict[str, str] = _WORDS["units"]
SETS: dict[str, str] = _WORDS["sets"]
REFERENCES: dict[str, list[str]] = _WORDS["references"]
CENTURIES: dict[str, int] = {name: number for number, name in enumerate(_WORDS["centuries"], start=15)}
HOLIDAYS: dict[str, str] = _WORDS["holidays"]
TENSE: dict[str, list[str]] = _WORDS["tense"]


def unit(word: str) -> str:
    """The TIMEX3 letters of a unit in the singular or plural, "" for a word that is none.

    >>> unit("weeks"), unit("centuries"), unit("hour")
    ('W', '100Y', 'TH')
    """
    low = word.lower()
    return UNITS.get(low) or UNITS.get(low.removesuffix("s")) or UNITS.get(low.removesuffix("ies") + "y", "")
