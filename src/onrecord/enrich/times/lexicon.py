"""The lexicon of time: months, weekdays, units, seasons, holidays; read once from times.toml."""

from onrecord.enrich.vocabulary import load_vocabulary

_LEXICON = load_vocabulary("times")


def _number_names(names: list[list[str]]) -> dict[str, int]:
    return {form.lower(): number for number, forms in enumerate(names, start=1) for form in forms}


MONTHS = _number_names(_LEXICON["months"])
WEEKDAYS = _number_names(_LEXICON["weekdays"])
MONTH_NAMES: list[list[str]] = _LEXICON["months"]
WEEKDAY_NAMES: list[list[str]] = _LEXICON["weekdays"]
VAGUE_AMOUNTS: list[str] = _LEXICON["vague"]
APPROXIMATIONS: list[str] = _LEXICON["approximations"]
ZONES: list[str] = _LEXICON["zones"]
SEASONS: dict[str, str] = _LEXICON["seasons"]
PARTS_OF_DAY: dict[str, str] = _LEXICON["parts_of_day"]
CLOCK_WORDS: dict[str, str] = _LEXICON["clock_words"]
UNITS: dict[str, str] = _LEXICON["units"]
SETS: dict[str, str] = _LEXICON["sets"]
REFERENCES: dict[str, list[str]] = _LEXICON["references"]
CENTURIES: dict[str, int] = {name: number for number, name in enumerate(_LEXICON["centuries"], start=15)}
HOLIDAYS: dict[str, str] = _LEXICON["holidays"]
TENSE: dict[str, list[str]] = _LEXICON["tense"]


def unit_letters(word: str) -> str:
    """Return the TIMEX3 letters of a unit in the singular or plural, "" for a word that is not a unit.

    >>> unit_letters("weeks"), unit_letters("centuries"), unit_letters("hour")
    ('W', '100Y', 'TH')
    """
    low = word.lower()
    return UNITS.get(low) or UNITS.get(low.removesuffix("s")) or UNITS.get(low.removesuffix("ies") + "y", "")
