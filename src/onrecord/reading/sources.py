"""Sources to articles: files, folders, JSON Lines, standard input and addresses."""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from onrecord.errors import UnreadableError
from onrecord.reading import decoding
from onrecord.reading.furniture import mark
from onrecord.reading.language import language
from onrecord.reading.rows import file_rows, rows
from onrecord.records import Article, Failure, digest

ENDINGS = (".html", ".htm", ".xhtml", ".txt", ".text", ".json", ".jsonl", ".ndjson")
"""What is read of a folder; anything else in it is passed over."""
_ROW_ENDINGS = (".jsonl", ".ndjson", ".json")
_LONGEST_TITLE = 300


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
            if re.match(r"[a-z][a-z0-9+.-]*://", name, re.IGNORECASE):
                yield _fetched(name, published, allow_private)
            elif name == "-":
                yield from _standard_input(published)
            elif Path(name).is_dir():
                yield from _folder(Path(name), published)
            else:
                yield from _file(Path(name), published)
        except UnreadableError as error:
            yield Failure(name, str(error))
        except OSError as error:
            yield Failure(name, _reason(error))


def article(source: str | Path, *, published: date | None = None, allow_private: bool = False) -> Article:
    """The one article of a source; UnreadableError where there is none, or more than one."""
    found = articles([source], published=published, allow_private=allow_private)
    first = next(found, None)
    if first is None:
        raise UnreadableError(f"{source}: holds no article")
    if isinstance(first, Failure):
        raise UnreadableError(f"{first.origin}: {first.reason}")
    if next(found, None) is not None:
        raise UnreadableError(f"{source}: holds more than one article; use onrecord.articles")
    return first


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "is not there: check the name"
    if isinstance(error, PermissionError):
        return "may not be read: check your rights to it"
    return f"cannot be read ({error.strerror or error})"


def _folder(folder: Path, published: date | None) -> Iterator[Article | Failure]:
    paths = sorted(
        p for p in folder.rglob("*") if p.suffix.lower() in ENDINGS and p.is_file() and not _hidden(p, folder)
    )
    if not paths:
        raise UnreadableError(f"holds nothing to read: no file ends in {', '.join(ENDINGS)}")
    yield from articles(paths, published=published)


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _file(path: Path, published: date | None) -> Iterator[Article | Failure]:
    with path.open("rb") as file:
        head = file.read(65536)
    if _is_rows(head, path.suffix.lower()):
        yield from (found if isinstance(found, Failure) else found[0] for found in file_rows(path, published=published))
        return
    decoding.check_size(path.stat().st_size)
    yield _made(decoding.decode(path.read_bytes()), str(path), published)


def _is_rows(head: bytes, ending: str) -> bool:
    """Is it JSON Lines? By its first line, or by its name where that line is broken."""
    first = head.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
    if not first.startswith(b"{"):
        return ending in {".jsonl", ".ndjson"} and bool(first)
    if ending in _ROW_ENDINGS:
        return True
    try:
        return isinstance(json.loads(first), dict)
    except ValueError:
        return False


def _standard_input(published: date | None) -> Iterator[Article | Failure]:
    data = sys.stdin.buffer.read(decoding.MOST_BYTES + 1)
    if _is_rows(data[:65536], ""):
        lines = _lines_on(data)
        yield from (
            found if isinstance(found, Failure) else found[0] for found in rows(lines, "-", published=published)
        )
        return
    yield _made(decoding.decode(data), "-", published)


def _lines_on(head: bytes) -> Iterator[bytes]:
    """The lines of standard input, of which `head` has been read."""
    rest = sys.stdin.buffer
    whole = head if len(head) <= decoding.MOST_BYTES else head + rest.readline()
    yield from whole.splitlines()
    yield from rest


def _fetched(url: str, published: date | None, allow_private: bool) -> Article:
    from onrecord.reading.fetching import fetch

    got = fetch(url, allow_private=allow_private)
    return _made(decoding.decode(got.data, declared=got.encoding), got.url, published, url=got.url)


def _made(text: str, origin: str, published: date | None, url: str | None = None) -> Article:
    """The article of a page or a text."""
    if decoding.is_html(text):
        return _from_page(text, origin, published, url)
    clean = re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.splitlines())).strip()
    title, _, body = clean.partition("\n")
    whole = f"{title.strip()}\n\n{body.strip()}" if body.strip() else title
    named = title.strip() if len(title) <= _LONGEST_TITLE else None
    made = Article(digest(url, whole), whole, url, named, published=published, language=language(whole), origin=origin)
    return mark(made)


def _from_page(html: str, origin: str, published: date | None, url: str | None) -> Article:
    from onrecord.reading.page import page

    found = page(html, url=url)
    made = Article(
        id=digest(found.url, found.text),
        text=found.text,
        url=found.url,
        title=found.title,
        byline=found.byline,
        publisher=found.publisher,
        section=found.section,
        published=found.published or published,
        language=language(found.text),
        origin=origin,
    )
    return mark(made, links=found.links)
