"""Feed the library, the command and the desk with broken and hostile input, and report whatever they do wrong.

    python -m bench.fuzz                                             # all, an hour or two
    python -m bench.fuzz --inputs 500 --commands 0 --requests 0 --seed 7
    python -m bench.fuzz --sections feeds,imports --out build/fuzz

--inputs are shared out among the sections of the library: texts, strings, pages, bytes, rows, feeds, stages, queries,
watches and imports; the others are called commands and requests. A fault is any exception but an OnrecordError, a
failure that says that it is onrecord's own, a command that ends in a traceback, an answer of 500; more than 2 s of
processor time for 10 kB; an article that the ledger does not give back as it was kept, that holds a control character
or is no strict JSON; an export that fails; and more than 700 MB of memory. One article in thirty is read with the
shipped model, the others with a small tagger. Nothing of it asks the network. Each new kind of fault is printed; its
input, made shorter, is written to --out (SECTION-NUMBER.bin), with the traceback beside it.
"""

import argparse
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from bench.fuzz_command import CommandSection
from bench.fuzz_desk import DeskSection
from bench.fuzz_inputs import shrink
from bench.fuzz_library import LIBRARY_SECTIONS, PACKAGE, FaultError, Section

SECONDS, FOR_BYTES = 2.0, 10_000
"""Of processor time, for so many bytes of input or fewer."""
MOST_SECONDS = 20.0
"""Of processor time: then an input is stopped."""
MOST_MEGABYTES = 700


class TooSlowError(BaseException):
    """An input took MOST_SECONDS; no BaseException of the code under test, so that nothing takes it for its own."""


@dataclass(frozen=True)
class Outcome:
    """What became of one input: the kind of its fault ("" for none) with its traceback, and its processor time."""

    kind: str
    refused: bool
    seconds: float
    trace: str = ""


@dataclass
class Tally:
    """What became of a section's inputs. faults: by their kind, how often."""

    inputs: int = 0
    refused: int = 0
    slowest: float = 0.0
    faults: Counter[str] = field(default_factory=Counter)


@contextmanager
def _stopping_after(seconds: float) -> Iterator[None]:
    """Stop a block by TooSlowError; on Windows, which has no such timer, nothing stops it."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(number: int, frame: object) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def run_case(section: Section, data: bytes) -> Outcome:
    """Run one input of a section."""
    begun = time.process_time()
    kind, refused, trace = "", False, ""
    try:
        with _stopping_after(MOST_SECONDS):
            refused = section.run(data)
    except (Exception, TooSlowError) as error:
        kind, trace = _describe(error), "".join(traceback.format_exception(error))
    return Outcome(kind, refused, time.process_time() - begun, trace)


def run_in_time(section: Section, data: bytes) -> Outcome:
    """Run one input of a section; it is a fault if it is slow three times, for a busy machine is slow once."""
    outcome = run_case(section, data)
    most = SECONDS * max(1.0, len(data) / FOR_BYTES)
    for _ in range(2):
        if outcome.kind or not section.timed or outcome.seconds <= most:
            return outcome
        again = run_case(section, data)
        outcome = replace(again, seconds=min(again.seconds, outcome.seconds))
    return replace(outcome, kind=f"slower than {SECONDS:g} s") if outcome.seconds > most else outcome


def _describe(error: BaseException) -> str:
    """Return the kind of a fault by its place; what a message quotes of the input comes after a colon."""
    if isinstance(error, FaultError):
        return str(error)
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(PACKAGE)]
    # Frozen values refuse nonsense, whoever made it: what matters is who.
    makers = [frame for frame in ours if Path(frame.filename).name != "records.py"] or ours
    place = f"at {Path(makers[-1].filename).relative_to(PACKAGE)}:{makers[-1].lineno}" if makers else "outside onrecord"
    if isinstance(error, TooSlowError):
        return f"stopped after {MOST_SECONDS:g} s {place}"
    return f"{type(error).__name__} {place}: {error!s:.100}"


class Report:
    """Prints faults, and writes the inputs that show them to a folder."""

    def __init__(self, out: Path) -> None:
        self.out, self.count = out, 0
        out.mkdir(parents=True, exist_ok=True)

    def show(self, section: str, outcome: Outcome, data: bytes) -> None:
        """Print a new kind of fault, and write its input and its traceback."""
        self.count += 1
        path = self.out / f"{section}-{self.count}.bin"
        path.write_bytes(data)
        path.with_suffix(".txt").write_text(f"{outcome.kind}\n{outcome.trace}", "utf-8", errors="backslashreplace")
        print(f"    {ascii(outcome.kind)[1:-1]}\n        {path}: {data[:80]!r}", flush=True)


def run_section(section: Section, count: int, *, seed: int, report: Report) -> Tally:
    """Run a section's inputs; each new kind of fault goes to `report` with the input that shows it, made shorter."""
    tally = Tally()
    for number in range(count):
        data = section.draw(random.Random(f"{seed} {section.name} {number}"))
        outcome = run_in_time(section, data)
        tally.inputs += 1
        tally.refused += outcome.refused
        tally.slowest = max(tally.slowest, outcome.seconds)
        if outcome.kind:
            name = outcome.kind.partition(": ")[0]
            tally.faults[name] += 1
            if tally.faults[name] == 1:
                report.show(section.name, outcome, data if outcome.seconds > SECONDS else _shrink(section, data, name))
    for kind in section.finish():
        tally.faults[kind] += 1
        report.show(section.name, Outcome(kind, False, 0.0), b"")
    return tally


def _shrink(section: Section, data: bytes, name: str) -> bytes:
    return shrink(data, lambda part: run_case(section, part).kind.startswith(name))


def find_peak_megabytes() -> float:
    """Return the most memory that this process has held, in MB; 0.0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


def main() -> None:
    """Print a table of counts and each kind of fault; exit with 1 where there is one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=10_000, help="through the library")
    parser.add_argument("--commands", type=int, default=500)
    parser.add_argument("--requests", type=int, default=3_000, help="at the desk")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sections", help="names, with commas between; all where left out")
    parser.add_argument("--out", type=Path, default=Path("build/fuzz"), help="a folder for inputs that fail")
    args = parser.parse_args()
    counts: dict[type[Section], int] = dict.fromkeys(LIBRARY_SECTIONS, args.inputs // len(LIBRARY_SECTIONS))
    counts |= {CommandSection: args.commands, DeskSection: args.requests}
    names = [kind.name for kind in counts]
    chosen = set(args.sections.split(",")) if args.sections else set(names)
    if unknown := chosen - set(names):
        parser.error(f"no section is called {', '.join(sorted(unknown))}: there are {', '.join(names)}")
    report = Report(args.out)
    print(f"{'section':10}{'inputs':>8}{'refused':>9}{'slowest':>10}{'faults':>8}", flush=True)
    for kind, count in counts.items():
        if kind.name in chosen and count:
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
                tally = run_section(kind(Path(folder)), count, seed=args.seed, report=report)
            row = f"{tally.inputs:8}{tally.refused:9}{tally.slowest:8.2f} s{tally.faults.total():8}"
            print(f"{kind.name:10}{row}", flush=True)
            for words, times in tally.faults.most_common():
                print(f"    {times} × {ascii(words)[1:-1]}")
    peak = find_peak_megabytes()
    print(f"peak memory {peak:.0f} MB (at most {MOST_MEGABYTES}); {report.count} kinds of fault")
    sys.exit(bool(report.count) or peak > MOST_MEGABYTES)


if __name__ == "__main__":
    main()
