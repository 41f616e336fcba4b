"""Write src/onrecord/schema/row-1.json, the JSON Schema of the row, from `onrecord.row_types`: `make schema`."""

import json
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

PATH = Path(__file__).parent.parent / "src" / "onrecord" / "schema" / f"row-{row_types.SCHEMA}.json"
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


def _schema(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (NotRequired, Annotated):
        return _schema(parts[0], definitions) | _keywords(parts[1:])
    if origin in (Union, UnionType):
        return _one_of([_schema(part, definitions) for part in parts])
    if origin is Literal:
        return {"const": parts[0]} if len(parts) == 1 else {"enum": list(parts)}
    if origin is list:
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
    return dict(("description", note) if isinstance(note, str) else note for note in notes)


if __name__ == "__main__":
    PATH.write_text(json.dumps(row_schema(), indent=2, ensure_ascii=False) + "\n", "utf-8")
