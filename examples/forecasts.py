"""List the forecasts of a folder of articles by the day on which they fall due, with their likelihoods.

python examples/forecasts.py examples 2026-10-05
"""

import sys
from datetime import date

import onrecord


def main(folder: str, published: str) -> None:
    """Read the folder and print a line for each forecast that has a last day."""
    lines: list[tuple[date, str]] = []
    for record in onrecord.records(onrecord.articles(folder, published=published), min_score=0.5):
        if isinstance(record, onrecord.Failure):
            print(f"left out {record.origin}: {record.reason}", file=sys.stderr)
            continue
        for statement in record.statements:
            if statement.forecast and statement.forecast.last:
                lines.append((statement.forecast.last, describe(record, statement)))
    for due, line in sorted(lines):
        print(due, line)


def describe(record: onrecord.Record, statement: onrecord.Statement) -> str:
    """Who gives what likelihood to what."""
    who = statement.speaker.name or "unnamed"
    likelihood = statement.likelihood
    odds = f"{likelihood.low:.0%} to {likelihood.high:.0%}" if likelihood else "no likelihood"
    words = " … ".join(span.of(record.article.text) for span in statement.content)
    return f"{who}, {odds}: {words}"


if __name__ == "__main__":
    main(*(sys.argv[1:] or ("examples", "2026-10-05")))
