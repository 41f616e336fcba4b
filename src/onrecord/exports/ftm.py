"""FollowTheMoney entities, one a line, as Aleph and `ftm` read them.

An article is an Article. A named speaker is a Person, Organization or LegalEntity, with a Mention in the article. A
statement is an Event with the speaker involved and the article as proof. Ids come from what an entity represents alone.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.exports.ids import http_address, make_uuid
from onrecord.judgements import Judgement
from onrecord.ledger.dump import Version
from onrecord.records import Speaker, Statement, join_spans

_SCHEMATA = {"person": "Person", "organisation": "Organization"}
# Lists show an event's name; its description has all words.
_NAME_LENGTH = 120


def format_ftm(versions: Iterable[Version], judgements: Iterable[Judgement]) -> Iterator[str]:
    """Yield all entities, each once, one a line."""
    for entity in make_entities(versions):
        yield json.dumps(entity, ensure_ascii=False) + "\n"


def make_entities(versions: Iterable[Version]) -> Iterator[dict[str, Any]]:
    """Yield each article, its new speakers and mentions, and its statements."""
    emitted = set[str]()
    for version in versions:
        yield article_entity(version)
        for statement in version.now.statements:
            if statement.speaker.name:
                for entity in (speaker_entity(statement.speaker), mention_entity(version, statement.speaker)):
                    if entity["id"] not in emitted:
                        emitted.add(entity["id"])
                        yield entity
            yield event_entity(version, statement)


def article_entity(version: Version) -> dict[str, Any]:
    """Return an Article, with its whole text, so that it can be searched."""
    article = version.article
    return _make_entity(
        "Article",
        make_uuid("article", version.key),
        title=article.title,
        fileName=article.id,
        author=article.byline,
        publisher=article.publisher,
        sourceUrl=http_address(article.url),
        publishedAt=article.published.isoformat() if article.published else None,
        language=_language_code(article.language),
        bodyText=article.text,
        retrievedAt=version.readings[0].at.date().isoformat(),
    )


def speaker_entity(speaker: Speaker) -> dict[str, Any]:
    """Return a speaker; groups and documents have no schema of their own and are legal entities."""
    schema = _SCHEMATA.get(speaker.kind, "LegalEntity")
    position = speaker.role if schema == "Person" else None
    return _make_entity(schema, _speaker_id(speaker), name=speaker.identity or speaker.name, position=position)


def mention_entity(version: Version, speaker: Speaker) -> dict[str, Any]:
    """Return the Mention of a speaker in an article."""
    identifier = make_uuid("mention", f"{version.key} {_speaker_id(speaker)}")
    return _make_entity(
        "Mention",
        identifier,
        document=make_uuid("article", version.key),
        resolved=_speaker_id(speaker),
        name=speaker.name,
        detectedSchema=_SCHEMATA.get(speaker.kind, "LegalEntity"),
    )


def event_entity(version: Version, statement: Statement) -> dict[str, Any]:
    """Return a statement as an Event."""
    text, speaker = version.article.text, statement.speaker
    content = join_spans(text, statement.content)
    day = (statement.said_at and statement.said_at.first) or None
    who = speaker.name or join_spans(text, statement.source) or "unnamed"
    name = " ".join(f"{who}: {content}".split())
    return _make_entity(
        "Event",
        make_uuid("statement", statement.id),
        name=name if len(name) <= _NAME_LENGTH else name[: _NAME_LENGTH - 1].rstrip() + "…",
        description=content or None,
        summary=f"{statement.act}, {statement.kind}",
        date=day.isoformat() if day else None,
        involved=_speaker_id(speaker) if speaker.name else None,
        proof=make_uuid("article", version.key),
        recordId=statement.id,
        sourceUrl=http_address(version.article.url),
    )


def _speaker_id(speaker: Speaker) -> str:
    return make_uuid("speaker", speaker.identity or speaker.name or "")


def _language_code(code: str | None) -> str | None:
    """Return FollowTheMoney's code of three letters; English is the only language that is read."""
    return {"en": "eng"}.get(code or "")


def _make_entity(schema: str, identifier: str, **properties: str | None) -> dict[str, Any]:
    # FollowTheMoney takes a value of white space and control characters for none.
    known = {name: [value] for name, value in properties.items() if any(map(_is_visible, value or ""))}
    return {"id": identifier, "schema": schema, "properties": known}


def _is_visible(character: str) -> bool:
    return character.isprintable() and not character.isspace()
