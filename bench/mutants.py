"""Plant one small fault at a time and check whether the tests of its room notice it (mutation testing).

    python -m bench.mutants                           # 240 faults of all rooms of rules, an hour at most
    python -m bench.mutants claims watches --sample 60 --seed 7

A fault in Python is one of cosmic-ray's mutations (a comparison reversed, a number changed by one, a condition negated,
an operator replaced, a loop skipped, …). A fault in a TOML file is a number changed, an entry of a list removed, or a
line `key = …` removed. The sample is drawn by its seed, from each room in proportion to its possible faults, with a
fifth in TOML files. Each fault is planted in a copy of the package; the tests of its room (tests/ROOM…) run against the
copy until the first failure. Mutations that cannot change the behaviour are not drawn: of `|`, which is used for types
here, of decorators, and of lines that raise an error. A survivor is a fault that no test of its room noticed; each is
printed as the line before and after, so that somebody can write the missing case. Some survivors are equivalent: they
change nothing that could be observed. They are counted in the figure.

Needs requirements-mutants.txt. Prints its figures as a table and, with --json, as one object.
"""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path
from queue import SimpleQueue

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.provider import OperatorProvider
from rich.console import Console
from rich.progress import track
from rich.table import Table

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "onrecord"
RULES = "text attribution enrich claims watches briefs analysis identities scoring syndication".split()
"""The rooms that decide something about a text. Those of input, pages and commands have other tests: whole runs."""
# Types are written with `|`; a decorator is a dataclass, a cache or a property; the two last mutate names at random,
# which mypy finds.
UNUSED = re.compile(r"BitOr|RemoveDecorator|VariableReplacer|VariableInserter|NoOp")
TOML_SHARE = 0.2
# A fault that makes an endless loop must not hold a worker: three times what the room's tests take unharmed, at least.
PATIENCE = 3.0
SLACK = 20.0


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One change of one file: `apply` gives the file's new text; None where it turns out to change nothing."""

    room: str
    path: Path
    name: str
    apply: Callable[[], str | None]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the tests made of a fault: "killed", "survived", "timeout" (killed too), or "unchanged", with its diff."""

    fault: Fault
    outcome: str
    diff: str = ""


@dataclass
class Tests:
    """The tests of the rooms, and how long each takes where nothing is wrong."""

    seconds: dict[str, float] = field(default_factory=dict)

    def paths_of(self, room: str) -> list[str]:
        """The test files and folders of a room: those of its own name, under tests/."""
        inside = Path("tests") / room
        candidates = [inside, inside.parent / f"test_{inside.name}.py"]
        return [str(path) for path in candidates if (ROOT / path).exists()]

    def measure(self, room: str, source: Path) -> None:
        """Run a room's tests against the unharmed copy; SystemExit where they fail already."""
        begun = time.monotonic()
        if not self.pass_on(room, source, limit=1_200):
            raise SystemExit(f"the tests of {room} fail without any fault: fix them first")
        self.seconds[room] = time.monotonic() - begun

    def pass_on(self, room: str, source: Path, *, limit: float) -> bool:
        """Return whether a room's tests pass on this copy of the sources. subprocess.TimeoutExpired past the limit."""
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-m", "not slow"]
        environment = os.environ | {"PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            [*command, *self.paths_of(room)], cwd=ROOT, env=environment, capture_output=True, timeout=limit, check=False
        )
        return done.returncode == 0


def room_of(path: Path) -> str:
    """The room of a module or data file: its first folder, in enrich/ the second where that has tests of its own."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    inner = "/".join(parts[:2])
    return inner if parts[0] == "enrich" and Tests().paths_of(inner) else parts[0]


def find_python_faults(path: Path) -> Iterator[Fault]:
    """All mutations of a module that could change what it does."""
    source = path.read_text("utf-8")
    tree = get_ast(source)
    lines, room, operators = source.splitlines(), room_of(path), OperatorProvider()
    for name in operators:
        if UNUSED.search(name):
            continue
        operator = operators[name]()
        places = (start for node in ast_nodes(tree) for start, _ in operator.mutation_positions(node))
        for occurrence, (line, _) in enumerate(places):
            if not lines[line - 1].lstrip().startswith("raise"):
                yield Fault(
                    room=room,
                    path=path,
                    name=name,
                    apply=lambda operator=operator, occurrence=occurrence: mutate_code(source, operator, occurrence),  # type: ignore[misc]
                )


def find_toml_faults(path: Path) -> Iterator[Fault]:
    """A number moved, an entry or a line left out, one at a time."""
    source, room = path.read_text("utf-8"), room_of(path)
    for name, pattern, change in _TOML_CHANGES:
        for match in pattern.finditer(source):
            text = source[: match.start()] + change(match) + source[match.end() :]
            yield Fault(room=room, path=path, name=name, apply=lambda text=text: _parsed(text, source))  # type: ignore[misc]


def _parsed(text: str, before: str) -> str | None:
    """The text, where it is TOML still and says something else."""
    try:
        return text if tomllib.loads(text) != tomllib.loads(before) else None
    except tomllib.TOMLDecodeError:
        return None


def _move_number(match: re.Match[str]) -> str:
    """An integer by one; a fraction to the other side of its sign, which is the fault that once went unnoticed."""
    number = match[0]
    if "." not in number:
        return str(int(number) + 1)
    return number[1:] if number.startswith("-") else f"-{number}"


_TOML_CHANGES: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    # Numbers as values: not those inside strings or keys.
    ("number moved", re.compile(r"(?<=[=\[,] )-?\d+(?:\.\d+)?(?=\s*[,\]\n#])"), _move_number),
    # One string of a list of several; what is left must still parse.
    ("entry left out", re.compile(r'"[^"\n]+",[ \n]'), lambda _match: ""),
    ("line left out", re.compile(r"^[\w\"' -]+ = .+\n", re.MULTILINE), lambda _match: ""),
)


def draw_sample(rooms: Sequence[str], size: int, seed: int) -> list[Fault]:
    """Faults of these rooms, the same for the same sources, size and seed."""
    paths = sorted(
        path
        for path in (*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.toml"))
        if path.relative_to(PACKAGE).parts[0].removesuffix(".py") in rooms
    )
    python = [fault for path in paths if path.suffix == ".py" for fault in find_python_faults(path)]
    toml = [fault for path in paths if path.suffix == ".toml" for fault in find_toml_faults(path)]
    chance = random.Random(seed)
    few = min(round(size * TOML_SHARE), len(toml))
    # Some TOML files hold thousands of words: each file has the same chance, then each fault in it.
    by_file = {path: [fault for fault in toml if fault.path == path] for path in {fault.path for fault in toml}}
    drawn = [chance.choice(by_file[chance.choice(sorted(by_file))]) for _ in range(few)]
    drawn += chance.sample(python, min(size - few, len(python)))
    # Where the time is up before the sample is, what was judged is a fair part of it.
    chance.shuffle(drawn)
    return drawn


def judge_fault(fault: Fault, tests: Tests, copies: SimpleQueue[Path]) -> Verdict:
    """Plant a fault in a free copy of the sources, run its room's tests, mend the copy."""
    text = fault.apply()
    before = fault.path.read_text("utf-8")
    if text is None or text == before:
        return Verdict(fault=fault, outcome="unchanged")
    copy = copies.get()
    target = copy / fault.path.relative_to(ROOT / "src")
    try:
        target.write_text(text, "utf-8")
        limit = PATIENCE * tests.seconds[fault.room] + SLACK
        outcome = "survived" if tests.pass_on(fault.room, copy, limit=limit) else "killed"
    except subprocess.TimeoutExpired:
        outcome = "timeout"
    finally:
        target.write_text(before, "utf-8")
        copies.put(copy)
    lines = unified_diff(before.splitlines(), text.splitlines(), lineterm="", n=0)
    return Verdict(fault=fault, outcome=outcome, diff="\n".join(list(lines)[3:]))


def run_sample(faults: Sequence[Fault], *, minutes: float, workers: int) -> list[Verdict]:
    """Judge the faults, in copies of the sources, until the time is up; those that were not reached are left out."""
    until, tests, copies = time.monotonic() + 60 * minutes, Tests(), SimpleQueue[Path]()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        for number in range(workers):
            copies.put(Path(shutil.copytree(ROOT / "src", Path(folder) / str(number) / "src")))
        whole = copies.get()
        for room in track(sorted({fault.room for fault in faults}), "tests without a fault"):
            tests.measure(room, whole)
        copies.put(whole)

        def judge_in_time(fault: Fault) -> Verdict | None:
            return judge_fault(fault, tests, copies) if time.monotonic() < until else None

        with ThreadPoolExecutor(workers) as pool:
            verdicts = list(track(pool.map(judge_in_time, faults), "faults planted", total=len(faults)))
    return [verdict for verdict in verdicts if verdict is not None]


def print_table(verdicts: Sequence[Verdict]) -> None:
    """The figures by room, and each survivor with its line."""
    console, table = Console(), Table("room", "planted", "noticed", "survived", "noticed, %")
    counts = Counter((v.fault.room.partition("/")[0], v.outcome) for v in verdicts)
    rooms = sorted({room for room, _ in counts})
    for room in rooms:
        noticed = counts[room, "killed"] + counts[room, "timeout"]
        planted = noticed + counts[room, "survived"]
        table.add_row(room, *map(str, (planted, noticed, planted - noticed, f"{100 * noticed / max(1, planted):.0f}")))
    for verdict in verdicts:
        if verdict.outcome == "survived":
            console.print(f"survived: {verdict.fault.path.relative_to(ROOT)}: {verdict.fault.name}", markup=False)
            console.print(verdict.diff, markup=False, highlight=False)
    console.print(table)


def summarise(verdicts: Sequence[Verdict]) -> dict[str, float]:
    """How many faults were planted, noticed and not, and the share that was noticed."""
    counts = Counter(verdict.outcome for verdict in verdicts)
    noticed = counts["killed"] + counts["timeout"]
    planted = noticed + counts["survived"]
    return {
        "planted": planted,
        "noticed": noticed,
        "survived": counts["survived"],
        "share": noticed / max(1, planted),
    }


def main() -> None:
    """Draw, plant, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="*", default=RULES, help="rooms of src/onrecord; all rooms of rules if none")
    parser.add_argument("--sample", type=int, default=240, help="how many faults to plant")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=55.0, help="stop planting after this time")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON last")
    options = parser.parse_args()
    faults = draw_sample(options.rooms, options.sample, options.seed)
    verdicts = run_sample(faults, minutes=options.minutes, workers=options.workers)
    print_table(verdicts)
    figures = summarise(verdicts)
    print(json.dumps(figures) if options.json else f"noticed {figures['share']:.0%} of {figures['planted']}")


if __name__ == "__main__":
    main()
