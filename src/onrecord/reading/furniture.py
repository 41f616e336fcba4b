"""Mark page furniture (pleas, links, bylines) and editors' insertions, never cut them out. Lexicon: furniture.toml."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files

from onrecord.records import Article, Related, Span
from onrecord.text.sentences import find_sentence_starts, find_sentences
from onrecord.text.wrapping import join_wrapped_lines

# Characters: a longer line is a paragraph of reporting, whatever it begins with.
_LONGEST_FURNITURE = 320
# Characters: a longer item of a list is a point of the article, not a headline.
_LONGEST_LIST_ITEM = 200
# Lines from the title or the end within which "By" and a name is a byline; elsewhere it is a heading.
_EDGE_LINES = 4
# Quotation marks around fewer than twelve characters are titles and scare quotes, not speech.
_QUOTED_SPEECH = re.compile(r"[“”\"«»].{12,}[“”\"«»]")
# Whatever cannot begin a sentence: bullets, arrows, emoji. Quotation marks and brackets can.
_LEADING_BULLET = re.compile(r"[^\w\"“”'‘’«»(\[©@]*")
# Lists in plain text: hyphens, bullets and arrows.
_LIST_ITEM = re.compile(r"[-–—•*▪●►▶>→]+\s*\S")
_DETAIL_FIELDS = ("publisher", "section", "byline")


@dataclass(frozen=True, slots=True)
class _Patterns:
    attribution: re.Pattern[str]
    address: re.Pattern[str]
    related: re.Pattern[str]
    heading: re.Pattern[str]
    plea: re.Pattern[str]
    line: re.Pattern[str]
    tail: re.Pattern[str]
    about: dict[str, re.Pattern[str]]
    particles: frozenset[str]
    insertion: re.Pattern[str]


@cache
def _load_patterns() -> _Patterns:
    lists = tomllib.loads((files("onrecord.reading") / "furniture.toml").read_text("utf-8"))
    about, heading = lists["about"], _compile_any(lists["heading"]).pattern
    return _Patterns(
        attribution=_compile_any(lists["attribution"], r"\b(?:{})\b"),
        address=_compile_any(lists["address"], r"\b(?:{})\b"),
        heading=re.compile(rf"[\"“]?(?:{heading})\s*[:.]?[\"”]?$", re.IGNORECASE),
        about={name: _compile_any(about[name]) for name in _DETAIL_FIELDS},
        particles=frozenset(about["particles"]),
        insertion=_compile_insertion(lists["insertion"]),
        **{name: _compile_any(lists[name]) for name in ("related", "plea", "line", "tail")},
    )


def _compile_any(patterns: list[str], frame: str = "{}") -> re.Pattern[str]:
    # The group of each "about" pattern is found by being the only one that matched.
    return re.compile(frame.replace("{}", "|".join(f"(?:{pattern})" for pattern in patterns)), re.IGNORECASE)


def _compile_insertion(lists: Mapping[str, list[str]]) -> re.Pattern[str]:
    last, first, whole = (_compile_any(lists[name]).pattern for name in ("last", "first", "whole"))
    within = (
        rf"[^()\[\]\n]{{1,200}}?\s*+[-–—]\s*+(?:{last})\.?"
        rf"|(?:{first})\.?\s*+[:–—-]\s*+[^()\[\]\n]{{0,300}}+|(?:{whole})"
    )
    return re.compile(rf"\((?:{within})\s*+\)|\[(?:{within})\s*+\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Furniture:
    """The furniture in a line, from `start` on.

    title: of the related article that it links to. about: metadata of this article. heads: whether a list of related
    articles follows.
    """

    start: int = 0
    title: str | None = None
    about: dict[str, str] = field(default_factory=dict)
    heads: bool = False


def mark_furniture(article: Article, *, links: Mapping[str, str] | None = None) -> Article:
    """Return the article with furniture, insertions and related links marked, and the metadata in its furniture.

    links: the page's URLs by the words of the link, for related articles. Publisher, section and byline from the page's
    metadata take precedence.
    """
    # A wrapped plea or link is one line to its reader, and a "(… - ed.)" may run over two.
    text = join_wrapped_lines(article.text)
    urls = links or {}
    marked = list(_find_furniture(article, text, urls))
    details = {name: words for _, furniture in reversed(marked) for name, words in furniture.about.items()}
    titles = [furniture.title for _, furniture in marked if furniture.title]
    return replace(
        article,
        publisher=article.publisher or details.get("publisher"),
        section=article.section or details.get("section"),
        byline=article.byline or details.get("byline"),
        furniture=tuple(Span(span.start + furniture.start, span.end) for span, furniture in marked),
        related=(*article.related, *(Related(title, urls.get(title)) for title in titles)),
        insertions=tuple(Span(*m.span()) for m in _load_patterns().insertion.finditer(text)),
    )


def _find_furniture(article: Article, text: str, links: Mapping[str, str]) -> Iterator[tuple[Span, _Furniture]]:
    """Yield the lines that are furniture, or end with it."""
    lines, listed = list(_split_lines(text)), False
    for number, (span, line) in enumerate(lines):
        if number == 0 and _is_title(line, article):
            continue
        edge = number <= _EDGE_LINES or number >= len(lines) - _EDGE_LINES
        furniture = (_parse_list_item(line, links) if listed else None) or _parse_line(line, edge=edge)
        listed = bool(furniture and furniture.heads)
        if furniture:
            yield span, furniture


def _split_lines(text: str) -> Iterator[tuple[Span, str]]:
    """Yield each line, stripped, with its span."""
    for match in re.finditer(r"^[^\n]*\S", text, re.MULTILINE):
        line = match[0].lstrip()
        yield Span(match.end() - len(line), match.end()), line


def _is_title(line: str, article: Article) -> bool:
    """Return whether the first line is the title; it is if no title is known."""
    return not article.title or line == article.title.strip()


def _strip_bullet(line: str) -> str:
    """Return a line without the bullet or arrow before its words."""
    return _LEADING_BULLET.sub("", line, count=1)


def _parse_list_item(line: str, links: Mapping[str, str]) -> _Furniture | None:
    """Parse a line of a list of related articles: a link of the page, or a list item that is not a sentence."""
    words = _strip_bullet(line)
    listed = _LIST_ITEM.match(line) and len(line) <= _LONGEST_LIST_ITEM and not words.endswith(".")
    return _Furniture(title=words, heads=True) if words and (listed or words in links) else None


def _parse_line(line: str, *, edge: bool) -> _Furniture | None:
    words, known = _strip_bullet(line), _load_patterns()
    if known.heading.match(words):
        return _Furniture(heads=True)
    if len(line) <= _LONGEST_FURNITURE:
        if title := _parse_related(words):
            return _Furniture(title=title)
        if about := _parse_details(words, edge=edge):
            return _Furniture(about=about)
        if known.line.match(words) and not _reports_speech(words):
            return _Furniture()
    return _parse_plea(line) or _parse_tail(line)


def _parse_related(words: str) -> str | None:
    """Return the title after "Read also: …", with or without brackets; None if there is none."""
    bare = words[1:-1] if words[:1] in {"(", "["} and words[-1:] in {")", "]"} else words
    match = _load_patterns().related.match(bare)
    return (bare[match.end() :].strip() or None) if match else None


def _parse_details(words: str, *, edge: bool) -> dict[str, str]:
    """Return the metadata in a line such as "Section: Nation"."""
    matches = {name: pattern.match(words) for name, pattern in _load_patterns().about.items()}
    details = {name: next(group for group in m.groups() if group).strip() for name, m in matches.items() if m}
    if "byline" in details and not _is_person_name(
        details["byline"], least=1 if ":" in words[:20] else 2 if edge else 99
    ):
        del details["byline"]
    return details


def _is_person_name(words: str, *, least: int) -> bool:
    """Return whether the words can be people's names: at least `least` words, all capitalised."""
    names = [word for word in words.split() if word.casefold() not in _load_patterns().particles]
    return len(names) >= least and all(word[0].isalpha() and not word[0].islower() for word in names)


def _reports_speech(words: str) -> bool:
    """Return whether it reports speech: then it is news, whatever it begins with."""
    return bool(_QUOTED_SPEECH.search(words) or _load_patterns().attribution.search(words))


def _parse_plea(line: str) -> _Furniture | None:
    """Parse a plea or link that begins with one of the line's sentences and runs to its end."""
    known = _load_patterns()
    first = max(0, len(line) - _LONGEST_FURNITURE)
    for start in (*([] if first else [0]), *find_sentence_starts(line, first)):
        before, rest = line[:start], line[start:]
        if _is_open(before):
            continue
        after = [span.of(rest) for span in find_sentences(rest)][1:]
        mark = known.related.match(rest)
        if start and mark and not after:
            return _Furniture(start, title=rest[mark.end() :])
        if known.plea.match(_strip_bullet(rest)) and not _reports_speech(rest) and all(map(_addresses_reader, after)):
            earlier = (span.of(before) for span in find_sentences(before))
            return _Furniture(0 if all(map(_addresses_reader, earlier)) else start)
    return None


def _is_open(before: str) -> bool:
    """Return whether a quotation is still open."""
    opened = any(before.count(left) > before.count(right) for left, right in ("“”", "«»"))
    return opened or before.count('"') % 2 == 1


def _addresses_reader(sentence: str) -> bool:
    """Return whether the publisher speaks of itself or to the reader; an empty sentence counts as such."""
    known = _load_patterns()
    spoken = known.address.search(sentence) or known.plea.match(sentence)
    return not sentence or bool(spoken and not _reports_speech(sentence))


def _parse_tail(line: str) -> _Furniture | None:
    """Parse furniture in brackets at the end: a photographer, a link."""
    match = _load_patterns().tail.search(line, max(0, len(line) - _LONGEST_FURNITURE))
    return _Furniture(match.start(), title=_parse_related(match[0])) if match else None
