"""Numerals in a text, with the signs and scales that belong to them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite, prod

from onrecord.enrich.quantities.units import MONEY
from onrecord.text.numbers import (
    FIGURE,
    GLYPH,
    GLYPHS,
    PARTS,
    SCALES,
    SHORT,
    SMALL,
    SPELLED,
    alternation_of,
    parse_number,
)

_SCALE = rf"(?:{alternation_of(SCALES)}(?:s\b)?(?:\s+{alternation_of(SCALES)})*)\b"
_MONEY = "(?-i:" + alternation_of(MONEY) + ")"
_PART_NAMES = alternation_of(set(PARTS) - {"half", "quarter", "quarters", "halves"})
_FRACTION_SHAPE = r"(?P<over>\d{1,6})[/⁄](?P<under>[2-9]|\d{2,6})(?=\s+of\b)"
_FIGURE_SHAPE = (
    rf"(?P<sign>minus[\s-]|negative\s+|[-−+](?=[\d.$£€]))?(?:(?P<money>{_MONEY})\s?)?(?P<inner>[-−](?=\d))?"
    rf"(?P<figure>{FIGURE})(?:[×x]10(?P<power>[-−]?\d{{1,4}})|\s(?P<top>\d)[/⁄](?P<bottom>\d)(?!\d)"
    rf"|\s?(?P<glyph>{GLYPH}))?"
    rf"(?:(?P<short>(?-i:bn|tn|trn|mn|mln|[kKmMbB]))(?![\w²³])|[\s-]?(?P<scale>{_SCALE}))?"
)
_PART_SHAPE = (
    rf"(?P<part>(?:{SPELLED}|an?|{FIGURE})[\s-](?P<of>{_PART_NAMES})|three[\s-]quarters|one[\s-]half"
    r"|(?:a\s+)?half(?!-|\s+an?\s+(?:million|billion|dozen)))(?![\w-])"
)
_RATIO_SHAPE = rf"(?P<ratio>(?P<some>{SPELLED}|\d{{1,9}})\s+(?:in|out\s+of)\s+(?P<all>{SPELLED}|\d{{1,9}}))(?![\w-])"
_VAGUE_PLURALS = "tens|dozens|scores|hundreds|thousands|millions|billions|trillions"
_VAGUE_SHAPE = rf"(?P<vague>(?:(?:tens|dozens|hundreds|scores)\s+of\s+)?(?:{_VAGUE_PLURALS})(?=\s+of\b|\s+more\b))"
_SPELLED_SHAPE = (
    rf"(?P<words>(?:minus\s+)?(?:(?:half\s+)?an?\s+{_SCALE}(?:\s+(?:and\s+)?{SPELLED}(?:\s+{_SCALE})?)?"
    rf"|{SPELLED}(?:[\s-]+and[\s-]+a[\s-]+half)?(?:[\s-]+{_SCALE})?))"
)
SHAPES = "|".join((_FRACTION_SHAPE, _FIGURE_SHAPE, _PART_SHAPE, _RATIO_SHAPE, _VAGUE_SHAPE, _SPELLED_SHAPE))
_VAGUE_VALUES = {"tens": 10, "scores": 20} | {f"{scale}s": value for scale, value in SCALES.items()}
_MONEY_NAMES = re.findall("[a-z]+", " ".join(MONEY).lower())
STARTS = frozenset((*SMALL, *_VAGUE_VALUES, "a", "an", "half", "minus", "negative", *_MONEY_NAMES))
"""Words that a number may begin with."""
_SIGN_CHARACTERS = "".join(sorted({symbol[0] for symbol in MONEY if not symbol[0].isalpha()} | set("-−+")))
_START = rf"(?=\.?\d|[{re.escape(_SIGN_CHARACTERS)}]|{alternation_of(STARTS)}(?![^\W\d]))"
"""Where a number may begin: looked for first, as trying each shape at every word takes long."""
NUMERAL = re.compile(rf"(?<![\w$€£¥₹]){_START}(?<!\d[.,:/])(?:{SHAPES})", re.IGNORECASE)
# Ordinals, decades, hours, version numbers, dates, grouped figures of another number, addresses of mail.
_NO_TAIL = re.compile(r"(?:st|nd|rd|th|s)\b|[.:/]\d|,\d{3}(?!\d)|\.?\w+@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as printed, from `start` to `end`, worth `low` to `high`; "millions" is one to ten of them."""

    start: int
    end: int
    low: float
    high: float
    figures: float
    money: str | None = None
    scale: float = 1.0
    spelled: bool = False
    kind: str = "number"  # or part (a half), vague (dozens), range
    sign: str = ""


def find_numerals(text: str) -> Iterator[Numeral]:
    """Find the numbers of a text from left to right; ordinals, hours and version numbers are left out."""
    for match in NUMERAL.finditer(text):
        if not _NO_TAIL.match(text, match.end()) and (numeral := _parse_numeral(match)) and isfinite(numeral.high):
            yield numeral


def _parse_numeral(match: re.Match[str]) -> Numeral | None:
    if match["figure"]:
        return _parse_figure(match)
    if match["vague"]:
        return _parse_vague_plural(match)
    if match["words"]:
        low = match["words"].lower()
        value = parse_number(low.removeprefix("minus"))
        return (
            None if value is None else _spelled_numeral(match, -value if low.startswith("minus") else value, "number")
        )
    part = _parse_ratio(match) if match["ratio"] else _parse_part(match)
    return _spelled_numeral(match, part, "part") if part else None


def _spelled_numeral(match: re.Match[str], value: float, kind: str) -> Numeral:
    return Numeral(*match.span(), value, value, value, spelled=True, kind=kind)


def _parse_vague_plural(match: re.Match[str]) -> Numeral:
    """Parse "hundreds" as 100 to 1,000, "tens of thousands" as 10,000 to 100,000."""
    low = prod(float(_VAGUE_VALUES.get(word, 1)) for word in re.findall(r"\w+", match["vague"].lower()))
    return Numeral(*match.span(), low, low * 10, low, spelled=True, kind="vague")


def _parse_ratio(match: re.Match[str]) -> float | None:
    some, every = parse_number(match["some"]), parse_number(match["all"])
    return some / every if some and every and some < every else None


def _parse_part(match: re.Match[str]) -> float | None:
    if match["over"]:
        return int(match["over"]) / int(match["under"]) if int(match["under"]) else None
    words = match["part"].lower()
    if match["of"]:
        head = words[: match.start("of") - match.start("part") - 1]
        count = 1.0 if head in ("a", "an") else parse_number(head)
        return count and count / PARTS[match["of"].lower()]
    return 0.75 if words.startswith("three") else 0.5


_FARTHEST = 300
"""A larger power of ten does not fit a float."""


def _parse_figure(match: re.Match[str]) -> Numeral | None:
    figures = float(match["figure"].replace(",", "")) + _parse_fraction(match)
    exponent = int((match["power"] or "0").replace("−", "-"))
    if abs(exponent) > _FARTHEST:
        return None
    scale, end = _parse_scale(match)
    sign = (match["sign"] or "").strip().lower()
    below = bool(match["inner"]) or sign.startswith(("minus", "negative", "-", "−"))
    low = (-1 if below else 1) * figures * scale * 10.0**exponent
    money = " ".join(match["money"].split()) if match["money"] else None
    return Numeral(match.start(), end, low, low, figures, money, scale, sign=sign)


def _parse_fraction(match: re.Match[str]) -> float:
    if match["glyph"]:
        return GLYPHS[match["glyph"]]
    return int(match["top"]) / int(match["bottom"]) if match["top"] and int(match["bottom"]) else 0.0


_SURE = frozenset(["bn", "tn", "trn", "mn", "mln", "M"])
"""Short scales that are never a measure; "5m" is metres, "$5m" millions."""


def _parse_scale(match: re.Match[str]) -> tuple[float, int]:
    """Return what the figure is multiplied by, and where the number ends."""
    short = match["short"]
    if short and (match["money"] or short in _SURE):
        return float(SHORT[short]), match.end()
    if short:
        return 1.0, match.start("short")
    return (parse_number(re.sub(r"s\b", "", match["scale"])) or 1.0) if match["scale"] else 1.0, match.end()
