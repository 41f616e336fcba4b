"""A score: all figures over the forecasts that count, and those that do not, shown apart."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import numpy as np

from onrecord.judgements import Outcome
from onrecord.scoring import metrics
from onrecord.scoring.forecast import APART, HIT, Foretold, State, once, state
from onrecord.scoring.metrics import Bin, Estimate, Murphy

Key = Literal["speaker", "organisation", "publisher", "month"]

SMALL = 30
"""Fewer forecasts than this are called a small n: at 30 a share of a half is known to within 17 points."""


@dataclass(frozen=True, slots=True)
class Points:
    """A figure with each forecast taken at the low end, the middle, and the high end of its phrase's interval."""

    low: Estimate
    middle: Estimate
    high: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How n forecasts fared; without one, or without both outcomes, what cannot be told is None.

    outcomes: how many came, did not, came partly. base_rate: the share that came (partly as half). auc: None unless
    something came and something did not. murphy, bins: at the middle of each interval. apart: the ids of the forecasts
    that do not count, by why.
    """

    n: int
    outcomes: dict[Outcome, int]
    base_rate: Estimate | None = None
    brier: Points | None = None
    log: Points | None = None
    auc: Points | None = None
    murphy: Murphy | None = None
    bins: tuple[Bin, ...] = ()
    apart: dict[State, tuple[str, ...]] = field(default_factory=dict)

    @property
    def small(self) -> bool:
        """Are there too few for the figures to say much?"""
        return self.n < SMALL


def score(forecasts: Iterable[Foretold], *, today: date) -> Score:
    """The score of forecasts, of which those count whose horizon is past on this day; see `state`."""
    sorted_out: dict[State, list[Foretold]] = {}
    for made in forecasts:
        sorted_out.setdefault(state(made, today), []).append(made)
    past = sorted_out.pop("counts", [])
    counted = once(past)
    kept = {made.id for made in counted}
    again = [made for made in past if made.id not in kept]
    sorted_out |= {"repeated": again} if again else {}
    apart = {why: tuple(f.id for f in sorted_out[why]) for why in APART if why in sorted_out}
    outcomes = {name: sum(f.outcome == name for f in counted) for name in HIT}
    if not counted:
        return Score(n=0, outcomes=outcomes, apart=apart)
    came = np.array([HIT[f.outcome] for f in counted if f.outcome], np.float64)
    low, high = (np.array([getattr(f, end) for f in counted], np.float64) for end in ("low", "high"))
    ends = (low, (low + high) / 2, high)
    return Score(
        n=len(counted),
        outcomes=outcomes,
        base_rate=metrics.share(float(came.sum()), len(came)),
        brier=Points(*metrics.means([metrics.brier_losses(sure, came) for sure in ends])),
        log=Points(*metrics.means([metrics.log_losses(sure, came) for sure in ends])),
        auc=Points(*told) if (told := metrics.discrimination(ends, came)) else None,
        murphy=metrics.murphy(ends[1], came),
        bins=metrics.calibration(ends[1], came),
        apart=apart,
    )


def by(forecasts: Iterable[Foretold], key: Key, *, today: date) -> dict[str | None, Score]:
    """A score for each speaker, organisation, publisher or month (None: unknown), the most forecasts first."""
    groups: dict[str | None, list[Foretold]] = {}
    for made in forecasts:
        groups.setdefault(getattr(made, key), []).append(made)
    scores = {name: score(group, today=today) for name, group in groups.items()}
    return dict(sorted(scores.items(), key=lambda item: (-item[1].n, item[0] is None, item[0] or "")))
