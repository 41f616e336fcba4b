"""Print scores in a terminal."""

from collections import Counter
from collections.abc import Iterable, Mapping

from rich.table import Table

from onrecord.render.printer import Console, Text, stack_lines
from onrecord.scoring import EXCLUDED, SMALL_SAMPLE, Estimate, Points, Score
from onrecord.text.format import format_count


def print_scores(console: Console, groups: Mapping[str | None, Score], key: str, *, everything: bool) -> None:
    """Print a table of scores, a row each: every figure with its 95 % interval below.

    everything: those without a scored forecast, too.
    """
    shown = {name: score for name, score in groups.items() if score.n or everything}
    if shown:
        console.print(_scores_table(shown, key))
    if any(score.small for score in shown.values()):
        console.print(f"small: fewer than {SMALL_SAMPLE} forecasts; not reliable", style="dim")
    console.print(describe_excluded(groups.values()), style="dim", soft_wrap=True)
    if hidden := len(groups) - len(shown):
        console.print(f"{format_count(hidden, key)} without a scored forecast: see --all", style="dim", soft_wrap=True)


def _scores_table(groups: Mapping[str | None, Score], key: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(key, overflow="fold")
    for column in ("n", "came true", "Brier low mid high", "log low mid high", "AUC"):
        table.add_column(column, justify="right", no_wrap=True)
    for name, score in groups.items():
        n = stack_lines(str(score.n), *(["small"] if score.small else []))
        auc = score.auc.middle if score.auc else None
        table.add_row(
            name or "unknown",
            n,
            _estimate_cell(score.base_rate),
            _points_cell(score.brier),
            _points_cell(score.log),
            _estimate_cell(auc),
        )
    return table


def print_score_details(console: Console, score: Score) -> None:
    """Print Murphy's decomposition of one score, and its calibration, a row a bin."""
    if score.murphy is None:
        return
    parts = score.murphy
    decomposition = f"reliability {parts.reliability:.3f} - resolution {parts.resolution:.3f} + uncertainty"
    decomposition += f" {parts.uncertainty:.3f}"
    console.print()
    console.print(f"Brier (mid) = {decomposition}", soft_wrap=True)
    console.print()
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), title="calibration", title_justify="left")
    for name in ("probability", "n", "said", "came true", "95 % interval"):
        table.add_column(name, justify="right")
    for bin_ in score.bins:
        bounds = f"{bin_.came.low:.2f} to {bin_.came.high:.2f}"
        table.add_row(
            f"{bin_.first:.1f} to {bin_.last:.1f}", str(bin_.n), f"{bin_.said:.2f}", f"{bin_.came.value:.2f}", bounds
        )
    console.print(table)


def describe_excluded(scores: Iterable[Score]) -> str:
    """Return how many forecasts are excluded, by reason."""
    counts = Counter(why for score in scores for why, ids in score.apart.items() for _ in ids)
    reasons = [f"{counts[why]} {words}" for why, words in EXCLUDED.items() if counts[why]]
    return f"excluded: {'; '.join(reasons)}" if reasons else "none excluded"


def _estimate_cell(estimate: Estimate | None) -> Text:
    if estimate is None:
        return Text("–")
    return stack_lines(f"{estimate.value:.2f}", *_interval_line(estimate))


def _points_cell(points: Points | None) -> Text:
    """Return the three figures, and the interval of the middle one below."""
    if points is None:
        return Text("–")
    three = " ".join(f"{estimate.value:.2f}" for estimate in (points.low, points.middle, points.high))
    return stack_lines(three, *_interval_line(points.middle))


def _interval_line(estimate: Estimate) -> list[str]:
    """Return a line with the interval; none where it is not known."""
    return [] if estimate.low is None else [f"{estimate.low:.2f}–{estimate.high:.2f}"]
