"""W3C Web Annotation (Recommendation of 23 February 2017): an annotation a statement, a target a span.

The document is an AnnotationCollection with one AnnotationPage in it. Each target says its role by its `styleClass`
(source, cue, content) and points twice: by the words with what stands around them (TextQuoteSelector), which finds them
on the page itself, and by characters (TextPositionSelector) of the text as kept, which `state` names.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Any

from onrecord.exports.ids import iri, web
from onrecord.judgements import Judgement
from onrecord.ledger.dump import Version
from onrecord.records import Article, Span, Statement

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Characters of prefix and of suffix."""


def lines(versions: Iterable[Version], judgements: Iterable[Judgement]) -> Iterator[str]:
    """The document, piece by piece: one annotation a line."""
    head = {"@context": CONTEXT, "id": iri("export", "statements"), "type": "AnnotationCollection"}
    page = {"id": iri("export", "page"), "type": "AnnotationPage", "startIndex": 0}
    yield f'{_json(head)[:-1]}, "first": {_json(page)[:-1]}, "items": ['
    total = 0
    for version in versions:
        for said in version.now.statements:
            if said.spans:
                yield f"{',' if total else ''}\n{_json(annotation(version, said))}"
                total += 1
    yield f'\n]}}, "total": {total}}}\n'


def annotation(version: Version, said: Statement) -> dict[str, Any]:
    """One statement."""
    read = version.readings[-1].at
    state = {
        "type": "TimeState",
        "cached": iri("article", version.key),
        "sourceDate": read.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    return {
        "id": iri("statement", said.id),
        "type": "Annotation",
        "motivation": "identifying",
        "created": state["sourceDate"],
        "generator": {"id": "urn:onrecord", "type": "Software", "name": "onrecord"},
        "body": [
            {"type": "TextualBody", "format": "text/plain", "purpose": purpose, "value": value}
            for purpose, value in _bodies(said)
        ],
        "target": [
            {
                "type": "SpecificResource",
                "source": web(version.article.url) or iri("article", version.key),
                "styleClass": role,
                "state": state,
                "selector": [quote(version.article, span), {"type": "TextPositionSelector"} | span._asdict()],
            }
            for role in ("source", "cue", "content")
            for span in getattr(said, role)
        ],
    }


def _bodies(said: Statement) -> Iterator[tuple[str, str]]:
    """Who, by which act, with the reason; then what else it is, as tags."""
    speaker = said.speaker
    if speaker and speaker.name:
        about = ", ".join(x for x in (speaker.role, speaker.organisation) if x)
        yield "identifying", f"{speaker.name}{f' ({about})' if about else ''}"
    yield "classifying", f"{said.act}, {said.kind}"
    for hedge in said.certainty:
        yield "tagging", f"certainty: {hedge.phrase}"
    if said.forecast:
        yield "tagging", "forecast"


def quote(article: Article, span: Span) -> dict[str, str]:
    """The words of a span, with what stands around them."""
    text = article.text
    return {
        "type": "TextQuoteSelector",
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "exact": span.of(text),
        "suffix": text[span.end : span.end + AROUND],
    }


def _json(made: dict[str, Any]) -> str:
    return json.dumps(made, ensure_ascii=False)
