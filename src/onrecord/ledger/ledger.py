"""The ledger: one SQLite file, one writer's method, the readers."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from onrecord.errors import LedgerError, QueryError
from onrecord.ledger import corrections, database, judgements, lookup, reprints
from onrecord.ledger.hits import Hit, Hits, hit, hits
from onrecord.ledger.lookup import Found
from onrecord.ledger.search import engine as searching
from onrecord.ledger.search import query
from onrecord.ledger.search.conditions import Asked, ForecastState
from onrecord.ledger.search.index import json_text
from onrecord.ledger.search.predicates import Facts
from onrecord.ledger.writer import article_columns, insert, insert_statement, page_of
from onrecord.records import Article, Judgement, JudgementKind, Record, judgement_id
from onrecord.rows import quantity_row, time_row

__all__ = ["Found", "Hit", "Hits", "Kept", "Ledger"]

State = Literal["new", "version", "same"]


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of an article: "new", a new "version" of a page known before, or the "same" as kept already."""

    key: str
    state: State


class Ledger:
    """An open ledger. Use it as a context manager; one process may write while others read, two writers take turns."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    def open(cls, path: str | Path, *, create: bool = True, shared: bool = False) -> Self:
        """Open the ledger at `path`, made if it is not there; LedgerError where that cannot be done.

        shared: another thread than this one may close it; still only one at a time may use it.
        """
        return cls(Path(path), database.connect(Path(path), create=create, shared=shared))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; its write-ahead log is folded in."""
        with database.clear_errors(self.path):
            self._connection.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction to write in, for the modules of this room: all of it is kept, or nothing."""
        with database.clear_errors(self.path), database.transaction(self._connection):
            yield self._connection

    def keep(self, made: Record, *, model: str, at: datetime) -> Kept:
        """Keep a record, in one transaction; when this returns it is on the disk.

        The same text of the same page is kept once. A page is known by its URL, else by where it was read from
        (a file's absolute path, a row's id): other text there is a new version, which supersedes the older one.
        model: what read it. at: when.
        """
        article = made.article
        with self.writing() as connection:
            if connection.execute("SELECT 1 FROM article WHERE key = ?", (article.key,)).fetchone():
                return Kept(article.key, "same")
            page = page_of(article)
            version = connection.execute("SELECT count(*) + 1 FROM article WHERE page = ?", (page,)).fetchone()[0]
            number = insert(connection, "article", article_columns(article, page, version))
            self._add_reading(connection, number, made, model=model, at=at)
            reprints.keep_up(connection)
        return Kept(article.key, "new" if version == 1 else "version")

    def keep_reading(self, made: Record, *, model: str, at: datetime) -> None:
        """Keep a further reading of an article that is kept already; it counts from now on, the older ones stay.

        What people corrected is laid over it. LedgerError where there is no such article.
        """
        with self.writing() as connection:
            found = connection.execute("SELECT number FROM article WHERE key = ?", (made.article.key,)).fetchone()
            if not found:
                raise LedgerError(
                    f"ledger {self.path}: has no article {made.article.key}; read it with `onrecord read`"
                )
            self._add_reading(connection, found[0], made, model=model, at=at)

    def _add_reading(
        self, connection: sqlite3.Connection, number: int, made: Record, *, model: str, at: datetime
    ) -> None:
        reading = {
            "article": number,
            "model": model,
            "read_at": at.isoformat(timespec="seconds"),
            "times": json_text([time_row(t) for t in made.times]),
            "quantities": json_text([quantity_row(q) for q in made.quantities]),
        }
        read = insert(connection, "reading", reading)
        for said in made.statements:
            insert_statement(connection, read, made.article, said)
        if model != corrections.MODEL and corrections.concern(connection, read):
            self._lay_over(connection, number, at)

    def _lay_over(self, connection: sqlite3.Connection, number: int, at: datetime) -> None:
        """Keep what people corrected, laid over the newest reading by a model, as a reading of its own."""
        now, base = self._record(number), self._record(number, corrections.base(connection, number))
        made = replace(
            base, statements=corrections.over(base.statements, corrections.standing(connection, base.statements))
        )
        if made.statements != now.statements:
            self._add_reading(connection, number, made, model=corrections.MODEL, at=at)

    def unread(self, model: str) -> tuple[int, Iterator[Article]]:
        """How many articles `model` has not read, and those: all versions, but what was redacted."""
        with database.clear_errors(self.path):
            numbers = corrections.unread(self._connection, model)
        return len(numbers), (self._record(number).article for number in numbers)

    def judge(  # noqa: PLR0913  # the columns of the table
        self,
        kind: JudgementKind,
        subject: str,
        object: str | None = None,  # noqa: A002  # the column's name
        data: Mapping[str, Any] | None = None,
        *,
        by: str,
        at: datetime,
    ) -> Judgement:
        """Keep what a person judged, for good; when this returns it is on the disk. See Judgement.

        A withdrawal is of a judgement's id; LedgerError where there is none such. ValueError where it makes no sense.
        """
        about = dict(data or {})
        identifier = judgement_id((kind, subject, object), about, by=by, at=at)
        made = Judgement(identifier, kind, subject, object, about, by, at)
        with self.writing() as connection:
            if kind == "withdraw":
                self._check_withdrawal(connection, subject)
            judgements.add(connection, made)
            if kind in ("correct", "confirm", "withdraw"):
                for number in corrections.articles(connection, made):
                    self._lay_over(connection, number, at)
        return made

    def _check_withdrawal(self, connection: sqlite3.Connection, subject: str) -> None:
        kind = judgements.kind_of(connection, subject)
        if kind is None:
            raise LedgerError(f"ledger {self.path}: no judgement has the id {subject}; `onrecord log` lists them")
        if kind == "redact":
            raise LedgerError(f"ledger {self.path}: {subject} redacted words for good; read the article again instead")

    def judgements(
        self, kind: JudgementKind | None = None, subject: str | None = None, *, standing: bool = True
    ) -> list[Judgement]:
        """What people judged, in the order in which they did, of one kind or of one subject where asked.

        standing: leave out what was withdrawn.
        """
        with database.clear_errors(self.path):
            found = judgements.of(self._connection, kind, subject)
            if not standing or not found:
                return found
            return judgements.standing(found, judgements.of(self._connection, "withdraw"))

    def search(
        self,
        wanted: query.Query,
        *,
        limit: int = 20,
        offset: int = 0,
        today: date | None = None,
        claim: Callable[[str], Iterable[str]] | None = None,
    ) -> Hits:
        """Statements of the newest version of each page, the best match first; without words, the newest first.

        today: what relative days and "overdue" count from; the day it is where it is not given. claim: the ids of all
        statements of the claim that an id stands for, where `claim:` may be asked. QueryError where what was typed
        cannot be read.
        """
        day = today or date.today()
        asked = query.asked(wanted, day)
        if asked is None:
            return Hits(0, ())
        with database.clear_errors(self.path), database.snapshot(self._connection):
            facts = Facts(day, self._judged(asked), claimed(asked, claim))
            found = searching.answer(self._connection, asked, facts, limit=limit, offset=offset)
            return Hits(found.total, hits(self, found.numbers, asked), found.more)

    def _judged(self, asked: Asked) -> dict[ForecastState, frozenset[str]]:
        """The ids of statements that were resolved or confirmed, where the question turns on it."""
        if not searching.states(asked):
            return {}
        kinds: dict[ForecastState, JudgementKind] = {"resolved": "resolve", "confirmed": "confirm"}
        return {state: frozenset(made.subject for made in self.judgements(kind)) for state, kind in kinds.items()}

    def find(self, identifier: str) -> Found:
        """The article or statement of an id, or of the first four characters or more of it.

        An article's id stands for its newest version, its key for one version. LedgerError where there is none, or more
        than one.
        """
        return lookup.find(self, identifier)

    def whole_id(self, identifier: str) -> str:
        """The id of a judgement, a statement or an article's version (its key), of which this is the beginning."""
        return lookup.whole_id(self, identifier)

    def record(self, identifier: str) -> Record:
        """The record of an article, as it was kept; see `find`."""
        return self.find(identifier).record

    def versions(self, identifier: str) -> list[str]:
        """The keys of all versions of an article's page, the oldest first."""
        page = page_of(self.record(identifier).article)
        with database.clear_errors(self.path):
            return [
                row["key"] for row in self._rows("SELECT key FROM article WHERE page = ? ORDER BY version", (page,))
            ]

    def chosen(self, where: str, values: tuple[object, ...], *, order: str, limit: int = -1, offset: int = 0) -> Hits:
        """The newest readings for which a condition holds, in SQL over `newest`; for the modules of this room."""
        with database.clear_errors(self.path):
            total = self._rows(f"SELECT count(*) AS total FROM newest WHERE {where}", values)[0]["total"]
            page = f"SELECT newest.* FROM newest WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?"
            return Hits(total, tuple(hit(self, row) for row in self._rows(page, (*values, limit, offset))))

    def counts(self) -> dict[str, int]:
        """How many articles (versions) and pages it holds; how many statements and named speakers, as now read."""
        each = {
            "articles": "count(*) FROM article",
            "pages": "count(*) FROM article WHERE version = 1",
            "statements": "count(*) FROM current",
            "speakers": "count(DISTINCT name) FROM bearer",
        }
        counted = "SELECT " + ", ".join(f"(SELECT {sql}) AS {name}" for name, sql in each.items())
        with database.clear_errors(self.path):
            return self._rows(counted, ())[0]

    def _record(self, number: int, reading: int | None = None) -> Record:
        return lookup.record_of(self, number, reading)

    def _hit(self, row: dict[str, Any], asked: Asked = ()) -> Hit:
        return hit(self, row, asked)

    def _rows(self, sql: str, values: tuple[object, ...] = ()) -> list[dict[str, Any]]:
        cursor = self._connection.execute(sql, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]


def claimed(asked: Asked, claim: Callable[[str], Iterable[str]] | None) -> dict[str, frozenset[str]]:
    wanted = searching.claims(asked)
    if wanted and claim is None:
        raise QueryError(f"claim:{min(wanted)} cannot be asked for here; `onrecord search` knows the claims")
    return {identifier: frozenset(claim(identifier)) for identifier in wanted} if claim else {}
