"""STIX 2.1 (OASIS): reports for articles, notes for statements, opinions for outcomes, identities for speakers.

Labels are MISP's machine tags: `estimative-language` (ICD 203) where a phrase's interval lies within one of its terms,
and `admiralty-scale` where an analyst graded. Likelihood and confidence are two tags, never one.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from typing import Any

from onrecord.exports.columns import LatestJudgements
from onrecord.exports.ids import http_address, make_uuid
from onrecord.judgements import Grade, Judgement, Resolution
from onrecord.ledger.dump import Version
from onrecord.records import Speaker, Statement, join_spans

ICD_TERMS = {
    "almost-no-chance": (0.01, 0.05),
    "very-unlikely": (0.05, 0.20),
    "unlikely": (0.20, 0.45),
    "roughly-even-chance": (0.45, 0.55),
    "likely": (0.55, 0.80),
    "very-likely": (0.80, 0.95),
    "almost-certain": (0.95, 0.99),
}
"""ICD 203's terms as MISP names them, each with its interval."""
# A void forecast gets no opinion.
OPINIONS = {"yes": "strongly-agree", "partly": "neutral", "no": "strongly-disagree"}
"""Outcomes in STIX's vocabulary of opinions."""
_IDENTITY_CLASSES = {"person": "individual", "organisation": "organization", "group": "group"}


def format_stix(versions: Iterable[Version], judgements: Iterable[Judgement]) -> Iterator[str]:
    """Yield a bundle, piece by piece: one object a line."""
    yield f'{{"type": "bundle", "id": "bundle--{make_uuid("export", "bundle")}", "objects": ['
    for number, thing in enumerate(make_objects(versions, judgements)):
        yield f"{',' if number else ''}\n{json.dumps(thing, ensure_ascii=False)}"
    yield "\n]}\n"


def make_objects(versions: Iterable[Version], judgements: Iterable[Judgement]) -> Iterator[dict[str, Any]]:
    """Yield the objects, each identity once and before the objects that refer to it."""
    every = list(judgements)
    latest, grades, emitted = LatestJudgements.select(every), _grade_tags(every), set[str]()
    for version in versions:
        notes = list[str]()
        for statement in version.now.statements:
            identity = _identity_object(statement.speaker, version.readings[0].at)
            if identity and identity["id"] not in emitted:
                emitted.add(identity["id"])
                yield identity | _labels_property(grades.get(identity["name"], []))
            note = note_object(version, statement, identity, grades.get(statement.id, []))
            notes.append(note["id"])
            yield note
            resolved = latest.resolved.get(statement.id)
            if resolved and statement.forecast and resolved.outcome in OPINIONS:
                yield opinion_object(note["id"], resolved)
        # An article without statements has nothing to refer to, which a report must.
        if notes:
            subjects = (version.key, version.article.publisher)
            yield report_object(version, notes, [tag for name in subjects for tag in grades.get(name or "", [])])


def report_object(version: Version, notes: list[str], grades: list[str]) -> dict[str, Any]:
    """Return a report on an article, which refers to the notes of its statements."""
    article, read = version.article, version.readings[0].at
    day = datetime.combine(article.published, time(), UTC) if article.published else read
    source: dict[str, Any] = {"source_name": article.publisher or "unknown publisher", "external_id": version.key}
    source |= {"url": article.url} if http_address(article.url) else {}
    return (
        _common_properties("report", "article", version.key, read)
        | {"name": article.title or article.id, "report_types": ["observed-data"], "published": _format_timestamp(day)}
        | {"object_refs": notes, "external_references": [source]}
        | _labels_property(grades)
    )


def note_object(
    version: Version, statement: Statement, identity: dict[str, Any] | None, grades: list[str]
) -> dict[str, Any]:
    """Return a note with a statement's content, which refers to the speaker, or to the report if that is unnamed."""
    text = version.article.text
    source = statement.speaker.name or join_spans(text, statement.source) or "unnamed"
    cue = join_spans(text, statement.cue) or statement.act
    refers_to = identity["id"] if identity else f"report--{make_uuid('article', version.key)}"
    return (
        _common_properties("note", "statement", statement.id, version.readings[0].at)
        # STIX requires a content, which a statement may lack.
        | {"abstract": f"{source}: {cue}", "content": join_spans(text, statement.content) or "–"}
        | {"object_refs": [refers_to]}
        | {"external_references": [{"source_name": "onrecord", "external_id": statement.id}]}
        | _labels_property([*_estimate_tags(statement), *grades])
    )


def opinion_object(note: str, resolved: Resolution) -> dict[str, Any]:
    """Return a person's opinion on a note: the outcome of a forecast."""
    parts = (resolved.outcome, resolved.on, resolved.evidence, resolved.note)
    return _common_properties("opinion", "judgement", resolved.id, resolved.at) | {
        "opinion": OPINIONS[resolved.outcome],
        "explanation": "; ".join(str(part) for part in parts if part),
        "authors": [resolved.by],
        "object_refs": [note],
    }


def find_icd_term(low: float, high: float) -> str | None:
    """Return the ICD 203 term whose interval holds this one; None if there is none: a bare number is not an estimate.

    >>> find_icd_term(0.55, 0.75), find_icd_term(0.05, 0.95)
    ('likely', None)
    """
    return next((term for term, (least, most) in ICD_TERMS.items() if least <= low and high <= most), None)


def _estimate_tags(statement: Statement) -> list[str]:
    """Return machine tags of how likely a statement calls its content, and how confident it says it is."""
    stated, confidence = statement.likelihood or statement.forecast, statement.confidence
    low, high = (stated.low, stated.high) if stated else (None, None)
    term = None if low is None or high is None else find_icd_term(low, high)
    likelihood = [f'estimative-language:likelihood-probability="{term}"'] if term else []
    level = [f'estimative-language:confidence-in-analytic-judgment="{confidence.level}"'] if confidence else []
    return likelihood + level


def _grade_tags(judgements: Iterable[Judgement]) -> dict[str, list[str]]:
    """Return the latest grade of each source and each statement as machine tags, by its name or id."""
    latest: dict[tuple[str, str], str] = {}
    for judgement in judgements:
        if isinstance(judgement, Grade) and judgement.reliability:
            latest[judgement.subject, "source-reliability"] = judgement.reliability.lower()
        if isinstance(judgement, Grade) and judgement.credibility:
            latest[judgement.subject, "information-credibility"] = judgement.credibility
    tags: dict[str, list[str]] = {}
    for (subject, scale), value in latest.items():
        tags.setdefault(subject, []).append(f'admiralty-scale:{scale}="{value}"')
    return tags


def _identity_object(speaker: Speaker, at: datetime) -> dict[str, Any] | None:
    name = speaker.identity or speaker.name
    if not speaker.name or not name:
        return None
    about: dict[str, Any] = {"name": name, "identity_class": _IDENTITY_CLASSES.get(speaker.kind, "unknown")}
    about |= {"roles": [speaker.role]} if speaker.role else {}
    return _common_properties("identity", "speaker", name, at) | about


def _labels_property(tags: list[str]) -> dict[str, Any]:
    # STIX allows no empty lists.
    return {"labels": tags} if tags else {}


def _common_properties(kind: str, source_kind: str, identifier: str, at: datetime) -> dict[str, Any]:
    """Return the properties of every object; its id comes from the kind and the id of what it represents alone."""
    return {
        "type": kind,
        "spec_version": "2.1",
        "id": f"{kind}--{make_uuid(source_kind, identifier)}",
        "created": _format_timestamp(at),
        "modified": _format_timestamp(at),
    }


def _format_timestamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
