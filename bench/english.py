"""Score the shipped model's attribution on forty articles of our own, in the English of many countries.

    python -m bench.english --shared ../shared

`measure` is the half that is not tuned on.
"""

import argparse
import json
import tempfile
from pathlib import Path

from bench.marked import row
from bench.running import onrecord, scorer

ARTICLES = Path(__file__).parent / "english"


def main() -> None:
    """Print the commands and the scorer's table for each half."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--half", choices=["tune", "measure"], action="append")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for half in args.half or ["tune", "measure"]:
            gold, questions, answers = (Path(folder, f"{half}-{name}.jsonl") for name in ("gold", "in", "out"))
            rows = [row(path) for path in sorted((ARTICLES / half).glob("*.txt"))]
            gold.write_text("".join(json.dumps(made, ensure_ascii=False) + "\n" for made in rows), "utf-8")
            print(f"\n{half}: {len(rows)} articles, {sum(len(made['statements']) for made in rows)} statements")
            scorer(args.shared, "questions.py", gold, out=questions)
            onrecord("extract", questions, out=answers)
            scorer(args.shared, "score_attribution.py", gold, answers)


if __name__ == "__main__":
    main()
