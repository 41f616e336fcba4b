"""A small ledger of forecasts that people have judged, for tests of scores, charts and exports."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from onrecord.judgements import Confirmation, Judgement, Resolution
from onrecord.ledger import Ledger
from onrecord.ledger.dump import Reading, Version
from onrecord.records import (
    Article,
    Confidence,
    Forecast,
    Hedge,
    Quantity,
    Record,
    Span,
    Speaker,
    Statement,
    Time,
    statement_id,
)

NOW = datetime(2026, 10, 5, 12, tzinfo=UTC)
SPEAKERS = [("Mara Voss", "Harbour Office"), ("Ion Pell", "Grain Union"), (None, None)]


def foretelling(number: int, speaker: str | None, organisation: str | None, *, due: date | None) -> Record:
    """An article with one statement, a forecast of 55 to 80 % where its number is even, of 20 to 45 % where odd."""
    text = f"Ferry news\n\nThe ferry to pier {number} will sail again, {speaker or 'an official'} said."
    about = {"title": "Ferry news", "publisher": ["Post", "Herald"][number % 2], "published": date(2026, 3, 1)}
    article = Article(f"a{number}", text, url=f"https://news.example/{number}", language="en", **about)
    roles = []
    for words in (speaker or "an official", "said", f"The ferry to pier {number} will sail again"):
        at = text.rindex(words)
        roles.append((Span(at, at + len(words)),))
    low, high = (0.2, 0.45) if number % 2 else (0.55, 0.8)
    told = Statement(
        statement_id(article, *roles),
        *roles,
        score=0.9,
        speaker=Speaker(speaker, "person" if speaker else "unnamed", "named", organisation=organisation),
        forecast=Forecast("“will”", first=date(2026, 3, 1), last=due, low=low, high=high),
    )
    return Record(article, (told,))


def ledger_of(path: Path, count: int = 12) -> list[str]:
    """Keep `count` forecasts: each third by nobody in particular; the last three are not confirmed, void, and not due.

    All others are resolved, as no where their number can be divided by three or four. The statements' ids.
    """
    ids = []
    with Ledger.open(path) as ledger:
        for number in range(count):
            due = date(2027, 12, 31) if number == count - 1 else date(2026, 4, 1) + timedelta(days=number)
            made = foretelling(number, *SPEAKERS[number % 3], due=due)
            ledger.keep(made, model="m", at=NOW + timedelta(minutes=number))
            ids.append(made.statements[0].id)
        for number, told in enumerate(ids):
            at = NOW + timedelta(hours=1, minutes=number)
            outcome = "no" if number % 3 == 0 or number % 4 == 0 else "yes"
            outcome = "void" if number == count - 2 else outcome
            if number != count - 3:
                ledger.judge(Confirmation(told, by="Ada", at=at))
            about = {"on": date(2026, 5, 1), "evidence": "https://news.example/pier", "note": "seen"}
            ledger.judge(Resolution(told, outcome=outcome, **about, by="Ada", at=at))
    return ids


def version_of(record: Record, *, at: datetime = NOW, key: str | None = None, page: str | None = None) -> Version:
    """A record as the only reading of the only version of its page."""
    article = record.article
    reading = Reading("m", at, record.statements, record.times, record.quantities)
    return Version(key or article.key, page or article.url or f"id:{article.id}", article, (reading,), record)


def told(record: Record, outcome: str = "yes") -> list[Judgement]:
    """That Ada confirmed and resolved the first statement of a record."""
    of, about = record.statements[0].id, {"on": date(2026, 5, 1), "evidence": "https://news.example/pier"}
    return [
        Confirmation(of, id="c1", by="Ada", at=NOW),
        Resolution(of, id="r1", outcome=outcome, note="seen", **about, by="Ada", at=NOW),
    ]


def rich() -> Record:
    """An article with all that can be read: a hedged statement with time, quantity and role, and an unnamed one."""
    text = (
        "Harbour – report\n\nMara Voss, the mayor, said on Friday with high confidence that 60 ferries will very "
        "likely sail 🚢. Critics denied it."
    )
    article = Article(
        "h1",
        text,
        url="https://news.example/h1",
        title="Harbour – report",
        byline="Ida Quist",
        publisher="Post",
        section="Local",
        published=date(2026, 10, 5),
        language="en",
    )

    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    friday = Time(
        span("Friday"),
        "DATE",
        "2026-10-02",
        because="the Friday before",
        first=date(2026, 10, 2),
        last=date(2026, 10, 2),
    )
    said = Statement(
        "",
        (span("Mara Voss, the mayor"),),
        (span("said"),),
        (span("with high confidence that 60 ferries"), span("will very likely sail")),
        kind="indirect",
        score=0.9,
        speaker=Speaker("Mara Voss", "person", "named", role="mayor", organisation="Lissen"),
        said_at=friday,
        certainty=(Hedge(span("very likely"), "very likely", "content", because="ICD 203", low=0.8, high=0.95),),
        confidence=Confidence(span("high confidence"), "high confidence", "high"),
        times=(friday,),
        quantities=(Quantity(span("60 ferries"), 60, 60, because="digits", unit="ferry"),),
        forecast=Forecast(
            "“will”", first=date(2026, 10, 3), last=date(2026, 12, 31), condition="if it thaws", low=0.8, high=0.95
        ),
    )
    denied = Statement(
        "",
        (span("Critics"),),
        (span("denied"),),
        (span("it."),),
        act="deny",
        speaker=Speaker(None, "unnamed", "a group"),
    )
    made = tuple(replace(s, id=statement_id(article, s.source, s.cue, s.content)) for s in (said, denied))
    return Record(article, made, (friday,), said.quantities)
