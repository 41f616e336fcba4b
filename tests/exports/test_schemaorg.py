"""schema.org, against the properties that it gives each type (https://schema.org, of the type or one above it)."""

import json
from typing import Any

import pytest
from forecasting import rich, told, version_of
from hypothesis import given
from strategies import records

from onrecord.exports import schemaorg
from onrecord.records import Record

# Each property with the types that its value may have; "" is text, a number or a date.
KNOWN = {
    "NewsArticle": {
        "url": {""},
        "headline": {""},
        "author": {"Person", "Organization"},
        "publisher": {"Organization", "Person"},
        "articleSection": {""},
        "datePublished": {""},
        "inLanguage": {""},
    },
    "Claim": {
        "text": {""},
        "author": {"Person", "Organization"},
        "dateCreated": {""},
        "appearance": {"NewsArticle"},
    },
    "ClaimReview": {
        "claimReviewed": {""},
        "itemReviewed": {"Claim"},
        "author": {"Person", "Organization"},
        "datePublished": {""},
        "reviewRating": {"Rating"},
        "reviewBody": {""},
        "citation": {""},
    },
    "Rating": {"ratingValue": {""}, "bestRating": {""}, "worstRating": {""}, "alternateName": {""}},
    "Person": {"name": {""}, "jobTitle": {""}, "affiliation": {"Organization"}},
    "Organization": {"name": {""}},
}


def graph(versions: list, judgements: list) -> list[dict[str, Any]]:
    made = json.loads("".join(schemaorg.format_schemaorg(versions, judgements)))
    assert made.keys() == {"@context", "@graph"}
    assert made["@context"] == "https://schema.org"
    return made["@graph"]


def check(thing: dict[str, Any], types: dict[str, str]) -> None:
    """Properties of the type alone, values of the right types, every reference to something that is there."""
    for name, value in thing.items():
        if name in ("@type", "@id"):
            continue
        allowed = KNOWN[thing["@type"]][name]
        if isinstance(value, dict) and "@type" in value:
            assert value["@type"] in allowed
            check(value, types)
        elif isinstance(value, dict):
            assert types[value["@id"]] in allowed
        else:
            assert "" in allowed
            assert value not in (None, "")


@given(record=records())
def test_types_and_properties_are_schema_org_s(record: Record) -> None:
    made = graph([version_of(record), version_of(rich())], told(rich()))
    types = {thing["@id"]: thing["@type"] for thing in made}
    assert len(types) == len(made)
    for thing in made:
        check(thing, types)


REVIEWS = [("yes", 3, "came true"), ("partly", 2, "came partly true"), ("no", 1, "did not come true")]


@pytest.mark.parametrize(("outcome", "rating", "words"), REVIEWS)
def test_a_resolved_forecast_is_reviewed_by_who_resolved_it(outcome: str, rating: int, words: str) -> None:
    made = graph([version_of(rich())], told(rich(), outcome))
    (review,) = [thing for thing in made if thing["@type"] == "ClaimReview"]
    assert review["author"] == {"@type": "Person", "name": "Ada"}
    assert review["reviewRating"]["ratingValue"] == rating
    assert review["reviewRating"]["alternateName"] == words
    assert review["claimReviewed"] == "with high confidence that 60 ferries … will very likely sail"
    assert (review["citation"], review["reviewBody"]) == ("https://news.example/pier", "seen")


@pytest.mark.parametrize("judgements", [[], told(rich())[:1], told(rich(), "void")])
def test_nothing_else_is_reviewed(judgements: list) -> None:
    made = graph([version_of(rich())], judgements)
    assert [thing["@type"] for thing in made] == ["NewsArticle", "Claim", "Claim"]


def test_a_claim_has_its_speaker_its_day_and_its_article() -> None:
    article, claim, unnamed = graph([version_of(rich())], [])
    assert claim["author"]["name"] == "Mara Voss"
    assert claim["author"]["affiliation"] == {"@type": "Organization", "name": "Lissen"}
    assert claim["dateCreated"] == "2026-10-02"
    assert claim["appearance"] == {"@id": article["@id"]}
    assert "author" not in unnamed
