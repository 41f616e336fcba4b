"""A small ledger of forecasts that people have judged, for tests of scores, charts and exports."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from onrecord.ledger import Ledger
from onrecord.records import Article, Forecast, Record, Span, Speaker, Statement, statement_id

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
        forecast=Forecast("“will”", date(2026, 3, 1), due, low=low, high=high),
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
                ledger.judge("confirm", told, by="Ada", at=at)
            data = {"outcome": outcome, "on": "2026-05-01", "evidence": "https://news.example/pier", "note": "seen"}
            ledger.judge("resolve", told, data=data, by="Ada", at=at)
    return ids
