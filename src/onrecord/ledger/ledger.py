"""The ledger file: open, keep, judge, search, look up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Literal, Self, overload

from onrecord.errors import NotFoundError
from onrecord.judgements import Judgement, JudgementT, Withdrawal
from onrecord.ledger import corrections, judgements, lookup, reprints, verify, writer
from onrecord.ledger.database import Database
from onrecord.ledger.hits import Hit, Hits, fetch_hits
from onrecord.ledger.lookup import Found
from onrecord.ledger.search import query
from onrecord.ledger.search.engine import ClaimIds, find_page, gather_facts
from onrecord.records import Article, Record

__all__ = ["Found", "Hit", "Hits", "Kept", "Ledger"]

KeptState = Literal["new", "version", "same"]


@dataclass(frozen=True, slots=True)
class Kept:
    """The result of keeping an article: "new", a new "version" of a known page, or the "same" as kept already."""

    key: str
    state: KeptState


class Ledger:
    """An open ledger. Use it as a context manager; one process may write while others read, two writers take turns.

    `database` is for the readers of this room: `list_names(ledger.database)`.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    @property
    def path(self) -> Path:
        """The file."""
        return self.database.path

    @classmethod
    def open(cls, path: str | Path, *, create: bool = True, shared: bool = False) -> Self:
        """Open the ledger at `path`, created if it is missing; LedgerError if that cannot be done.

        shared: another thread than this one may close it; still only one at a time may use it.
        """
        return cls(Database.open(Path(path), create=create, shared=shared))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
        if damage := verify.explain_error(self.path, error):
            raise damage from error

    def close(self) -> None:
        """Close the file; its write-ahead log is folded in."""
        self.database.close()

    def keep(self, record: Record, *, model: str, at: datetime) -> Kept:
        """Keep a record, in one transaction; when this returns it is on the disk.

        The same text of the same page is kept once. A page is known by its URL, otherwise by where it was read from
        (a file's absolute path, a row's id): other text there is a new version, which supersedes the older one.
        model: what read it. at: when.
        """
        article = record.article
        with self.database.writing():
            if self.database.first("SELECT 1 FROM article WHERE key = ?", (article.key,)):
                return Kept(article.key, "same")
            page = writer.find_page(self.database, writer.page_of(article))
            version = self.database.value("SELECT count(*) + 1 FROM article WHERE page = ?", (page,))
            number = self.database.insert("article", writer.article_columns(article, page, version))
            writer.add_reading(self.database, number, record, model=model, at=at)
            # In the same transaction: an article without its place among the reprints would be half kept.
            reprints.place_new_articles(self.database)
        return Kept(article.key, "new" if version == 1 else "version")

    def keep_reading(self, record: Record, *, model: str, at: datetime) -> None:
        """Keep a further reading of an article that is kept already; it counts from now on, the older ones stay.

        People's corrections are laid over it. NotFoundError if there is no such article.
        """
        key = record.article.key
        with self.database.writing():
            number = self.database.value("SELECT number FROM article WHERE key = ?", (key,))
            if number is None:
                raise NotFoundError(f"ledger {self.path}: has no article {key}; read it with `onrecord read`")
            writer.add_reading(self.database, number, record, model=model, at=at)

    def unread(self, model: str) -> tuple[int, Iterator[Article]]:
        """Return the number of articles that `model` has not read, and those: all versions, without redacted ones."""
        numbers = corrections.unread_articles(self.database, model)
        return len(numbers), (lookup.read_record(self.database, number).article for number in numbers)

    def judge(self, judgement: JudgementT) -> JudgementT:
        """Keep a person's judgement for good; when this returns it is on the disk.

        NotFoundError for a withdrawal of a judgement that is not there.
        """
        with self.database.writing():
            if isinstance(judgement, Withdrawal):
                judgements.check_withdrawal(self.database, judgement.subject)
            writer.add_judgement(self.database, judgement)
        return judgement

    @overload
    def judgements(self, of: None = None, subject: str | None = None, *, standing: bool = True) -> list[Judgement]: ...

    @overload
    def judgements(
        self, of: type[JudgementT], subject: str | None = None, *, standing: bool = True
    ) -> list[JudgementT]: ...

    def judgements(
        self, of: type[JudgementT] | None = None, subject: str | None = None, *, standing: bool = True
    ) -> list[JudgementT] | list[Judgement]:
        """Return people's judgements in the order in which they were made, of one class or about one subject if given.

        standing: leave out those that were withdrawn.
        """
        return judgements.list_judgements(self.database, of, subject, standing=standing)

    def search(
        self,
        wanted: query.Query,
        *,
        limit: int = 20,
        offset: int = 0,
        today: date | None = None,
        claim: ClaimIds | None = None,
    ) -> Hits:
        """Return statements of the newest version of each page, the best match first; without words, the newest first.

        today: the day that relative days and "overdue" count from, by default the current one. claim: returns the ids
        of all statements of the claim that an id stands for, if `claim:` may be used. QueryError if the query cannot
        be read.
        """
        day = today or date.today()
        conditions = query.read_conditions(wanted, day)
        if conditions is None:
            return Hits(0, ())
        with self.database.snapshot():
            facts = gather_facts(self.database, conditions, day, claim)
            page = find_page(self.database, conditions, facts, limit=limit, offset=offset)
            return Hits(page.total, fetch_hits(self.database, page.numbers, conditions), page.more)

    def find(self, identifier: str) -> Found:
        """Return the article or statement with this id, or with a prefix of four characters or more.

        An article's id stands for its newest version, its key for one version. NotFoundError if there is none,
        LedgerError if there are several.
        """
        return lookup.find_by_id(self.database, identifier)

    def whole_id(self, identifier: str) -> str:
        """Return the id of a judgement, a statement or an article's version (its key) from a unique prefix."""
        return lookup.complete_id(self.database, identifier)

    def record(self, identifier: str) -> Record:
        """Return the record of an article as it was kept; see `find`."""
        return self.find(identifier).record

    def versions(self, identifier: str) -> list[str]:
        """Return the keys of all versions of an article's page, the oldest first."""
        page = "page = (SELECT page FROM article WHERE key = ?)"
        return self.database.column(
            f"SELECT key FROM article WHERE {page} ORDER BY version", (self.find(identifier).key,)
        )

    def counts(self) -> dict[str, int]:
        """Return the numbers of articles (versions), pages, current statements and names of their speakers."""
        tables = {
            "articles": "count(*) FROM article",
            "pages": "count(*) FROM article WHERE version = 1",
            "statements": "count(*) FROM search_statement",
            "speakers": "count(DISTINCT name) FROM speaker_name",
        }
        counts = ", ".join(f"(SELECT {sql}) AS {name}" for name, sql in tables.items())
        return self.database.rows(f"SELECT {counts}")[0]
