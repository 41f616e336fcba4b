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
from onrecord.reading.article import FallbackMetadata, build_article
from onrecord.reading.feed_reader import ReadOptions, SourceItem, read_feed
from onrecord.reading.fetch_history import EmptyHistory, FetchHistory
from onrecord.reading.jsonl import describe_os_error, read_rows
from onrecord.reading.polite_client import PoliteClient
from onrecord.records import Article, CacheValidators, Failure

ENDINGS = (*decoding.PAGE_ENDINGS, ".txt", ".text", ".json", ".jsonl", ".ndjson")
"""What is read of a folder; anything else in it is passed over."""
_URL_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def read_articles(
    sources: Iterable[str | Path], *, published: date | None = None, allow_private: bool = False
) -> Iterator[Article | Failure]:
    """The articles of sources, lazily and in order; what cannot be read comes as a Failure, and the rest goes on.

    A source is a file (HTML, text, a feed or JSON Lines, by what is in it), a folder (searched through), an http(s)
    address, or "-" for standard input. published: where the article does not say itself.
    """
    for found in read_new(sources, published=published, client=PoliteClient(allow_private=allow_private)):
        if isinstance(found, Article | Failure):
            yield found


def read_new(
    sources: Iterable[str | Path],
    *,
    published: date | None = None,
    history: FetchHistory | None = None,
    client: PoliteClient | None = None,
) -> Iterator[SourceItem]:
    """As `read_articles`, but of addresses and feeds only what is new.

    known: what is known from before, nothing where None. What there is to know the next time comes out too, each Visit
    and Seen after the articles that it is about: when it has come, those have. client: how hosts are asked.
    """
    options = ReadOptions(published, history or EmptyHistory(), client or PoliteClient())
    for source in sources:
        name = str(source)
        try:
            yield from _read_source(name, options)
        except UnreadableError as error:
            yield Failure(name, str(error))
        except OSError as error:
            yield Failure(name, describe_os_error(error))


def read_bytes(
    data: bytes,
    name: str,
    *,
    published: date | None = None,
    publisher: str | None = None,
    client: PoliteClient | None = None,
) -> Iterator[SourceItem]:
    """As `read_new`, of a file that somebody handed over: its bytes, and its name ("-" for one without).

    publisher: where the text does not say itself.
    """
    options = ReadOptions(published, EmptyHistory(), client or PoliteClient())
    fallback = FallbackMetadata(name, published, ending=Path(name).suffix.lower(), publisher=publisher)
    try:
        yield from _read_stream(io.BytesIO(data), fallback, options)
    except UnreadableError as error:
        yield Failure(name, str(error))


def _read_source(name: str, options: ReadOptions) -> Iterator[SourceItem]:
    if _URL_SCHEME.match(name):
        return _read_address(name, options)
    if name == "-":
        return _read_stream(sys.stdin.buffer, FallbackMetadata(name, options.published), options)
    if not name or "\0" in name:
        raise UnreadableError("is no name of a file: give a file, a folder, an address, or - for standard input")
    return _read_folder(Path(name), options) if Path(name).is_dir() else _read_file(Path(name), options)


def read_article(source: str | Path, *, published: date | None = None, allow_private: bool = False) -> Article:
    """The one article of a source; UnreadableError where there is none, or more than one."""
    found = read_articles([source], published=published, allow_private=allow_private)
    first = next(found, None)
    if first is None:
        raise UnreadableError(f"{source}: holds no article: give a file with text in it")
    if isinstance(first, Failure):
        raise UnreadableError(f"{first.origin}: {first.reason}")
    if next(found, None) is not None:
        raise UnreadableError(f"{source}: holds more than one article: use onrecord.articles")
    return first


def _read_folder(folder: Path, options: ReadOptions) -> Iterator[SourceItem]:
    refused: list[OSError] = []
    paths = sorted(_list_files(folder, refused))
    if not paths and not refused:
        raise UnreadableError(f"holds nothing to read: no file ends in {', '.join(ENDINGS)}")
    yield from read_new(paths, published=options.published, history=options.history, client=options.client)
    yield from (Failure(str(error.filename), describe_os_error(error)) for error in refused)


def _list_files(folder: Path, refused: list[OSError]) -> Iterator[Path]:
    """The files to read in a folder and those below it; a folder that may not be opened is added to `refused`."""
    for place, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for path in (Path(place, name) for name in names if not name.startswith(".")):
            if path.suffix.lower() in ENDINGS and path.is_file():
                yield path


def _read_file(path: Path, options: ReadOptions) -> Iterator[SourceItem]:
    with path.open("rb") as file:
        fallback = FallbackMetadata(str(path), options.published, ending=path.suffix.lower())
        yield from _read_stream(file, fallback, options, name=str(path.absolute()))


def _read_stream(
    file: BinaryIO, fallback: FallbackMetadata, options: ReadOptions, *, name: str | None = None
) -> Iterator[SourceItem]:
    """The articles of an open file, which is read once, from its beginning: it may be a pipe. name: of a feed."""
    taken = _load_text_or_lines(file, fallback)
    if isinstance(taken, str) and decoding.is_feed(taken):
        yield from read_feed(taken, fallback, options, name=name)
    else:
        yield from _build_articles(taken, fallback)


def _read_address(url: str, options: ReadOptions) -> Iterator[SourceItem]:
    """What an address holds. A person asked for it, so robots.txt does not count, unless it is known as a feed."""
    last = options.history.get_validators(url)
    followed = bool(last and last.feed)
    got = options.client.fetch(url, last=last, robot=followed)
    if got.unchanged:
        yield CacheValidators(url, got.etag, got.modified, unchanged=True, feed=followed)
        return
    fallback = FallbackMetadata(got.url, options.published, ending=".html", url=got.url, declared=got.encoding)
    taken = _load_text_or_lines(io.BytesIO(got.data), fallback)
    if isinstance(taken, str) and decoding.is_feed(taken):
        yield from _read_fetched_feed(
            taken, fallback, options, visit=CacheValidators(url, got.etag, got.modified, feed=True)
        )
        return
    whole = True
    for found in _build_articles(taken, fallback):
        whole &= not isinstance(found, Failure)
        yield found
    yield CacheValidators(url, got.etag, got.modified) if whole else CacheValidators(url)


def _read_fetched_feed(
    text: str, fallback: FallbackMetadata, options: ReadOptions, *, visit: CacheValidators
) -> Iterator[SourceItem]:
    """A feed from an address: a program reads it and what it lists, so robots.txt counts. visit: what is then known."""
    unread = replace(visit, etag=None, modified=None)
    try:
        options.client.check_robots(fallback.url or visit.url)
    except UnreadableError:
        yield unread
        raise
    left = yield from read_feed(text, fallback, options, name=visit.url)
    yield unread if left else visit


def _load_text_or_lines(file: BinaryIO, fallback: FallbackMetadata) -> str | Iterator[bytes]:
    """The text of an open file, or where it is JSON Lines its lines."""
    head = decoding.read_opening(file)
    if head and decoding.is_json_lines(head[-1], fallback.ending):
        return chain(head, decoding.read_lines(file))
    data = b"".join(head)
    data += file.read(max(0, decoding.LARGEST_TEXT + 1 - len(data)))
    return decoding.decode_bytes(data, declared=fallback.declared)


def _build_articles(taken: str | Iterator[bytes], fallback: FallbackMetadata) -> Iterator[Article | Failure]:
    if isinstance(taken, str):
        yield build_article(taken, fallback)
        return
    for found in read_rows(taken, fallback.origin, published=fallback.published):
        yield found if isinstance(found, Failure) else found[0]
