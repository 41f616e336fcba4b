"""schema/row-1.json: generated from the types, true of the code, and shipped."""

import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from strategies import records

import onrecord
from docs.schema import PATH, row_schema
from onrecord.records import Article, Record
from onrecord.rows import row

ROOT = Path(__file__).parent.parent
SHIPPED = json.loads((files("onrecord") / "schema" / "row-1.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SHIPPED, format_checker=jsonschema.FormatChecker())


def test_it_is_what_the_types_say() -> None:
    assert json.loads(PATH.read_text("utf-8")) == row_schema(), "run `make schema`"
    jsonschema.Draft202012Validator.check_schema(SHIPPED)


@given(records())
def test_every_row_fits(record: Record) -> None:
    VALIDATOR.validate(json.loads(json.dumps(row(record))))


@given(records())
def test_the_schema_names_every_field(record: Record) -> None:
    """A field that is printed and not described would pass: fields may be added."""
    for name, shape in walk(row(record), SHIPPED):
        assert set(shape) <= set(name["properties"]), name["description"]


def walk(value: object, schema: dict) -> list[tuple[dict, dict]]:
    """Each object of a row with its schema."""
    schemas = [follow(part) for part in schema.get("anyOf", [schema])]
    if isinstance(value, dict):
        (own,) = [part for part in schemas if part.get("type") == "object"]
        inner = [pair for name, part in value.items() for pair in walk(part, own["properties"][name])]
        return [(own, value), *inner]
    if isinstance(value, list):
        (own,) = [part for part in schemas if part.get("type") == "array"]
        return [pair for part in value for pair in walk(part, own["items"])]
    return []


def follow(schema: dict) -> dict:
    return SHIPPED["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def test_rows_of_the_examples_fit() -> None:
    for record in onrecord.records(onrecord.articles(ROOT / "examples", published="2026-10-05")):
        if isinstance(record, Record):
            VALIDATOR.validate(json.loads(json.dumps(row(record))))


BARE = row(Record(Article("a", "Voss said so.")))


@pytest.mark.parametrize(
    "change",
    [
        {"id": None},
        {"schema": 2},
        {"times": None},
        {"article": {**BARE["article"], "published": "5 October"}},
        {"article": {**BARE["article"], "furniture": [[3]]}},
        {"statements": [{}]},
    ],
)
def test_other_rows_do_not_fit(change: dict[str, object]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate({**BARE, **change})


def test_rows_of_version_0_1_0_fit() -> None:
    VALIDATOR.validate({name: value for name, value in BARE.items() if name != "schema"})
