"""Statements for the tests of claims, read by the rules alone from one sentence."""

from dataclasses import replace
from datetime import date

from onrecord import pipeline
from onrecord.attribution import quotes, speech_acts
from onrecord.records import Article, Record, Sighting, Span, Speaker, Statement, statement_id

MONDAY = date(2026, 10, 5)


def sighting(content: str, speaker: str | None = "Mara Voss", cue: str = "said", **about) -> Sighting:
    """A statement as the pipeline reads it from one sentence."""
    published = about.pop("published", MONDAY)
    source = speaker or "An official"
    text = f"{source} {cue} {content}."
    article = Article(about.pop("id", text), text, published=published, **about)
    ends = [0, len(source), len(source) + 1 + len(cue), len(text) - 1]
    roles = [(Span(0, ends[1]),), (Span(ends[1] + 1, ends[2]),), (Span(ends[2] + 1, ends[3]),)]
    bare = Statement(
        statement_id(article, *roles), *roles, kind=quotes.classify_kind([content]), act=speech_acts.classify_act(cue)
    )
    record = pipeline.enrich(Record(article, (bare,)))
    return Sighting.of(article, replace(record.statements[0], speaker=Speaker(speaker, "person", "given")))
