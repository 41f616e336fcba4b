"""Redact one person in the whole ledger: the name wherever it stands, and, where asked, what the person said."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol

from onrecord.errors import LedgerError
from onrecord.judgements import BlankedSpan, Redaction
from onrecord.ledger import addresses, judgements, masking, scrubbing
from onrecord.ledger.database import Database
from onrecord.ledger.masking import MASK, Blanking
from onrecord.records import Span, Spans, Statement, digest

# What of a judgement's data people write. All else is codes, days, numbers and ids.
_WRITTEN = ("note", "why", "watch", "hypothesis")
_SPEAKER_FIELDS = ("speaker", "role", "organisation")


class NameMentions(Protocol):
    """Where a text names a person, and where it may name somebody else."""

    @property
    def certain(self) -> Spans:
        """Where it does."""

    @property
    def doubtful(self) -> Spans:
        """Where it may."""


class NameFinder(Protocol):
    """Finds one person's names; `identities.PersonNames` is one."""

    @property
    def names(self) -> frozenset[str]:
        """The names, as printed."""

    def may_name(self, text: str) -> bool:
        """Return whether a text may name the person at all."""

    def find_mentions(self, text: str, *, present: bool = False) -> NameMentions:
        """Find where a text names the person. present: it is known that the person is in it."""

    def is_in_address(self, address: str, *, present: bool = False) -> bool:
        """Return whether an address, a path or an id names the person."""


@dataclass(frozen=True, slots=True)
class RedactedPerson:
    """What was taken out, or would be: in `articles` (keys) so many `mentions`, `statements` that are nobody's now.

    metadata: titles, bylines and the like. doubtful: names that may be somebody else's and stay, with how often they
    stand in each article or judgement, by key or id. judgement: None if nothing was changed. owed: as in `Redacted`.
    """

    articles: tuple[str, ...] = ()
    mentions: int = 0
    statements: tuple[str, ...] = ()
    metadata: int = 0
    addresses: int = 0
    judgements: tuple[str, ...] = ()
    watch_hits: int = 0
    doubtful: tuple[tuple[str, str, int], ...] = ()
    judgement: Redaction | None = None
    owed: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to take out."""
        return not (self.articles or self.addresses or self.judgements or self.watch_hits)


class _DryRunError(Exception):
    """Rolls back the transaction of a dry run."""


def redact_person(  # noqa: PLR0913  # who, why, by whom, when, and how much
    database: Database,
    finder: NameFinder,
    *,
    why: str,
    by: str,
    at: datetime,
    with_words: bool = False,
    is_dry: bool = False,
) -> RedactedPerson:
    """Take one person out of the whole ledger for good; record that as a judgement, which does not name the person.

    Names are blanked where they stand, so that offsets stay; the words of a source span that is the person's go whole.
    What the person said stays, and is nobody's. with_words: it is blanked, too. is_dry: change nothing, and return what
    would be changed. LedgerError if `why` names the person.
    """
    mentions = finder.find_mentions(why, present=True)
    if mentions.certain or mentions.doubtful:
        raise LedgerError(
            f"ledger {database.path}: the reason names the person, and stays on record: leave the name out"
        )
    try:
        with database.writing():
            redacted = _Search(database, finder, with_words).redact(why=why, by=by, at=at)
            if is_dry:
                raise _DryRunError
    except _DryRunError:
        return replace(redacted, judgement=None)
    if redacted.is_empty:
        return redacted
    with database.clear_errors():
        return replace(redacted, owed=scrubbing.scrub_file(database.connection))


@dataclass(slots=True)
class _Search:
    """One pass through the file, and what it has found and changed so far."""

    database: Database
    finder: NameFinder
    with_words: bool
    articles: list[str] = field(default_factory=list)
    blanked: list[BlankedSpan] = field(default_factory=list)
    mentions: int = 0
    statements: dict[str, None] = field(default_factory=dict)
    metadata: int = 0
    addresses: dict[str, None] = field(default_factory=dict)
    doubtful: Counter[tuple[str, str]] = field(default_factory=Counter)

    def redact(self, *, why: str, by: str, at: datetime) -> RedactedPerson:
        for number in self.database.column("SELECT number FROM article ORDER BY number"):
            self._redact_article(number)
        judged = judgements.rewrite_judgements(self.database, self._mask_judgement)
        hits = self._redact_watches()
        tells = addresses.list_addresses(self.database, self.finder.is_in_address)
        hidden = addresses.hide_addresses(self.database, [*self.addresses, *tells])
        done = RedactedPerson(
            articles=tuple(self.articles),
            mentions=self.mentions,
            statements=tuple(self.statements),
            metadata=self.metadata,
            addresses=hidden,
            judgements=tuple(judged),
            watch_hits=hits,
            doubtful=tuple((where, words, count) for (where, words), count in self.doubtful.items()),
        )
        if done.is_empty:
            return done
        scrubbing.owe_scrub(self.database.connection)
        # Made up, and not of the name: a hash of a name can be guessed.
        subject = digest("person", by, at.isoformat(), *self.articles, *judged)
        judgement = Redaction(
            subject,
            why=why,
            what="person",
            statements=done.statements,
            blanked=tuple(self.blanked),
            with_words=self.with_words,
            by=by,
            at=at,
        )
        judgements.insert_judgement(self.database, judgement)
        return replace(done, judgement=judgement)

    def _redact_article(self, number: int) -> None:
        (row,) = self.database.rows("SELECT * FROM article WHERE number = ?", (number,))
        statements = [statement for _, statement in masking.list_statements(self.database, number)]
        is_speaker = any(statement.speaker.name in self.finder.names for statement in statements)
        read = self._read_json(number)
        about = {name: row[name] for name in ("title", "byline", "section", "publisher", "related") if row[name]}
        if not is_speaker and not self.finder.may_name("\n".join([row["text"], *about.values(), *read])):
            return
        places = (row["text"], row["title"] or "", row["byline"] or "")
        present = is_speaker or any(self.finder.find_mentions(words).certain for words in places)
        found = self.finder.find_mentions(row["text"], present=present)
        mask = self._mask_in_article(row["text"], found, present=present)
        blanking = self._plan_article(statements, found, mask)
        for span in found.doubtful:
            # A source that is the person's goes whole, and with it what was doubtful by itself.
            if not any(span.within(blanked) for blanked in blanking.spans):
                self.doubtful[row["key"], span.of(row["text"])] += 1
        # Compared as they are kept: what would change of the text, the metadata, the readings.
        changed = [name for name, words in about.items() if _mask_kept(words, mask) != words]
        if blanking.spans or changed or any(_mask_kept(words, mask) != words for words in read):
            self.articles.append(row["key"])
            self.mentions += len(found.certain)
            self.metadata += len(changed)
            merged = sorted(set(blanking.spans))
            self.blanked += [BlankedSpan(row["key"], start, end) for start, end in merged]
            self.statements |= dict.fromkeys(masking.blank_article(self.database, number, blanking).statements)
        for name in ("url", "origin", "page", "id"):
            if row[name] and self.finder.is_in_address(row[name], present=present):
                self.addresses[row[name]] = None

    def _read_json(self, article: int) -> list[str]:
        """Return what all readings hold of an article, as JSON."""
        statements = "SELECT json FROM statement JOIN reading ON reading.number = reading WHERE article = ?"
        lists = self.database.tuples("SELECT times, quantities FROM reading WHERE article = ?", (article,))
        return [*self.database.column(statements, (article,)), *(column for row in lists for column in row)]

    def _plan_article(self, statements: list[Statement], found: NameMentions, mask: masking.Mask) -> Blanking:
        named = [(each, each.speaker.name) for each in statements if each.speaker.name is not None]
        # Whose it is by one reading, it is nobody's in all: a person may have corrected whom a model took for it.
        ids = {each.id for each, name in named if name in self.finder.names or mask(name) != name}

        def is_theirs(statement: Statement) -> bool:
            return statement.id in ids

        theirs = filter(is_theirs, statements)
        own = [span for each in theirs for span in (each.spans if self.with_words else each.source)]
        empties = is_theirs if self.with_words else masking.keep_statement
        return Blanking((*found.certain, *own), mask, empties=empties, disowns=is_theirs)

    def _mask_in_article(self, text: str, found: NameMentions, *, present: bool) -> masking.Mask:
        """Return what masks the name in what was read of an article: nothing that is doubtful in its text."""
        doubtful = {span.of(text).casefold() for span in found.doubtful}

        def mask(words: str) -> str:
            if "://" in words and self.finder.is_in_address(words, present=present):
                return MASK
            spans = self.finder.find_mentions(words, present=present).certain
            return masking.blank_text(words, [span for span in spans if span.of(words).casefold() not in doubtful])

        return mask

    def _mask_judgement(self, row: dict[str, Any]) -> dict[str, Any]:
        names = {row["subject"], row["object"]} & self.finder.names
        present = bool(names) or row["subject"] in self.statements

        def mask(words: str) -> str:
            found = self.finder.find_mentions(words, present=present)
            for span in found.doubtful:
                self.doubtful[row["id"], span.of(words)] += 1
            return masking.blank_text(words, found.certain)

        def mask_name(name: str) -> str:
            return MASK if name in self.finder.names or mask(name) != name else name

        data = row["data"]
        if isinstance(data, str):
            # What is damaged cannot be read: all of it goes, or nothing.
            return row | {"data": "{}" if mask(data) != data else data}
        written: dict[str, Any] = {key: mask(data[key]) for key in _WRITTEN if isinstance(data.get(key), str)}
        if data.get("field") in _SPEAKER_FIELDS and isinstance(data.get("value"), str):
            # The role that somebody has corrected is that of the speaker.
            is_role = data["field"] != "speaker" and row["subject"] in self.statements
            is_theirs = is_role or data["value"] in self.finder.names or mask(data["value"]) != data["value"]
            written["value"] = None if is_theirs else data["value"]
        shown = data.get("evidence")
        if isinstance(shown, str) and self.finder.is_in_address(shown):
            written["evidence"] = None
        masked = {key: mask_name(row[key]) for key in ("subject", "object", "by") if row[key]}
        return row | masked | {"data": data | written}

    def _redact_watches(self) -> int:
        """Mask the names of watches and of their indicators; return in how many reports."""
        count = 0
        for number, *names in self.database.tuples("SELECT number, watch, indicator FROM watch_report"):
            found = [self.finder.find_mentions(name).certain for name in names]
            if any(found):
                masked = [masking.blank_text(name, spans) for name, spans in zip(names, found, strict=True)]
                # Two names may be the same once they are masked: one report is enough.
                sql = "UPDATE OR REPLACE watch_report SET watch = ?, indicator = ? WHERE number = ?"
                count += self.database.execute(sql, (*masked, number)).rowcount
        return count


def _mask_kept(words: str, mask: Callable[[str], str]) -> str:
    """Return a column masked: words, or JSON of them."""
    if words[:1] not in ("[", "{"):
        return mask(words)
    try:
        value = json.loads(words)
    except ValueError:
        return mask(words)
    masked = masking.mask_strings(value, mask)
    return words if masked == value else json.dumps(masked)


def carry_out(database: Database, redacted: Redaction) -> None:
    """Take a person out who was redacted elsewhere, of the articles that are here as they were there.

    The judgement does not say who that is: it says where the name stood.
    """
    spans: dict[str, list[Span]] = {}
    for part in redacted.blanked:
        spans.setdefault(part.key, []).append(Span(part.start, part.end))
    theirs = frozenset(redacted.statements)

    def is_theirs(statement: Statement) -> bool:
        return statement.id in theirs

    scrubbing.owe_scrub(database.connection)
    for key, blanked in spans.items():
        row = database.first("SELECT number, text, url, origin, page, id FROM article WHERE key = ?", (key,))
        if row and all(span.end <= len(row[1]) for span in blanked):
            empties = is_theirs if redacted.with_words else masking.keep_statement
            blanking = Blanking(tuple(blanked), empties=empties, disowns=is_theirs)
            lost = masking.blank_article(database, row[0], blanking).lost
            # Whether these have the name is not known: an address with a word that the text has lost goes.
            tell = [place for place in row[2:] if place and masking.mask_lost(place.replace("_", " "), lost) == MASK]
            addresses.hide_addresses(database, tell)
