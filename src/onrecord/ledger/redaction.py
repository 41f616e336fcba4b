"""Redaction: remove words for good, everywhere in the file. The one exception to "nothing is overwritten"; the law's.

Of an article, its text, title, byline and statements go, in all versions of its page; its key and page stay, so that
the same text is not kept again. Of a statement, its words are blanked where they stand, so that offsets stay, and
statements that share a character with it lose theirs. What else was read of the article is masked where it holds a
word that is nowhere left in the text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from onrecord.judgements import Correction, Judgement, Redaction
from onrecord.ledger import judgements, masking, reprints, scrubbing
from onrecord.ledger.database import Database
from onrecord.ledger.lookup import Found, find_by_id
from onrecord.ledger.search.index import unindex_statement
from onrecord.records import Article, Span, Spans, Statement, join_spans
from onrecord.text.normalise import fold_words


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
        subjects, is_gone = [statement.id], not words.replace(masking.BLANK, "").strip()
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
