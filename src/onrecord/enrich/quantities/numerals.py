"""Numbers in a text, with the signs and scales that belong to them: the raw material of quantities."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.enrich.numbers import FIGURE, GLYPH, GLYPHS, PARTS, SCALES, SHORT, SPELLED, either, number
from onrecord.enrich.quantities.units import MONEY

_SCALE = rf"(?:{either(SCALES)}(?:s\b)?(?:\s+{either(SCALES)})*)\b"
_MONEY = "(?-i:" + either(MONEY) + ")"
_NUMERAL = re.compile(
    rf"(?<![\w$€£¥₹])(?<!\d[.,:/])(?:(?P<over>\d+)[/⁄](?P<under>[2-9]|\d{{2,}})(?=\s+of\b)|(?P<sign>minus[\s-]|negative\s+|[-−+](?=[\d.$£€]))?(?:(?P<money>{_MONEY})\s?)?(?P<inner>[-−](?=\d))?"
    rf"(?P<figure>{FIGURE})(?:[×x]10(?P<power>[-−]?\d+)|\s(?P<top>\d)[/⁄](?P<bottom>\d)(?!\d)|\s?(?P<glyph>{GLYPH}))?"
    rf"(?:(?P<short>(?-i:bn|tn|trn|mn|mln|[kKmMbB]))(?![\w²³])|[\s-]?(?P<scale>{_SCALE}))?"
    rf"|(?P<part>(?:{SPELLED}|an?|{FIGURE})[\s-](?P<of>{either(set(PARTS) - {'half', 'quarter', 'quarters', 'halves'})})|three[\s-]quarters|(?:a\s+)?half(?!-|\s+an?\s+(?:million|billion|dozen))|one[\s-]half)(?![\w-])"
    rf"|(?P<ratio>(?P<some>{SPELLED}|\d+)\s+(?:in|out\s+of)\s+(?P<all>{SPELLED}|\d+))(?![\w-])"
    rf"|(?P<vague>(?:(?:tens|dozens|hundreds|scores)\s+of\s+)?(?:tens|dozens|scores|hundreds|thousands|millions|billions|trillions)(?=\s+of\b|\s+more\b))"
    rf"|(?P<words>(?:minus\s+)?(?:(?:half\s+)?an?\s+{_SCALE}(?:\s+(?:and\s+)?{SPELLED}(?:\s+{_SCALE})?)?|{SPELLED}(?:\s+and\s+a\s+half)?(?:[\s-]+{_SCALE})?)))",
    re.IGNORECASE,
)
_VAGUE = {
    "tens": 10,
    "dozens": 12,
    "scores": 20,
    "hundreds": 100,
    "thousands": 1e3,
    "millions": 1e6,
    "billions": 1e9,
    "trillions": 1e12,
}
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
    kind: str = "number"
    sign: str = ""


def numerals(text: str) -> Iterator[Numeral]:
    """The numbers of `text` from left to right; ordinals, hours and version numbers are none."""
    for match in _NUMERAL.finditer(text):
        if not _NO_TAIL.match(text, match.end()) and (numeral := _numeral(match)):
            yield numeral


def _numeral(match: re.Match[str]) -> Numeral | None:
    if match["figure"]:
        return _figure(match)
    if match["part"] or match["over"]:
        value = _part(match)
        return value and Numeral(*match.span(), value, value, value, spelled=True, kind="part")
    if match["ratio"]:
        some, every = number(match["some"]), number(match["all"])
        return (
            Numeral(*match.span(), some / every, some / every, some / every, kind="part")
            if some and every and some < every
            else None
        )
    if match["vague"]:
        low = 1.0
        for word in re.findall(r"\w+", match["vague"].lower()):
            low *= _VAGUE.get(word, 1)
        return Numeral(*match.span(), low, low * 10, low, spelled=True, kind="vague")
    value = number(match["words"].lower().removeprefix("minus"))
    if value is None:
        return None
    value = -value if match["words"].lower().startswith("minus") else value
    return Numeral(*match.span(), value, value, value, spelled=True)


def _figure(match: re.Match[str]) -> Numeral | None:
    figures = float(match["figure"].replace(",", ""))
    if match["power"]:
        exponent = int(match["power"].replace("−", "-"))
        if abs(exponent) > 300:
            return None
        figures *= 10.0**exponent
    if match["top"] and match["bottom"] != "0":
        figures += int(match["top"]) / int(match["bottom"])
    if match["glyph"]:
        figures += GLYPHS[match["glyph"]]
    money = match["money"]
    short = match["short"]
    scale, end = 1.0, match.end()
    if short and (money or short in ("bn", "tn", "trn", "mn", "mln", "M")):
        scale = float(SHORT[short])
    elif short:
        end = match.start("short")
    elif match["scale"]:
        scale = number(re.sub(r"s\b", "", match["scale"])) or 1.0
    sign = (match["sign"] or "").strip().lower()
    low = figures * scale * (-1 if sign in ("minus", "minus-", "negative", "-", "−") or match["inner"] else 1)
    return Numeral(match.start(), end, low, low, figures, " ".join(money.split()) if money else None, scale, sign=sign)


def _part(match: re.Match[str]) -> float | None:
    if match["over"]:
        return int(match["over"]) / int(match["under"]) if int(match["under"]) else None
    words = match["part"].lower()
    if match["of"]:
        head = re.split(rf"[\s-]{match['of']}", words, flags=re.IGNORECASE)[0]
        count = 1.0 if head in ("a", "an") else number(head)
        return count and count / PARTS[match["of"].lower()]
    return 0.75 if words.startswith("three") else 0.5
