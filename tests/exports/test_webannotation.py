"""Web Annotation, against what the W3C's model requires of each class (https://www.w3.org/TR/annotation-model/)."""

import json
import re
from typing import Any

from forecasting import rich, version_of
from hypothesis import given
from strategies import records

from onrecord.exports import webannotation
from onrecord.records import Record

IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+", re.IGNORECASE)
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
# Section 3.3.5, "motivation and purpose".
MOTIVES = set(
    "assessing bookmarking classifying commenting describing editing highlighting identifying linking moderating "
    "questioning replying tagging".split()
)
KNOWN = {
    "AnnotationCollection": {"@context", "id", "type", "first", "total"},
    "AnnotationPage": {"id", "type", "items", "startIndex"},
    "Annotation": {"id", "type", "motivation", "created", "generator", "body", "target"},
    "Software": {"id", "type", "name"},
    "TextualBody": {"type", "format", "purpose", "value"},
    "SpecificResource": {"type", "source", "styleClass", "state", "selector"},
    "TimeState": {"type", "sourceDate", "cached"},
    "TextQuoteSelector": {"type", "exact", "prefix", "suffix"},
    "TextPositionSelector": {"type", "start", "end"},
}


def document(*made: Record) -> dict[str, Any]:
    return json.loads("".join(webannotation.format_webannotation(map(version_of, made), [])))


def check(thing: Any, *, top: bool = True) -> None:
    """Types and properties of the model alone, each class with what it must have."""
    assert set(thing) <= KNOWN[thing["type"]], thing
    assert ("@context" in thing) == top
    if top:
        assert thing["@context"] == "http://www.w3.org/ns/anno.jsonld"
        assert thing["total"] == len(thing["first"]["items"])
    match thing["type"]:
        case "AnnotationCollection" | "AnnotationPage" | "Annotation":
            assert IRI.fullmatch(thing["id"])
        case "SpecificResource":
            assert IRI.fullmatch(thing["source"])
        case "TextQuoteSelector":
            assert isinstance(thing["exact"], str)
        case "TextPositionSelector":
            assert 0 <= thing["start"] < thing["end"]
        case "TimeState":
            assert STAMP.fullmatch(thing["sourceDate"])
            assert IRI.fullmatch(thing["cached"])
        case "TextualBody":
            assert isinstance(thing["value"], str)
    if thing["type"] == "Annotation":
        assert thing["target"]
        assert thing["motivation"] in MOTIVES
        assert STAMP.fullmatch(thing["created"])
    assert thing.get("purpose", "tagging") in MOTIVES
    for value in thing.values():
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                check(inner, top=False)


@given(record=records())
def test_the_model_s_requirements_hold(record: Record) -> None:
    made = document(record, rich())
    check(made)
    assert made["total"] == len(record.statements) + 2


@given(record=records())
def test_both_selectors_point_at_the_words(record: Record) -> None:
    text = record.article.text
    for note, said in zip(document(record)["first"]["items"], record.statements, strict=True):
        spans = [*said.source, *said.cue, *said.content]
        assert len(note["target"]) == len(spans)
        for target, span in zip(note["target"], spans, strict=True):
            quoted, place = target["selector"]
            assert (place["start"], place["end"]) == span
            assert text[span.start : span.end] == quoted["exact"]
            around = quoted["prefix"] + quoted["exact"] + quoted["suffix"]
            assert text[span.start - len(quoted["prefix"]) :].startswith(around)
            assert max(len(quoted["prefix"]), len(quoted["suffix"])) <= webannotation.QUOTE_CONTEXT


def test_roles_and_the_speaker_are_told() -> None:
    first, second = document(rich())["first"]["items"]
    assert [t["styleClass"] for t in first["target"]] == ["source", "cue", "content", "content"]
    assert {t["source"] for t in first["target"]} == {"https://news.example/h1"}
    assert first["body"][0] == {
        "type": "TextualBody",
        "format": "text/plain",
        "purpose": "identifying",
        "value": "Mara Voss (mayor, Lissen)",
    }
    assert [b["value"] for b in second["body"]] == ["deny, indirect"]


def test_nothing_is_a_document_too() -> None:
    made = document()
    check(made)
    assert made["total"] == 0
