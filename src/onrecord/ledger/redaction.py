"""Redaction: remove words for good, everywhere in the file. The one exception to "nothing is overwritten"; the law's.

Of an article, its text, title, byline and statements go, in all versions of its page; its key and page stay, so that
the same text is not kept again. Of a statement, its words are blanked where they stand, so that offsets stay, and
statements that share a character with it lose theirs. What else was read of the article is masked where it holds a
word that is nowhere left in the text.
"""

import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, Literal, get_args

from onrecord.errors import NotFoundError
from onrecord.judgements import Correction, Judgement, Redactable, Redaction
from onrecord.ledger import addresses, judgements, masking, persons, reprints, scrubbing, traces
from onrecord.ledger.database import Database, encode_json
from onrecord.ledger.lookup import Found, complete_id, find_by_id
from onrecord.ledger.masking import MASK
from onrecord.ledger.search.index import index_statement, unindex_statement
from onrecord.ledger.traces import Trace
from onrecord.records import Article, Span, Spans, Statement, join_spans
from onrecord.rows import parse_statement
from onrecord.text.normalise import fold_words

Also = Literal["url", "metadata", "notes"]
"""What else is redacted: an article's addresses; its title, byline, section and publisher; judgements that may tell."""
ALSO: tuple[Also, ...] = get_args(Also)


@dataclass(frozen=True, slots=True)
class Redacted:
    """The result: the statements that lost their words, and the keys of articles that still print the same words.

    earlier: nothing was left to redact, and the judgement is the one that did it before; the file was scrubbed again.
    traces: what may still tell. also: the judgements that record what else was redacted. owed: why the file itself
    still holds the words, None if it does not; the next opening of the file removes them.
    """

    judgement: Redaction
    statements: tuple[str, ...]
    elsewhere: tuple[str, ...]
    earlier: bool = False
    traces: tuple[Trace, ...] = ()
    also: tuple[Redaction, ...] = ()
    owed: str | None = None


def redact(  # noqa: PLR0913  # what, why, by whom, when
    database: Database, identifier: str, why: str, *, by: str, at: datetime, also: Collection[Also] = ()
) -> Redacted:
    """Remove words for good: a statement's, an article's in all versions of its page, or those of a judgement.

    Each redaction is recorded as a judgement. What was redacted earlier can be named again, for what is to go `also`.
    NotFoundError if nothing has the id.
    """
    signed = _Signature(why, by, at)
    with database.writing():
        try:
            target = find_by_id(database, identifier)
        except NotFoundError:
            redacted = _redact_judgement(database, identifier, signed)
        else:
            redacted = _redact_target(database, target, signed, also)
    with database.clear_errors():
        # After an earlier one, too: who asks again may doubt that the file is clean.
        return replace(redacted, owed=scrubbing.scrub_file(database.connection))


@dataclass(frozen=True, slots=True)
class _Signature:
    why: str
    by: str
    at: datetime

    def record(self, database: Database, subject: str, what: Redactable, statements: Iterable[str] = ()) -> Redaction:
        """Keep a redaction as a judgement."""
        signed: dict[str, Any] = {"why": self.why, "by": self.by, "at": self.at}
        judgement = Redaction(subject, what=what, statements=tuple(statements), **signed)
        judgements.insert_judgement(database, judgement)
        return judgement


def _redact_judgement(database: Database, identifier: str, signed: _Signature) -> Redacted:
    subject = complete_id(database, identifier)
    mask_judgement(database, subject)
    return Redacted(signed.record(database, subject, "judgement"), (), ())


def mask_judgement(database: Database, identifier: str) -> None:
    """Mask all that a person wrote in a judgement, wherever it is repeated; the file is then to be scrubbed."""
    scrubbing.owe_scrub(database.connection)
    masked = list[tuple[str, str]]()

    def mask(row: dict[str, Any]) -> dict[str, Any]:
        if row["id"] != identifier:
            return row
        if isinstance(row["data"], str):
            return row | {"data": "{}"}
        data = row["data"]
        if data.get("note"):
            masked.append((row["subject"], data["note"]))
        written: dict[str, Any] = {key: MASK for key in ("note", "why", "watch", "hypothesis") if data.get(key)}
        written |= {"evidence": None} if data.get("evidence") else {}
        names = {"subject": MASK, "object": row["object"] and MASK} if data.get("reliability") or row["object"] else {}
        return row | names | {"data": data | written}

    judgements.rewrite_judgements(database, mask)
    for subject, note in masked:
        # A reading that a correction has made gives the note as its reason.
        rows = database.tuples("SELECT number, json FROM statement WHERE id = ?", (subject,))
        for number, kept in rows:
            row = masking.mask_strings(json.loads(kept), partial(_mask_note, note))
            database.execute("UPDATE statement SET json = ? WHERE number = ?", (encode_json(row), number))


def _mask_note(note: str, words: str) -> str:
    return words.replace(note, MASK)


def _redact_target(database: Database, target: Found, signed: _Signature, also: Collection[Also]) -> Redacted:
    page: str = database.value("SELECT page FROM article WHERE key = ?", (target.key,))
    article, statement = target.record.article, target.statement
    # Before they are gone: by these words what may still tell is found.
    words = traces.collect_words(database, page, statement, article.text)
    earlier = _find_earlier(database, target)
    redacted = Redacted(earlier, (), (), earlier=True) if earlier else _redact_words(database, target, page, signed)
    subjects = (*redacted.judgement.statements, redacted.judgement.subject)
    found = traces.find_traces(database, page, subjects, words)
    records = list[Redaction]()
    if "notes" in also:
        for trace in found:
            if trace.kind == "judgement":
                mask_judgement(database, trace.id)
                records.append(signed.record(database, trace.id, "judgement"))
        _mask_watches(database, subjects)
    if "metadata" in also:
        clear_metadata(database, page)
        records.append(signed.record(database, target.key, "metadata"))
    if "url" in also:
        hide_page(database, page)
        titles = {trace.words for trace in found if trace.kind == "link"}
        addresses.hide_links(database, lambda link: link["title"] in titles)
        page = database.value("SELECT page FROM article WHERE key = ?", (target.key,))
        records.append(signed.record(database, target.key, "address"))
    if records:
        found = traces.find_traces(database, page, subjects, words)
    return replace(redacted, traces=tuple(found), also=tuple(records))


def _mask_watches(database: Database, subjects: Iterable[str]) -> None:
    """Mask the names of the watches that have reported these statements, and of their indicators."""
    sql = "UPDATE OR REPLACE watch_report SET watch = ?, indicator = ? WHERE statement = ?"
    database.execute_many(sql, ((MASK, MASK, subject) for subject in subjects))


def hide_page(database: Database, page: str) -> None:
    """Take the addresses, paths and ids of a page out of the file, which is then to be scrubbed."""
    scrubbing.owe_scrub(database.connection)
    addresses.hide_addresses(database, traces.list_addresses_of(database, page))


def clear_metadata(database: Database, page: str) -> None:
    """Remove title, byline, section and publisher of all versions of a page; the file is then to be scrubbed."""
    scrubbing.owe_scrub(database.connection)
    for number in database.column("SELECT number FROM article WHERE page = ?", (page,)):
        text, statements = masking.text_of(database, number), masking.list_statements(database, number)
        # The index holds the publisher with each statement.
        for statement_number, statement in statements:
            unindex_statement(database, statement_number, text, statement)
        gone = "title = NULL, byline = NULL, section = NULL, publisher = NULL, redacted = 1"
        database.execute(f"UPDATE article SET {gone} WHERE number = ?", (number,))
        for statement_number, statement in statements:
            index_statement(database, statement_number, text, statement)


def _find_earlier(database: Database, target: Found) -> Redaction | None:
    """Return the redaction that left nothing of an article or a statement; None if there are words of it."""
    text, statement = target.record.article.text, target.statement
    if statement:
        words = "".join(span.of(text) for span in statement.spans)
        subjects, is_gone = [statement.id], not words.replace(masking.BLANK, "").strip()
    else:
        versions = "SELECT key, text FROM article WHERE page = (SELECT page FROM article WHERE key = ?)"
        rows = database.tuples(versions, (target.key,))
        subjects, is_gone = [key for key, _ in rows], not any(words for _, words in rows)
    if not is_gone:
        return None
    every = judgements.list_judgements(database, Redaction)
    return next((each for each in every if {each.subject, *each.statements}.intersection(subjects)), None)


def find_remaining_traces(database: Database, identifier: str) -> tuple[Redaction | None, list[Trace]]:
    """Return the redaction of a statement or an article, None if it has its words, and what may still tell after one.

    As long as the words are there, what quotes them is found, too. NotFoundError if nothing has the id.
    """
    target = find_by_id(database, identifier)
    page: str = database.value("SELECT page FROM article WHERE key = ?", (target.key,))
    earlier = _find_earlier(database, target)
    words = traces.collect_words(database, page, target.statement, target.record.article.text)
    subjects = [target.statement.id] if target.statement else traces.list_statement_ids(database, page)
    return earlier, traces.find_traces(database, page, [*subjects, *(earlier.statements if earlier else ())], words)


def _redact_words(database: Database, target: Found, page: str, signed: _Signature) -> Redacted:
    statement, text = target.statement, target.record.article.text
    # Copies first: afterwards the words to look for are gone.
    copies = find_copies(database, searched_words(target.record.article, statement), page)
    touched = redact_statement(database, page, statement, text) if statement else redact_page(database, page)
    what: Redactable = "statement" if statement else "article"
    judgement = signed.record(database, statement.id if statement else target.key, what, touched)
    return Redacted(judgement, tuple(touched), tuple(copies))


# A passage with fewer words stands elsewhere by chance: it is neither blanked there nor reported.
_FEWEST_PASSAGE_WORDS = 4
# An article's lines are searched for to report copies of it; short ones ("Read also") are on every page of a site.
_FEWEST_WORDS_OF_LINE = 12


def searched_words(article: Article, statement: Statement | None) -> list[str]:
    """Return the passages to look for elsewhere: a statement's content, or an article's lines; no short ones."""
    passages = [span.of(article.text) for span in statement.content] if statement else article.text.split("\n")
    fewest = _FEWEST_PASSAGE_WORDS if statement else _FEWEST_WORDS_OF_LINE
    return [passage.strip() for passage in passages if len(passage.split()) >= fewest]


def find_copies(database: Database, passages: Iterable[str], page: str) -> list[str]:
    """Return the keys of articles on other pages that print any of these passages literally."""
    keys: dict[str, None] = {}
    for passage in passages:
        # Not by the full-text index: it holds statements only, and words without their order and punctuation.
        sql = "SELECT key FROM article WHERE page <> ? AND instr(text, ?) ORDER BY number LIMIT 100"
        keys |= dict.fromkeys(database.column(sql, (page, passage)))
    return list(keys)


def redact_page(database: Database, page: str) -> list[str]:
    """Empty all versions of a page and return the ids of the statements that went; the file is then to be scrubbed."""
    scrubbing.owe_scrub(database.connection)
    numbers = database.column("SELECT number FROM article WHERE page = ?", (page,))
    dropped = [identifier for number in numbers for identifier in drop_statements(database, number)]
    gone = "text = '', title = NULL, byline = NULL, section = NULL"
    empty = f"{gone}, related = '[]', furniture = '[]', insertions = '[]', redacted = 1"
    for number in numbers:
        reprints.forget_words(database, number)
        database.execute("UPDATE reading SET times = '[]', quantities = '[]' WHERE article = ?", (number,))
        database.execute(f"UPDATE article SET {empty} WHERE number = ?", (number,))
    _mask_judgements(database, dropped, None)
    return list(dict.fromkeys(dropped))


def drop_statements(database: Database, article: int) -> list[str]:
    """Take an article's statements out of the file and its index and return their ids."""
    text = masking.text_of(database, article)
    statements = masking.list_statements(database, article)
    for number, statement in statements:
        unindex_statement(database, number, text, statement)
        database.execute("DELETE FROM statement WHERE number = ?", (number,))
    return [statement.id for _, statement in statements]


def redact_statement(database: Database, page: str, statement: Statement, text: str) -> list[str]:
    """Blank a statement's words wherever its page prints them; return the ids of all statements that lost words.

    text: that of its article. In all versions of the page, statements in the same words lose theirs too, and the
    content is blanked each time that it occurs, if that has four words or more. The file is then to be scrubbed.
    """
    scrubbing.owe_scrub(database.connection)
    touched, words = list[str](), _words_of(statement, text)
    passages = [span.of(text) for span in statement.content if len(span.of(text).split()) >= _FEWEST_PASSAGE_WORDS]
    for number, version in database.tuples("SELECT number, text FROM article WHERE page = ?", (page,)):
        statements = [printed for _, printed in masking.list_statements(database, number)]
        blanked = [span for printed in statements if _words_of(printed, version) == words for span in printed.spans]
        for passage in passages:
            blanked += [Span(*match.span()) for match in re.finditer(re.escape(passage), version)]
        if blanked:
            touched += _blank_spans(database, number, tuple(blanked))
    return list(dict.fromkeys(touched))


def _words_of(statement: Statement, text: str) -> tuple[str, ...]:
    return tuple(join_spans(text, spans) for spans in (statement.source, statement.cue, statement.content))


def _blank_spans(database: Database, article: int, blanked: Spans) -> tuple[str, ...]:
    """Blank parts of an article's text and what was read there; return the ids of the statements that overlap them."""

    def overlaps(statement: Statement) -> bool:
        return any(own.overlaps(span) for own in statement.spans for span in blanked)

    done = masking.blank_article(database, article, masking.Blanking(blanked, empties=overlaps))
    every = [statement.id for _, statement in masking.list_statements(database, article)]
    _mask_judgements(database, every, done.lost)
    return done.statements


def _mask_judgements(database: Database, subjects: Iterable[str], lost: frozenset[str] | None) -> None:
    """Mask notes and names in judgements about statements: those with lost words, or all if `lost` is None."""
    for subject in dict.fromkeys(subjects):
        for judgement in judgements.list_judgements(database, subject=subject, standing=False):
            if not isinstance(judgement, Redaction):
                judgements.write_masked(database, _mask_judgement(judgement, lost))


def _mask_judgement(judgement: Judgement, lost: frozenset[str] | None) -> Judgement:
    """Return a judgement without these words in its note or in a corrected name; without any if `lost` is None."""

    def mask(words: str) -> str:
        return masking.mask_lost(words, fold_words(words) if lost is None else lost)

    noted = replace(judgement, note=mask(judgement.note))
    if isinstance(noted, Correction) and noted.field in ("speaker", "role", "organisation"):
        return replace(noted, value=mask(noted.value) if isinstance(noted.value, str) else noted.value)
    return noted


def carry_out(database: Database, redacted: Redaction) -> None:
    """Remove here what was redacted elsewhere, as far as it is here; within the caller's transaction."""
    page = database.value("SELECT page FROM article WHERE key = ?", (redacted.subject,))
    match redacted.what:
        case "statement":
            _carry_out_statement(database, redacted.subject)
        # The version that was redacted may be empty here already, as it came, and an older one not yet.
        case "article" if database.value("SELECT 1 FROM article WHERE page = ? AND text <> '' LIMIT 1", (page,)):
            redact_page(database, page)
        case "metadata" if page:
            clear_metadata(database, page)
        case "address" if page:
            hide_page(database, page)
        case "judgement":
            mask_judgement(database, redacted.subject)
        case "person":
            persons.carry_out(database, redacted)


def _carry_out_statement(database: Database, identifier: str) -> None:
    sql = (
        "SELECT article.page, article.text, statement.json FROM statement "
        "JOIN reading ON reading.number = statement.reading JOIN article ON article.number = reading.article "
        "WHERE statement.id = ? LIMIT 1"
    )
    row = database.first(sql, (identifier,))
    if row:
        page, text, statement = row
        redact_statement(database, page, parse_statement(json.loads(statement)), text)
