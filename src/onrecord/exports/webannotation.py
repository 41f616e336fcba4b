"""W3C Web Annotation (Recommendation of 23 February 2017): an annotation for each statement, a target for each span.

The document is an AnnotationCollection with one AnnotationPage. Each target has its role as `styleClass` (source, cue,
content) and two selectors: the words with the words around them (TextQuoteSelector), which find it on the page itself,
and the characters (TextPositionSelector) of the text as kept, which `state` names.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Any

from onrecord.exports.ids import http_address, make_iri
from onrecord.judgements import Judgement
from onrecord.ledger.dump import Version
from onrecord.records import Article, Span, Statement

ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
QUOTE_CONTEXT = 32
"""Characters of prefix and of suffix: they tell places with the same words apart."""


def format_webannotation(versions: Iterable[Version], judgements: Iterable[Judgement]) -> Iterator[str]:
    """Yield the document, piece by piece: one annotation a line."""
    head = {"@context": ANNOTATION_CONTEXT, "id": make_iri("export", "statements"), "type": "AnnotationCollection"}
    page = {"id": make_iri("export", "page"), "type": "AnnotationPage", "startIndex": 0}
    # The objects are left open: their items, and then the total, are written as they come.
    yield f'{_dump_json(head)[:-1]}, "first": {_dump_json(page)[:-1]}, "items": ['
    total = 0
    for version in versions:
        for statement in version.now.statements:
            # Each role of a statement may be empty; without any span there is nothing to point at.
            if statement.spans:
                yield f"{',' if total else ''}\n{_dump_json(make_annotation(version, statement))}"
                total += 1
    yield f'\n]}}, "total": {total}}}\n'


def make_annotation(version: Version, statement: Statement) -> dict[str, Any]:
    """Return the annotation of a statement."""
    read = version.readings[-1].at
    state = {
        "type": "TimeState",
        "cached": make_iri("article", version.key),
        "sourceDate": read.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    roles = (("source", statement.source), ("cue", statement.cue), ("content", statement.content))
    return {
        "id": make_iri("statement", statement.id),
        "type": "Annotation",
        "motivation": "identifying",
        "created": state["sourceDate"],
        "generator": {"id": "urn:onrecord", "type": "Software", "name": "onrecord"},
        "body": [
            {"type": "TextualBody", "format": "text/plain", "purpose": purpose, "value": value}
            for purpose, value in _body_texts(statement)
        ],
        "target": [
            {
                "type": "SpecificResource",
                "source": http_address(version.article.url) or make_iri("article", version.key),
                "styleClass": role,
                "state": state,
                "selector": [quote_selector(version.article, span), {"type": "TextPositionSelector"} | span._asdict()],
            }
            for role, spans in roles
            for span in spans
        ],
    }


def _body_texts(statement: Statement) -> Iterator[tuple[str, str]]:
    """Yield purposes and texts: who said it, by which act, and tags for certainty and forecasts."""
    speaker = statement.speaker
    if speaker.name:
        position = ", ".join(part for part in (speaker.role, speaker.organisation) if part)
        yield "identifying", f"{speaker.name}{f' ({position})' if position else ''}"
    yield "classifying", f"{statement.act}, {statement.kind}"
    for hedge in statement.certainty:
        yield "tagging", f"certainty: {hedge.phrase}"
    if statement.forecast:
        yield "tagging", "forecast"


def quote_selector(article: Article, span: Span) -> dict[str, str]:
    """Return the words of a span with the words around them."""
    text = article.text
    return {
        "type": "TextQuoteSelector",
        "prefix": text[max(0, span.start - QUOTE_CONTEXT) : span.start],
        "exact": span.of(text),
        "suffix": text[span.end : span.end + QUOTE_CONTEXT],
    }


def _dump_json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
