"""Masking: blank words of a text where they stand, and take them out of everything that was read of it."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from onrecord.ledger import reprints
from onrecord.ledger.database import Database, encode_json
from onrecord.ledger.search.index import index_statement, unindex_statement
from onrecord.records import Span, Spans, Speaker, Statement, hash_version
from onrecord.rows import parse_statement, speaker_row, statement_row
from onrecord.text.normalise import fold_words

# One character for one, so that the offsets of everything else stay right.
BLANK = "█"
MASK = "redacted"


def has_lost_words(key: str, identifier: str, url: str | None, text: str) -> bool:
    """Return whether words of a version were removed: its key is of another text, and the text empty or blanked."""
    return key != hash_version(identifier, url, text) and (not text or BLANK in text)


Mask = Callable[[str], str]
"""Returns words without those that are redacted."""


def keep_words(words: str) -> str:
    """Mask nothing."""
    return words


def keep_statement(statement: Statement) -> bool:
    """Choose no statement."""
    return False


@dataclass(frozen=True, slots=True)
class Blanking:
    """What to take out of an article: the words in these spans, and of what was read whatever `mask` masks.

    empties, disowns: whether a statement loses all that was read of it, or its speaker alone.
    """

    spans: Spans
    mask: Mask = keep_words
    empties: Callable[[Statement], bool] = keep_statement
    disowns: Callable[[Statement], bool] = keep_statement


@dataclass(frozen=True, slots=True)
class Blanked:
    """What changed: the ids of the statements that lost words or their speaker, and all words that are lost."""

    statements: tuple[str, ...]
    lost: frozenset[str]


def blank_article(database: Database, article: int, blanking: Blanking) -> Blanked:
    """Blank parts of an article's text, and mask what was read of it, in all readings."""
    old = text_of(database, article)
    new = blank_text(old, blanking.spans)
    # Words that still stand elsewhere in the text are no secret; the others must go from all that was read of it.
    lost = frozenset(fold_words(old)) - frozenset(fold_words(new))

    def mask(words: str) -> str:
        return mask_lost(blanking.mask(words), lost)

    statements = list_statements(database, article)
    # The index can only be cleared while text and publisher are as they were when it was written.
    for number, statement in statements:
        unindex_statement(database, number, old, statement)
    if new != old:
        reprints.forget_words(database, article)
    _mask_readings(database, article, blanking.spans, mask)
    _mask_article(database, article, new, blanking.mask, mask)
    touched = list[str]()
    for number, statement in statements:
        row = _mask_statement(statement, blanking, mask)
        _write_statement(database, number, new, row)
        if blanking.empties(statement) or blanking.disowns(statement):
            touched.append(statement.id)
    return Blanked(tuple(dict.fromkeys(touched)), lost)


def _mask_statement(statement: Statement, blanking: Blanking, mask: Mask) -> dict[str, Any]:
    """Return a statement's row without what is to go."""
    if blanking.empties(statement):
        spans = (statement.source, statement.cue, statement.content)
        # What was read of a statement would give its words away; the spans show where there was one.
        return {**statement_row(Statement(statement.id, *spans, kind=statement.kind, act=statement.act))}
    row: dict[str, Any] = mask_strings(_without_spans({**statement_row(statement)}, blanking.spans), mask)
    if blanking.disowns(statement):
        row["speaker"] = speaker_row(Speaker(None, "unnamed", MASK))
    return row


def blank_text(text: str, spans: Iterable[Span]) -> str:
    """Return a text with the words of these spans blanked, as long as before; white space stays.

    >>> blank_text("She said no, twice.", [Span(0, 3), Span(9, 11), Span(13, 18)])
    '███ said ██, █████.'
    """
    characters = list(text)
    for span in spans:
        characters[span.start : span.end] = [c if c.isspace() else BLANK for c in span.of(text)]
    return "".join(characters)


def mask_lost(words: str, lost: Iterable[str]) -> str:
    """Return words as they are, or MASK in their place if a lost word is among them."""
    return MASK if not frozenset(lost).isdisjoint(fold_words(words)) else words


def mask_strings(value: Any, mask: Mask) -> Any:
    """Return JSON with its strings masked, but codes; null where one is masked whole and the row allows that."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, list):
        return [mask_strings(item, mask) for item in value]
    if isinstance(value, dict):
        masked = {key: item if key in _CODES else mask_strings(item, mask) for key, item in value.items()}
        return {key: None if key in _MAY_BE_NULL and item == MASK else item for key, item in masked.items()}
    return value


# Keys of a row whose values are never the article's words: codes and days. An article whose redacted words include
# "main" must not lose the scope of its hedges.
_CODES = frozenset("id kind act type value alternatives from to of polarity scope level comparator".split())
_MAY_BE_NULL = frozenset("name role organisation identity unit rate condition unresolvable url".split())


def _without_spans(row: dict[str, Any], blanked: Spans) -> dict[str, Any]:
    """Return a statement's row without what was read in these spans."""
    lists = {name: _outside_spans(row[name], blanked) for name in ("times", "quantities", "certainty")}
    single = ("said_at", "confidence")
    values = {name: next(iter(_outside_spans([row[name]], blanked)), None) for name in single if row[name]}
    return row | lists | values


def _outside_spans(items: list[dict[str, Any]], blanked: Spans) -> list[dict[str, Any]]:
    return [item for item in items if not any(Span(item["start"], item["end"]).overlaps(span) for span in blanked)]


def _write_statement(database: Database, number: int, text: str, row: dict[str, Any]) -> None:
    """Replace a statement's JSON, its columns and its words in the index."""
    speaker = row["speaker"] or {}
    sql = "UPDATE statement SET speaker = ?, organisation = ?, is_forecast = ?, json = ? WHERE number = ?"
    name, organisation = speaker.get("name"), speaker.get("organisation")
    database.execute(sql, (name, organisation, int(row["forecast"] is not None), encode_json(row), number))
    index_statement(database, number, text, parse_statement(row))


def _mask_readings(database: Database, article: int, blanked: Spans, mask: Mask) -> None:
    readings = "SELECT number, times, quantities FROM reading WHERE article = ?"
    for reading, *lists in database.tuples(readings, (article,)):
        times, quantities = (
            encode_json(mask_strings(_outside_spans(json.loads(items), blanked), mask)) for items in lists
        )
        sql = "UPDATE reading SET times = ?, quantities = ? WHERE number = ?"
        database.execute(sql, (times, quantities, reading))


def _mask_article(database: Database, article: int, text: str, mask_names: Mask, mask: Mask) -> None:
    """Replace an article's text and mask what is known of it. A publisher's name keeps words that the text has lost."""
    masks = {"title": mask, "byline": mask, "section": mask, "publisher": mask_names}
    (row,) = database.rows(f"SELECT {', '.join(masks)}, related FROM article WHERE number = ?", (article,))
    columns = {name: row[name] and mask_column(row[name]) for name, mask_column in masks.items()}
    columns["related"] = encode_json(mask_strings(json.loads(row["related"]), mask))
    changes = ", ".join(f"{name} = ?" for name in columns)
    sql = f"UPDATE article SET text = ?, redacted = 1, {changes} WHERE number = ?"
    database.execute(sql, (text, *columns.values(), article))


def text_of(database: Database, article: int) -> str:
    """Return the text of the article with this number."""
    text: str = database.value("SELECT text FROM article WHERE number = ?", (article,))
    return text


def list_statements(database: Database, article: int) -> list[tuple[int, Statement]]:
    """Return the statements of all readings of an article, each with its row's number."""
    sql = (
        "SELECT statement.number, statement.json FROM statement JOIN reading ON reading.number = statement.reading "
        "WHERE reading.article = ? ORDER BY statement.number"
    )
    return [(number, parse_statement(json.loads(row))) for number, row in database.tuples(sql, (article,))]
