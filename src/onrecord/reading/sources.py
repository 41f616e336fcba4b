"""Read articles from sources: files, folders, JSON Lines, standard input and web addresses."""

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

from onrecord.characters import show_name
from onrecord.errors import UnreadableError
from onrecord.failures import describe_exception
from onrecord.reading import decoding
from onrecord.reading.article import FallbackMetadata, build_article
from onrecord.reading.feed_reader import ReadOptions, SourceItem, read_feed
from onrecord.reading.fetch_history import EmptyHistory, FetchHistory
from onrecord.reading.jsonl import describe_os_error, read_rows
from onrecord.reading.polite_client import PoliteClient
from onrecord.records import Article, CacheValidators, Failure

ENDINGS = (*decoding.PAGE_ENDINGS, ".txt", ".text", ".json", ".jsonl", ".ndjson")
"""Endings of the files that are read from a folder; others are skipped."""
# Any scheme, so that ftp:// is refused with advice rather than looked for as a file.
_URL_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def read_articles(
    sources: Iterable[str | Path], *, published: date | None = None, allow_private: bool = False
) -> Iterator[Article | Failure]:
    """Yield the articles of sources, lazily and in order; what cannot be read becomes a Failure, and reading continues.

    A source is a file (HTML, text, a feed or JSON Lines, by its content), a folder (searched recursively), an http(s)
    address, or "-" for standard input. published: for articles that do not give their day.
    """
    for item in read_new(sources, published=published, client=PoliteClient(allow_private=allow_private)):
        if isinstance(item, Article | Failure):
            yield item


def read_new(
    sources: Iterable[str | Path],
    *,
    published: date | None = None,
    history: FetchHistory | None = None,
    client: PoliteClient | None = None,
) -> Iterator[SourceItem]:
    """Yield as `read_articles`, but of addresses and feeds only what is new.

    history: what earlier runs have read; None for nothing. What the next run needs comes out too: CacheValidators and
    SeenEntry, each after the articles that it is about, so that those have been handled by then. client: fetches pages.
    """
    options = ReadOptions(published, history or EmptyHistory(), client or PoliteClient())
    for source in sources:
        name = str(source)
        try:
            yield from _read_source(name, options)
        except OSError as error:
            yield Failure(show_name(name), describe_os_error(error))
        except Exception as error:
            yield describe_exception(show_name(name), error)


def read_bytes(
    data: bytes,
    name: str,
    *,
    published: date | None = None,
    publisher: str | None = None,
    client: PoliteClient | None = None,
) -> Iterator[SourceItem]:
    """Yield as `read_new`, from the bytes of one file and its name ("-" for none).

    publisher: for articles that do not name theirs.
    """
    options = ReadOptions(published, EmptyHistory(), client or PoliteClient())
    fallback = FallbackMetadata(name, published, ending=Path(name).suffix.lower(), publisher=publisher)
    try:
        yield from _read_stream(io.BytesIO(data), fallback, options)
    except Exception as error:
        yield describe_exception(name, error)


def _read_source(name: str, options: ReadOptions) -> Iterator[SourceItem]:
    if _URL_SCHEME.match(name):
        return _read_address(show_name(name), options)
    if name == "-":
        return _read_stream(sys.stdin.buffer, FallbackMetadata(name, options.published), options)
    if not _is_file_name(name):
        raise UnreadableError("is not a file name: give a file, a folder, an address, or - for standard input")
    return _read_folder(Path(name), options) if Path(name).is_dir() else _read_file(Path(name), options)


def _is_file_name(name: str) -> bool:
    """Return whether a file may have the name; one with half of a surrogate pair has no bytes."""
    try:
        return b"\0" not in os.fsencode(name) if name else False
    except UnicodeEncodeError:
        return False


def read_article(source: str | Path, *, published: date | None = None, allow_private: bool = False) -> Article:
    """Return the one article of a source; raise UnreadableError if there is none, or more than one."""
    articles = read_articles([source], published=published, allow_private=allow_private)
    first = next(articles, None)
    if first is None:
        raise UnreadableError(f"{source}: contains no article: give a file with text in it")
    if isinstance(first, Failure):
        raise UnreadableError(f"{first.origin}: {first.reason}")
    if next(articles, None) is not None:
        raise UnreadableError(f"{source}: contains more than one article: use onrecord.articles")
    return first


def _read_folder(folder: Path, options: ReadOptions) -> Iterator[SourceItem]:
    refused: list[OSError] = []
    paths = sorted(_list_files(folder, refused))
    if not paths and not refused:
        raise UnreadableError(f"contains nothing to read: no file ends in {', '.join(ENDINGS)}")
    yield from read_new(paths, published=options.published, history=options.history, client=options.client)
    yield from (Failure(show_name(str(error.filename)), describe_os_error(error)) for error in refused)


def _list_files(folder: Path, refused: list[OSError]) -> Iterator[Path]:
    """Yield the files to read in a folder and below it; errors of folders that cannot be opened go to `refused`."""
    for place, folders, names in os.walk(folder, onerror=refused.append):
        # Hidden folders are tools' (.git, .cache), never articles.
        folders[:] = [name for name in folders if not name.startswith(".")]
        for path in (Path(place, name) for name in names if not name.startswith(".")):
            if path.suffix.lower() in ENDINGS and path.is_file():
                yield path


def _read_file(path: Path, options: ReadOptions) -> Iterator[SourceItem]:
    with path.open("rb") as file:
        fallback = FallbackMetadata(show_name(str(path)), options.published, ending=path.suffix.lower())
        yield from _read_stream(file, fallback, options, name=show_name(str(path.absolute())))


def _read_stream(
    file: BinaryIO, fallback: FallbackMetadata, options: ReadOptions, *, name: str | None = None
) -> Iterator[SourceItem]:
    """Yield the articles of an open file, read once from its beginning, as it may be a pipe. name: of a feed."""
    content = _load_text_or_lines(file, fallback)
    if isinstance(content, str) and decoding.is_feed(content):
        yield from read_feed(content, fallback, options, name=name)
    else:
        yield from _build_articles(content, fallback)


def _read_address(url: str, options: ReadOptions) -> Iterator[SourceItem]:
    """Yield what an address contains. A person named it, so robots.txt does not apply, unless it is known as a feed."""
    last = options.history.get_validators(url)
    followed = bool(last and last.feed)
    response = options.client.fetch(url, last=last, robot=followed)
    if response.unchanged:
        yield CacheValidators(url, response.etag, response.modified, unchanged=True, feed=followed)
        return
    fallback = FallbackMetadata(
        response.url, options.published, ending=".html", url=response.url, declared=response.encoding
    )
    content = _load_text_or_lines(io.BytesIO(response.data), fallback)
    if isinstance(content, str) and decoding.is_feed(content):
        yield from _read_fetched_feed(
            content, fallback, options, validators=CacheValidators(url, response.etag, response.modified, feed=True)
        )
        return
    count = 0
    for item in _build_articles(content, fallback):
        yield item
        count += 1
    yield CacheValidators(url, response.etag, response.modified, articles=count)


def _read_fetched_feed(
    text: str, fallback: FallbackMetadata, options: ReadOptions, *, validators: CacheValidators
) -> Iterator[SourceItem]:
    """Yield a feed's articles. A program reads what it lists, so robots.txt applies. validators: its validators."""
    unread = replace(validators, etag=None, modified=None)
    try:
        options.client.check_robots(fallback.url or validators.url)
    except UnreadableError:
        yield unread
        raise
    left = yield from read_feed(text, fallback, options, name=validators.url)
    yield unread if left else validators


def _load_text_or_lines(file: BinaryIO, fallback: FallbackMetadata) -> str | Iterator[bytes]:
    """Return the text of an open file, or the lines of JSON Lines."""
    head = decoding.read_opening(file)
    if head and decoding.is_json_lines(head[-1], fallback.ending):
        return chain(head, decoding.read_lines(file))
    data = b"".join(head)
    data += file.read(max(0, decoding.LARGEST_TEXT + 1 - len(data)))
    return decoding.decode_bytes(data, declared=fallback.declared)


def _build_articles(content: str | Iterator[bytes], fallback: FallbackMetadata) -> Iterator[Article | Failure]:
    if isinstance(content, str):
        yield build_article(content, fallback)
        return
    for row in read_rows(content, fallback.origin, published=fallback.published):
        yield row if isinstance(row, Failure) else row[0]
