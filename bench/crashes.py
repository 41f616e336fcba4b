"""Kill a writer with SIGKILL at random moments: check that the ledger is intact and has all it reported as stored.

    python -m bench.crashes                # 200 kills
    python -m bench.crashes --kills 20 --seed 3

A process stores articles of one to twelve statements in one ledger, the same ledger in all rounds, and prints each key
once `Ledger.keep` has returned. It is killed at a random time after its start: while it opens the file, while it
writes, or during a checkpoint of the log (which is made to happen often). Another process reads without a pause. After
each round SQLite checks the file and the full-text index; every key that was printed must be present with all its
statements, and at most one article more. Then two writers store articles at the same time. That is a quarter of the
kills; the others come while a ledger is imported, read again, redacted, migrated or copied (`bench.crash_tasks`).
"""

import argparse
import hashlib
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from onrecord.ledger import Ledger, Query
from onrecord.records import Article, Quantity, Record, Span, Statement, statement_id

ROOT = Path(__file__).parent.parent
TOLD = 10
"""A reader tells of every tenth search."""


def article(name: str) -> Record:
    """The article of a name: its statements and their number depend on the name alone."""
    many = 1 + hashlib.sha256(name.encode()).digest()[0] % 12
    line = "Voss said that 7 boats of {} were so and so. "
    text = "".join(line.format(name) for _ in range(many)) + "It rained. " * 200
    made, length = Article(name, text), len(line.format(name))
    spans = [(Span(at, at + 4), Span(at + 5, at + 9), Span(at + 10, at + 35)) for at in range(0, many * length, length)]
    said = [
        Statement(
            statement_id(made, *roles),
            *roles,
            quantities=(Quantity(roles[2][0], 7, 7, because="a number", unit="boats"),),
        )
        for roles in (tuple((span,) for span in each) for each in spans)
    ]
    return Record(made, tuple(said))


def write(path: Path, name: str, articles: int) -> None:
    """Keep articles, and tell the key of each that is kept; the log is folded in at every few."""
    with Ledger.open(path) as ledger:
        ledger.database.execute("PRAGMA wal_autocheckpoint = 50")
        for number in range(articles):
            print(ledger.keep(article(f"{name}-{number}"), model="m", at=datetime.now(UTC)).key, flush=True)


def read(path: Path) -> None:
    """Search without a pause, and say every ten times how many were found; what is found must be whole."""
    with Ledger.open(path) as ledger:
        for times in count():
            found = ledger.search(Query("boats OR boats>5"), limit=20)
            for hit in found.hits[:3]:
                record = ledger.record(hit.article)
                assert record == article(record.article.id), hit.article
            if times % TOLD == 0:
                print(found.total, flush=True)


@contextmanager
def running(role: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A process of this module in a role, killed at the end where it has not ended."""
    command = [sys.executable, "-m", "bench.crashes", "--role", role, *map(str, arguments)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@dataclass
class Faults:
    """What went wrong, a line each, and how much was right."""

    found: list[str] = field(default_factory=list)
    told: dict[str, str] = field(default_factory=dict)
    """The keys that were reported as kept, each with its article's name."""
    unasked: int = 0
    """Articles that are there though nobody was told so."""


def killed(path: Path, number: int, rng: random.Random, *, longest: float) -> list[str]:
    """Run a writer and kill it; the keys that it told."""
    with running("write", path, f"r{number}", 1_000_000) as process:
        assert process.stdout
        lines = [process.stdout.readline()] if rng.random() < 0.9 else []
        time.sleep(rng.uniform(0, longest))
        process.kill()
        lines += process.stdout.readlines()
    return [line.strip() for line in lines if len(line) == 17]


def check(path: Path, faults: Faults, number: int, keys: list[str]) -> None:
    """Is it whole, and has it what it must?"""
    before = len(faults.found)
    told = {article(f"r{number}-{n}").article.key: f"r{number}-{n}" for n in range(len(keys))}
    if list(told) != keys:
        faults.found.append(f"round {number}: told other keys than it was given")
    faults.told |= told
    with Ledger.open(path) as ledger, closing(sqlite3.connect(path)) as connection:
        if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            faults.found.append(f"round {number}: integrity_check")
        for table in ("search_words", "search_unit_words"):
            try:
                connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
            except sqlite3.DatabaseError as error:
                faults.found.append(f"round {number}: {table}: {error}")
        for key, name in told.items():
            if ledger.record(key) != article(name):
                faults.found.append(f"round {number}: {name} is not as it was kept")
        kept = {key for (key,) in connection.execute("SELECT key FROM article")}
        missing = set(faults.told) - kept
        faults.found += [f"round {number}: {key} is lost" for key in missing]
        more = len(kept) - len(faults.told) - faults.unasked
        if more not in (0, 1):
            faults.found.append(f"round {number}: {more} articles more than were told")
        faults.unasked += max(more, 0)
        faults.found += [f"round {number}: {fault}" for fault in halves(connection)]
    if len(faults.found) > before:
        print("\n".join(faults.found[before:]), flush=True)


def halves(connection: sqlite3.Connection) -> list[str]:
    """Articles that are there in part: fewer statements, or rows of the search, than they must have."""
    rows = connection.execute(
        "SELECT article.id, count(statement.number), count(found.statement), count(counted.statement), "
        "count(search_words_docsize.id) FROM article LEFT JOIN reading ON reading.article = article.number "
        "LEFT JOIN statement ON statement.reading = reading.number "
        "LEFT JOIN search_statement AS found ON found.statement = statement.number "
        "LEFT JOIN search_quantity AS counted ON counted.statement = statement.number "
        "LEFT JOIN search_words_docsize ON search_words_docsize.id = statement.number GROUP BY article.number"
    )
    return [f"{name} is half there" for name, *counts in rows if set(counts) != {len(article(name).statements)}]


def both(path: Path, articles: int) -> list[str]:
    """Two writers at once; what went wrong."""
    with running("write", path, "one", articles) as one, running("write", path, "two", articles) as two:
        for process in (one, two):
            process.wait()
        told = [(process.returncode, *process.communicate()) for process in (one, two)]
    return [f"a writer failed: {errors}" for code, lines, errors in told if code or len(lines.splitlines()) != articles]


def trial(path: Path, times: int, seed: int, *, longest: float = 0.4) -> tuple[Faults, int]:
    """All of it, in a ledger at `path`: what went wrong, and how many searches were answered meanwhile."""
    rng, faults = random.Random(seed), Faults()
    Ledger.open(path).close()
    with running("read", path) as reader:
        for number in range(times):
            check(path, faults, number, killed(path, number, rng, longest=longest))
        faults.found += both(path, 50)
        if reader.poll() is not None:
            faults.found.append(f"the reader ended: {reader.communicate()[1]}")
        reader.kill()
        searches = TOLD * len(reader.communicate()[0].splitlines())
    if not searches:
        faults.found.append("the reader read nothing")
    return faults, searches


def main() -> None:
    """Print what went wrong; exit with 1 where anything did."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--role", nargs="+", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.role:
        role, path, *rest = args.role
        write(Path(path), rest[0], int(rest[1])) if role == "write" else read(Path(path))
        return
    # Imported late: that module imports this one's articles.
    from bench.crash_tasks import try_kills

    writes = max(args.kills // 4, 1)
    with tempfile.TemporaryDirectory() as folder:
        faults, searches = trial(Path(folder, "record.db"), writes, args.seed)
        print(f"{writes} kills at keeping, {len(faults.found)} faults", flush=True)
        found, early = try_kills(Path(folder), args.kills - writes, args.seed)
    print("\n".join(found))
    print(
        f"killed {writes} times at keeping: {len(faults.told)} articles reported as kept, {faults.unasked} kept before "
        f"they could be reported, {searches} searches answered meanwhile; {len(faults.found)} faults"
    )
    tasks = ", ".join(f"{count} {name}" for name, count in early.items())
    print(f"killed {args.kills - writes} times at other work, before its end: {tasks}; {len(found)} faults")
    faults.found += found
    sys.exit(bool(faults.found))


if __name__ == "__main__":
    main()
