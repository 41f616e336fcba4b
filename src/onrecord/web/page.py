"""Describe pages and changes, and write a page's context as JSON, CSV and documentation."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any, get_type_hints

from onrecord.text.spreadsheet import format_csv_line
from onrecord.web.desk import View

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class DeskPage:
    """A page of the desk.

    name: its template, without .html. path: its address, in Starlette's syntax. make: builds its context. shape: the
    class of the context, a frozen dataclass with documented fields (Annotated); if it has an `error` that is not empty,
    the response has status 400. rows: its table, for CSV. most: the default `limit` of its CSV.
    """

    name: str
    path: str
    shape: type[Any]
    make: Callable[[View], Any]
    rows: Callable[[Any], Iterable[Row]] | None = None
    most: int = 0


@dataclass(frozen=True)
class DeskChange:
    """A change that a form makes. do: applies it and returns the address to go to next."""

    path: str
    do: Callable[[View], str]


def to_plain(value: Any) -> Any:
    """Convert a context to JSON values: dataclasses to dicts, days and times to ISO 8601.

    >>> to_plain((date(2026, 10, 5), {"a": None}))
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
    """Return a context as JSON."""
    return json.dumps(to_plain(context), ensure_ascii=False, indent=1) + "\n"


def as_csv(rows: Iterable[Row]) -> str:
    """Return a table as CSV, safe for spreadsheets; empty if it has no rows."""
    table = list(rows)
    header = [format_csv_line(table[0])] if table else []
    return "".join([*header, *(format_csv_line(map(to_plain, row.values())) for row in table)])


def document_fields(shape: type[Any], path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the path and the description of each field of a context, nested ones included, in order."""
    hints = get_type_hints(shape, include_extras=True)
    for field in fields(shape):
        hint = hints[field.name]
        yield f"{path}{field.name}", getattr(hint, "__metadata__", ("",))[0]
        many, inner = _inner_context(hint)
        if inner is not None:
            yield from document_fields(inner, f"{path}{field.name}{'[]' if many else ''}.")


def _inner_context(hint: Any) -> tuple[bool, type[Any] | None]:
    """Return whether a field holds several contexts, and their class; None if it holds none."""
    if is_dataclass(hint) and isinstance(hint, type):
        return False, hint
    for argument in getattr(hint, "__args__", ()) or ():
        many, inner = _inner_context(argument)
        if inner:
            return many or getattr(hint, "__origin__", None) in (tuple, list), inner
    return False, None
