"""The readings, scored on the dev data: times, quantities, speakers.

python -m bench.readings --shared ../shared
"""

import argparse
import json
import tempfile
from pathlib import Path

from bench.running import onrecord, scorer


def main() -> None:
    """Print the commands and each scorer's figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    shared = parser.parse_args().shared
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for name, gold in (("times", "timex/train.jsonl"), ("quantities", "quantities/dev.jsonl")):
            questions, answers = folder / "in.jsonl", folder / "out.jsonl"
            scorer(shared, "questions.py", shared / gold, out=questions)
            onrecord("extract", questions, out=answers)
            scorer(shared, f"score_{name}.py", shared / gold, answers)
        speakers(shared, folder)


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


if __name__ == "__main__":
    main()
