"""Damage the pages of ledgers: `verify` must find it, and no command may end in a traceback.

    python -m bench.damage                 # 40 ledgers
    python -m bench.damage --ledgers 5 --seed 7

A small ledger of invented articles, with judgements and versions, is copied, and one to three of its pages are zeroed,
swapped with another, overwritten in part with random bytes, or have single bits flipped; or the file is cut. What
changes nothing that the file holds (a page's free space) is drawn again. Then `verify` must find a fault, and every
command that opens a ledger runs on a fresh copy of the damaged file, in this process: it must end by itself or with an
error of ours.
"""

import argparse
import contextlib
import io
import random
import shutil
import sqlite3
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import click

from bench.crashes import article
from onrecord.cli import cli
from onrecord.errors import OnrecordError
from onrecord.judgements import Confirmation, Correction, Grade, Resolution, SameAs
from onrecord.ledger import Ledger
from onrecord.records import Article, Record, Span, Speaker, Statement, statement_id

PAGE = 4096
NOW = datetime(2026, 10, 5, 12, tzinfo=UTC)
# Sentences of a person's, so that the tables of names, days and full text have rows: (speaker, cue, content).
SENTENCES = (
    ("Mara Voss", "said", "the ferry to pier 4 will sail again in May"),
    ("Ion Pell", "denied", "the grain store at Orm had been sold"),
    ("Mara Voss", "said", "sixty boats were lost near the weir"),
)


def spoken(name: str, edition: int, *, place: str = "Lissen") -> Record:
    """An article of an edition of a page, with a statement of each sentence, all of one place."""
    sentences = [(speaker, cue, f"{content} near {place}") for speaker, cue, content in SENTENCES]
    parts = [f"{speaker} {cue} that {content} ({edition})." for speaker, cue, content in sentences]
    text = f"News of {place}\n\n" + " ".join(parts)
    made = Article(
        name, text, url=f"https://news.example/{name}", publisher="Orm Post", published=date(2026, 10, 1), title=name
    )
    statements = []
    for speaker, cue, content in sentences:
        start = text.index(f"{speaker} {cue} that {content}")
        roles, at = [], start
        for words in (speaker, cue, content):
            at = text.index(words, at)
            roles.append((Span(at, at + len(words)),))
        person = Speaker(speaker, "person", "named in the text", organisation="Orm Council")
        statements.append(Statement(statement_id(made, *roles), *roles, speaker=person, score=0.9))
    return Record(made, tuple(statements))


def build_ledger(path: Path) -> None:
    """Make the ledger that is damaged: some forty pages."""
    with Ledger.open(path) as ledger:
        for number in range(12):
            ledger.keep(article(f"boats-{number}"), model="m", at=NOW)
            ledger.keep(spoken(f"weir-{number}", 1), model="m", at=NOW)
        for number in range(4):
            ledger.keep(spoken(f"weir-{number}", 2), model="m", at=NOW)
        for number in range(6):
            first, second, _ = (said.id for said in spoken(f"weir-{number + 4}", 1).statements)
            ledger.judge(Confirmation(first, last=date(2027, 1, 1), by="Ada", at=NOW))
            ledger.judge(Resolution(first, outcome="yes", on=date(2026, 12, 1), by="Ada", at=NOW))
            ledger.judge(Correction(second, field="role", value="mayor", by="Ada", at=NOW))
        ledger.judge(Grade("Mara Voss", reliability="B", by="Ada", at=NOW))
        ledger.judge(SameAs("Mara Voss", "Voss", by="Ada", at=NOW))


def zero_page(content: bytearray, rng: random.Random) -> None:
    """Fill a page with zeros."""
    at = draw_page(content, rng)
    content[at : at + PAGE] = bytes(PAGE)


def swap_pages(content: bytearray, rng: random.Random) -> None:
    """Exchange two pages."""
    one, other = draw_page(content, rng), draw_page(content, rng)
    content[one : one + PAGE], content[other : other + PAGE] = content[other : other + PAGE], content[one : one + PAGE]


def write_noise(content: bytearray, rng: random.Random) -> None:
    """Overwrite a sector with random bytes."""
    at = draw_page(content, rng) + 512 * rng.randrange(8)
    content[at : at + 512] = rng.randbytes(512)


def flip_bits(content: bytearray, rng: random.Random) -> None:
    """Flip one bit in each of sixteen bytes of a page."""
    at = draw_page(content, rng)
    for _ in range(16):
        content[at + rng.randrange(PAGE)] ^= 1 << rng.randrange(8)


def cut_file(content: bytearray, rng: random.Random) -> None:
    """Cut the file in the middle of a page."""
    del content[draw_page(content, rng) + rng.randrange(PAGE) :]


def draw_page(content: bytearray, rng: random.Random) -> int:
    """Draw where a page begins; seldom the first, as its damage is the plainest."""
    return PAGE * rng.randrange(0 if rng.random() < 0.1 else 1, len(content) // PAGE)


DAMAGES: tuple[Callable[[bytearray, random.Random], None], ...] = (
    zero_page,
    swap_pages,
    write_noise,
    flip_bits,
    cut_file,
)


def commands_of(ledger: Path, folder: Path) -> Iterator[list[str]]:
    """Yield the arguments of every command that opens a ledger, but for `serve` and those that load the model."""
    said, key = spoken("weir-4", 1).statements[0].id, spoken("weir-1", 2).article.key
    other = folder / "other.jsonl"
    watch = folder / "watch.yaml"
    commands: tuple[tuple[str, ...], ...] = (
        ("search", "ferry"),
        ("search", "--speaker", "Mara Voss", "--json"),
        ("search", "is:forecast", "--table"),
        ("show", "weir-1"),
        ("show", said, "--json"),
        ("log", said),
        ("speaker", "Mara Voss"),
        ("claims",),
        ("claim", said),
        ("versions", "weir-1"),
        ("due", "--within", "400"),
        ("score",),
        ("grade", "Mara Voss"),
        ("grade", "Ion Pell", "--reliability", "C", "--by", "Ada"),
        ("confirm", spoken("weir-9", 1).statements[1].id, "--to", "2027-05-01", "--by", "Ada"),
        ("correct", said, "--role", "mayor", "--by", "Ada"),
        ("resolve", said, "--outcome", "no", "--evidence", "https://news.example/pier", "--by", "Ada"),
        ("same", "Ion Pell", "Mara Voss", "--by", "Ada"),
        ("redact", key, "--why", "a court", "--by", "Ada"),
        ("import", str(other)),
        ("watch", str(watch)),
        ("copy", str(folder / "copy.db")),
        ("verify",),
        *(("export", "--as", form) for form in ("csv", "jsonl", "webannotation", "schema.org", "stix", "ftm")),
    )
    for command in commands:
        yield [*command, "--ledger", str(ledger)]


WATCH = "name: Weir\nindicators:\n  - name: Boats\n    query: boats\n"


@dataclass
class Ends:
    """How commands ended, and the tracebacks of those that did so."""

    codes: Counter[str] = field(default_factory=Counter)
    tracebacks: list[str] = field(default_factory=list)


def run_command(arguments: list[str], ends: Ends) -> str:
    """Run a command in this process, as `main` does, and return what it printed to standard error."""
    said = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
        try:
            cli.main(arguments, prog_name="onrecord", standalone_mode=False)
            ends.codes["ended well"] += 1
        except SystemExit as leave:
            ends.codes["ended well" if not leave.code else "said what was wrong"] += 1
        except OnrecordError as error:
            ends.codes["said that it is damaged" if "damaged" in str(error) else "said what was wrong"] += 1
            said.write(str(error))
        except click.ClickException as error:
            ends.codes["usage"] += 1
            said.write(error.format_message())
        except Exception:
            ends.codes["traceback"] += 1
            ends.tracebacks.append(f"onrecord {' '.join(arguments)}\n{traceback.format_exc()}")
    return said.getvalue()


def read_rows(path: Path) -> list[tuple[object, ...]] | None:
    """Return all rows of all tables; None where SQLite finds the file damaged."""
    try:
        with contextlib.closing(sqlite3.connect(path)) as connection:
            if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                return None
            names = connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
            )
            tables = sorted(name for (name,) in names)
            rows = [(table, *row) for table in tables for row in connection.execute(f"SELECT * FROM {table}")]
            return rows + [
                connection.execute(f"PRAGMA {name}").fetchone() for name in ("user_version", "application_id")
            ]
    except (sqlite3.Error, UnicodeDecodeError):  # in SQLite's own message
        return None


def damage_file(source: Path, target: Path, rng: random.Random) -> str:
    """Write a damaged copy of a ledger and return what was done; drawn again until it changes what the file holds."""
    before = read_rows(source)
    while True:
        content = bytearray(source.read_bytes())
        drawn = [rng.choice(DAMAGES) for _ in range(rng.choice((1, 1, 1, 2, 3)))]
        for damage in drawn:
            if len(content) > 2 * PAGE:
                damage(content, rng)
        target.write_bytes(content)
        if read_rows(target) != before:
            return " + ".join(damage.__name__ for damage in drawn)


@dataclass
class Trial:
    """The result: what `verify` did not find, and how the commands ended."""

    missed: list[str] = field(default_factory=list)
    ends: Ends = field(default_factory=Ends)


def try_damages(folder: Path, ledgers: int, seed: int, *, commands: int | None = None) -> Trial:
    """Damage ledgers, verify each, and run all commands on it, or a sample of so many."""
    rng, trial = random.Random(seed), Trial()
    sound, damaged, used = (folder / f"{name}.db" for name in ("sound", "damaged", "used"))
    build_ledger(sound)
    (folder / "watch.yaml").write_text(WATCH, "utf-8")
    run_command(["export", "--as", "jsonl", "--out", str(folder / "other.jsonl"), "--ledger", str(sound)], trial.ends)
    for number in range(ledgers):
        done = damage_file(sound, damaged, rng)
        before = Ends()
        said = run_command(["verify", "--ledger", str(damaged)], before)
        if "no fault found" in said:
            trial.missed.append(f"ledger {number} ({done}): verify found nothing")
        trial.ends.tracebacks += before.tracebacks
        for arguments in rng.sample(every := list(commands_of(used, folder)), commands or len(every)):
            for old in (*folder.glob("used.db*"), *folder.glob("copy.db*")):
                old.unlink()
            shutil.copy(damaged, used)
            run_command(arguments, trial.ends)
    return trial


def main() -> None:
    """Print what was not found and what ended in a traceback; exit with 1 where anything did."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ledgers", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        trial = try_damages(Path(folder), args.ledgers, args.seed)
    ended = ", ".join(f"{count} {how}" for how, count in trial.ends.codes.most_common())
    print("\n".join((*trial.missed, *trial.ends.tracebacks)))
    print(
        f"{args.ledgers} damaged ledgers: {len(trial.missed)} not found by verify; of {trial.ends.codes.total()} "
        f"commands {ended}"
    )
    sys.exit(bool(trial.missed or trial.ends.tracebacks))


if __name__ == "__main__":
    main()
