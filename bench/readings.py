"""Score the readings on the dev data, and measure their speed next to their peers'.

    python -m bench.readings --shared ../shared

Each command is printed before it runs; rows go through questions.py. Speed is measured in one process on one core, ours
and theirs in turn over the same texts.
"""

import argparse
import json
import tempfile
from pathlib import Path

from bench import forecasts, paces
from bench.running import onrecord, scorer


def main() -> None:
    """Print the commands and each scorer's figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    shared = parser.parse_args().shared
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for name, gold in (("times", "timex/train.jsonl"), ("quantities", "quantities/dev.jsonl")):
            scored(shared, folder, "extract", gold, f"score_{name}.py")
        scored(shared, folder, "certainty", "factuality/dev.jsonl", "score_factuality.py")
        speakers(shared, folder)
        seed(shared, folder)
    print("$ python -m bench.forecasts")
    for part in forecasts.PARTS:
        print(f"{part}: {forecasts.score(forecasts.STATEMENTS / f'{part}.jsonl', show=False)}")
    paces.main()


def scored(shared: Path, folder: Path, command: str, gold: str, name: str) -> None:
    """Ask a command the questions of a gold file, and score its answers."""
    questions, answers = folder / "in.jsonl", folder / "out.jsonl"
    scorer(shared, "questions.py", shared / gold, out=questions)
    onrecord(command, questions, out=answers)
    scorer(shared, name, shared / gold, answers)


def speakers(shared: Path, folder: Path) -> None:
    """`onrecord speakers` over the gold statements of the articles whose speakers are known."""
    gold = shared / "speakers" / "dev.jsonl"
    known = {json.loads(line)["id"] for line in gold.read_text("utf-8").splitlines()}
    every, some, answers = folder / "every.jsonl", folder / "some.jsonl", folder / "speakers.jsonl"
    scorer(shared, "questions.py", shared / "polnear" / "dev.jsonl", "--spans", out=every)
    kept = [line for line in every.read_text("utf-8").splitlines() if json.loads(line)["id"] in known]
    some.write_text("\n".join(kept) + "\n", "utf-8")
    onrecord("speakers", some, out=answers)
    scorer(shared, "score_speakers.py", gold, answers)


def seed(shared: Path, folder: Path) -> None:
    """What the story that onrecord was made for must hold."""
    row = folder / "row.jsonl"
    onrecord("extract", shared / "seed" / "article.txt", "--published", "2024-03-18", out=row)
    scorer(shared, "check_seed.py", shared / "seed" / "expected.json", row, exacting=False)


if __name__ == "__main__":
    main()
