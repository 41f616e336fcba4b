"""Ledgers of statements drawn at random from few words and names, so that claims and speakers meet; all invented."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from claimed_articles import article
from hypothesis import strategies as st

from onrecord.judgements import DifferentFrom, SameAs
from onrecord.ledger import Ledger
from onrecord.records import Forecast, Record

NOON = datetime(2026, 10, 5, 12, tzinfo=UTC)
VOSSES = ("Mara Voss", "M. Voss", "Voss", "Dr. Mara Voss", "Jonas Voss")
OTHERS = ("Anton Reh", "Reh", "Harbour Office", "HO")
NAMES = (*VOSSES, *OTHERS, None)
CONTENTS = (
    "the old quay at Lissen will close by the end of the year",
    "the old quay at Lissen will be shut by the end of the year",
    "the old quay at Lissen will not close by the end of the year",
    "nine piles of the quay had been replaced",
    "ten piles of the quay had been replaced",
    "the ferry to Orm will sail again in May",
)
DAYS = st.integers(0, 9).map(lambda n: date(2026, 9, 1) + timedelta(days=n))
SAID = st.tuples(st.sampled_from(NAMES), st.sampled_from(("said", "denied")), st.sampled_from(CONTENTS))
ARTICLES = st.lists(st.tuples(DAYS, st.lists(SAID, min_size=1, max_size=3)), min_size=1, max_size=6)
PAIRS = st.lists(
    st.tuples(st.sampled_from(("same", "different")), st.sampled_from(VOSSES), st.sampled_from(OTHERS)),
    max_size=2,
)


def records(drawn: list[tuple[date, list[tuple[str | None, str, str]]]]) -> list[Record]:
    return [
        article(f"a{number}", *said, published=day, publisher=f"Paper {number % 2}")
        for number, (day, said) in enumerate(drawn)
    ]


def foretelling(record: Record) -> Record:
    """The same, its statements about the ferry being forecasts."""
    forecast = Forecast("“will”", first=date(2026, 9, 1), last=date(2026, 10, 1), low=0.5, high=0.8)
    text = record.article.text
    each = (
        replace(said, forecast=forecast) if "ferry" in said.content[0].of(text) else said for said in record.statements
    )
    return replace(record, statements=tuple(each))


@contextmanager
def ledger_of(drawn: list, pairs: list = ()) -> Iterator[Ledger]:  # type: ignore[assignment]  # none is a list, too
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "record.db") as kept:
        for number, record in enumerate(records(drawn)):
            kept.keep(foretelling(record), model="m", at=NOON + timedelta(minutes=number))
        for number, (kind, one, other) in enumerate(pairs):
            at = NOON + timedelta(days=1, minutes=number)
            kept.judge((SameAs if kind == "same" else DifferentFrom)(one, other, by="Ida", at=at))
        yield kept
