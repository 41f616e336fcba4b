"""STIX 2.1, read by the OASIS committee's own library (stix2), strictly; labels against MISP's taxonomies."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import stix2
from forecasting import NOW, rich, told, version_of
from hypothesis import given
from strategies import records

from onrecord.exports import stix
from onrecord.judgements import Grade
from onrecord.records import Record

# MISP taxonomies estimative-language and admiralty-scale: predicates and values.
TAGS = {f'estimative-language:likelihood-probability="{term}"' for term in stix.ICD_TERMS}
TAGS |= {f'estimative-language:confidence-in-analytic-judgment="{level}"' for level in ("low", "moderate", "high")}
TAGS |= {f'admiralty-scale:source-reliability="{grade}"' for grade in "abcdef"}
TAGS |= {f'admiralty-scale:information-credibility="{grade}"' for grade in "123456"}


def bundle(versions: list, judgements: list) -> stix2.Bundle:
    made = stix2.parse("".join(stix.format_stix(versions, judgements)), allow_custom=False)
    assert isinstance(made, stix2.Bundle)
    return made


def of_type(made: stix2.Bundle, kind: str) -> list:
    return [thing for thing in made.get("objects", []) if thing.type == kind]


@given(record=records())
def test_stix2_takes_it(record: Record) -> None:
    made = bundle([version_of(record), version_of(rich())], told(rich()))
    ids = [thing.id for thing in made.objects]
    assert len(set(ids)) == len(ids)
    for thing in made.objects:
        assert set(thing.get("object_refs", [])) <= set(ids)
        assert set(thing.get("labels", [])) <= TAGS
    assert len(of_type(made, "note")) == len(record.statements) + 2


def test_likelihood_and_confidence_are_two_tags() -> None:
    note, _ = of_type(bundle([version_of(rich())], []), "note")
    assert note.labels == [
        'estimative-language:likelihood-probability="very-likely"',
        'estimative-language:confidence-in-analytic-judgment="high"',
    ]
    assert note.content == "with high confidence that 60 ferries … will very likely sail"
    assert note.abstract == "Mara Voss: said"


TERMS = [
    (0.01, 0.05, "almost-no-chance"),
    (0.05, 0.2, "very-unlikely"),
    (0.25, 0.35, "unlikely"),
    (0.2, 0.45, "unlikely"),
    (0.45, 0.55, "roughly-even-chance"),
    (0.55, 0.75, "likely"),
    (0.8, 0.9, "very-likely"),
    (0.95, 0.99, "almost-certain"),
    (0.2, 0.8, None),
    (0.05, 0.95, None),
    (0.4, 0.5, None),
]


@pytest.mark.parametrize(("low", "high", "term"), TERMS)
def test_a_term_holds_the_phrase_s_interval_or_there_is_none(low: float, high: float, term: str | None) -> None:
    assert stix.find_icd_term(low, high) == term


OPINIONS = [("yes", "strongly-agree"), ("partly", "neutral"), ("no", "strongly-disagree")]


@pytest.mark.parametrize(("outcome", "want"), OPINIONS)
def test_an_outcome_is_a_person_s_opinion_of_the_note(outcome: str, want: str) -> None:
    made = bundle([version_of(rich())], told(rich(), outcome))
    (opinion,) = of_type(made, "opinion")
    assert opinion.opinion == want
    assert opinion.authors == ["Ada"]
    assert opinion.object_refs == [of_type(made, "note")[0].id]


def test_a_void_forecast_gets_no_opinion() -> None:
    assert not of_type(bundle([version_of(rich())], told(rich(), "void")), "opinion")


def test_grades_are_labels_the_last_one_counts() -> None:
    made = rich()
    said = made.statements[0].id
    graded = [("Mara Voss", {"reliability": "C"}), ("Mara Voss", {"reliability": "B"}), (said, {"credibility": "2"})]
    graded.append(("Post", {"reliability": "A"}))
    judgements = [Grade(subject, id=f"g{i}", **data, by="Ada", at=NOW) for i, (subject, data) in enumerate(graded)]
    found = bundle([version_of(made)], judgements)
    labels = {thing.type: thing.get("labels", []) for thing in reversed(found.objects)}
    assert labels["identity"] == ['admiralty-scale:source-reliability="b"']
    assert labels["report"] == ['admiralty-scale:source-reliability="a"']
    assert labels["note"][-1] == 'admiralty-scale:information-credibility="2"'


def test_ids_come_from_what_they_stand_for_alone() -> None:
    one, other = (bundle([version_of(rich(), at=at)], []) for at in (NOW, datetime(2027, 1, 1, tzinfo=UTC)))
    assert [thing.id for thing in one.objects] == [thing.id for thing in other.objects]


def test_an_article_without_statements_has_no_report() -> None:
    made = json.loads("".join(stix.format_stix([version_of(replace(rich(), statements=()))], [])))
    assert made["objects"] == []
