"""JSON Lines in: a row an article, as DESIGN.md's row or as little of it as an id and a text."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.errors import UnreadableError
from onrecord.reading import decoding
from onrecord.reading.furniture import mark
from onrecord.reading.language import language
from onrecord.records import Article, Failure

_WORDS = ("url", "title", "byline", "publisher", "section", "language")
Given = tuple[Article, dict[str, Any]]


def rows(lines: Iterable[bytes], origin: str, *, published: date | None = None) -> Iterator[Given | Failure]:
    """The articles of JSON Lines, each with its row as given; a line that is no row comes as a Failure.

    The text is taken as it stands. A row's own `published` wins over the argument. Empty lines are passed over.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = f"{origin}:{number}"
        try:
            decoding.check_size(len(line))
            row = _parse(line)
            yield _article(row, place, published), row
        except UnreadableError as error:
            yield Failure(place, str(error))


def _parse(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UnreadableError("is not UTF-8: JSON Lines must be") from None
    except ValueError as error:
        raise UnreadableError(f"is no JSON ({error}): mend the line") from None
    except RecursionError:
        raise UnreadableError("is JSON nested too deep: mend the line") from None
    if not isinstance(row, dict):
        raise UnreadableError('is no row: it must be an object with "id" and "text"')
    return row


def _article(row: dict[str, Any], place: str, published: date | None) -> Article:
    name, text = row.get("id"), row.get("text")
    if isinstance(name, bool) or not isinstance(name, str | int) or name == "":
        raise UnreadableError('has no "id": give each row a string that names it')
    if not isinstance(text, str) or not text.strip():
        raise UnreadableError('has no "text": give the article\'s text as a string')
    if not text.isprintable() and re.search("[\ud800-\udfff]", text):
        raise UnreadableError('has half a character (a lone surrogate) in its "text": mend it')
    given = row.get("article")
    nested: dict[str, Any] = given if isinstance(given, dict) else {}
    about: dict[str, Any] = {name: _words(row, nested, name) for name in _WORDS}
    day = row.get("published") if row.get("published") is not None else nested.get("published")
    article = Article(str(name), text, published=published if day is None else _day(day), origin=place, **about)
    return mark(article if article.language else replace(article, language=language(text)))


def _words(row: dict[str, Any], nested: dict[str, Any], name: str) -> str | None:
    value = row.get(name) if row.get(name) is not None else nested.get(name)
    if value is not None and not isinstance(value, str):
        raise UnreadableError(f'has a "{name}" that is no string: {value!r}')
    return value or None


def _day(value: object) -> date:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise UnreadableError(f'has a "published" that is no date: {value!r}; write it as 2026-10-05') from None


def file_rows(path: str | Path, *, published: date | None = None) -> Iterator[Given | Failure]:
    """The rows of a file, read line by line; a file that cannot be opened is one Failure."""
    try:
        with Path(path).open("rb") as lines:
            yield from rows(lines, str(path), published=published)
    except OSError as error:
        yield Failure(str(path), f"cannot be read ({error.strerror or error}): check its name and your rights")
