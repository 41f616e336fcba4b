"""What a writer may be killed at besides keeping articles: import, a second reading, redaction, migration, a copy.

`bench.crashes` runs it. Each task has a ledger to begin with, work that says what it has done, and a check: whatever
the moment of the kill, the next opening finds the ledger whole (`onrecord verify` has no fault), with all that was
reported, and the work done again to its end leaves what it would have left without the kill.
"""

import gzip
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bench.damage import NOW, build_ledger, spoken
from onrecord import exports
from onrecord.exports import jsonl
from onrecord.ledger import Ledger, copies, copy_ledger, find_faults, merge, redact
from onrecord.ledger.database import Database
from onrecord.ledger.dump import Version
from onrecord.records import Record

ROOT = Path(__file__).parent.parent
OLD_LEDGER = ROOT / "tests" / "ledger" / "fixtures" / "ledger-0.1.0.db.gz"
# In the text, in the statements and in the full-text index of one article, and nowhere else.
SECRETS = tuple(f"zorrillaquimby{letter}" for letter in "abcdef")


@dataclass(frozen=True)
class Task:
    """Work on a ledger. prepare: makes it. work: yields what is done. check: faults, of what was reported as done."""

    prepare: Callable[[Path], None]
    work: Callable[[Path], Iterator[str]]
    check: Callable[[Path, list[str]], list[str]]
    longest: float
    """Seconds after its beginning, at most, at which it is killed: about as long as it takes."""


def content_of(path: Path) -> str:
    """Return all that a ledger holds, as its export."""
    with Ledger.open(path, create=False) as ledger:
        return "".join(exports.export_text(ledger, "jsonl"))


def beside(path: Path, name: str) -> Path:
    """Return another file of a task, in its ledger's folder."""
    return path.with_name(name)


def prepare_import(path: Path) -> None:
    """An empty ledger, and the export of another beside it."""
    build_ledger(beside(path, "theirs.db"))
    beside(path, "theirs.jsonl").write_text(content_of(beside(path, "theirs.db")), "utf-8")
    Ledger.open(path).close()


def import_lines(path: Path) -> Iterator[str]:
    """Merge the export, and yield the key or the id of each line that is in the ledger."""
    with Ledger.open(path, create=False) as ledger:
        for line in beside(path, "theirs.jsonl").read_text("utf-8").splitlines():
            item = jsonl.parse_line(line)
            if isinstance(item, Version):
                merge.merge_version(ledger.database, item)
                yield item.key
            else:
                merge.merge_judgement(ledger.database, item)
                yield item.id


def check_import(path: Path, reported: list[str]) -> list[str]:
    """All that was reported is there; imported again, the ledger holds what theirs does."""
    with Ledger.open(path, create=False) as ledger:
        there = {*ledger.database.column("SELECT key FROM article"), *(j.id for j in ledger.judgements(standing=False))}
    list(import_lines(path))
    same = content_of(path) == beside(path, "theirs.jsonl").read_text("utf-8")
    return [f"{key} is lost" for key in set(reported) - there] + (
        [] if same else ["the import is not what was exported"]
    )


def reread(path: Path) -> Iterator[str]:
    """Keep a second reading of every article that has none, and yield their keys."""
    with Ledger.open(path, create=False) as ledger:
        _, articles = ledger.unread("n")
        for article in list(articles):
            ledger.keep_reading(ledger.record(article.key), model="n", at=NOW + timedelta(days=1))
            yield article.key


def check_reread(path: Path, reported: list[str]) -> list[str]:
    """What was reported was read by both models; read again, every article was."""
    sql = "SELECT key FROM article JOIN reading ON reading.article = article.number WHERE model = 'n'"
    with Ledger.open(path, create=False) as ledger:
        lost = set(reported) - set(ledger.database.column(sql))
    list(reread(path))
    with Ledger.open(path, create=False) as ledger:
        read = Counter(ledger.database.column(sql))
        unread = ledger.counts()["articles"] - len(read)
    return [f"the reading of {key} is lost" for key in lost] + [f"{unread} articles were not read again"] * bool(unread)


def prepare_secrets(path: Path) -> None:
    """A ledger with articles that are to be redacted, among others."""
    build_ledger(path)
    with Ledger.open(path) as ledger:
        for place in SECRETS:
            ledger.keep(secret_article(place), model="m", at=NOW)


def secret_article(place: str) -> Record:
    """The article with a secret; its id and address are none, as they stay."""
    return spoken(f"secret-{SECRETS.index(place)}", 1, place=place)


def redact_secrets(path: Path) -> Iterator[str]:
    """Redact the articles with secrets, and yield their keys."""
    with Ledger.open(path, create=False) as ledger:
        for place in SECRETS:
            key = secret_article(place).article.key
            redact(ledger.database, key, "a court", by="Ada", at=NOW)
            yield key


def check_redaction(path: Path, reported: list[str]) -> list[str]:
    """After one opening, the file has no word of what was redacted; redacted to the end, it has none at all."""
    Ledger.open(path, create=False).close()
    with Ledger.open(path, create=False) as ledger:
        redacted = {key for key, text in ledger.database.tuples("SELECT key, text FROM article") if not text}
    faults = [f"{key} is not redacted" for key in set(reported) - redacted]
    for place in SECRETS:
        if secret_article(place).article.key in redacted and place.encode() in bytes_of(path):
            faults.append(f"{place} is in the file")
    list(redact_secrets(path))
    return faults + [f"{place} is in the file at the end" for place in SECRETS if place.encode() in bytes_of(path)]


def bytes_of(path: Path) -> bytes:
    """Return the file and its write-ahead log."""
    return b"".join(file.read_bytes() for file in (path, beside(path, path.name + "-wal")) if file.exists())


def prepare_old(path: Path) -> None:
    """A ledger of version 0.1.0, and beside it what it holds once it is migrated."""
    for name in (path.name, "migrated.db"):
        beside(path, name).write_bytes(gzip.decompress(OLD_LEDGER.read_bytes()))
    content_of(beside(path, "migrated.db"))


def migrate(path: Path) -> Iterator[str]:
    """Open the ledger, which migrates it."""
    Ledger.open(path, create=False).close()
    yield "migrated"


def check_migration(path: Path, reported: list[str]) -> list[str]:
    """It holds what it would without the kill."""
    same = content_of(path) == content_of(beside(path, "migrated.db"))
    return [] if same else ["what was migrated is not what it was"]


def copy(path: Path) -> Iterator[str]:
    """Copy the ledger, a few pages at a time and slowly, so that it is killed on the way."""
    copies._PAGES_AT_ONCE = 2
    with closing(Database.open_as_it_is(path)) as database:
        copy_ledger(database, beside(path, "copy.db"), step=lambda done, total: time.sleep(0.002))
    yield "copied"


def check_copy(path: Path, reported: list[str]) -> list[str]:
    """There is no copy, or a whole one."""
    made = beside(path, "copy.db")
    if not made.exists():
        return [f"a copy that was reported is not there: {made}"] * bool(reported)
    with closing(Database.open_as_it_is(made)) as database:
        faults = [f"the copy: {fault}" for fault in find_faults(database)]
    return faults + ["the copy is not what was copied"] * (content_of(made) != content_of(path))


TASKS = {
    "import": Task(prepare_import, import_lines, check_import, 0.4),
    "reread": Task(build_ledger, reread, check_reread, 0.3),
    "redact": Task(prepare_secrets, redact_secrets, check_redaction, 0.4),
    "migrate": Task(prepare_old, migrate, check_migration, 0.1),
    "copy": Task(build_ledger, copy, check_copy, 0.3),
}


def try_kills(folder: Path, kills: int, seed: int) -> tuple[list[str], Counter[str]]:
    """Kill each task in turn; what went wrong, and how often each was killed before its end."""
    rng, faults, early = random.Random(seed), list[str](), Counter[str]()
    for name, task in TASKS.items():
        (folder / name).mkdir()
        task.prepare(folder / name / "record.db")
    for number in range(kills):
        name = list(TASKS)[number % len(TASKS)]
        run = folder / "run"
        shutil.copytree(folder / name, run)
        reported, ended = run_and_kill(name, run / "record.db", rng)
        early[name] += not ended
        faults += [f"kill {number}, {name}: {fault}" for fault in check_after(TASKS[name], run / "record.db", reported)]
        shutil.rmtree(run)
        if (number + 1) % 20 == 0:
            print(f"{number + 1} kills at other work, {len(faults)} faults", flush=True)
    return faults, early


def run_and_kill(name: str, path: Path, rng: random.Random) -> tuple[list[str], bool]:
    """Run a task in a process and kill it; what it reported, and whether it had ended."""
    command = [sys.executable, "-m", "bench.crash_tasks", name, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout
        process.stdout.readline()
        time.sleep(rng.uniform(0, TASKS[name].longest))
        process.kill()
        lines = process.stdout.readlines()
    whole = [line.strip() for line in lines if line.endswith("\n")]
    return [line for line in whole if line != "ended"], "ended" in whole


def check_after(task: Task, path: Path, reported: list[str]) -> list[str]:
    """Return what is wrong with a ledger after a kill, and with the work done again to its end."""
    Ledger.open(path, create=False).close()
    with closing(Database.open_as_it_is(path)) as database:
        faults = [str(fault) for fault in find_faults(database)]
    faults += task.check(path, reported)
    with closing(Database.open_as_it_is(path)) as database:
        return faults + [f"at the end: {fault}" for fault in find_faults(database)]


def main() -> None:
    """Do a task, and say what is done: the process that is killed."""
    name, path = sys.argv[1:]
    print("begun", flush=True)
    for done in TASKS[name].work(Path(path)):
        print(done, flush=True)
    print("ended", flush=True)


if __name__ == "__main__":
    main()
