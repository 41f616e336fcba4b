"""Sources to articles: files, folders, JSON Lines, standard input and addresses."""

import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import UnreadableError
from onrecord.reading import decoding
from onrecord.reading.furniture import mark
from onrecord.reading.language import language
from onrecord.reading.rows import reason, rows
from onrecord.records import Article, Failure, digest

ENDINGS = (*decoding.PAGE_ENDINGS, ".txt", ".text", ".json", ".jsonl", ".ndjson")
"""What is read of a folder; anything else in it is passed over."""
_LONGEST_TITLE = 300
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def articles(
    sources: Iterable[str | Path], *, published: date | None = None, allow_private: bool = False
) -> Iterator[Article | Failure]:
    """The articles of sources, lazily and in order; what cannot be read comes as a Failure, and the rest goes on.

    A source is a file (HTML, text or JSON Lines, by what is in it), a folder (searched through), an http(s) address,
    or "-" for standard input. published: where the article does not say itself.
    """
    for source in sources:
        name = str(source)
        try:
            yield from _source(name, published, allow_private)
        except UnreadableError as error:
            yield Failure(name, str(error))
        except OSError as error:
            yield Failure(name, reason(error))


def _source(name: str, published: date | None, allow_private: bool) -> Iterator[Article | Failure]:
    if _ADDRESS.match(name):
        return _fetched(name, published, allow_private)
    if name == "-":
        return _stream(sys.stdin.buffer, _Told(name, published))
    if not name or "\0" in name:
        raise UnreadableError("is no name of a file: give a file, a folder, an address, or - for standard input")
    return _folder(Path(name), published) if Path(name).is_dir() else _file(Path(name), published)


def article(source: str | Path, *, published: date | None = None, allow_private: bool = False) -> Article:
    """The one article of a source; UnreadableError where there is none, or more than one."""
    found = articles([source], published=published, allow_private=allow_private)
    first = next(found, None)
    if first is None:
        raise UnreadableError(f"{source}: holds no article: give a file with text in it")
    if isinstance(first, Failure):
        raise UnreadableError(f"{first.origin}: {first.reason}")
    if next(found, None) is not None:
        raise UnreadableError(f"{source}: holds more than one article: use onrecord.articles")
    return first


def _folder(folder: Path, published: date | None) -> Iterator[Article | Failure]:
    refused: list[OSError] = []
    paths = sorted(_paths(folder, refused))
    if not paths and not refused:
        raise UnreadableError(f"holds nothing to read: no file ends in {', '.join(ENDINGS)}")
    yield from articles(paths, published=published)
    yield from (Failure(str(error.filename), reason(error)) for error in refused)


def _paths(folder: Path, refused: list[OSError]) -> Iterator[Path]:
    """The files to read in a folder and those below it; a folder that may not be opened is added to `refused`."""
    for place, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for path in (Path(place, name) for name in names if not name.startswith(".")):
            if path.suffix.lower() in ENDINGS and path.is_file():
                yield path


def _file(path: Path, published: date | None) -> Iterator[Article | Failure]:
    with path.open("rb") as file:
        yield from _stream(file, _Told(str(path), published, ending=path.suffix.lower()))


def _fetched(url: str, published: date | None, allow_private: bool) -> Iterator[Article | Failure]:
    from onrecord.reading.fetching import fetch

    got = fetch(url, allow_private=allow_private)
    told = _Told(got.url, published, ending=".html", url=got.url, declared=got.encoding)
    yield from _stream(io.BytesIO(got.data), told)


@dataclass(frozen=True, slots=True)
class _Told:
    """What is known of bytes beside themselves, for what they leave open.

    ending: of the file's name. declared: the encoding that an HTTP header names.
    """

    origin: str
    published: date | None
    ending: str = ""
    url: str | None = None
    declared: str | None = None


def _stream(file: BinaryIO, told: _Told) -> Iterator[Article | Failure]:
    """The articles of an open file, which is read once, from its beginning: it may be a pipe."""
    head = decoding.opening(file)
    if head and decoding.is_rows(head[-1], told.ending):
        for found in rows(chain(head, decoding.lines(file)), told.origin, published=told.published):
            yield found if isinstance(found, Failure) else found[0]
        return
    data = b"".join(head)
    data += file.read(max(0, decoding.MOST_BYTES + 1 - len(data)))
    yield _made(decoding.decode(data, declared=told.declared), told)


def _made(text: str, told: _Told) -> Article:
    """The article of a page or a text."""
    decoding.check_kind(text)
    if decoding.is_html(text, told.ending):
        return _from_page(text, told)
    clean = re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.splitlines())).strip()
    title, _, body = clean.partition("\n")
    whole = f"{title}\n\n{body.strip()}" if body.strip() else title
    article = Article(
        id=digest(told.url, whole),
        text=whole,
        url=told.url,
        title=title if len(title) <= _LONGEST_TITLE else None,
        published=told.published,
        language=language(whole),
        origin=told.origin,
    )
    return mark(article)


def _from_page(html: str, told: _Told) -> Article:
    from onrecord.reading.page import page

    found = page(html, url=told.url)
    article = Article(
        id=digest(found.url, found.text),
        text=found.text,
        url=found.url,
        title=found.title,
        byline=found.byline,
        publisher=found.publisher,
        section=found.section,
        published=found.published or told.published,
        language=language(found.text),
        origin=told.origin,
    )
    return mark(article, links=found.links)
