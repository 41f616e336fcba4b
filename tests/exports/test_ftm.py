"""FollowTheMoney, against its published model (followthemoney.json, of the package of that name, MIT).

The package itself needs ICU's headers to be installed, so it is not among what the tests need. Where it is there, its
own model is asked too.
"""

import json
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from forecasting import rich, version_of
from hypothesis import given
from strategies import records

from onrecord.exports import ftm
from onrecord.records import Record

MODEL = json.loads((Path(__file__).parent / "followthemoney.json").read_text("utf-8"))["schemata"]
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def above(schema: str) -> set[str]:
    """A schema and all that it extends."""
    return {schema}.union(*(above(parent) for parent in MODEL[schema]["extends"]))


def check(entity: dict[str, Any], schemata: dict[str, str]) -> None:
    """As followthemoney's own model: a concrete schema, its properties alone, the required ones, right ranges."""
    assert entity.keys() == {"id", "schema", "properties"}
    assert not MODEL[entity["schema"]]["abstract"]
    family = above(entity["schema"])
    known = {name: about for schema in family for name, about in MODEL[schema]["properties"].items()}
    for schema in family:
        # A title is a document's name: followthemoney asks for a file's name only of a plain Document.
        assert set(MODEL[schema]["required"]) - {"name"} <= entity["properties"].keys() or schema == "Thing"
    assert {"name", "title", "fileName"} & entity["properties"].keys()
    for name, values in entity["properties"].items():
        assert values
        for value in values:
            assert isinstance(value, str)
            assert any(c.isprintable() and not c.isspace() for c in value)
            if known[name]["type"] == "entity":
                assert known[name]["range"] in above(schemata[value])
            elif known[name]["type"] == "date":
                assert DATE.fullmatch(value)
            elif known[name]["type"] == "url":
                assert value.startswith("http")
            elif known[name]["type"] == "language":
                assert re.fullmatch("[a-z]{3}", value)


def entities(*made: Record) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ftm.lines(map(version_of, made), [])]


@given(record=records())
def test_the_model_s_requirements_hold(record: Record) -> None:
    made = entities(record, rich())
    schemata = {entity["id"]: entity["schema"] for entity in made}
    assert len(schemata) == len(made)
    for entity in made:
        check(entity, schemata)


@pytest.mark.skipif(find_spec("followthemoney") is None, reason="followthemoney is not installed")
@given(record=records())
def test_followthemoney_takes_it(record: Record) -> None:
    from followthemoney import model

    for entity in entities(record, rich()):
        model.get(entity["schema"]).validate(entity)
        cleaned = model.get_proxy(entity, cleaned=False).to_dict()["properties"]
        assert cleaned.keys() == entity["properties"].keys()


def test_who_said_what_where() -> None:
    article, speaker, mention, event, unnamed = entities(rich())
    schemata = [entity["schema"] for entity in (article, speaker, mention, event, unnamed)]
    assert schemata == ["Article", "Person", "Mention", "Event", "Event"]
    assert speaker["properties"] == {"name": ["Mara Voss"], "position": ["mayor"]}
    assert mention["properties"]["resolved"] == event["properties"]["involved"] == [speaker["id"]]
    assert mention["properties"]["document"] == event["properties"]["proof"] == [article["id"]]
    assert event["properties"]["date"] == ["2026-10-02"]
    assert "involved" not in unnamed["properties"]
    assert unnamed["properties"]["name"] == ["Critics: it."]


def test_a_speaker_of_two_articles_is_one_entity() -> None:
    from dataclasses import replace

    other = replace(rich(), article=replace(rich().article, id="h2", url="https://news.example/h2"))
    made = entities(rich(), other)
    assert sum(entity["schema"] == "Person" for entity in made) == 1
    assert sum(entity["schema"] == "Mention" for entity in made) == 2
