"""Page furniture and editors' insertions: found and marked, never cut out. The vocabulary is furniture.toml."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from onrecord.records import Article, Related, Span

_LONGEST = 320
"""A longer line is a paragraph of reporting, whatever it begins with."""
_SPEECH = re.compile(r"[“”\"«»].{12,}[“”\"«»]")
_ABOUT = ("publisher", "section", "byline")


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    related: re.Pattern[str]
    furniture: re.Pattern[str]
    about: dict[str, re.Pattern[str]]
    insertion: re.Pattern[str]


@cache
def _vocabulary() -> _Vocabulary:
    made = tomllib.loads((files("onrecord.reading") / "furniture.toml").read_text("utf-8"))
    marks = "|".join(made["insertion"]["marks"])
    insertion = rf"[(\[](?:[^()\[\]\n]{{0,200}}[-–—,;]\s*(?:{marks})\.?|(?:{marks})\s*[:.–—-][^()\[\]\n]{{1,200}})[)\]]"
    # A byline's capitals tell a name from a sentence ("By Friday the …"): its case counts.
    about = {name: _any(made["about"][name], 0 if name == "byline" else re.IGNORECASE) for name in _ABOUT}
    return _Vocabulary(
        related=_any(made["related"], re.IGNORECASE),
        furniture=_any([*made["plea"], *made["line"]], re.IGNORECASE),
        about=about,
        insertion=re.compile(insertion, re.IGNORECASE),
    )


def _any(patterns: list[str], flags: int) -> re.Pattern[str]:
    # The group of each "about" pattern is found by being the only one that matched.
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags)


def mark(article: Article, *, links: dict[str, str] | None = None) -> Article:
    """The article with its furniture, insertions and related links marked, and what its furniture tells of it.

    links: URLs by the words of the link, for related articles on an HTML page. What the page has said of its
    publisher, section or byline stays.
    """
    found, related, told = [], [], dict[str, str]()
    for span, line in _lines(article.text):
        title = _related(line)
        if title:
            related.append(Related(title, (links or {}).get(title)))
        about = {} if title else _told(line)
        told = about | told
        if title or about or _is_furniture(line):
            found.append(span)
    return replace(
        article,
        publisher=article.publisher or told.get("publisher"),
        section=article.section or told.get("section"),
        byline=article.byline or told.get("byline"),
        furniture=tuple(found),
        related=(*article.related, *related),
        insertions=tuple(Span(*m.span()) for m in _vocabulary().insertion.finditer(article.text)),
    )


def _lines(text: str) -> Iterator[tuple[Span, str]]:
    """Each line but the first, which is the title, stripped, with its place."""
    for match in re.finditer(r"(?<=\n)[^\n]*\S", text):
        line = match[0].lstrip()
        yield Span(match.end() - len(line), match.end()), line


def _related(line: str) -> str | None:
    """The title that a "Read also: …" line points to."""
    match = _vocabulary().related.match(line)
    title = line[match.end() :].strip() if match and len(line) <= _LONGEST else ""
    return title if len(title.split()) > 1 else None


def _told(line: str) -> dict[str, str]:
    if len(line) > _LONGEST:
        return {}
    matches = {name: pattern.match(_plain_start(line, name)) for name, pattern in _vocabulary().about.items()}
    return {name: next(group for group in m.groups() if group).strip() for name, m in matches.items() if m}


def _plain_start(line: str, name: str) -> str:
    """A byline's "Author" and "By" in the pattern's own case, since that of the name counts."""
    if name != "byline":
        return line
    first, colon, rest = line.partition(":") if ":" in line[:16] else line.partition(" ")
    return first.lower() + colon + rest


def _is_furniture(line: str) -> bool:
    if len(line) > _LONGEST or _SPEECH.search(line):
        return False
    return bool(_vocabulary().furniture.search(line))
