"""Write the statements of a folder as CSV, one a row: what `onrecord.to_rows` gives pandas, polars or a spreadsheet.

python examples/table.py examples 2026-10-05 > statements.csv
"""

import csv
import sys

import onrecord

COLUMNS = ("published", "speaker", "act", "score", "content", "certainty", "quantities", "forecast_to")


def main(folder: str, published: str) -> None:
    """Read the folder and write COLUMNS of each statement to standard output."""
    writer = csv.DictWriter(sys.stdout, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row in onrecord.to_rows(onrecord.records(onrecord.articles(folder, published=published))):
        lists = {name: "; ".join(row[name]) for name in ("certainty", "quantities")}
        writer.writerow(row | lists)


if __name__ == "__main__":
    main(*(sys.argv[1:] or ("examples", "2026-10-05")))
