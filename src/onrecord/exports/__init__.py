"""Export the record to other programs: a module for each format, which takes versions of articles and judgements.

JSON Lines hold everything. The other formats hold the newest version of each page in its newest reading, each speaker
with an identity: the fullest name that the ledger has for the same person or organisation.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from onrecord.exports import csv, ftm, jsonl, parquet, schemaorg, stix, webannotation
from onrecord.identities import resolve_identities
from onrecord.judgements import Judgement, Withdrawal
from onrecord.ledger import dump, list_names
from onrecord.ledger.dump import Version
from onrecord.ledger.ledger import Ledger

TEXT_FORMATS = {
    "csv": csv.format_csv,
    "jsonl": jsonl.format_jsonl,
    "webannotation": webannotation.format_webannotation,
    "schema.org": schemaorg.format_schemaorg,
    "stix": stix.format_stix,
    "ftm": ftm.format_ftm,
}
EXPORT_FORMATS = (*TEXT_FORMATS, "parquet")


def export_text(ledger: Ledger, name: str, *, raw: bool = False) -> Iterator[str]:
    """Yield the ledger in one of TEXT_FORMATS, piece by piece. raw: CSV that is not made safe for spreadsheets."""
    content = _select_content(ledger, name)
    return csv.format_csv(*content, raw=raw) if name == "csv" else TEXT_FORMATS[name](*content)


def export_table(ledger: Ledger, path: Path) -> None:
    """Write the ledger to a Parquet file; OnrecordError if the extra `export` is not installed."""
    parquet.write_parquet(*_select_content(ledger, "parquet"), path)


def _select_content(ledger: Ledger, name: str) -> tuple[Iterable[Version], list[Judgement]]:
    """Return everything for JSON Lines, withdrawn judgements too; for other formats what holds now."""
    versions = dump.iterate_versions(ledger.database)
    # What was withdrawn is history, which `onrecord import` must bring over.
    if name == "jsonl":
        return versions, _keep_withdrawing(ledger.judgements(standing=False))
    standing = ledger.judgements()
    resolved = resolve_identities(list_names(ledger.database), standing)
    full_names = {name: identity.name for identity in resolved for name in identity.names}
    return (add_identities(version, full_names) for version in dump.keep_newest(versions)), standing


def _keep_withdrawing(judgements: list[Judgement]) -> list[Judgement]:
    """Leave out withdrawals of judgements that cannot be read, which are not there to be withdrawn elsewhere."""
    ids = {judgement.id for judgement in judgements}
    dangling = {one.id for one in judgements if isinstance(one, Withdrawal) and one.subject not in ids}
    if not dangling:
        return judgements
    return _keep_withdrawing([judgement for judgement in judgements if judgement.id not in dangling])


def add_identities(version: Version, full_names: Mapping[str, str]) -> Version:
    """Return a version whose speakers have their identities, from the fullest name of each name."""
    statements = tuple(
        replace(statement, speaker=replace(speaker, identity=full_names.get(speaker.name or "")))
        for statement in version.now.statements
        for speaker in (statement.speaker,)
    )
    return replace(version, now=replace(version.now, statements=statements))
