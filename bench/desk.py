"""Measure the desk on a large ledger: start-up, the time of each page, many readers while articles are added.

    python -m bench.desk --ledger build/100000.db     # made by `python -m bench.ledger --keep build`
    python -m bench.desk --articles 10000             # builds one first

Everything is done to a copy. `onrecord serve` is started as a user starts it, with a watch over invented words. The
start-up time runs from the start of the process to its first answer, so it includes Python's start and all imports.

The time of a page is measured by a client on the same machine, over loopback, one request after the other on one
connection, to the last byte of the response. Each page is requested 105 times, and the first five do not count.
Requests are drawn as bench/ledger.py draws its articles: words by Zipf, function words included; speakers by Zipf;
articles, statements and claims at random. A page that answers 404 the first time is not part of this desk and is left
out.

Then 50 readers, each on a connection of its own, request pages drawn from all of those, without a pause, for ten
seconds, while another process adds an article each second. A status of 400 or more and a broken connection count as
errors. The clients are threads of this process, on the same processors as the desk: their own work is part of those
times. Finally the desk gets SIGINT: it must exit with 0 within two seconds.
"""

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median
from urllib.parse import quote, urlencode

from bench.ledger import DAYS, FIRST, World, at_95, build
from onrecord.ledger import Ledger

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 12, 31)
WARMING = 5
ASKED = 100
READERS = 50
SECONDS = 10
AIM = 150.0
"""Milliseconds at the 95th percentile."""
UP, DOWN = 2.0, 2.0
"""Seconds until it is up, and until it has stopped."""
WATCH = "Made-up words"


@dataclass(frozen=True)
class Page:
    """A page of the desk. asked: makes the address of one, anew each time; empty where the ledger has none."""

    name: str
    asked: Callable[[], str]


@dataclass
class Figures:
    """What was measured: seconds by page; of the readers' requests, errors by what they were."""

    pages: dict[str, list[float]] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)


class Draw:
    """What is asked for: drawn as the articles of the made-up world were."""

    def __init__(self, path: Path, seed: int, rng_seed: int = 7) -> None:
        self.world = World(seed)
        self.rng = self.world.rng = random.Random(rng_seed)
        self.claims: list[str] = []
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            self.keys = self._some(connection, "key", "article")
            self.ids = self._some(connection, "id", "statement")

    def _some(self, connection: sqlite3.Connection, column: str, table: str) -> list[str]:
        (last,) = connection.execute(f"SELECT max(number) FROM {table}").fetchone()
        sql = f"SELECT {column} FROM {table} WHERE number = ?"
        found = (connection.execute(sql, (self.rng.randint(1, last),)).fetchone() for _ in range(500))
        return [row[0] for row in found if row]

    def word(self) -> str:
        return self.world.word()

    def speaker(self) -> str:
        return self.world.speakers.draw(self.rng)

    def month(self) -> str:
        first = FIRST + timedelta(days=self.rng.randrange(DAYS))
        return f"said:{first}..{first + timedelta(days=29)}"


def pages(draw: Draw) -> Iterator[Page]:
    """Every page that a desk may have."""
    rng = draw.rng

    def search(made: Callable[[], str]) -> Callable[[], str]:
        return lambda: "/search?" + urlencode({"q": made()})

    def claim() -> str:
        return f"/claims/{rng.choice(draw.claims)}" if draw.claims else ""

    yield Page("home", lambda: "/")
    yield Page("articles", lambda: "/articles")
    yield Page("articles, some pages on", lambda: f"/articles?offset={rng.randrange(500)}")
    yield Page("an article", lambda: f"/articles/{rng.choice(draw.keys)}")
    yield Page("an article's versions", lambda: f"/articles/{rng.choice(draw.keys)}/versions")
    yield Page("a statement", lambda: f"/statements/{rng.choice(draw.ids)}")
    yield Page("search: nothing yet", lambda: "/search")
    yield Page("search: a word", search(draw.word))
    yield Page("search: two words", search(lambda: f"{draw.word()} {draw.word()}"))
    yield Page("search: a word and a month", search(lambda: f"{draw.word()} {draw.month()}"))
    yield Page("search: a speaker", search(lambda: f'speaker:"{draw.speaker()}"'))
    yield Page("search: a quantity", search(lambda: f"{draw.world.units.draw(rng)}>1000"))
    yield Page("speakers", lambda: "/speakers")
    yield Page("a speaker", lambda: f"/speakers/{quote(draw.speaker())}")
    yield Page("a speaker's claims", lambda: f"/speakers/{quote(draw.speaker())}/claims")
    yield Page("a speaker's contradictions", lambda: f"/speakers/{quote(draw.speaker())}/contradictions")
    yield Page("forecasts", lambda: "/forecasts")
    yield Page("scores", lambda: "/scores")
    yield Page("claims", lambda: "/claims")
    yield Page("a claim", claim)
    yield Page("watches", lambda: "/watches")
    yield Page("a watch", lambda: f"/watches/{quote(WATCH)}")
    yield Page("a watch's brief", lambda: f"/watches/{quote(WATCH)}/brief")
    yield Page("adding", lambda: "/add")
    yield Page("a statement's log", lambda: f"/log/{rng.choice(draw.ids)}")


def watch_file(folder: Path, draw: Draw) -> Path:
    """A watch over words of the made-up world, none of the commonest."""
    some = draw.world.words.values[200:204]
    queries = [{"name": f"About {word}", "query": word} for word in some]
    made = {"name": WATCH, "about": "Words that were drawn.", "indicators": queries}
    path = folder / "watch.yaml"
    path.write_text(json.dumps(made), "utf-8")  # JSON is YAML
    return path


class Client:
    """One connection, kept open."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, address: str) -> tuple[int, bytes, float]:
        """The status, the body, and the seconds until the last byte."""
        begun = time.perf_counter()
        try:
            self._connection.request("GET", address)
            answer = self._connection.getresponse()
            body = answer.read()
        except (OSError, HTTPException):
            self._connection.close()
            raise
        return answer.status, body, time.perf_counter() - begun


class Serving:
    """The desk in a process of its own. up: seconds from its start to its first answer."""

    def __init__(self, ledger: Path, watch: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [sys.executable, "-c", "from onrecord.cli import main; main()", "serve", "--port", str(self.port)]
        command += ["--no-token", "--ledger", str(ledger), "--watch", str(watch), "--as-of", TODAY.isoformat()]
        begun = time.perf_counter()
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, env=_environment(), text=True)
        while not self._answers():
            if self.process.poll() is not None:
                raise SystemExit(f"the desk did not start: {self.process.communicate()[1]}")
            time.sleep(0.01)
        self.up = time.perf_counter() - begun

    def _answers(self) -> bool:
        with contextlib.suppress(OSError, HTTPException):
            return Client(self.port).ask("/")[0] == 200
        return False

    def stop(self) -> tuple[float, int, str]:
        """Stop it as Ctrl-C does: the seconds that takes, its exit code, and what it said."""
        begun = time.perf_counter()
        self.process.send_signal(signal.SIGINT)
        try:
            said = self.process.communicate(timeout=30)[1]
        except subprocess.TimeoutExpired:
            self.process.kill()
            said = self.process.communicate()[1]
        return time.perf_counter() - begun, self.process.returncode, said


def middle(seconds: list[float]) -> float:
    """The median, in milliseconds."""
    return median(seconds) * 1e3 if seconds else 0.0


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}


def take_times(client: Client, draw: Draw, figures: Figures) -> list[Page]:
    """Ask for every page that there is, one request after the other; the pages that there are."""
    there = []
    for page in pages(draw):
        first = page.asked()
        if not first or client.ask(first)[0] == 404:
            figures.skipped.append(page.name)
            continue
        if page.name == "claims":
            draw.claims = claim_ids(client)
        there.append(page)
        took = []
        for _ in range(WARMING + ASKED):
            address = page.asked()
            status, _, seconds = client.ask(address)
            took.append(seconds)
            if status >= 400:
                figures.errors[f"{status} at {address}"] += 1
        figures.pages[page.name] = took[WARMING:]
    return there


def claim_ids(client: Client) -> list[str]:
    """The ids of the claims that the list of claims shows, as its JSON has them."""
    status, body, _ = client.ask("/claims.json")
    found = json.loads(body) if status == 200 else {}
    rows = next((value for value in found.values() if isinstance(value, list) and value), [])
    return [row["id"] for row in rows if isinstance(row, dict) and "id" in row]


def read_at_once(port: int, there: list[Page], figures: Figures, readers: int, seconds: float) -> list[float]:
    """Many readers for some seconds: the seconds of each answer."""
    took, lock = list[float](), threading.Lock()

    def reader(number: int) -> None:
        client, rng = Client(port), random.Random(number)
        while time.perf_counter() < until:
            with lock:
                address = rng.choice(there).asked()
            try:
                status, _, spent = client.ask(address)
            except (OSError, HTTPException) as error:
                figures.errors[f"{type(error).__name__} at {address}"] += 1
                continue
            with lock:
                took.append(spent)
                if status >= 400:
                    figures.errors[f"{status} at {address}"] += 1

    until = time.perf_counter() + seconds
    threads = [threading.Thread(target=reader, args=(number,)) for number in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took


@contextmanager
def writing(ledger: Path, seed: int) -> Iterator[subprocess.Popen[str]]:
    """Another process that keeps an article each second, and tells the milliseconds that each took."""
    command = [sys.executable, "-m", "bench.desk", "--ledger", str(ledger), "--seed", str(seed), "--write"]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_environment(), text=True
    )
    try:
        assert process.stdout
        process.stdout.readline()  # it is ready
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


def write(path: Path, seed: int) -> None:
    """Keep an article each second, until standard input is closed."""
    draw = Draw(path, seed, rng_seed=11)
    stop = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
    with Ledger.open(path) as ledger:
        number = 10_000_000
        print("ready", flush=True)
        while not stop.wait(1.0):
            made = draw.world.article(number)
            begun = time.perf_counter()
            ledger.keep(made, model="made up", at=datetime.now(UTC))
            print((time.perf_counter() - begun) * 1e3, flush=True)
            number += 1


def measure(ledger: Path, folder: Path, seed: int) -> int:
    """Measure it all and print it; how much was not as it must be."""
    draw, figures = Draw(ledger, seed), Figures()
    Ledger.open(ledger).close()  # an older one is brought up to this version before the clock runs
    serving = Serving(ledger, watch_file(folder, draw))
    try:
        print(f"up in {serving.up:.2f} s (asked: {UP:.0f})")
        there = take_times(Client(serving.port), draw, figures)
        print(f"\n{'milliseconds a page':28}{'p50':>8}{'p95':>8}   asked: {AIM:.0f}")
        for name, took in figures.pages.items():
            late = "" if at_95(took) < AIM else "   too slow"
            print(f"{name:28}{middle(took):8.1f}{at_95(took):8.1f}{late}")
        if figures.skipped:
            print(f"not in this desk: {', '.join(figures.skipped)}")
        with writing(ledger, seed) as writer:
            took = read_at_once(serving.port, there, figures, READERS, SECONDS)
            told, complained = writer.communicate(input="")
        kept = [float(line) for line in told.splitlines()]
        if writer.returncode:
            figures.errors[f"the writer failed: {complained}"] += 1
        print(
            f"\n{READERS} readers for {SECONDS} s: {len(took)} answers, {len(took) / SECONDS:.0f} a second, "
            f"p50 {middle(took):.0f} ms, p95 {at_95(took):.0f} ms; meanwhile "
            f"{len(kept)} articles kept, the slowest in {max(kept, default=0):.0f} ms"
        )
        print(f"errors: {figures.errors.total()}")
        for words, count in figures.errors.most_common(10):
            print(f"  {count} × {words}")
    finally:
        seconds, code, said = serving.stop()
        print(f"stopped in {seconds:.2f} s with exit code {code} (asked: {DOWN:.0f} s, 0)")
    slow = sum(at_95(took) >= AIM for took in figures.pages.values())
    if "Traceback" in said:
        print(said)
    return figures.errors.total() + slow + (serving.up >= UP) + (seconds >= DOWN) + bool(code) + ("Traceback" in said)


def main() -> None:
    """Print the figures; exit with 1 where anything is not as it must be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ledger", type=Path, help="a ledger that bench.ledger made; it is copied")
    parser.add_argument("--articles", type=int, default=100_000, help="how many to build, where none is given")
    parser.add_argument("--seed", type=int, default=1, help="the one that the ledger was built with")
    parser.add_argument("--write", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.write:
        write(args.ledger, args.seed)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "record.db")
        if args.ledger:
            shutil.copyfile(args.ledger, path)
        else:
            build(World(args.seed), range(args.articles), path)
        sys.exit(bool(measure(path, Path(folder), args.seed)))


if __name__ == "__main__":
    main()
