"""schema.org as JSON-LD: a Claim a statement, and a ClaimReview where a person resolved a forecast.

The document is one graph. A claim's `appearance` is the article; its author is the speaker, where there is a name.
onrecord does not judge what is true: a review is always a person's, says what came of a forecast, and carries his name.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.exports.columns import Judged
from onrecord.exports.ids import iri, web
from onrecord.judgements import OUTCOME_WORDS, Judgement, Outcome, Resolution
from onrecord.ledger.dump import Version
from onrecord.records import Article, Speaker, Statement, join_spans

CONTEXT = "https://schema.org"
RATINGS: dict[Outcome, int] = {"yes": 3, "partly": 2, "no": 1}
"""Outcomes as ratings from 1 to 3. A void forecast is not rated, and so has no review."""
_TYPES = {"person": "Person", "organisation": "Organization", "group": "Organization"}
"""Kinds of speaker that schema.org has a type for; a document is none that could be an author."""


def lines(versions: Iterable[Version], judgements: Iterable[Judgement]) -> Iterator[str]:
    """The document, piece by piece: one thing a line."""
    yield f'{{"@context": "{CONTEXT}", "@graph": ['
    for number, thing in enumerate(things(versions, judgements)):
        yield f"{',' if number else ''}\n{json.dumps(thing, ensure_ascii=False)}"
    yield "\n]}\n"


def things(versions: Iterable[Version], judgements: Iterable[Judgement]) -> Iterator[dict[str, Any]]:
    """Articles, each followed by its claims, each followed by its review."""
    judged = Judged.of(judgements)
    for version in versions:
        yield article(version)
        for said in version.now.statements:
            yield claim(version, said)
            resolved = judged.resolved.get(said.id)
            if resolved and said.forecast and resolved.outcome in RATINGS:
                yield review(version.article, said, resolved)


def article(version: Version) -> dict[str, Any]:
    """A NewsArticle, without its text."""
    made = version.article
    publisher = {"@type": "Organization", "name": made.publisher} if made.publisher else None
    return _known(
        {
            "@type": "NewsArticle",
            "@id": iri("article", version.key),
            "url": web(made.url),
            "headline": made.title,
            "author": {"@type": "Person", "name": made.byline} if made.byline else None,
            "publisher": publisher,
            "articleSection": made.section,
            "datePublished": made.published and made.published.isoformat(),
            "inLanguage": made.language,
        }
    )


def claim(version: Version, said: Statement) -> dict[str, Any]:
    """What was said, by whom, and where it was printed; the day only where the article tells when it was said."""
    day = said.said_at.first if said.said_at else None
    return _known(
        {
            "@type": "Claim",
            "@id": iri("statement", said.id),
            "text": join_spans(version.article.text, said.content),
            "author": _author(said.speaker),
            "dateCreated": day and day.isoformat(),
            "appearance": {"@id": iri("article", version.key)},
        }
    )


def review(about: Article, said: Statement, resolved: Resolution) -> dict[str, Any]:
    """What a person found had come of a forecast."""
    return _known(
        {
            "@type": "ClaimReview",
            "@id": iri("judgement", resolved.id),
            "claimReviewed": join_spans(about.text, said.content),
            "itemReviewed": {"@id": iri("statement", said.id)},
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


def _author(speaker: Speaker | None) -> dict[str, Any] | None:
    kind = _TYPES.get(speaker.kind) if speaker else None
    if not speaker or not speaker.name or not kind:
        return None
    made: dict[str, Any] = {"@type": kind, "@id": iri("speaker", speaker.identity or speaker.name)}
    made["name"] = speaker.identity or speaker.name
    if kind == "Person":
        organisation = speaker.organisation
        made["jobTitle"] = speaker.role
        made["affiliation"] = {"@type": "Organization", "name": organisation} if organisation else None
    return _known(made)


def _known(made: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in made.items() if value is not None}
