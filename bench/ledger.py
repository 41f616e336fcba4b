"""Measure a ledger of invented articles: the time of searches, the time of adding, the file size, and how they grow.

    python -m bench.ledger                      # 10,000 and 100,000 articles, ten statements each
    python -m bench.ledger --articles 2000 5000

The articles are the same for the same seed. Words are invented from syllables: 50,000 of them, the n-th as frequent as
1/n (Zipf), mixed with the thirty commonest English function words, which make up four words in ten. There are 4,000
speakers in 800 organisations and 60 publishers, by Zipf too. An article has ten statements with a content of one to
three sentences (twelve words on average, as in examples/); a third of all its words are in no statement; its day is
drawn from three years. A statement has 0.5 phrases of certainty, 0.3 times (a day, a month, a quarter or a year near
the article's day), 0.35 quantities of 600 units, 0.25 forecasts, 0.1 times of its own saying: about what `onrecord
extract` reads from examples/. Records are built directly; no tagger runs.

Each kind of search runs 200 times, warm, by `Ledger.search` with a page of 20: a word (drawn as the contents draw
theirs, function words included), two words, a speaker (as the articles draw them), a period of saying, a period
mentioned (each a day, a week, a month, a quarter or a year long), and some of the other fields. Adding is
`Ledger.keep`, on the disk.
"""

import argparse
import random
import tempfile
import time
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from onrecord.ledger import Ledger, Query
from onrecord.records import (
    Article,
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

COMMON = (
    "the of to and a in that is was it for on be with as by at he have from not are his but they will she which has had"
).split()
PHRASES = [("may", 0.2, 0.7), ("likely", 0.55, 0.8), ("will", 0.7, 0.95), ("could", 0.1, 0.6), ("unlikely", 0.2, 0.45)]
LENGTHS = {"a day": 1, "a week": 7, "a month": 30, "a quarter": 91, "a year": 365}
FIRST = date(2024, 1, 1)
DAYS = 1096
STATEMENTS = 10
ASKED = 200
ADDED = 200


class Zipf:
    """Draws from a list, the n-th as often as 1/n."""

    def __init__(self, values: list[str]) -> None:
        self.values = values
        self.sums = list(accumulate(1 / n for n in range(1, len(values) + 1)))

    def draw(self, rng: random.Random) -> str:
        return self.values[bisect(self.sums, rng.random() * self.sums[-1])]


def invented(rng: random.Random, count: int, syllables: tuple[int, int]) -> list[str]:
    """Words that nobody has, all different."""
    made: dict[str, None] = {}
    while len(made) < count:
        parts = (rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") for _ in range(rng.randint(*syllables)))
        made["".join(parts) + rng.choice(["", "n", "r", "s", "l"])] = None
    return list(made)


class World:
    """Who and what the made-up articles are about."""

    def __init__(self, seed: int) -> None:
        self.rng = rng = random.Random(seed)
        self.words = Zipf(invented(rng, 50_000, (2, 4)))
        names = [word.title() for word in invented(rng, 5_000, (2, 3))]
        self.offices = [f"{rng.choice(names)} {rng.choice(['Office', 'Union', 'Ministry'])}" for _ in range(800)]
        self.speakers = Zipf([f"{rng.choice(names)} {rng.choice(names)}" for _ in range(4_000)])
        self.office_of = {name: rng.choice(self.offices) for name in self.speakers.values}
        self.papers = Zipf([f"{rng.choice(names)} {rng.choice(['Courier', 'Post', 'Times'])}" for _ in range(60)])
        self.units = Zipf(invented(rng, 600, (2, 3)))

    def word(self) -> str:
        return self.rng.choice(COMMON) if self.rng.random() < 0.4 else self.words.draw(self.rng)

    def some(self, low: int, high: int) -> str:
        return " ".join(self.word() for _ in range(self.rng.randint(low, high)))

    def article(self, number: int) -> Record:
        """An article of ten statements and some narrative."""
        day = FIRST + timedelta(days=self.rng.randrange(DAYS))
        title, parts, places, at = self.some(5, 9), list[str](), list[tuple[int, str, str, int]](), 0
        parts.append(title + "\n\n")
        at = len(parts[0])
        for _ in range(STATEMENTS):
            name, content = self.speakers.draw(self.rng), self.some(4, 20)
            sentence = f"{name} said {content}. {self.some(4, 8)}.\n\n"
            places.append((at, name, content, len(parts)))
            parts.append(sentence)
            at += len(sentence)
        url = f"https://news.example/{number}"
        paper = self.papers.draw(self.rng)
        article = Article(
            str(number), "".join(parts), url=url, title=title, publisher=paper, published=day, language="en"
        )
        return Record(article, tuple(self.statement(article, *place[:3]) for place in places))

    def statement(self, article: Article, at: int, name: str, content: str) -> Statement:
        begin = at + len(name) + 6
        spans = (
            (Span(at, at + len(name)),),
            (Span(at + len(name) + 1, begin - 1),),
            (Span(begin, begin + len(content)),),
        )
        rng, day = self.rng, article.published or FIRST
        here = Span(begin, begin + 4)
        speaker = Speaker(name, "person", f"the name stands in the source: {name}", organisation=self.office_of[name])
        hedges, forecast = list[Hedge](), None
        if rng.random() < 0.5:
            phrase, low, high = rng.choice(PHRASES)
            because = f"“{phrase}”: no study covers it, so the interval is wide"
            hedges.append(Hedge(here, phrase, "content", because=because, low=low, high=high))
        times = [self.time(here, day)] if rng.random() < 0.3 else []
        counted = [self.quantity(here)] if rng.random() < 0.35 else []
        if rng.random() < 0.25:
            because = "“will” speaks of what is to come; it ends with the time that is named"
            end = day + timedelta(days=rng.randint(5, 400)) if rng.random() < 0.6 else None
            forecast = Forecast(
                because,
                first=day,
                last=end,
                condition=None,
                low=0.2,
                high=0.7,
                unresolvable=None if end else "it names no day",
            )
        said_at = Time(here, "DATE", day.isoformat(), because="the weekday before the article", first=day, last=day)
        return Statement(
            statement_id(article, *spans),
            *spans,
            act=rng.choices(["say", "deny", "believe", "ask"], [90, 3, 5, 2])[0],  # type: ignore[arg-type]
            kind=rng.choice(["direct", "indirect", "mixed"]),  # type: ignore[arg-type]
            score=round(rng.random(), 3),
            speaker=speaker,
            said_at=said_at if rng.random() < 0.1 else None,
            certainty=tuple(hedges),
            times=tuple(times),
            quantities=tuple(counted),
            forecast=forecast,
        )

    def time(self, span: Span, day: date) -> Time:
        """A time near a day."""
        first = day + timedelta(days=int(self.rng.gauss(30, 200)))
        last = first + timedelta(days=self.rng.choice([0, 0, 0, 29, 90, 364]))
        return Time(span, "DATE", first.isoformat(), because=f"the first one after {day}", first=first, last=last)

    def quantity(self, span: Span) -> Quantity:
        low = float(int(10 ** self.rng.uniform(0, 6)))
        return Quantity(span, low, low, because="a number and what it counts", unit=self.units.draw(self.rng))


def questions(world: World) -> Iterator[tuple[str, Callable[[], Query]]]:
    """What is asked, by its name; each call makes a new question."""
    rng = world.rng

    def period(field: str, length: int) -> Query:
        first = FIRST + timedelta(days=rng.randrange(DAYS))
        return Query(f"{field}:{first}..{first + timedelta(days=length - 1)}")

    def any_period(field: str) -> Callable[[], Query]:
        return lambda: period(field, rng.choice(list(LENGTHS.values())))

    yield "a word", lambda: Query(world.word())
    yield "two words", lambda: Query(f"{world.word()} {world.word()}")
    yield "a speaker", lambda: Query(speaker=world.speakers.draw(rng))
    yield "a time of saying", any_period("said")
    yield "a time spoken of", any_period("about")
    yield "a word and a month", lambda: Query(f"{world.word()} {period('said', 30).words}")
    yield "an organisation", lambda: Query(f'org:"{rng.choice(world.offices)}"')
    yield "a publisher", lambda: Query(f'publisher:"{world.papers.draw(rng)}"')
    yield "a quantity", lambda: Query(f"{world.units.draw(rng)}>{int(10 ** rng.uniform(0, 6))}")
    yield "a likelihood", lambda: Query(f"likelihood>{rng.randint(10, 90)}%")
    yield "overdue forecasts", lambda: Query("is:overdue")
    yield "open forecasts", lambda: Query(f"is:open speaker:{world.speakers.draw(rng).split()[0]}")
    yield "an act", lambda: Query(f"act:{rng.choice(['deny', 'believe', 'ask'])}")


def at_95(seconds: list[float]) -> float:
    """The 95th percentile, in milliseconds."""
    return sorted(seconds)[int(len(seconds) * 0.95)] * 1e3


def timed(done: Callable[[], object]) -> float:
    begun = time.perf_counter()
    done()
    return time.perf_counter() - begun


@dataclass
class Measured:
    """The figures of one ledger, by name."""

    articles: int
    figures: dict[str, float]


def build(world: World, numbers: Iterable[int], path: Path) -> None:
    """Keep the articles of these numbers in a new ledger, without waiting for the disk."""
    now = datetime(2026, 12, 31, tzinfo=UTC)
    with Ledger.open(path) as ledger:
        ledger.database.execute("PRAGMA synchronous = OFF")
        for number in numbers:
            ledger.keep(world.article(number), model="made up", at=now)


def measure(articles: int, path: Path, seed: int) -> Measured:
    """Build a ledger and measure it."""
    world, now = World(seed), datetime(2026, 12, 31, tzinfo=UTC)
    print(f"{articles} articles:", end="", flush=True)
    seconds = timed(lambda: build(world, range(articles - ADDED), path))
    print(f" built in {seconds:.0f} s", flush=True)
    figures = {}
    with Ledger.open(path) as ledger:
        records = [world.article(n) for n in range(articles - ADDED, articles)]
        added = [timed(lambda made=made: ledger.keep(made, model="made up", at=now)) for made in records]  # type: ignore[misc]
        figures["adding an article, ms"] = at_95(added)
        for name, question in questions(world):
            asked = [question() for _ in range(ASKED)]
            for query in asked[:20]:
                ledger.search(query)
            took = [timed(lambda query=query: ledger.search(query, today=now.date())) for query in asked]  # type: ignore[misc]
            figures[f"{name}, ms"] = at_95(took)
        figures["bytes a statement"] = size(ledger, path)
    return Measured(articles, figures)


def size(ledger: Ledger, path: Path) -> float:
    """The file's bytes a statement, without the articles' text; its log is folded in first."""
    ledger.database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    text = ledger.database.value("SELECT sum(length(CAST(text AS BLOB))) FROM article")
    return (path.stat().st_size - text) / ledger.counts()["statements"]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder to leave the ledgers in")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = args.keep or Path(made)
        folder.mkdir(exist_ok=True)
        all_measured = [measure(n, folder / f"{n}.db", args.seed) for n in args.articles]
    print("\nat the 95th percentile" + "".join(f"{m.articles:>12,}" for m in all_measured) + "      growth")
    for name in all_measured[0].figures:
        values = [m.figures[name] for m in all_measured]
        growth = f"{values[-1] / values[0]:>12.2f}" if len(values) > 1 else ""
        print(f"{name:22}" + "".join(f"{value:12.1f}" for value in values) + growth)


if __name__ == "__main__":
    main()
