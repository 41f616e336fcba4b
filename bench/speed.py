"""Measure the speed of `onrecord extract` and of spaCy with textacy, over 200 articles of our own, on two cores.

    python -m bench.speed

Wall time from start to end of each command, loading included. Memory is the proportional set size of all its processes
together, sampled ten times a second. Finally, the tagger's time is compared with the lower bound that the processor's
matrix speed sets.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from bench import articles
from onrecord.attribution.tagger import Network

_WIDTH, _INNER, _LAYERS = 384, 1536, 6


def timed(command: list[str], out: Path) -> tuple[float, float, str]:
    """Run a command: its seconds, its peak of memory in MB, and what it wrote to standard error."""
    begun, peak = time.perf_counter(), 0.0
    with out.open("wb") as file, tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(command, stdout=file, stderr=errors)
        while process.poll() is None:
            peak = max(peak, memory(process.pid))
            time.sleep(0.1)
        seconds = time.perf_counter() - begun
        errors.seek(0)
        told = errors.read()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{told}")
    return seconds, peak, told


def memory(pid: int) -> float:
    """The proportional set size, in MB, of a process and all below it; 0 where it has gone."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return 0.0
    own = sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return own / 1024 + sum(memory(int(child)) for child in below)


def rate() -> float:
    """Float32 operations a second of a matrix product of the encoder's shape, best of some."""
    a = np.random.default_rng(1).random((2048, _WIDTH), dtype=np.float32)
    b = np.random.default_rng(2).random((_WIDTH, _INNER), dtype=np.float32)
    best = 0.0
    for _ in range(50):
        begun = time.perf_counter()
        a @ b
        best = max(best, 2 * a.shape[0] * _WIDTH * _INNER / (time.perf_counter() - begun))
    return best


def operations(pieces: int, window: float) -> float:
    """Multiplications and additions of the encoder for so many pieces, read in windows of so many."""
    matrices = _LAYERS * (4 * _WIDTH * _WIDTH + 2 * _WIDTH * _INNER)
    attention = _LAYERS * 2 * window * _WIDTH
    return 2 * pieces * (matrices + attention)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--alone", action="store_true", help="without spaCy and textacy")
    args = parser.parse_args()
    texts = articles.make(args.articles)
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} articles, {words} words")
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "in.jsonl"), Path(folder, "out.jsonl")
        source.write_text("".join(json.dumps({"id": str(i), "text": t}) + "\n" for i, t in enumerate(texts)), "utf-8")
        commands = {
            "onrecord extract": [str(Path(sys.executable).parent / "onrecord"), "extract", str(source)],
            "spaCy + textacy": [sys.executable, "-m", "bench.peer", str(source)],
        }
        if args.alone:
            del commands["spaCy + textacy"]
        print(f"{'':18}{'seconds':>9}{'articles/s':>12}{'words/s':>10}{'peak MB':>9}")
        seconds = {}
        for name, command in commands.items():
            seconds[name], peak, told = timed(command, out)
            per = seconds[name]
            print(f"{name:18}{per:9.1f}{len(texts) / per:12.2f}{words / per:10.0f}{peak:9.0f}  {told.strip()}")
        if len(seconds) == 2:
            print(f"ratio: {seconds['spaCy + textacy'] / seconds['onrecord extract']:.2f}")
    network = Network.load()
    begun = time.perf_counter()
    tagged = [network.score_pieces(text) for text in texts]
    per = (time.perf_counter() - begun) / len(texts)
    needed = sum(operations(len(t.pieces), float(np.mean([w.end - w.start for w in t.windows]))) for t in tagged)
    floor = needed / len(texts) / rate()
    print(
        f"the tagger alone: {per * 1e3:.1f} ms an article; {needed / len(texts) / 1e9:.2f} G operations an article "
        f"at {rate() / 1e9:.0f} G a second (float32) are {floor * 1e3:.1f} ms: {per / floor:.2f} times the floor"
    )


if __name__ == "__main__":
    main()
