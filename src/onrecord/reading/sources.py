"""Read articles from sources: files, folders, JSON Lines, standard input and web addresses."""

import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from onrecord.characters import show_name
from onrecord.errors import UnreadableError
from onrecord.failures import attempt, describe_exception
from onrecord.reading import decoding
from onrecord.reading.article import FallbackMetadata
from onrecord.reading.feed_reader import Attempt, ReadOptions, SourceItem, read_feed
from onrecord.reading.feeds import Feed, parse_feed
from onrecord.reading.fetch_history import EmptyHistory, FetchHistory
from onrecord.reading.jsonl import describe_os_error, number_rows
from onrecord.reading.polite_client import PoliteClient
from onrecord.reading.unparsed import Unparsed, UnparsedPage, UnparsedRow
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
    items = read_new(sources, published=published, client=PoliteClient(allow_private=allow_private))
    for item in items:
        if isinstance(item, Failure):
            yield item
        elif isinstance(item, Unparsed):
            yield attempt(item.build, item.origin)


def read_new(
    sources: Iterable[str | Path],
    *,
    published: date | None = None,
    history: FetchHistory | None = None,
    client: PoliteClient | None = None,
    attempt: Attempt = attempt,
) -> Iterator[SourceItem]:
    """Yield as `read_articles`, but not yet parsed, and of addresses and feeds only what is new.

    history: what earlier runs have read; None for nothing. What the next run needs comes out too: CacheValidators and
    SeenEntry, each after the articles that it is about, so that those have been handled by then. client: fetches pages.
    attempt: runs what must look into the bytes of a source before its articles are known, its feed's entries.
    """
    options = ReadOptions(published, history or EmptyHistory(), client or PoliteClient(), attempt)
    yield from _read_sources(sources, options)


def holds_one_article(source: str | Path) -> bool:
    """Return whether a source is a file here that holds one article at most: no address, folder, feed or rows."""
    path = Path(source)
    try:
        if _URL_SCHEME.match(str(source)) or path.suffix.lower() in decoding.ROW_ENDINGS or not path.is_file():
            return False
        with path.open("rb") as file:
            opening = decoding.read_opening(file)
            if opening and decoding.is_json_lines(opening[-1]):
                return False
            return not decoding.may_be_feed(b"".join(opening) + file.read(decoding.LONGEST_FEED_START))
    # Names that no file can have: they are reported when they are read.
    except (OSError, ValueError):
        return False
    except UnreadableError:
        return True


def _read_sources(sources: Iterable[str | Path], options: ReadOptions) -> Iterator[SourceItem]:
    for source in sources:
        name = str(source)
        try:
            yield from _read_source(name, options)
        except OSError as error:
            yield Failure(show_name(name), describe_os_error(error))
        except Exception as error:
            yield describe_exception(show_name(name), error)


def read_bytes(  # noqa: PLR0913 - keywords, one for each thing that is known of the file or of the way to read it
    data: bytes,
    name: str,
    *,
    published: date | None = None,
    publisher: str | None = None,
    client: PoliteClient | None = None,
    attempt: Attempt = attempt,
) -> Iterator[SourceItem]:
    """Yield as `read_new`, from the bytes of one file and its name ("-" for none).

    publisher: for articles that do not name theirs.
    """
    options = ReadOptions(published, EmptyHistory(), client or PoliteClient(), attempt)
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
    yield from _read_sources(paths, options)
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
    content = _load_page_or_rows(file, fallback, options)
    feed = _parse_feed(content, options)
    if isinstance(feed, Feed):
        yield from read_feed(feed, fallback, options, name=name)
    else:
        yield from content if feed is None else (feed,)


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
    content = _load_page_or_rows(io.BytesIO(response.data), fallback, options)
    feed = _parse_feed(content, options)
    if isinstance(feed, Feed):
        validators = CacheValidators(url, response.etag, response.modified, feed=True)
        yield from _read_fetched_feed(feed, fallback, options, validators=validators)
        return
    if feed:
        yield feed
        return
    count = 0
    for item in content:
        yield item
        count += 1
    yield CacheValidators(url, response.etag, response.modified, articles=count)


def _read_fetched_feed(
    feed: Feed, fallback: FallbackMetadata, options: ReadOptions, *, validators: CacheValidators
) -> Iterator[SourceItem]:
    """Yield a feed's articles. A program reads what it lists, so robots.txt applies. validators: its validators."""
    unread = replace(validators, etag=None, modified=None)
    try:
        options.client.check_robots(fallback.url or validators.url)
    except UnreadableError:
        yield unread
        raise
    left = yield from read_feed(feed, fallback, options, name=validators.url)
    yield unread if left else validators


def _load_page_or_rows(
    file: BinaryIO, fallback: FallbackMetadata, options: ReadOptions
) -> "list[UnparsedPage | Failure] | Iterator[UnparsedRow]":
    """Return the page of an open file, or its rows; a Failure in place of a page that is neither."""
    head = decoding.read_opening(file)
    rows = bool(head) and _holds_rows(head[-1], fallback, options)
    if isinstance(rows, Failure):
        return [rows]
    if rows:
        lines = number_rows(chain(head, decoding.read_lines(file)), fallback.origin)
        return (UnparsedRow(line, place, fallback.published) for line, place in lines)
    data = b"".join(head)
    data += file.read(max(0, decoding.LARGEST_TEXT + 1 - len(data)))
    return [UnparsedPage(data, fallback)]


def _holds_rows(first: bytes, fallback: FallbackMetadata, options: ReadOptions) -> bool | Failure:
    """Return whether a file is JSON Lines, by its first line that is not blank."""
    work = partial(decoding.is_json_lines, first, fallback.ending)
    # Only of a file with such a name is more looked at than how the line begins.
    return (options.attempt if fallback.ending in decoding.ROW_ENDINGS else attempt)(work, fallback.origin)


def _parse_feed(
    content: "list[UnparsedPage | Failure] | Iterator[UnparsedRow]", options: ReadOptions
) -> Feed | Failure | None:
    """Return the feed that a page is; None if it is none, a Failure if that cannot be found out."""
    page = content[0] if isinstance(content, list) else None
    if not isinstance(page, UnparsedPage) or not decoding.may_be_feed(page.data):
        return None
    return options.attempt(partial(_parse_if_feed, page), page.origin)


def _parse_if_feed(page: UnparsedPage) -> Feed | None:
    text = page.decode()
    return parse_feed(text, url=page.fallback.url) if decoding.is_feed(text) else None
