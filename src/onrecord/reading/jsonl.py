"""Read JSON Lines: one article per row, as DESIGN.md's row or as little of it as an id and a text."""

import codecs
import json
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from onrecord.characters import show_name
from onrecord.errors import UnreadableError
from onrecord.failures import attempt
from onrecord.reading import decoding
from onrecord.reading.furniture import mark_furniture
from onrecord.records import Article, Failure
from onrecord.text.language import detect_language

_STRING_FIELDS = ("url", "title", "byline", "publisher", "section", "language")
# A day, or a moment: rows from databases often have a full timestamp.
_ISO_DAY_OR_TIME = re.compile(r"\d{4}-\d\d-\d\d(?:[T ].+)?")
ArticleWithRow = tuple[Article, dict[str, Any]]


def read_rows(
    lines: Iterable[bytes], origin: str, *, published: date | None = None
) -> Iterator[ArticleWithRow | Failure]:
    """Yield the articles of JSON Lines, each with its row as read; a line that is not a row becomes a Failure.

    The text is kept unchanged. A row's own `published` takes precedence. Empty lines are skipped.
    """
    for line, place in number_rows(lines, origin):
        yield attempt(partial(build_row_article, line, place, published=published), place)


def number_rows(lines: Iterable[bytes], origin: str) -> Iterator[tuple[bytes, str]]:
    """Yield each line that is not empty, with its place."""
    for number, line in enumerate(lines, 1):
        if line.removeprefix(codecs.BOM_UTF8).strip():
            yield line, f"{origin}:{number}"


def build_row_article(line: bytes, place: str, *, published: date | None) -> ArticleWithRow:
    """Return the article of a line, and its row as read; raise UnreadableError if it is not a row.

    place: file and line.
    """
    decoding.check_size(len(line))
    row = _parse_row(line)
    return _build_article(row, place, published), row


def read_row_file(path: str | Path, *, published: date | None = None) -> Iterator[ArticleWithRow | Failure]:
    """Yield the rows of a file ("-" is standard input), line by line; a file without rows is one Failure."""
    name = str(path)
    try:
        with nullcontext(sys.stdin.buffer) if name == "-" else Path(path).open("rb") as file:
            head = decoding.read_opening(file)
            if not head:
                raise UnreadableError("is empty: there is nothing to read")
            if not decoding.is_json_lines(head[-1], Path(path).suffix.lower()):
                raise UnreadableError('is not JSON Lines: each line must be an object with "id" and "text"')
            yield from read_rows(chain(head, decoding.read_lines(file)), show_name(name), published=published)
    except UnreadableError as error:
        yield Failure(show_name(name), str(error))
    except OSError as error:
        yield Failure(show_name(name), describe_os_error(error))


def describe_os_error(error: OSError) -> str:
    """Return why a file could not be read, and what to do."""
    if isinstance(error, FileNotFoundError):
        return "does not exist: check the name"
    if isinstance(error, PermissionError):
        return "cannot be read: check its permissions"
    return f"cannot be read ({error.strerror or error}): check its name and its disk"


def _parse_row(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UnreadableError("is not UTF-8: JSON Lines must be") from None
    except ValueError as error:
        raise UnreadableError(f"is not valid JSON ({error}): fix the line") from None
    except RecursionError:
        raise UnreadableError("is JSON nested too deeply: fix the line") from None
    if not isinstance(row, dict):
        raise UnreadableError('is not a row: it must be an object with "id" and "text"')
    return row


def _build_article(row: dict[str, Any], place: str, published: date | None) -> Article:
    name, text = row.get("id"), row.get("text")
    if isinstance(name, bool) or not isinstance(name, str | int) or name == "":
        raise UnreadableError('has no "id": give each row a string that names it')
    if not isinstance(text, str) or not text.strip():
        raise UnreadableError('has no "text": give the article\'s text as a string')
    nested = row["article"] if isinstance(row.get("article"), dict) else {}
    about: dict[str, Any] = {word: _get_string(row, nested, word) for word in _STRING_FIELDS}
    day = row.get("published") if row.get("published") is not None else nested.get("published")
    article = Article(
        str(name), text, published=published if day is None else _parse_published(day), origin=place, **about
    )
    # "en-GB" is English: the language decides which stages run, the country does not.
    code = re.split("[-_]", article.language.lower())[0] if article.language else detect_language(article.text)
    return mark_furniture(replace(article, language=code), links=_get_related_links(nested.get("related")))


def _get_string(row: dict[str, Any], nested: dict[str, Any], name: str) -> str | None:
    value = row.get(name) if row.get(name) is not None else nested.get(name)
    if value is not None and not isinstance(value, str):
        raise UnreadableError(
            f'has a "{name}" that is not a string: {value!r:.80}; write it as a string, or leave it out'
        )
    return value or None


def _parse_published(value: object) -> date:
    try:
        if isinstance(value, str) and _ISO_DAY_OR_TIME.fullmatch(value):
            return datetime.fromisoformat(value).date()
    except ValueError:
        pass
    raise UnreadableError(f'has a "published" that is not a date: {value!r:.80}; write it as 2026-10-05')


def _get_related_links(related: object) -> dict[str, str]:
    """Return the URLs of a row's related articles by title, as an earlier run printed them."""
    entries = [r for r in related if isinstance(r, dict)] if isinstance(related, list) else []
    pairs = ((r.get("title"), r.get("url")) for r in entries)
    return {title: url for title, url in pairs if isinstance(title, str) and isinstance(url, str)}
