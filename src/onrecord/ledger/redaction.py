"""Redaction: remove words for good, everywhere in the file. The one exception to "nothing is overwritten"; the law's.

Of an article, its text, title, byline and statements go, in all versions of its page; its key and page stay, so that
the same text is not kept again. Of a statement, its words are blanked where they stand, so that offsets stay, and
statements that share a character with it lose theirs. What else was read of the article is masked where it holds a
word that is nowhere left in the text.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from onrecord.judgements import Correction, Judgement, Redaction
from onrecord.ledger import judgements, reprints, scrubbing
from onrecord.ledger.database import Database, encode_json
from onrecord.ledger.lookup import Found, find_by_id
from onrecord.ledger.search.index import index_statement, unindex_statement
from onrecord.records import Article, Span, Statement, join_spans
from onrecord.rows import parse_statement, statement_row
from onrecord.text.normalise import fold_words

# One character for one, so that the offsets of everything else stay right.
BLANK = "█"
MASK = "redacted"


@dataclass(frozen=True, slots=True)
class Redacted:
    """The result: the statements that lost their words, and the keys of articles that still print the same words.

    earlier: nothing was left to redact, and the judgement is the one that did it before; the file was scrubbed again.
    owed: why the file itself still holds the words, None if it does not; the next opening of the file removes them.
    """

    judgement: Redaction
    statements: tuple[str, ...]
    elsewhere: tuple[str, ...]
    earlier: bool = False
    owed: str | None = None


def redact(database: Database, identifier: str, why: str, *, by: str, at: datetime) -> Redacted:
    """Remove a statement's words, or an article's in all versions of its page, for good; record that as a judgement.

    NotFoundError if nothing has the id.
    """
    with database.writing():
        target = find_by_id(database, identifier)
        earlier = _find_earlier(database, target)
        redacted = Redacted(earlier, (), (), earlier=True) if earlier else _redact_target(database, target, why, by, at)
    with database.clear_errors():
        # After an earlier one, too: who asks again may doubt that the file is clean.
        return replace(redacted, owed=scrubbing.scrub_file(database.connection))


def _find_earlier(database: Database, target: Found) -> Redaction | None:
    """Return the redaction that left nothing of an article or a statement; None if there are words of it."""
    text, statement = target.record.article.text, target.statement
    if statement:
        words = "".join(span.of(text) for span in statement.spans)
        subjects, is_gone = [statement.id], not words.replace(BLANK, "").strip()
    else:
        versions = "SELECT key, text FROM article WHERE page = (SELECT page FROM article WHERE key = ?)"
        rows = database.tuples(versions, (target.key,))
        subjects, is_gone = [key for key, _ in rows], not any(words for _, words in rows)
    if not is_gone:
        return None
    every = judgements.list_judgements(database, Redaction)
    return next((each for each in every if {each.subject, *each.statements}.intersection(subjects)), None)


def _redact_target(database: Database, target: Found, why: str, by: str, at: datetime) -> Redacted:
    statement, article = target.statement, target.record.article
    page = database.value("SELECT page FROM article WHERE key = ?", (target.key,))
    # Copies first: afterwards the words to look for are gone.
    copies = find_copies(database, searched_words(article, statement), page)
    text = article.text
    touched = redact_statement(database, page, statement, text) if statement else redact_page(database, page)
    judgement = Redaction(
        statement.id if statement else target.key,
        why=why,
        what="statement" if statement else "article",
        statements=tuple(touched),
        by=by,
        at=at,
    )
    judgements.insert_judgement(database, judgement)
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
    empty = "text = '', title = NULL, byline = NULL, related = '[]', furniture = '[]', insertions = '[]'"
    for number in numbers:
        reprints.forget_words(database, number)
        database.execute("UPDATE reading SET times = '[]', quantities = '[]' WHERE article = ?", (number,))
        database.execute(f"UPDATE article SET {empty} WHERE number = ?", (number,))
    _mask_judgements(database, dropped, None)
    return list(dict.fromkeys(dropped))


def drop_statements(database: Database, article: int) -> list[str]:
    """Take an article's statements out of the file and its index and return their ids."""
    text = _text_of(database, article)
    statements = _all_statements(database, article)
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
        statements = [printed for _, printed in _all_statements(database, number)]
        blanked = [span for printed in statements if _words_of(printed, version) == words for span in printed.spans]
        for passage in passages:
            blanked += [Span(*match.span()) for match in re.finditer(re.escape(passage), version)]
        if blanked:
            touched += _blank_spans(database, number, tuple(blanked))
    return list(dict.fromkeys(touched))


def _words_of(statement: Statement, text: str) -> tuple[str, ...]:
    return tuple(join_spans(text, spans) for spans in (statement.source, statement.cue, statement.content))


def _blank_spans(database: Database, article: int, blanked: tuple[Span, ...]) -> list[str]:
    """Blank parts of an article's text and what was read there; return the ids of the statements that overlap them."""
    old = _text_of(database, article)
    new = blank_text(old, blanked)
    reprints.forget_words(database, article)
    # Words that still stand elsewhere in the text are no secret; the others must go from all that was read of it.
    lost = set(fold_words(old)) - set(fold_words(new))
    touched, every = list[str](), list[str]()
    for number, statement in _all_statements(database, article):
        unindex_statement(database, number, old, statement)
        every.append(statement.id)
        row = mask_words(_without_spans({**statement_row(statement)}, blanked), lost)
        if any(own.overlaps(span) for own in statement.spans for span in blanked):
            touched.append(statement.id)
            spans = (statement.source, statement.cue, statement.content)
            # What was read of a statement would give its words away; the spans show where there was one.
            row = statement_row(Statement(statement.id, *spans, kind=statement.kind, act=statement.act))
        _rewrite_statement(database, number, new, row)
    _rewrite_article(database, article, new, blanked, lost)
    _mask_judgements(database, every, lost)
    return touched


def blank_text(text: str, spans: Iterable[Span]) -> str:
    """Return a text with the words of these spans blanked, as long as before; white space stays.

    >>> blank_text("She said no, twice.", [Span(0, 3), Span(9, 11), Span(13, 18)])
    '███ said ██, █████.'
    """
    characters = list(text)
    for span in spans:
        characters[span.start : span.end] = [c if c.isspace() else BLANK for c in span.of(text)]
    return "".join(characters)


def mask_words(value: Any, lost: set[str]) -> Any:
    """Return JSON without these words: strings that have one are replaced, by null where the row allows that."""
    if isinstance(value, str):
        return MASK if lost.intersection(fold_words(value)) else value
    if isinstance(value, list):
        return [mask_words(item, lost) for item in value]
    if isinstance(value, dict):
        masked = {key: item if key in _CODES else mask_words(item, lost) for key, item in value.items()}
        return {key: None if key in _MAY_BE_NULL and item == MASK else item for key, item in masked.items()}
    return value


# Keys of a row whose values are never the article's words: codes, days, and who confirmed a forecast. An article whose
# redacted words include "main" must not lose the scope of its hedges.
_CODES = frozenset(
    "id kind act type value alternatives from to of polarity scope level comparator confirmed_by".split()
)
_MAY_BE_NULL = frozenset("name role organisation identity unit rate condition unresolvable url".split())


def _without_spans(row: dict[str, Any], blanked: tuple[Span, ...]) -> dict[str, Any]:
    """Return a statement's row without what was read in these spans."""
    lists = {name: _outside_spans(row[name], blanked) for name in ("times", "quantities", "certainty")}
    single = ("said_at", "confidence")
    values = {name: next(iter(_outside_spans([row[name]], blanked)), None) for name in single if row[name]}
    return row | lists | values


def _outside_spans(items: list[dict[str, Any]], blanked: tuple[Span, ...]) -> list[dict[str, Any]]:
    return [item for item in items if not any(Span(item["start"], item["end"]).overlaps(span) for span in blanked)]


def _rewrite_statement(database: Database, number: int, text: str, row: dict[str, Any]) -> None:
    """Replace a statement's JSON, its columns and its words in the index."""
    speaker = row["speaker"] or {}
    sql = "UPDATE statement SET speaker = ?, organisation = ?, is_forecast = ?, json = ? WHERE number = ?"
    name, organisation = speaker.get("name"), speaker.get("organisation")
    database.execute(sql, (name, organisation, int(row["forecast"] is not None), encode_json(row), number))
    index_statement(database, number, text, parse_statement(row))


def _rewrite_article(database: Database, number: int, text: str, blanked: tuple[Span, ...], lost: set[str]) -> None:
    readings = "SELECT number, times, quantities FROM reading WHERE article = ?"
    for reading, *lists in database.tuples(readings, (number,)):
        times, quantities = (
            encode_json(mask_words(_outside_spans(json.loads(items), blanked), lost)) for items in lists
        )
        sql = "UPDATE reading SET times = ?, quantities = ? WHERE number = ?"
        database.execute(sql, (times, quantities, reading))
    about = "SELECT title, byline, related FROM article WHERE number = ?"
    ((title, byline, related),) = database.tuples(about, (number,))
    masked = (mask_words(title, lost), mask_words(byline, lost), encode_json(mask_words(json.loads(related), lost)))
    sql = "UPDATE article SET text = ?, title = ?, byline = ?, related = ? WHERE number = ?"
    database.execute(sql, (text, *masked, number))


def _mask_judgements(database: Database, subjects: Iterable[str], lost: set[str] | None) -> None:
    """Mask notes and names in judgements about statements: those with lost words, or all if `lost` is None."""
    for subject in dict.fromkeys(subjects):
        for judgement in judgements.list_judgements(database, subject=subject, standing=False):
            if not isinstance(judgement, Redaction):
                judgements.write_masked(database, _mask_judgement(judgement, lost))


def _mask_judgement(judgement: Judgement, lost: set[str] | None) -> Judgement:
    """Return a judgement without these words in its note or in a corrected name; without any if `lost` is None."""

    def mask(words: str) -> str:
        held = set(fold_words(words))
        return MASK if held & (held if lost is None else lost) else words

    noted = replace(judgement, note=mask(judgement.note))
    if isinstance(noted, Correction) and noted.field in ("speaker", "role", "organisation"):
        return replace(noted, value=mask(noted.value) if isinstance(noted.value, str) else noted.value)
    return noted


def _text_of(database: Database, article: int) -> str:
    text: str = database.value("SELECT text FROM article WHERE number = ?", (article,))
    return text


def _all_statements(database: Database, article: int) -> list[tuple[int, Statement]]:
    """Return the statements of all readings of an article, each with its row's number."""
    sql = (
        "SELECT statement.number, statement.json FROM statement JOIN reading ON reading.number = statement.reading "
        "WHERE reading.article = ? ORDER BY statement.number"
    )
    return [(number, parse_statement(json.loads(row))) for number, row in database.tuples(sql, (article,))]
