"""How scores look in a terminal."""

from collections import Counter
from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.table import Table

from onrecord.scoring import APART, SMALL, Estimate, Points, Score


def print_scores(console: Console, groups: Mapping[str | None, Score], key: str) -> None:
    """A table of scores, a row each: the figure, and under it its 95 % interval."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(key, overflow="fold")
    for column in ("n", "came true", "Brier low mid high", "log low mid high", "AUC"):
        table.add_column(column, justify="right", no_wrap=True)
    for name, made in groups.items():
        n = f"{made.n}\nsmall" if made.small else str(made.n)
        auc = made.auc.middle if made.auc else None
        table.add_row(
            name or "unknown",
            n,
            _estimate_cell(made.base_rate),
            _points_cell(made.brier),
            _points_cell(made.log),
            _estimate_cell(auc),
        )
    console.print(table)
    if any(made.small for made in groups.values()):
        console.print(f"small: fewer than {SMALL} forecasts; their figures say little", style="dim")
    console.print(describe_excluded(groups.values()), style="dim", soft_wrap=True)


def print_score_details(console: Console, made: Score) -> None:
    """Of one score: Murphy's parts, and calibration, a row a bin."""
    if made.murphy is None:
        return
    parts = made.murphy
    told = f"reliability {parts.reliability:.3f} - resolution {parts.resolution:.3f} + uncertainty"
    told += f" {parts.uncertainty:.3f}"
    console.print(f"\nBrier (mid) = {told}\n", soft_wrap=True)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), title="calibration", title_justify="left")
    for name in ("probability", "n", "said", "came true", "95 % interval"):
        table.add_column(name, justify="right")
    for one in made.bins:
        bounds = f"{one.came.low:.2f} to {one.came.high:.2f}"
        table.add_row(
            f"{one.first:.1f} to {one.last:.1f}", str(one.n), f"{one.said:.2f}", f"{one.came.value:.2f}", bounds
        )
    console.print(table)


def describe_excluded(scores: Iterable[Score]) -> str:
    """How many do not count, and why."""
    counts = Counter(why for made in scores for why, ids in made.apart.items() for _ in ids)
    told = [f"{counts[why]} {words}" for why, words in APART.items() if counts[why]]
    return f"not counted: {'; '.join(told)}" if told else "all of them count"


def _estimate_cell(found: Estimate | None) -> str:
    if found is None:
        return "–"
    return f"{found.value:.2f}{_interval_line(found)}"


def _points_cell(found: Points | None) -> str:
    """The three figures, and the interval of the middle one."""
    if found is None:
        return "–"
    three = " ".join(f"{one.value:.2f}" for one in (found.low, found.middle, found.high))
    return f"{three}{_interval_line(found.middle)}"


def _interval_line(found: Estimate) -> str:
    return "" if found.low is None else f"\n{found.low:.2f}–{found.high:.2f}"
