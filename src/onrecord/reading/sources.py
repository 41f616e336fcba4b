"""Sources to articles: files, folders, JSON Lines, standard input and addresses."""

import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import UnreadableError
from onrecord.reading import decoding
from onrecord.reading.article import Told, made
from onrecord.reading.feed_reader import Found, Way, follow
from onrecord.reading.fetch_history import Known, Nothing
from onrecord.reading.jsonl import reason, rows
from onrecord.reading.polite_client import Manners
from onrecord.records import Article, Failure, Visit

ENDINGS = (*decoding.PAGE_ENDINGS, ".txt", ".text", ".json", ".jsonl", ".ndjson")
"""What is read of a folder; anything else in it is passed over."""
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def articles(
    sources: Iterable[str | Path], *, published: date | None = None, allow_private: bool = False
) -> Iterator[Article | Failure]:
    """The articles of sources, lazily and in order; what cannot be read comes as a Failure, and the rest goes on.

    A source is a file (HTML, text, a feed or JSON Lines, by what is in it), a folder (searched through), an http(s)
    address, or "-" for standard input. published: where the article does not say itself.
    """
    for found in news(sources, published=published, manners=Manners(allow_private=allow_private)):
        if isinstance(found, Article | Failure):
            yield found


def news(
    sources: Iterable[str | Path],
    *,
    published: date | None = None,
    known: Known | None = None,
    manners: Manners | None = None,
) -> Iterator[Found]:
    """As `articles`, but of addresses and feeds only what is new.

    known: what is known from before, nothing where None. What there is to know the next time comes out too, each Visit
    and Seen after the articles that it is about: when it has come, those have. manners: how hosts are asked.
    """
    way = Way(published, known or Nothing(), manners or Manners())
    for source in sources:
        name = str(source)
        try:
            yield from _source(name, way)
        except UnreadableError as error:
            yield Failure(name, str(error))
        except OSError as error:
            yield Failure(name, reason(error))


def handed(
    data: bytes,
    name: str,
    *,
    published: date | None = None,
    publisher: str | None = None,
    manners: Manners | None = None,
) -> Iterator[Found]:
    """As `news`, of a file that somebody handed over: its bytes, and its name ("-" for one without).

    publisher: where the text does not say itself.
    """
    way = Way(published, Nothing(), manners or Manners())
    told = Told(name, published, ending=Path(name).suffix.lower(), publisher=publisher)
    try:
        yield from _stream(io.BytesIO(data), told, way)
    except UnreadableError as error:
        yield Failure(name, str(error))


def _source(name: str, way: Way) -> Iterator[Found]:
    if _ADDRESS.match(name):
        return _fetched(name, way)
    if name == "-":
        return _stream(sys.stdin.buffer, Told(name, way.published), way)
    if not name or "\0" in name:
        raise UnreadableError("is no name of a file: give a file, a folder, an address, or - for standard input")
    return _folder(Path(name), way) if Path(name).is_dir() else _file(Path(name), way)


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


def _folder(folder: Path, way: Way) -> Iterator[Found]:
    refused: list[OSError] = []
    paths = sorted(_paths(folder, refused))
    if not paths and not refused:
        raise UnreadableError(f"holds nothing to read: no file ends in {', '.join(ENDINGS)}")
    yield from news(paths, published=way.published, known=way.known, manners=way.manners)
    yield from (Failure(str(error.filename), reason(error)) for error in refused)


def _paths(folder: Path, refused: list[OSError]) -> Iterator[Path]:
    """The files to read in a folder and those below it; a folder that may not be opened is added to `refused`."""
    for place, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for path in (Path(place, name) for name in names if not name.startswith(".")):
            if path.suffix.lower() in ENDINGS and path.is_file():
                yield path


def _file(path: Path, way: Way) -> Iterator[Found]:
    with path.open("rb") as file:
        told = Told(str(path), way.published, ending=path.suffix.lower())
        yield from _stream(file, told, way, name=str(path.absolute()))


def _stream(file: BinaryIO, told: Told, way: Way, *, name: str | None = None) -> Iterator[Found]:
    """The articles of an open file, which is read once, from its beginning: it may be a pipe. name: of a feed."""
    taken = _taken(file, told)
    if isinstance(taken, str) and decoding.is_feed(taken):
        yield from follow(taken, told, way, name=name)
    else:
        yield from _articles(taken, told)


def _fetched(url: str, way: Way) -> Iterator[Found]:
    """What an address holds. A person asked for it, so robots.txt does not count, unless it is known as a feed."""
    last = way.known.visit(url)
    followed = bool(last and last.feed)
    got = way.manners.fetch(url, last=last, robot=followed)
    if got.unchanged:
        yield Visit(url, got.etag, got.modified, unchanged=True, feed=followed)
        return
    told = Told(got.url, way.published, ending=".html", url=got.url, declared=got.encoding)
    taken = _taken(io.BytesIO(got.data), told)
    if isinstance(taken, str) and decoding.is_feed(taken):
        yield from _feed(taken, told, way, visit=Visit(url, got.etag, got.modified, feed=True))
        return
    whole = True
    for found in _articles(taken, told):
        whole &= not isinstance(found, Failure)
        yield found
    yield Visit(url, got.etag, got.modified) if whole else Visit(url)


def _feed(text: str, told: Told, way: Way, *, visit: Visit) -> Iterator[Found]:
    """A feed from an address: a program reads it and what it lists, so robots.txt counts. visit: what is then known."""
    unread = replace(visit, etag=None, modified=None)
    try:
        way.manners.check(told.url or visit.url)
    except UnreadableError:
        yield unread
        raise
    left = yield from follow(text, told, way, name=visit.url)
    yield unread if left else visit


def _taken(file: BinaryIO, told: Told) -> str | Iterator[bytes]:
    """The text of an open file, or where it is JSON Lines its lines."""
    head = decoding.opening(file)
    if head and decoding.is_rows(head[-1], told.ending):
        return chain(head, decoding.lines(file))
    data = b"".join(head)
    data += file.read(max(0, decoding.MOST_BYTES + 1 - len(data)))
    return decoding.decode(data, declared=told.declared)


def _articles(taken: str | Iterator[bytes], told: Told) -> Iterator[Article | Failure]:
    if isinstance(taken, str):
        yield made(taken, told)
        return
    for found in rows(taken, told.origin, published=told.published):
        yield found if isinstance(found, Failure) else found[0]
