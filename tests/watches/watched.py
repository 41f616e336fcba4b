"""Little ledgers: marked texts (see `marked`), read by the rules alone, kept as pages of their own."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from marked import marked

from onrecord.ledger import Ledger
from onrecord.pipeline import enrich
from onrecord.records import Record, Statement
from onrecord.watches.items import Item, build_item

DAY = date(2026, 10, 5)
AT = datetime(2026, 10, 6, 8, tzinfo=UTC)


def read(text: str, *, published: date | None = DAY, publisher: str = "The Courier", act: str = "say") -> Record:
    """A marked text with everything that the rules read from it; "denied" in a cue makes a denial."""
    made = marked(text, published=published, act=act)
    made = enrich(made)
    made = replace(made, statements=tuple(with_act(made, said) for said in made.statements))
    title = made.article.text.partition("\n")[0][:40]
    key = made.article.key
    about = {"id": key, "publisher": publisher, "title": title, "url": f"https://courier.example/{key}"}
    return replace(made, article=replace(made.article, **about))


def with_act(made: Record, said: Statement) -> Statement:
    denied = any("den" in span.of(made.article.text) for span in said.cue)
    return replace(said, act="deny") if denied else said


def items(text: str, **about) -> list[Item]:
    """The items of a marked text, in its order."""
    made = read(text, **about)
    return [build_item(made, said) for said in made.statements]


def ledger(path: Path, texts: Iterable[str]) -> Path:
    """A ledger of these texts."""
    with Ledger.open(path) as kept:
        for text in texts:
            kept.keep(read(text), model="rules", at=AT)
    return path
