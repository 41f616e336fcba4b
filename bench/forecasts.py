"""Score forecasts and their horizons on statements of our own.

    python -m bench.forecasts

`measure` is a hundred statements that are not tuned on; `fresh` is another hundred, written after the rules were done.
A horizon is right if both its ends are.
"""

import argparse
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from bench.marked import parse
from onrecord import pipeline
from onrecord.attribution import quotes, speech_acts
from onrecord.records import Article, Forecast, Record, Statement, statement_id
from onrecord.rows import parse_spans

STATEMENTS = Path(__file__).parent / "forecasts"
TUNED_ON = ("tune", "more")
PARTS = (*TUNED_ON, "measure", "fresh")


def read(path: Path) -> Iterator[tuple[dict[str, Any], str, Forecast | None]]:
    """Each gold row, its plain text, and the forecast that is read from its statement."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        text, (marked,) = parse(row["text"])
        article = Article(row["id"], text, published=date.fromisoformat(row["published"]))
        roles = [parse_spans(marked[role]) for role in ("source", "cue", "content")]
        kind = quotes.classify_kind([span.of(text) for span in roles[2]])
        act = speech_acts.classify_act(" ".join(span.of(text) for span in roles[1]))
        made = Record(article, (Statement(statement_id(article, *roles), *roles, kind=kind, act=act),))
        made = pipeline.enrich(made)
        yield row, text, made.statements[0].forecast


def score(path: Path, *, show: bool) -> str:
    """F1 of what is a forecast, and how many horizons of those found are right."""
    both = extra = missed = right = 0
    for row, text, found in read(path):
        both += row["forecast"] and found is not None
        extra += not row["forecast"] and found is not None
        missed += row["forecast"] and found is None
        made = [str(day) if day else None for day in (found.first, found.last)] if found else [None, None]
        fits = made == [row["from"], row["to"]]
        right += row["forecast"] and found is not None and fits
        if show and not (fits and row["forecast"] == (found is not None)):
            wanted = f"{row['from']} to {row['to']}" if row["forecast"] else "none"
            print(f"{row['id']} {row['published']} wanted {wanted}, read {made if found else 'none'}: {text}")
    f1 = 200 * both / max(1, 2 * both + extra + missed)
    return f"F1 {f1:.1f} (right {both}, too many {extra}, missed {missed}); horizons {100 * right / max(1, both):.1f} %"


def main() -> None:
    """Print the figures of each part."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print what is wrong in the half that is tuned on")
    show = parser.parse_args().show
    for part in PARTS:
        print(f"{part}: {score(STATEMENTS / f'{part}.jsonl', show=show and part in TUNED_ON)}")


if __name__ == "__main__":
    main()
