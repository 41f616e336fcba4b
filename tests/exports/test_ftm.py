"""FollowTheMoney, checked by the package of that name: its model and its types."""

import json
from dataclasses import replace
from typing import Any

import pytest
from forecasting import rich, version_of
from hypothesis import given
from strategies import records

from onrecord.exports import ftm
from onrecord.records import Record

model = pytest.importorskip(
    "followthemoney", reason="needs requirements-standards.txt, whose PyICU needs a compiler and ICU's headers"
).model


def entities(*made: Record) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ftm.format_ftm(map(version_of, made), [])]


@given(record=records())
def test_followthemoney_takes_it(record: Record) -> None:
    made = entities(record, rich())
    schemata = {entity["id"]: model.get(entity["schema"]) for entity in made}
    assert len(schemata) == len(made)
    for entity in made:
        schema = schemata[entity["id"]]
        schema.validate(entity)
        cleaned = model.get_proxy(entity, cleaned=False)
        assert cleaned.to_dict()["properties"].keys() == entity["properties"].keys()
        for name, values in entity["properties"].items():
            found = schema.get(name)
            assert not found.range or all(schemata[value].is_a(found.range) for value in values)


@given(record=records())
def test_days_addresses_and_languages_are_kept_as_they_are(record: Record) -> None:
    for entity in entities(record, rich()):
        kept = model.get_proxy(entity, cleaned=False).to_dict()["properties"]
        for name, values in entity["properties"].items():
            if model.get(entity["schema"]).get(name).type.name in ("date", "language", "entity"):
                assert kept[name] == values


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
    other = replace(rich(), article=replace(rich().article, id="h2", url="https://news.example/h2"))
    made = entities(rich(), other)
    assert sum(entity["schema"] == "Person" for entity in made) == 1
    assert sum(entity["schema"] == "Mention" for entity in made) == 2
