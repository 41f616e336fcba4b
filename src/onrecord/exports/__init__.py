"""The record for other programs: a module a format. Each takes versions of articles and judgements, and writes text.

JSON Lines hold everything; all others the newest version of each page, as the newest reading has it.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.exports import csv, ftm, jsonl, parquet, schemaorg, stix, webannotation
from onrecord.ledger import whole
from onrecord.ledger.ledger import Ledger
from onrecord.ledger.whole import Version
from onrecord.records import Judgement

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
    every = kind == "jsonl"
    versions = whole.versions(ledger)
    return versions if every else whole.newest(versions), ledger.judgements(standing=not every)
