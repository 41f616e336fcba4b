"""A page: an address, the context made for it, its template; beside it its JSON, and its CSV where it is a table."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any, get_type_hints

from onrecord.web.desk import View

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class DeskPage:
    """A page. name: its template, without .html. path: its address, as Starlette writes it. make: its context, a frozen
    dataclass `shape`, each of whose fields says what it is (Annotated); where it has an `error` that is not empty, the
    page is answered with status 400. rows: its table, for CSV. most: the `limit` of its CSV where none is asked for."""

    name: str
    path: str
    shape: type[Any]
    make: Callable[[View], Any]
    rows: Callable[[Any], Iterable[Row]] | None = None
    most: int = 0


@dataclass(frozen=True)
class DeskChange:
    """Something that a form does. do: does it, and gives the address to go to then."""

    path: str
    do: Callable[[View], str]


def to_plain(value: Any) -> Any:
    """A context as JSON has it: dataclasses as objects, days as words.

    >>> plain((date(2026, 10, 5), {"a": None}))
    ['2026-10-05', {'a': None}]
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [to_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def as_json(context: Any) -> str:
    """The JSON twin of a page."""
    return json.dumps(to_plain(context), ensure_ascii=False, indent=1) + "\n"


def as_csv(rows: Iterable[Row]) -> str:
    """A table as CSV. A cell that a spreadsheet would take for a formula begins with an apostrophe (OWASP)."""
    out = io.StringIO()
    writer: csv.DictWriter[str] | None = None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(out, list(row), lineterminator="\n")
            writer.writeheader()
        writer.writerow({name: _csv_cell(value) for name, value in row.items()})
    return out.getvalue()


def _csv_cell(value: Any) -> Any:
    plain = to_plain(value)
    return f"'{plain}" if isinstance(plain, str) and plain.startswith(("=", "+", "-", "@", "\t", "\r")) else plain


def document_fields(shape: type[Any], path: str = "") -> Iterator[tuple[str, str]]:
    """Each field of a context, and of what it holds, by its path, with what it is; in the order of the fields."""
    hints = get_type_hints(shape, include_extras=True)
    for field in fields(shape):
        hint = hints[field.name]
        yield f"{path}{field.name}", getattr(hint, "__metadata__", ("",))[0]
        many, inner = _inner_context(hint)
        if inner is not None:
            yield from document_fields(inner, f"{path}{field.name}{'[]' if many else ''}.")


def _inner_context(hint: Any) -> tuple[bool, type[Any] | None]:
    """The dataclass that a field holds, and whether it may hold several."""
    if is_dataclass(hint) and isinstance(hint, type):
        return False, hint
    for argument in getattr(hint, "__args__", ()) or ():
        many, inner = _inner_context(argument)
        if inner:
            return many or getattr(hint, "__origin__", None) in (tuple, list), inner
    return False, None
