"""A small ledger, made without the model, of people who repeat and contradict each other; all of it invented."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from onrecord.judgements import Confirmation, Grade, Resolution
from onrecord.ledger import Ledger
from onrecord.records import Article, Forecast, Quantity, Record, Span, Speaker, Statement, statement_id

NOON = datetime(2026, 10, 5, 12, tzinfo=UTC)
OFFICE = "Harbour Office"
QUAY = "the old quay at Lissen will close by the end of the year"
Told = tuple[str, str, str, tuple[str, float] | None, Forecast | None]


def told(name: str, content: str, number: tuple[str, float] | None = None, forecast: Forecast | None = None) -> Told:
    """A statement to be: who, what, a number in it by its words, a forecast."""
    return name, "said", content, number, forecast


def sure(low: float, due: date) -> Forecast:
    return Forecast("“will”", first=date(2026, 1, 1), last=due, low=low, high=low + 0.2)


def article(name: str, publisher: str, day: date, *each: Told) -> Record:
    """An article with a sentence for each."""
    text, made = f"{name}: a headline\n", []
    for speaker, cue, content, number, forecast in each:
        start = len(text) + 1
        text += f"\n{speaker} {cue} {content}."
        ends = start + len(speaker), start + len(speaker) + 1 + len(cue)
        spans = (Span(start, ends[0]),), (Span(ends[0] + 1, ends[1]),), (Span(ends[1] + 1, len(text) - 1),)
        counted = ()
        if number:
            at = text.index(number[0], ends[1])
            value = number[1]
            unit = number[0].split()[-1]
            counted = (Quantity(Span(at, at + len(number[0])), value, value, because="a number", unit=unit),)
        made.append(
            (spans, Speaker(speaker, "person", "given", role="director", organisation=OFFICE), counted, forecast)
        )
    kept = Article(
        name, text, url=f"https://{name}.example", title=f"{name}: a headline", publisher=publisher, published=day
    )
    statements = (
        Statement(statement_id(kept, *spans), *spans, speaker=who, quantities=counted, forecast=forecast)
        for spans, who, counted, forecast in made
    )
    return Record(kept, tuple(statements))


def ledger_of(path: Path) -> None:
    """A new ledger of it."""
    with Ledger.open(path) as kept:
        keep(kept)


def keep(kept: Ledger) -> None:
    """Keep what Mara Voss and others said of a quay, a ferry and its piers."""
    voss, reh = "Mara Voss", "Anton Reh"
    day = date(2026, 9, 1)
    crowd = told(reh, "the ferry to Orm carried 900 people", ("900 people", 900))
    each = [
        article("post1", "Post", day, told(voss, QUAY), crowd),
        article("sun1", "Sun", day + timedelta(1), told("M. Voss", QUAY)),
        article("wire1", "Wire", day + timedelta(2), told("Voss", f"that {QUAY.replace('close', 'be shut')}")),
        article(
            "post2",
            "Post",
            day + timedelta(2),
            told(voss, "the ferry to Orm carried 400 people", ("400 people", 400)),
            told(voss, "the new pier was inspected in May"),
            told("Ode Lund", "the new pier was not inspected in May"),
        ),
        article("sun2", "Sun", day + timedelta(33), told(voss, "the ferry carried 650 people", ("650 people", 650))),
    ]
    for number in range(4):
        words = f"pier {number} will open again"
        forecast = sure((0.2, 0.5, 0.5, 0.75)[number], date(2026, 9, 10 + number))
        each.append(article(f"pier{number}", "Herald", date(2026, 8, 1), told(voss, words, forecast=forecast)))
    for number, made in enumerate(each):
        kept.keep(made, model="m", at=NOON + timedelta(minutes=number))
    for number, made in enumerate(each[-4:-1]):
        subject = made.statements[0].id
        kept.judge(Confirmation(subject, by="Ida", at=NOON + timedelta(hours=1, minutes=number)))
        at, outcome = NOON + timedelta(hours=2, minutes=number), ("no", "yes", "yes")[number]
        kept.judge(Resolution(subject, outcome=outcome, on=date(2026, 9, 20), by="Ida", at=at))
    kept.judge(Grade(voss, reliability="B", note="so far", by="Ida", at=NOON + timedelta(hours=3)))
