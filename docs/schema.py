"""Write the JSON Schemas of the row and of a judgement from their types: `make schema`.

src/onrecord/schema/row-1.json from `onrecord.row_types`, judgement-1.json from the classes of `onrecord.judgements`.
"""

import json
from dataclasses import MISSING, Field, fields
from datetime import date
from pathlib import Path
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from onrecord import row_types
from onrecord.judgements import JSON_KEYS, AsRead, BlankedSpan, Judgement, Name, NamePair

FOLDER = Path(__file__).parent.parent / "src" / "onrecord" / "schema"
PATH = FOLDER / f"row-{row_types.SCHEMA}.json"
JUDGEMENT_PATH = FOLDER / "judgement-1.json"
_SIMPLE = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}


def row_schema() -> dict[str, Any]:
    """The schema of `onrecord.row_types.RecordRow`, JSON Schema draft 2020-12; each other class is a definition."""
    definitions: dict[str, Any] = {}
    whole = _object(row_types.RecordRow, definitions)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:onrecord:row-{row_types.SCHEMA}",
        "title": "onrecord's row: one article, one line of JSON Lines",
    }
    return head | whole | {"$defs": dict(sorted(definitions.items()))}


def judgement_schema() -> dict[str, Any]:
    """The schema of what `judgement_row` returns, one for each kind; days are from 1000-01-01 to 2999-12-31."""
    kinds: tuple[Any, ...] = get_args(Judgement)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:onrecord:judgement-1",
        "title": "a judgement of onrecord, as in its exports and in `onrecord log --json`",
        "oneOf": [_judgement(kind) for kind in kinds],
    }


def _judgement(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind, include_extras=True)
    own = [field for field in fields(kind) if field.name not in ("id", "subject", "other", "by", "at")]
    signed = {"id": _schema(Name, {}), "kind": {"const": kind.kind}, "subject": _schema(Name, {})}
    signed["object"] = _schema(Name, {}) if issubclass(kind, NamePair) else {"type": "null"}
    data = {
        "type": "object",
        "properties": {JSON_KEYS.get(field.name, field.name): _schema(hints[field.name], {}) for field in own},
        "required": [field.name for field in own if _is_required(field)],
    }
    moment = {"type": "string", "format": "date-time"}
    properties = signed | {"data": data, "by": _schema(Name, {}), "at": moment}
    return {"description": kind.__doc__, "type": "object", "properties": properties, "required": list(properties)}


def _is_required(field: Field[Any]) -> bool:
    return field.default is MISSING


def _object(shape: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(shape, include_extras=True)
    required = [name for name, hint in hints.items() if get_origin(hint) is not NotRequired]
    # Fields may be added: a reader must not refuse what it does not know.
    return {
        "description": shape.__doc__,
        "type": "object",
        "properties": {name: _schema(hint, definitions) for name, hint in hints.items()},
        "required": required,
        "additionalProperties": True,
    }


def _schema(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:  # noqa: PLR0911  # one for each sort of type
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (NotRequired, Annotated):
        return _schema(parts[0], definitions) | _keywords(parts[1:])
    if origin in (Union, UnionType):
        # A part that a judgement leaves as it was read is not in its JSON.
        return _one_of([_schema(part, definitions) for part in parts if part is not AsRead])
    if origin is Literal:
        return {"const": parts[0]} if len(parts) == 1 else {"enum": list(parts)}
    if hint is date:
        return {"type": "string", "format": "date"}
    if hint is BlankedSpan:
        return {
            "description": hint.__doc__,
            "type": "array",
            "minItems": len(fields(hint)),
            "maxItems": len(fields(hint)),
        }
    if origin in (list, tuple):
        return {"type": "array", "items": _schema(parts[0], definitions)}
    return _reference(hint, definitions) if is_typeddict(hint) else {"type": _SIMPLE[hint]}


def _reference(shape: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """A reference to a class's schema, which is defined where it is met first."""
    if shape.__name__ not in definitions:
        definitions[shape.__name__] = _object(shape, definitions)
    return {"$ref": f"#/$defs/{shape.__name__}"}


def _one_of(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """Either of two schemas; "type": ["string", "null"] where one is null, which is what people write by hand."""
    some, *null = sorted(parts, key=lambda part: part == {"type": "null"})
    if null == [{"type": "null"}] and isinstance(some.get("type"), str):
        return some | {"type": [some["type"], "null"]}
    return {"anyOf": parts}


def _keywords(notes: tuple[Any, ...]) -> dict[str, Any]:
    each = (("description", note) if isinstance(note, str) else note for note in notes)
    # JSON Schema has no least and greatest day.
    return {name: limit for name, limit in each if not isinstance(limit, date)}


if __name__ == "__main__":
    for path, schema in ((PATH, row_schema()), (JUDGEMENT_PATH, judgement_schema())):
        path.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", "utf-8")
