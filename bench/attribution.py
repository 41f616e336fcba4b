"""Score the shipped model's attribution on PolNeAR's dev split.

    python -m bench.attribution --shared ../shared

Runs the same commands as a user: questions.py, `onrecord extract`, score_attribution.py.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.running import onrecord, scorer


def main() -> None:
    """Print the commands and the scorer's table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    shared = parser.parse_args().shared
    gold = shared / "polnear" / "dev.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        questions, answers = Path(folder, "in.jsonl"), Path(folder, "out.jsonl")
        scorer(shared, "questions.py", gold, out=questions)
        onrecord("extract", questions, out=answers)
        scorer(shared, "score_attribution.py", gold, answers)
        print(f"\n$ check_seed.py {shared / 'seed' / 'expected.json'} row.jsonl")
        row = Path(folder, "row.jsonl")
        onrecord("extract", shared / "seed" / "article.txt", "--published", "2024-03-18", out=row)
        check = [sys.executable, shared / "eval" / "check_seed.py", shared / "seed" / "expected.json", row]
        subprocess.run(check, check=False)


if __name__ == "__main__":
    main()
