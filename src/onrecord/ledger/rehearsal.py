"""A rehearsal: a copy of a ledger on which something is tried, and which is thrown away."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from onrecord.ledger.copies import copy_ledger
from onrecord.ledger.ledger import Ledger


@contextmanager
def open_rehearsal(path: Path) -> Iterator[Ledger]:
    """Open a copy of the ledger at `path`, an empty one if there is none; the ledger itself is only read.

    It takes as much space in the folder for temporary files as the ledger, until the end.
    """
    with TemporaryDirectory(prefix="onrecord-") as folder:
        scratch = Path(folder) / path.name
        if path.exists():
            with Ledger.open(path, create=False) as ledger:
                copy_ledger(ledger.database, scratch)
        with Ledger.open(scratch) as rehearsed:
            yield rehearsed
