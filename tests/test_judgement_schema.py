"""schema/judgement-1.json: generated from the classes, true of them, and shipped."""

import json
from importlib.resources import files

import jsonschema
import pytest
from test_judgements import DAMAGED, IDA, ROWS

from docs.schema import JUDGEMENT_PATH, judgement_schema
from onrecord.judgements import Grade, Judgement, judgement_row

SHIPPED = json.loads((files("onrecord") / "schema" / "judgement-1.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SHIPPED, format_checker=jsonschema.FormatChecker())
# What JSON Schema cannot say: a year too early, a time without its zone, a format that no package here checks.
BEYOND = ("at must be a time", "at must have its zone", "from is 0001-01-01", "value must be a day")


def test_it_is_what_the_classes_say() -> None:
    assert json.loads(JUDGEMENT_PATH.read_text("utf-8")) == judgement_schema(), "run `make schema`"
    jsonschema.Draft202012Validator.check_schema(SHIPPED)


@pytest.mark.parametrize(("judgement", "identifier", "data"), ROWS)
def test_every_judgement_fits(judgement: Judgement, identifier: str, data: dict) -> None:
    VALIDATOR.validate(json.loads(json.dumps(judgement_row(judgement))))


@pytest.mark.parametrize("damage", [damage for damage, words in DAMAGED if not words.startswith(BEYOND)])
def test_what_is_damaged_does_not_fit(damage: dict) -> None:
    row = judgement_row(Grade("a", reliability="B", **IDA)) | damage
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(row)
