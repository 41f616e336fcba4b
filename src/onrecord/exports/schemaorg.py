"""schema.org as JSON-LD: a Claim for each statement, a ClaimReview for each forecast that a person resolved.

The document is one graph. A claim appears in the article (`appearance`); its author is the speaker, if named. onrecord
does not judge what is true: a review is always a person's, carries the name, and gives the outcome of a forecast.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.exports.columns import LatestJudgements
from onrecord.exports.ids import http_address, make_iri
from onrecord.judgements import OUTCOME_WORDS, Judgement, Outcome, Resolution
from onrecord.ledger.dump import Version
from onrecord.records import Article, Speaker, Statement, join_spans

SCHEMA_CONTEXT = "https://schema.org"
# A void forecast is not rated, and so has no review.
RATINGS: dict[Outcome, int] = {"yes": 3, "partly": 2, "no": 1}
"""Outcomes as ratings from 1 to 3."""
# In schema.org a document cannot be an author.
_AUTHOR_TYPES = {"person": "Person", "organisation": "Organization", "group": "Organization"}
"""Types of authors by the kind of speaker."""


def format_schemaorg(versions: Iterable[Version], judgements: Iterable[Judgement]) -> Iterator[str]:
    """Yield the document, piece by piece: one node a line."""
    yield f'{{"@context": "{SCHEMA_CONTEXT}", "@graph": ['
    for number, node in enumerate(make_graph(versions, judgements)):
        yield f"{',' if number else ''}\n{json.dumps(node, ensure_ascii=False)}"
    yield "\n]}\n"


def make_graph(versions: Iterable[Version], judgements: Iterable[Judgement]) -> Iterator[dict[str, Any]]:
    """Yield the articles, each followed by its claims, each followed by its review."""
    latest = LatestJudgements.select(judgements)
    for version in versions:
        yield article_node(version)
        for statement in version.now.statements:
            yield claim_node(version, statement)
            resolved = latest.resolved.get(statement.id)
            if resolved and statement.forecast and resolved.outcome in RATINGS:
                yield review_node(version.article, statement, resolved)


def article_node(version: Version) -> dict[str, Any]:
    """Return a NewsArticle, without its text."""
    article = version.article
    publisher = {"@type": "Organization", "name": article.publisher} if article.publisher else None
    return _drop_unknown(
        {
            "@type": "NewsArticle",
            "@id": make_iri("article", version.key),
            "url": http_address(article.url),
            "headline": article.title,
            "author": {"@type": "Person", "name": article.byline} if article.byline else None,
            "publisher": publisher,
            "articleSection": article.section,
            "datePublished": article.published and article.published.isoformat(),
            "inLanguage": article.language,
        }
    )


def claim_node(version: Version, statement: Statement) -> dict[str, Any]:
    """Return a Claim. Its day is only given if the article says when the statement was made."""
    # Not the day of publication: dateCreated is the day of the claim.
    day = statement.said_at.first if statement.said_at else None
    return _drop_unknown(
        {
            "@type": "Claim",
            "@id": make_iri("statement", statement.id),
            "text": join_spans(version.article.text, statement.content),
            "author": _author_node(statement.speaker),
            "dateCreated": day and day.isoformat(),
            "appearance": {"@id": make_iri("article", version.key)},
        }
    )


def review_node(article: Article, statement: Statement, resolved: Resolution) -> dict[str, Any]:
    """Return a ClaimReview: a person's resolution of a forecast."""
    return _drop_unknown(
        {
            "@type": "ClaimReview",
            "@id": make_iri("judgement", resolved.id),
            "claimReviewed": join_spans(article.text, statement.content),
            "itemReviewed": {"@id": make_iri("statement", statement.id)},
            "author": {"@type": "Person", "name": resolved.by},
            "datePublished": resolved.at.isoformat(),
            "reviewRating": {
                "@type": "Rating",
                "ratingValue": RATINGS[resolved.outcome],
                "bestRating": 3,
                "worstRating": 1,
                "alternateName": OUTCOME_WORDS[resolved.outcome],
            },
            "reviewBody": resolved.note or None,
            "citation": resolved.evidence,
        }
    )


def _author_node(speaker: Speaker) -> dict[str, Any] | None:
    name, author_type = speaker.identity or speaker.name, _AUTHOR_TYPES.get(speaker.kind)
    if not speaker.name or not name or not author_type:
        return None
    author: dict[str, Any] = {"@type": author_type, "@id": make_iri("speaker", name), "name": name}
    if author_type == "Person":
        organisation = speaker.organisation
        author["jobTitle"] = speaker.role
        author["affiliation"] = {"@type": "Organization", "name": organisation} if organisation else None
    return _drop_unknown(author)


def _drop_unknown(node: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in node.items() if value is not None}
