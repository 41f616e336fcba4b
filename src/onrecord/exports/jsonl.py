"""JSON Lines: the row that `onrecord extract` prints, with what `onrecord import` needs to lose nothing.

A line is an article (one version of a page) or a judgement. An article's "ledger" holds its key, page and origin and
every reading by a model, the oldest first; one without "statements" is what the row itself says.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Any, NotRequired, TypedDict

from onrecord.errors import OnrecordError
from onrecord.judgements import Judgement, Name, judgement_row, parse_judgement
from onrecord.ledger.dump import Reading, Version
from onrecord.ledger.masking import has_lost_words
from onrecord.records import Record, Span, Statement, hash_statement
from onrecord.row_types import QuantityRow, RecordRow, StatementRow, TimeRow
from onrecord.rows import from_row, quantity_row, row, statement_row, time_row
from onrecord.shapes import check_shape, parse_moment


class ReadingRow(TypedDict):
    """A reading by a model; without statements, times and quantities where the row itself says the same."""

    model: Name
    read_at: Annotated[str, ("format", "date-time")]
    statements: NotRequired[list[StatementRow]]
    times: NotRequired[list[TimeRow]]
    quantities: NotRequired[list[QuantityRow]]


class LedgerRow(TypedDict):
    """An article's "ledger": what identifies the version and its page, where it was read from, and its readings."""

    key: Name
    page: Name
    origin: str | None
    redacted: NotRequired[bool]
    after: NotRequired[Annotated[str, ("format", "date-time")]]
    readings: Annotated[list[ReadingRow], ("minItems", 1)]


class ExportRow(RecordRow):
    """A line of an export that is an article."""

    ledger: LedgerRow


class NotExportError(ValueError):
    """A line that no export can hold: neither an article with its readings nor a judgement."""


def format_jsonl(versions: Iterable[Version], judgements: Iterable[Judgement]) -> Iterator[str]:
    """Yield the whole ledger, a line each: articles by page and version, then judgements in the order of their time."""
    for version in versions:
        yield json.dumps(version_row(version), ensure_ascii=False) + "\n"
    for judgement in judgements:
        yield json.dumps({"judgement": judgement_row(judgement)}, ensure_ascii=False) + "\n"


def version_row(version: Version) -> dict[str, Any]:
    """Return a version of an article as its row, with its readings."""
    now: dict[str, Any] = {**row(version.now)}
    readings = [_reading_row(reading, now) for reading in version.readings]
    provenance = {"key": version.key, "page": version.page, "origin": version.article.origin}
    redacted = {"redacted": True} if version.redacted else {}
    after = {"after": version.after.isoformat()} if version.after else {}
    return now | {"ledger": provenance | redacted | after | {"readings": readings}}


def _reading_row(reading: Reading, now: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a model read, without its content if the row itself says the same."""
    content = {
        "statements": [statement_row(statement) for statement in reading.statements],
        "times": [time_row(time) for time in reading.times],
        "quantities": [quantity_row(quantity) for quantity in reading.quantities],
    }
    is_same = all(now[name] == rows for name, rows in content.items())
    return {"model": reading.model, "read_at": reading.at.isoformat()} | ({} if is_same else content)


def parse_line(line: str) -> Version | Judgement:
    """Parse a line of an export; ValueError, in words for the user, if it is damaged.

    NotExportError, a ValueError, if it is no line of an export at all.
    """
    content = _load_line(line)
    try:
        if "judgement" in content:
            return parse_judgement(content["judgement"])
        return _parse_version(content)
    except (OnrecordError, ValueError) as error:
        raise ValueError(f"is damaged, and not imported ({error}): export it again") from None
    except RecursionError:
        raise ValueError("is damaged, and not imported (nested too deeply): export it again") from None


def _load_line(line: str) -> dict[str, Any]:
    try:
        content = json.loads(line)
    except (ValueError, RecursionError):
        raise NotExportError("is not valid JSON: give a file that `onrecord export --as jsonl` wrote") from None
    if isinstance(content, dict) and "text" in content and "ledger" not in content:
        raise NotExportError("is an article without its readings: read it with `onrecord read`")
    if not isinstance(content, dict) or not {"judgement", "ledger"} & content.keys():
        words = "is neither article nor judgement: give a file that `onrecord export --as jsonl` wrote"
        raise NotExportError(words)
    return content


_OLD_NIGHT = 'night", printed on'
"""How version 0.1.0 said that a night is counted from the day of publication: in the reason alone."""


_WITH_TIMES = ("statements", "times", "ledger")


def _with_deictic(value: Any) -> Any:
    """Return JSON of version 0.1.0 with `deictic` at its times, as the ledger's migration 9 sets it.

    Without it an old export and the ledger that it is from would differ, and importing it would add a reading.
    """
    if isinstance(value, list):
        return [_with_deictic(item) for item in value]
    if not isinstance(value, dict):
        return value
    is_night = value.get("type") == "TIME" and "because" in value and _OLD_NIGHT in value["because"]
    deictic = {"deictic": True} if is_night else {}
    return {key: _with_deictic(item) for key, item in value.items()} | deictic


def _parse_version(content: dict[str, Any]) -> Version:
    check_shape(content, ExportRow)
    # Rows have their schema since version 0.2.0.
    content = content if "schema" in content else content | _with_deictic({name: content[name] for name in _WITH_TIMES})
    provenance = content["ledger"]
    now = from_row(content, origin=provenance["origin"])
    readings = tuple(_parse_reading(reading, content) for reading in provenance["readings"])
    for record in (now, *(reading.record(now.article) for reading in readings)):
        _check_spans(record)
    # A key that is not the text's own would keep that text out for good. Only what a redaction left keeps such a one.
    printed = (content["id"], content["article"]["url"], content["text"])
    is_redacted = provenance.get("redacted", False) or has_lost_words(provenance["key"], *printed)
    key = provenance["key"] if is_redacted else now.article.key
    now = replace(now, statements=_own_statements(now.statements, provenance["key"], key))
    readings = tuple(
        replace(reading, statements=_own_statements(reading.statements, provenance["key"], key)) for reading in readings
    )
    after = parse_moment(provenance["after"]) if "after" in provenance else None
    return Version(key, provenance["page"], now.article, readings, now, redacted=is_redacted, after=after)


def _parse_reading(reading: dict[str, Any], now: dict[str, Any]) -> Reading:
    own = {name: reading[name] for name in ("statements", "times", "quantities") if name in reading}
    content, at = from_row(now | own), parse_moment(reading["read_at"])
    return Reading(reading["model"], at, content.statements, content.times, content.quantities)


def _own_statements(statements: tuple[Statement, ...], printed: str, key: str) -> tuple[Statement, ...]:
    """Return statements with ids that are their own, of the article's key and the spans.

    printed: the key that the line gives, key: that of its text. A line whose statement has another id is refused: what
    people judged of another statement would count for it.
    """
    for statement in statements:
        if statement.id != hash_statement(printed, statement):
            raise ValueError(f"{statement.id:.60} is not the id of its statement")
    if key == printed:
        return statements
    return tuple(replace(statement, id=hash_statement(key, statement)) for statement in statements)


def _check_spans(record: Record) -> None:
    """Refuse spans that reach past the text: otherwise an error would come only when somebody looks at them."""
    size = len(record.article.text)
    if any(span.end > size for span in _every_span(record)):
        raise ValueError("a span reaches past the end of the text")


def _every_span(record: Record) -> Iterator[Span]:
    """Yield the spans of what was read; those of the article it checks itself."""
    yield from (time.span for time in record.times)
    yield from (quantity.span for quantity in record.quantities)
    for statement in record.statements:
        yield from statement.spans
        yield from (time.span for time in statement.times)
        yield from (quantity.span for quantity in statement.quantities)
        yield from (hedge.span for hedge in statement.certainty)
        yield from (read.span for read in (statement.said_at, statement.confidence) if read)
