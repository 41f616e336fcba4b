"""Make docs/brief.md and docs/brief.html, a brief of examples/watch.yaml over the six examples: `make docs`.

A ledger is made afresh. What its analyst would have judged by the day of the brief is judged of what searches find,
so that it holds for whatever a newer model reads.
"""

import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import onrecord
from onrecord import briefs, watches
from onrecord.judgements import Confirmation, Grade, Resolution, Weighing
from onrecord.ledger import Ledger, Query

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples"
PUBLISHED, TODAY = "2026-10-05", date(2026, 10, 12)
AT = datetime(2026, 10, 11, 16, 30, tzinfo=UTC)
BY = "Ida Quist"

EVIDENCE = [
    (
        "bangs",
        "medium",
        {"car deck": "inconsistent", "explosion": "consistent", "overload": "neither"},
        "bangs came first",
    ),
    ('"lower car deck"', "medium", {"car deck": "consistent", "explosion": "inconsistent", "overload": "neither"}, ""),
    ("explosion", "low", {"car deck": "consistent", "explosion": "consistent", "overload": "consistent"}, ""),
    ('"doors were locked"', "medium", {"car deck": "consistent", "explosion": "neither", "overload": "consistent"}, ""),
    ('"on board"', "medium", {"car deck": "neither", "explosion": "neither", "overload": "consistent"}, ""),
    (
        "tickets",
        "low",
        {"car deck": "neither", "explosion": "neither", "overload": "inconsistent"},
        "the owner's own count",
    ),
]
"""Searches, each for one statement; how much it counts; how it bears on each hypothesis; a note."""


def main() -> None:
    """Read, judge, write."""
    watch = watches.load_watch(EXAMPLES / "watch.yaml")
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "record.db") as kept:
        for path in sorted(EXAMPLES.glob("*.[th]*")):
            kept.keep(onrecord.record(onrecord.read(path, published=PUBLISHED)), model="docs", at=AT)
        judge(kept, watch.name)
        brief, found = briefs.build_brief(kept, watch, today=TODAY, since=date(2026, 10, 5))
    (HERE / "brief.md").write_text(briefs.render_markdown(brief), "utf-8")
    (HERE / "brief.html").write_text(briefs.render_html(brief, chart=briefs.draw_series(found)), "utf-8")


def judge(kept: Ledger, watch: str) -> None:
    """Weigh the evidence, confirm and resolve what came due, grade two sources."""
    for words, weight, cells, note in EVIDENCE:
        for hypothesis, cell in cells.items():
            about = {"watch": watch, "hypothesis": hypothesis, "cell": cell, "weight": weight}
            judge_best(kept, words, Weighing, note=note if cell == "inconsistent" else "", **about)
    judge_best(kept, "recede", Confirmation, last=date(2026, 10, 8))
    settled = {"outcome": "partly", "on": date(2026, 10, 9), "note": "twelve villages were dry"}
    judge_best(kept, "recede", Resolution, **settled)
    for name, reliability in (("Relief League", "B"), ("Sable Line", "D")):
        kept.judge(Grade(name, reliability=reliability, by=BY, at=AT))


def judge_best(kept: Ledger, words: str, kind: type[Weighing | Confirmation | Resolution], **about: Any) -> None:
    """Judge the statement that a search finds best, if it finds any."""
    for hit in kept.search(Query(words), limit=1, today=TODAY).hits:
        kept.judge(kind(hit.statement.id, by=BY, at=AT, **about))


if __name__ == "__main__":
    main()
