"""Merge another ledger into this one: everything that it holds, in the order of time, and nothing twice."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import accumulate
from typing import Literal

from onrecord.judgements import Judgement, Redaction, Withdrawal
from onrecord.ledger import dump, judgements, masking, redaction, reprints, scrubbing, writer
from onrecord.ledger.database import Database, encode_json
from onrecord.ledger.dump import Reading, Version
from onrecord.records import Article
from onrecord.rows import parse_statement

MergeState = Literal["new", "version", "more", "same"]

METADATA = ("title", "byline", "publisher", "section", "published", "language", "related")
"""Fields of an article that neither its key nor a reading depends on."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The result of merging a version: a "new" page, a further "version", "more" of a known one, or the "same".

    stands: fields of the article that are different here; what is here stays.
    """

    state: MergeState
    stands: tuple[str, ...] = ()


def has_version(database: Database, key: str) -> bool:
    """Return whether a ledger has the version of an article with this key, redacted or not."""
    return database.first("SELECT 1 FROM article WHERE key = ?", (key,)) is not None


def merge_version(database: Database, incoming: Version) -> Merged:
    """Merge a version of a page into a ledger, in one transaction.

    Versions and readings are ordered by time, those of one moment by their arrival; where a clock was set back, by
    their numbers. Metadata of an article that is unknown here is filled in. Nothing is added to an article of which
    words were redacted, here or there.
    """
    with database.writing():
        present = dump.versions_of_same_page(database, incoming)
        merged = merge_versions(present, incoming)
        if merged != present:
            _write_versions(database, present, merged)
    known = _find_known(present, incoming)
    if known is None:
        return Merged("version" if present else "new")
    return Merged("same" if merged == present else "more", _differing_metadata(known, incoming))


def _find_known(present: tuple[Version, ...], incoming: Version) -> Version | None:
    """Return the version that is there already: of the same key, or of the same text, as an older onrecord kept it."""
    same = (version for version in present if incoming.key in (version.key, version.article.key))
    return next(same, None)


def _differing_metadata(known: Version, incoming: Version) -> tuple[str, ...]:
    # A redacted article has lost its title and byline: they are not different here, they are gone.
    if known.redacted or incoming.redacted:
        return ()
    both = [(name, getattr(known.article, name), getattr(incoming.article, name)) for name in METADATA]
    return tuple(name for name, here, there in both if here and there and here != there)


def merge_versions(present: tuple[Version, ...], incoming: Version) -> tuple[Version, ...]:
    """Return the versions of a page with one more, which may be one of them."""
    known = _find_known(present, incoming)
    if known is None:
        return _insert_by_time(present, incoming)
    if known.redacted or incoming.redacted:
        return present
    readings = known.readings
    for reading, order_time in zip(incoming.readings, _order_times(incoming.readings), strict=True):
        readings = _add_reading(readings, reading, order_time)
    article = _fill_metadata(known.article, incoming.article)
    after = max((moment for moment in (known.after, incoming.after) if moment), default=None)
    merged = replace(known, article=article, readings=readings, now=replace(known.now, article=article), after=after)
    if merged.order_time == known.order_time:
        return tuple(merged if version == known else version for version in present)
    return _insert_by_time(tuple(version for version in present if version != known), merged)


def _fill_metadata(here: Article, there: Article) -> Article:
    """Return an article with the metadata that is unknown here and known there."""
    filled = {name: getattr(there, name) for name in METADATA if not getattr(here, name)}
    return replace(here, **filled)


def _insert_by_time(versions: tuple[Version, ...], added: Version) -> tuple[Version, ...]:
    """Return the versions with one more, before those that were read later."""
    # From the end: of two versions of one moment the one that is here stays first.
    later = 0
    while later < len(versions) and versions[-1 - later].order_time > added.order_time:
        later += 1
    return (*versions[: len(versions) - later], added, *versions[len(versions) - later :])


def _add_reading(readings: tuple[Reading, ...], added: Reading, order_time: datetime) -> tuple[Reading, ...]:
    """Return the readings with one more, before later ones; of two with one content by one model keep the earlier."""
    twin = next((reading for reading in readings if reading.content == added.content), None)
    if twin and twin.at <= added.at:
        return readings
    others = tuple(reading for reading in readings if reading is not twin)
    later = sum(moment > order_time for moment in _order_times(others))
    return (*others[: len(others) - later], added, *others[len(others) - later :])


def _order_times(readings: tuple[Reading, ...]) -> list[datetime]:
    """Return the moments by which readings are ordered: none is before that of a reading that was kept before it.

    They differ from the times only where the clock was set back.
    """
    return list(accumulate((reading.at for reading in readings), max))


def _write_versions(database: Database, present: tuple[Version, ...], merged: tuple[Version, ...]) -> None:
    """Make the file hold the versions of a page as merged.

    What comes at the end is added. If something comes before what is there, or more is known of an article, the page's
    readings are taken out and put in again: the last one, by its number, is the one that counts, and columns such as
    the day of saying depend on the article.
    """
    kept = {version.key: len(version.readings) for version in present}
    only_appends = all(
        old.article == new.article and new.readings[: len(old.readings)] == old.readings
        for old, new in zip(present, merged, strict=False)
    )
    if not only_appends:
        _take_out_readings(database, present[0].page)
        kept = dict.fromkeys(kept, 0)
    page = present[0].page if present else None
    for place, version in enumerate(merged, 1):
        number = _place_version(database, version, page or version.page, place)
        for reading in version.readings[kept.get(version.key, 0) :]:
            record = reading.record(version.article)
            writer.add_reading(database, number, record, model=reading.model, at=reading.at)
    reprints.place_new_articles(database)


def _place_version(database: Database, version: Version, page: str, place: int) -> int:
    """Put a version's article in its place among the page's versions and return its number."""
    columns = writer.article_columns(version.article, page, place)
    columns |= {"key": version.key, "redacted": int(version.redacted)}
    number: int | None = database.value("SELECT number FROM article WHERE key = ?", (version.key,))
    if number is None:
        return database.insert("article", columns)
    about = {name: columns[name] for name in ("version", *METADATA)}
    changes = ", ".join(f"{name} = ?" for name in about)
    database.execute(f"UPDATE article SET {changes} WHERE number = ?", (*about.values(), number))
    return number


def _take_out_readings(database: Database, page: str) -> None:
    """Delete a page's readings, and set its versions' numbers aside, to put both in again."""
    for number in database.column("SELECT number FROM article WHERE page = ?", (page,)):
        redaction.drop_statements(database, number)
        database.execute("DELETE FROM reading WHERE article = ?", (number,))
    # Negative: (page, version) is unique, and the versions get their new numbers one by one.
    database.execute("UPDATE article SET version = -version WHERE page = ?", (page,))


def merge_judgement(database: Database, judgement: Judgement) -> bool:
    """Add a judgement as it was made elsewhere; return whether it was new.

    A redaction is carried out here too. NotFoundError for a withdrawal of what is not there, LedgerError for one of a
    redaction.
    """
    with database.writing():
        if judgements.kind_of(database, judgement.id):
            return False
        if isinstance(judgement, Withdrawal):
            judgements.check_withdrawal(database, judgement.subject)
        writer.add_judgement(database, judgement)
        if isinstance(judgement, Redaction):
            redaction.carry_out(database, judgement)
    with database.clear_errors():
        if scrubbing.owes_scrub(database.connection):
            scrubbing.scrub_file(database.connection)
    return True


def find_affected_pages(database: Database, redacted: Redaction) -> tuple[str, ...]:
    """Return the pages that have words here which a redaction made elsewhere would remove."""
    keys = {redacted.subject, *(part.key for part in redacted.blanked)}
    match redacted.what:
        case "statement":
            return _find_printing_page(database, redacted.subject)
        # The version that was redacted may be empty here already, as it came, and an older one not yet.
        case "article":
            where = "SELECT page FROM article AS other WHERE other.text <> ''"
        # Of a person, the text that is blanked already has no words to lose.
        case "person":
            where = f"SELECT page FROM article AS other WHERE instr(other.text, '{masking.BLANK}') = 0"
        case _:
            where = "SELECT page FROM article"
    sql = f"SELECT DISTINCT page FROM article WHERE key IN (SELECT value FROM json_each(?)) AND page IN ({where})"
    return tuple(database.column(sql, (encode_json(sorted(keys)),)))


def _find_printing_page(database: Database, identifier: str) -> tuple[str, ...]:
    """Return the page of the statement with this id, none if it is not here or has no words left."""
    sql = (
        "SELECT article.page, article.text, statement.json FROM statement "
        "JOIN reading ON reading.number = statement.reading JOIN article ON article.number = reading.article "
        "WHERE statement.id = ? LIMIT 1"
    )
    for page, text, row in database.tuples(sql, (identifier,)):
        words = "".join(span.of(text) for span in parse_statement(json.loads(row)).spans)
        return (page,) if words.replace(masking.BLANK, "").strip() else ()
    return ()
