"""The record for other programs: a module a format. Each takes versions of articles and judgements, and writes text.

JSON Lines hold everything; all others the newest version of each page, as the newest reading has it, each speaker with
his identity: the fullest name that he has anywhere in the ledger.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from onrecord.exports import csv, ftm, jsonl, parquet, schemaorg, stix, webannotation
from onrecord.identities import resolve_identities
from onrecord.judgements import Judgement
from onrecord.ledger import dump, list_names
from onrecord.ledger.dump import Version
from onrecord.ledger.ledger import Ledger

TEXT = {
    "csv": csv.lines,
    "jsonl": jsonl.lines,
    "webannotation": webannotation.lines,
    "schema.org": schemaorg.lines,
    "stix": stix.lines,
    "ftm": ftm.lines,
}
FORMATS = (*TEXT, "parquet")


def text(ledger: Ledger, kind: str) -> Iterator[str]:
    """The ledger as one of TEXT, piece by piece."""
    return TEXT[kind](*_content(ledger, kind))


def table(ledger: Ledger, path: Path) -> None:
    """The ledger as a Parquet file; OnrecordError where the extra `export` is not installed."""
    parquet.write(*_content(ledger, "parquet"), path)


def _content(ledger: Ledger, kind: str) -> tuple[Iterable[Version], list[Judgement]]:
    """Everything for JSON Lines, withdrawn judgements too; else what stands."""
    versions = dump.iterate_versions(ledger.database)
    if kind == "jsonl":
        return versions, ledger.judgements(standing=False)
    standing = ledger.judgements()
    one = {name: of.name for of in resolve_identities(list_names(ledger.database), standing) for name in of.names}
    return (identified(version, one) for version in dump.keep_newest(versions)), standing


def identified(version: Version, one: Mapping[str, str]) -> Version:
    """A version with its speakers' identities, by their names."""
    said = tuple(
        replace(s, speaker=replace(s.speaker, identity=one.get(s.speaker.name or ""))) if s.speaker else s
        for s in version.now.statements
    )
    return replace(version, now=replace(version.now, statements=said))
