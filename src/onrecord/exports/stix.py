"""STIX 2.1 (OASIS): reports for articles, notes for statements, opinions for outcomes, identities for speakers.

Labels are MISP's machine tags: `estimative-language` (ICD 203) where a phrase's interval lies within one of its terms,
and `admiralty-scale` where an analyst graded. Likelihood and confidence are two tags, never one.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from typing import Any

from onrecord.exports.columns import Judged
from onrecord.exports.ids import uuid, web
from onrecord.judgements import Grade, Judgement, Resolution
from onrecord.ledger.dump import Version
from onrecord.records import Speaker, Statement, join_spans

TERMS = {
    "almost-no-chance": (0.01, 0.05),
    "very-unlikely": (0.05, 0.20),
    "unlikely": (0.20, 0.45),
    "roughly-even-chance": (0.45, 0.55),
    "likely": (0.55, 0.80),
    "very-likely": (0.80, 0.95),
    "almost-certain": (0.95, 0.99),
}
"""ICD 203's terms as MISP names them, each with its interval."""
OPINIONS = {"yes": "strongly-agree", "partly": "neutral", "no": "strongly-disagree"}
"""How correct a forecast turned out, in STIX's words; a void one gets no opinion."""
_CLASSES = {"person": "individual", "organisation": "organization", "group": "group"}


def lines(versions: Iterable[Version], judgements: Iterable[Judgement]) -> Iterator[str]:
    """A bundle, piece by piece: one object a line."""
    yield f'{{"type": "bundle", "id": "bundle--{uuid("export", "bundle")}", "objects": ['
    for number, made in enumerate(objects(versions, judgements)):
        yield f"{',' if number else ''}\n{json.dumps(made, ensure_ascii=False)}"
    yield "\n]}\n"


def objects(versions: Iterable[Version], judgements: Iterable[Judgement]) -> Iterator[dict[str, Any]]:
    """The objects: each identity before what refers to it, once."""
    every = list(judgements)
    judged, grades, named = Judged.of(every), _grades(every), set[str]()
    for version in versions:
        at = version.readings[0].at
        notes = []
        for said in version.now.statements:
            who = _identity(said.speaker, at)
            if who and who["id"] not in named:
                named.add(who["id"])
                yield who | _labels(grades.get(who["name"], []))
            notes.append(note(version, said, who, grades.get(said.id, [])))
            yield notes[-1]
            resolved = judged.resolved.get(said.id)
            if resolved and said.forecast and resolved.outcome in OPINIONS:
                yield opinion(notes[-1]["id"], resolved)
        if notes:
            about = version.article
            graded = [tag for name in (version.key, about.publisher) for tag in grades.get(name or "", [])]
            yield report(version, [made["id"] for made in notes], graded)


def report(version: Version, refs: list[str], graded: list[str]) -> dict[str, Any]:
    """An article with statements; one without has nothing to refer to, which a report must."""
    article, read = version.article, version.readings[0].at
    day = datetime.combine(article.published, time(), UTC) if article.published else read
    source: dict[str, Any] = {"source_name": article.publisher or "unknown publisher", "external_id": version.key}
    source |= {"url": article.url} if web(article.url) else {}
    return (
        _common("report", "article", version.key, read)
        | {"name": article.title or article.id, "report_types": ["observed-data"], "published": _stamp(day)}
        | {"object_refs": refs, "external_references": [source]}
        | _labels(graded)
    )


def note(version: Version, said: Statement, who: dict[str, Any] | None, graded: list[str]) -> dict[str, Any]:
    """A statement: its content, and who said it. It refers to the speaker, or where he is unnamed to the report."""
    text = version.article.text
    source = (said.speaker and said.speaker.name) or join_spans(text, said.source) or "unnamed"
    about = who["id"] if who else f"report--{uuid('article', version.key)}"
    return (
        _common("note", "statement", said.id, version.readings[0].at)
        | {
            "abstract": f"{source}: {join_spans(text, said.cue) or said.act}",
            "content": join_spans(text, said.content) or "–",
        }
        | {"object_refs": [about], "external_references": [{"source_name": "onrecord", "external_id": said.id}]}
        | _labels([*_estimates(said), *graded])
    )


def opinion(of: str, resolved: Resolution) -> dict[str, Any]:
    """What a person found had come of a forecast."""
    told = "; ".join(str(x) for x in (resolved.outcome, resolved.on, resolved.evidence, resolved.note) if x)
    made = {"opinion": OPINIONS[resolved.outcome], "explanation": told, "authors": [resolved.by], "object_refs": [of]}
    return _common("opinion", "judgement", resolved.id, resolved.at) | made


def likelihood(low: float, high: float) -> str | None:
    """The ICD 203 term whose interval holds this one; None where none does: a bare number is no estimate.

    >>> likelihood(0.55, 0.75), likelihood(0.05, 0.95)
    ('likely', None)
    """
    return next((term for term, (least, most) in TERMS.items() if least <= low and high <= most), None)


def _estimates(said: Statement) -> list[str]:
    """Machine tags of a statement: how likely its content says that something is, and how confident it claims to be."""
    stated = said.likelihood or said.forecast
    low, high = (stated.low, stated.high) if stated else (None, None)
    term = None if low is None or high is None else likelihood(low, high)
    made = [f'estimative-language:likelihood-probability="{term}"'] if term else []
    level = said.confidence.level if said.confidence else None
    return made + ([f'estimative-language:confidence-in-analytic-judgment="{level}"'] if level else [])


def _grades(judgements: Iterable[Judgement]) -> dict[str, list[str]]:
    """The last grade of each source and of each piece of information, as machine tags, by what was graded."""
    last: dict[tuple[str, str], str] = {}
    for grade in judgements:
        if isinstance(grade, Grade):
            if grade.reliability:
                last[grade.subject, "source-reliability"] = grade.reliability.lower()
            if grade.credibility:
                last[grade.subject, "information-credibility"] = grade.credibility
    found: dict[str, list[str]] = {}
    for (subject, scale), value in last.items():
        found.setdefault(subject, []).append(f'admiralty-scale:{scale}="{value}"')
    return found


def _identity(speaker: Speaker | None, at: datetime) -> dict[str, Any] | None:
    if not speaker or not speaker.name:
        return None
    made = _common("identity", "speaker", speaker.identity or speaker.name, at)
    made |= {"name": speaker.identity or speaker.name, "identity_class": _CLASSES.get(speaker.kind, "unknown")}
    roles = [x for x in (speaker.role,) if x]
    return made | ({"roles": roles} if roles else {})


def _labels(tags: list[str]) -> dict[str, Any]:
    return {"labels": tags} if tags else {}


def _common(kind: str, of: str, identifier: str, at: datetime) -> dict[str, Any]:
    """What every object has. `of` and `identifier` tell what it stands for: its id comes from them alone."""
    identifier = f"{kind}--{uuid(of, identifier)}"
    return {"type": kind, "spec_version": "2.1", "id": identifier, "created": _stamp(at), "modified": _stamp(at)}


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
