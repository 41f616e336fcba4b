"""What may still tell after a redaction: notes that quote the words, addresses, names, links, other pages.

Judgements about what was redacted are known by their subject; all else is found by the words, as long as these are
there: so they are collected before the redaction. Nothing finds a paraphrase.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from onrecord.judgements import Correction, Grade, Judgement, NamePair, Redaction, Resolution, Weighing
from onrecord.ledger import judgements, masking, reprints
from onrecord.ledger.database import Database, encode_json
from onrecord.ledger.speakers import has_speaker
from onrecord.ledger.writer import HIDDEN
from onrecord.records import SPAN_GAP, Statement, join_spans
from onrecord.text.normalise import fold_words

TraceKind = Literal["address", "metadata", "judgement", "watch", "link", "copy"]

# Words in a row that a note must share with the redacted text to count as quoting it, and their letters in all: "that
# it was" stands in every note.
_RUN_WORDS, _RUN_LETTERS = 3, 12
Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """Something that may still tell: its words, and the id of what to redact for it to go; empty where that is outside.

    kind: an address or other metadata of the article, a judgement, a watch that has reported a statement, a link from
    another article, another article with the same words.
    """

    kind: TraceKind
    id: str
    words: str


@dataclass(frozen=True, slots=True)
class RedactedWords:
    """What a redaction removes, by which traces of it are found: runs of words, and the names of speakers."""

    runs: frozenset[Run] = frozenset()
    names: frozenset[str] = frozenset()

    def is_quoted(self, words: str) -> bool:
        """Return whether a text has a run of the redacted words."""
        return not self.runs.isdisjoint(_runs_of(words))


def _runs_of(text: str) -> Iterator[Run]:
    words = fold_words(text)
    for start in range(len(words) - _RUN_WORDS + 1):
        run = tuple(words[start : start + _RUN_WORDS])
        if sum(map(len, run)) >= _RUN_LETTERS:
            yield run


def collect_words(database: Database, page: str, statement: Statement | None, text: str) -> RedactedWords:
    """Return the words of a statement, or of all versions of a page, before they are redacted."""
    if statement:
        said = SPAN_GAP.join(join_spans(text, spans) for spans in (statement.source, statement.content))
        name = statement.speaker.name
        return RedactedWords(frozenset(_runs_of(said)), frozenset({name} if name else ()))
    runs, names = set[Run](), set[str]()
    for number, *words in database.tuples("SELECT number, text, title, byline FROM article WHERE page = ?", (page,)):
        for each in filter(None, words):
            runs.update(_runs_of(each))
        spoken = (each.speaker.name for _, each in masking.list_statements(database, number))
        names.update(name for name in spoken if name)
    return RedactedWords(frozenset(runs), frozenset(names))


def find_traces(
    database: Database, page: str, statements: Iterable[str], words: RedactedWords = RedactedWords()
) -> list[Trace]:
    """Return what may still tell of a page, or of statements (ids), once their words are gone."""
    columns = "key, url, origin, page, id, title, byline, section, publisher"
    versions = database.rows(f"SELECT {columns} FROM article WHERE page = ? ORDER BY version DESC", (page,))
    newest = versions[0]["key"]
    places = dict.fromkeys(version[name] for version in versions for name in ("url", "origin", "page", "id"))
    addresses = [place for place in places if place and not _is_hash(place)]
    about = {version[name]: name for version in versions for name in ("title", "byline", "section", "publisher")}
    subjects = {*statements, *(version["key"] for version in versions)}
    return [
        *(Trace("address", newest, address) for address in addresses),
        *(Trace("metadata", newest, f"{name}: {value}") for value, name in about.items() if _tells(value)),
        *_find_judgements(database, subjects, addresses, words),
        *_find_watches(database, subjects),
        *_find_links(database, page, addresses, words),
        *_find_copies(database, newest),
    ]


def _tells(value: str | None) -> bool:
    """Return whether there is more in a value than blanks."""
    return bool(value) and value != masking.MASK and not set(str(value)) <= {masking.BLANK, " "}


def _is_hash(place: str) -> bool:
    return place.startswith(HIDDEN) or (len(place) == 16 and set(place) <= set("0123456789abcdef"))


def list_addresses_of(database: Database, page: str) -> list[str]:
    """Return the addresses, paths and ids of a page's versions."""
    rows = database.tuples("SELECT url, origin, page, id FROM article WHERE page = ?", (page,))
    return list(dict.fromkeys(place for row in rows for place in row if place and not _is_hash(place)))


def list_statement_ids(database: Database, page: str) -> list[str]:
    """Return the ids of all statements of a page's versions."""
    sql = (
        "SELECT DISTINCT statement.id FROM statement JOIN reading ON reading.number = statement.reading "
        "JOIN article ON article.number = reading.article WHERE page = ?"
    )
    return database.column(sql, (page,))


def _find_judgements(
    database: Database, subjects: set[str], addresses: list[str], words: RedactedWords
) -> Iterator[Trace]:
    gone = {name for name in words.names if not has_speaker(database, name)}
    for judgement in judgements.list_judgements(database, standing=False):
        if isinstance(judgement, Redaction) and judgement.subject in subjects:
            continue
        is_about = judgement.subject in subjects
        written = [each for each in _written_words(judgement) if is_about or words.is_quoted(each)]
        if isinstance(judgement, Resolution) and judgement.evidence:
            written += [judgement.evidence] if is_about or judgement.evidence in addresses else []
        if isinstance(judgement, NamePair | Grade):
            written += [name for name in judgement.about if name in gone]
        telling = [each for each in dict.fromkeys(written) if _tells(each)]
        if telling:
            yield Trace("judgement", judgement.id, f"{judgement.kind} by {judgement.by}: {' · '.join(telling)}")


def _written_words(judgement: Judgement) -> list[str]:
    """Return what a person wrote in a judgement, but names of speakers."""
    words = [judgement.note]
    match judgement:
        case Correction(value=str(value), field=field) if field in ("speaker", "role", "organisation"):
            words.append(value)
        case Weighing(watch=watch, hypothesis=hypothesis):
            words += [watch, hypothesis]
        case Redaction(why=why):
            words.append(why)
    return words


def _find_watches(database: Database, subjects: set[str]) -> Iterator[Trace]:
    sql = (
        "SELECT DISTINCT watch, indicator FROM watch_report WHERE statement IN (SELECT value FROM json_each(?)) "
        "ORDER BY watch, indicator"
    )
    for watch, indicator in database.tuples(sql, (encode_json(sorted(subjects)),)):
        if masking.MASK not in (watch, indicator):
            yield Trace("watch", "", f"{watch}: {indicator}")


def _find_links(database: Database, page: str, addresses: list[str], words: RedactedWords) -> Iterator[Trace]:
    sql = "SELECT key, related FROM article WHERE page <> ? AND related <> '[]' ORDER BY number"
    for key, related in database.tuples(sql, (page,)):
        links: list[dict[str, Any]] = json.loads(related)
        for link in links:
            if link["url"] in addresses or words.is_quoted(link["title"]):
                yield Trace("link", key, link["title"])


def _find_copies(database: Database, key: str) -> Iterator[Trace]:
    own = database.value("SELECT page FROM article WHERE key = ?", (key,))
    for printing in reprints.list_printings(database, key):
        page, text = database.first("SELECT page, text FROM article WHERE key = ?", (printing.key,)) or ("", "")
        if page != own and text:
            yield Trace("copy", printing.key, printing.title or printing.url or printing.article)
