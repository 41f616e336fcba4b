"""A score: all figures over the forecasts that count, and the excluded ones with the reasons."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import numpy as np

from onrecord.judgements import Outcome
from onrecord.scoring import metrics
from onrecord.scoring.forecast import EXCLUDED, OUTCOME_VALUES, CountingState, Foretold, counting_state, drop_repeats
from onrecord.scoring.metrics import Bin, Estimate, Murphy

GroupKey = Literal["speaker", "organisation", "publisher", "month"]

SMALL_SAMPLE = 30
"""Fewer forecasts than this are a small sample: with 30, a share of a half is known to within 17 points."""


@dataclass(frozen=True, slots=True)
class Points:
    """A figure with each forecast taken at the low end, the middle, and the high end of its phrase's interval."""

    low: Estimate
    middle: Estimate
    high: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The score of n forecasts; a figure that cannot be computed from them is None.

    outcomes: how many forecasts have each outcome. base_rate: the share that came true (partly counts half). auc: None
    unless some came true and some did not. murphy, bins: at the middle of each interval. apart: the ids of the excluded
    forecasts, by reason.
    """

    n: int
    outcomes: dict[Outcome, int]
    base_rate: Estimate | None = None
    brier: Points | None = None
    log: Points | None = None
    auc: Points | None = None
    murphy: Murphy | None = None
    bins: tuple[Bin, ...] = ()
    apart: dict[CountingState, tuple[str, ...]] = field(default_factory=dict)

    @property
    def small(self) -> bool:
        """Return whether there are too few forecasts for reliable figures."""
        return self.n < SMALL_SAMPLE


def score_forecasts(forecasts: Iterable[Foretold], *, today: date) -> Score:
    """Score the forecasts that count on this day; see `counting_state`."""
    sorted_out: dict[CountingState, list[Foretold]] = {}
    for forecast in forecasts:
        sorted_out.setdefault(counting_state(forecast, today), []).append(forecast)
    past = sorted_out.pop("counts", [])
    counted = drop_repeats(past)
    kept = {forecast.id for forecast in counted}
    again = [forecast for forecast in past if forecast.id not in kept]
    sorted_out |= {"repeated": again} if again else {}
    apart = {why: tuple(f.id for f in sorted_out[why]) for why in EXCLUDED if why in sorted_out}
    outcomes = {name: sum(f.outcome == name for f in counted) for name in OUTCOME_VALUES}
    if not counted:
        return Score(n=0, outcomes=outcomes, apart=apart)
    came = np.array([OUTCOME_VALUES[f.outcome] for f in counted if f.outcome], np.float64)
    low, high = (np.array([getattr(f, end) for f in counted], np.float64) for end in ("low", "high"))
    ends = (low, (low + high) / 2, high)
    return Score(
        n=len(counted),
        outcomes=outcomes,
        base_rate=metrics.estimate_share(float(came.sum()), len(came)),
        brier=Points(*metrics.estimate_means([metrics.brier_losses(sure, came) for sure in ends])),
        log=Points(*metrics.estimate_means([metrics.log_losses(sure, came) for sure in ends])),
        auc=Points(*aucs) if (aucs := metrics.estimate_auc(ends, came)) else None,
        murphy=metrics.decompose_brier(ends[1], came),
        bins=metrics.calibration_bins(ends[1], came),
        apart=apart,
    )


def score_by(forecasts: Iterable[Foretold], key: GroupKey, *, today: date) -> dict[str | None, Score]:
    """Return a score for each speaker, organisation, publisher or month (None: unknown), the largest first."""
    groups: dict[str | None, list[Foretold]] = {}
    for forecast in forecasts:
        groups.setdefault(getattr(forecast, key), []).append(forecast)
    scores = {name: score_forecasts(group, today=today) for name, group in groups.items()}
    return dict(sorted(scores.items(), key=lambda item: (-item[1].n, item[0] is None, item[0] or "")))
