"""FollowTheMoney entities, a line each, as Aleph and `ftm` read them.

An article is an Article; a named speaker a Person, Organization or LegalEntity, with a Mention of him in the article;
a statement an Event that involves him, with the article as proof. An entity's id comes from what it stands for alone.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.exports.ids import uuid, web
from onrecord.judgements import Judgement
from onrecord.ledger.dump import Version
from onrecord.records import Speaker, Statement, join_spans

_SCHEMATA = {"person": "Person", "organisation": "Organization"}
_LONGEST = 120
"""Characters of an event's name; all of the words are in its description."""


def lines(versions: Iterable[Version], judgements: Iterable[Judgement]) -> Iterator[str]:
    """All entities, each once."""
    for entity in entities(versions):
        yield json.dumps(entity, ensure_ascii=False) + "\n"


def entities(versions: Iterable[Version]) -> Iterator[dict[str, Any]]:
    """Each article, with the speakers that were not met before, their mentions, and its statements."""
    met = set[str]()
    for version in versions:
        yield article(version)
        for said in version.now.statements:
            if said.speaker and said.speaker.name:
                for made in (speaker(said.speaker), mention(version, said.speaker)):
                    if made["id"] not in met:
                        met.add(made["id"])
                        yield made
            yield event(version, said)


def article(version: Version) -> dict[str, Any]:
    """An Article; its text is there in full, so that it can be searched."""
    made = version.article
    return _entity(
        "Article",
        uuid("article", version.key),
        title=made.title,
        fileName=made.id,
        author=made.byline,
        publisher=made.publisher,
        sourceUrl=web(made.url),
        publishedAt=made.published.isoformat() if made.published else None,
        language=_language(made.language),
        bodyText=made.text,
        retrievedAt=version.readings[0].at.date().isoformat(),
    )


def speaker(made: Speaker) -> dict[str, Any]:
    """Who speaks; groups and documents are entities of no closer kind."""
    schema = _SCHEMATA.get(made.kind, "LegalEntity")
    position = made.role if schema == "Person" else None
    return _entity(schema, _speaker_id(made), name=made.identity or made.name, position=position)


def mention(version: Version, made: Speaker) -> dict[str, Any]:
    """That an article names a speaker."""
    identifier = uuid("mention", f"{version.key} {_speaker_id(made)}")
    return _entity(
        "Mention",
        identifier,
        document=uuid("article", version.key),
        resolved=_speaker_id(made),
        name=made.name,
        detectedSchema=_SCHEMATA.get(made.kind, "LegalEntity"),
    )


def event(version: Version, said: Statement) -> dict[str, Any]:
    """That something was said."""
    text, who = version.article.text, said.speaker
    content = join_spans(text, said.content)
    day = (said.said_at and said.said_at.first) or None
    name = " ".join(f"{(who and who.name) or join_spans(text, said.source) or 'unnamed'}: {content}".split())
    return _entity(
        "Event",
        uuid("statement", said.id),
        name=name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "…",
        description=content or None,
        summary=f"{said.act}, {said.kind}",
        date=day.isoformat() if day else None,
        involved=_speaker_id(who) if who and who.name else None,
        proof=uuid("article", version.key),
        recordId=said.id,
        sourceUrl=web(version.article.url),
    )


def _speaker_id(made: Speaker) -> str:
    return uuid("speaker", made.identity or made.name or "")


def _language(code: str | None) -> str | None:
    """FollowTheMoney has three letters for a language; of those that are read, there is one."""
    return {"en": "eng"}.get(code or "")


def _entity(schema: str, identifier: str, **properties: str | None) -> dict[str, Any]:
    known = {name: [value] for name, value in properties.items() if any(map(_shows, value or ""))}
    return {"id": identifier, "schema": schema, "properties": known}


def _shows(character: str) -> bool:
    """FollowTheMoney takes words of white space and control characters for none."""
    return character.isprintable() and not character.isspace()
