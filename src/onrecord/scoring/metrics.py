"""Forecast metrics: Brier and log score, AUC, Murphy's decomposition, calibration, each with a 95 % interval.

Arrays: `probabilities` holds stated probabilities from 0 to 1, `outcomes` the outcome of each: 1 yes, 0 no, 0.5 partly.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]

# Ten bins are what readers of calibration plots expect, and no fewer than phrases of certainty have intervals.
BINS = 10
# With 1,000 resamples the ends of an interval vary by about a hundredth of its width from seed to seed.
RESAMPLES = 1000
# Any seed would do; it is fixed so that a score is the same each time it is asked for.
SEED = 2026
# The 97.5 % point of the normal distribution: intervals hold 95 %.
_Z = 1.959963984540054
# A matrix of all resamples at once would take a gigabyte for 100,000 forecasts.
_RESAMPLES_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval, None where there is too little data for one."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Murphy:
    """Murphy's decomposition of the Brier score (J. Appl. Meteor. 12, 1973): reliability - resolution + uncertainty.

    reliability: distance between stated probabilities and outcomes, 0 at best. resolution: how far the groups of equal
    probability differ in outcome, larger is better. uncertainty: variance of the outcomes; the Brier score of always
    stating the base rate.
    """

    reliability: float
    resolution: float
    uncertainty: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts of about the same probability, above `first` up to `last`.

    n: how many. said: mean stated probability. came: share that came true.
    """

    first: float
    last: float
    n: int
    said: float
    came: Estimate


def brier_losses(probabilities: FloatArray, outcomes: FloatArray) -> FloatArray:
    """Return the squared distance of each probability from its outcome.

    Their mean is the Brier score, 0 at best, 1 at worst.
    """
    return (probabilities - outcomes) ** 2


def log_losses(probabilities: FloatArray, outcomes: FloatArray) -> FloatArray:
    """Return minus the natural logarithm of the probability given to each outcome, half each way for a partial one.

    Probabilities of 0 and 1 are moved inward by 2.2e-16, as scikit-learn does: none is infinitely wrong.
    """
    least = np.finfo(np.float64).eps
    yes, no = np.clip(probabilities, least, 1 - least), np.clip(1 - probabilities, least, 1 - least)
    return -(outcomes * np.log(yes) + (1 - outcomes) * np.log(no))


def auc(probabilities: FloatArray, outcomes: FloatArray, weights: FloatArray | None = None) -> FloatArray:
    """Return the chance that a forecast that came true was called likelier than one that did not; ties count half.

    Partial outcomes are left out. weights: a row for each resample, a column for each forecast; one row of ones where
    None. One figure a row; NaN where all came true or none did.
    """
    weights = np.ones((1, len(probabilities))) if weights is None else weights
    order = np.argsort(probabilities, kind="stable")
    starts = np.flatnonzero(np.diff(probabilities[order], prepend=-1.0))
    if not len(starts):
        return np.full(len(weights), np.nan)
    hits, misses = (np.add.reduceat((weights * (outcomes == x))[:, order], starts, axis=1) for x in (1.0, 0.0))
    below = np.cumsum(misses, axis=1) - misses / 2
    pairs = hits.sum(axis=1) * misses.sum(axis=1)
    with np.errstate(invalid="ignore"):
        return np.asarray((hits * below).sum(axis=1) / pairs)


def decompose_brier(probabilities: FloatArray, outcomes: FloatArray) -> Murphy:
    """Return Murphy's decomposition over groups of exactly equal probability, so that it adds up to the Brier score.

    Phrases have few intervals, so there are few groups; with few forecasts in each, resolution comes out too large.
    """
    stated, group = np.unique(probabilities, return_inverse=True)
    weight = np.bincount(group) / len(probabilities)
    mean = np.bincount(group, weights=outcomes) / np.bincount(group)
    return Murphy(
        reliability=float(weight @ (stated - mean) ** 2),
        resolution=float(weight @ (mean - outcomes.mean()) ** 2),
        uncertainty=float(outcomes.var()),
    )


def calibration_bins(probabilities: FloatArray, outcomes: FloatArray, bins: int = BINS) -> tuple[Bin, ...]:
    """Return stated probability and outcome in bins of equal width; empty bins are left out.

    A probability on an edge belongs to the bin below, as with scikit-learn.
    """
    edges = np.linspace(0, 1, bins + 1)
    bin_numbers = np.searchsorted(edges[1:-1], probabilities)
    filled = []
    for number, (first, last) in enumerate(pairwise(edges.tolist())):
        inside = bin_numbers == number
        n = int(inside.sum())
        if n:
            share = estimate_share(float(outcomes[inside].sum()), n)
            filled.append(Bin(first, last, n, float(probabilities[inside].mean()), share))
    return tuple(filled)


def estimate_share(hits: float, n: int) -> Estimate:
    """Return a share with Wilson's interval (JASA 22, 1927), which stays inside 0 to 1 and holds where n is small.

    >>> estimate_share(0, 10)
    Estimate(value=0.0, low=0.0, high=0.2775...)
    """
    share, spread = hits / n, _Z * _Z / n
    middle = (share + spread / 2) / (1 + spread)
    half = _Z / (1 + spread) * float(np.sqrt(share * (1 - share) / n + spread / (4 * n)))
    return Estimate(share, max(0.0, middle - half), min(1.0, middle + half))


def estimate_means(losses: Sequence[FloatArray], *, seed: int = SEED) -> list[Estimate]:
    """Return the mean of each array with its bootstrapped interval (percentiles of RESAMPLES).

    Losses are far from normal: an interval from their standard deviation would reach below zero.
    """
    columns = np.stack(losses, axis=1)
    n = len(columns)
    drawn = np.concatenate([weights @ columns / n for weights in _draw_resamples(n, seed)])
    pairs = zip(losses, drawn.T, strict=True)
    return [Estimate(float(array.mean()), *_percentile_interval(means, n)) for array, means in pairs]


def estimate_auc(arrays: Sequence[FloatArray], outcomes: FloatArray, *, seed: int = SEED) -> list[Estimate]:
    """Return the AUC of each array of probabilities with its bootstrapped interval; [] where all came true or none."""
    values = [float(auc(array, outcomes)[0]) for array in arrays]
    if np.isnan(values).any():
        return []
    n = len(outcomes)
    rows = [[auc(array, outcomes, weights) for array in arrays] for weights in _draw_resamples(n, seed)]
    pairs = zip(values, np.concatenate(rows, axis=1), strict=True)
    # A resample without a hit or without a miss has no AUC.
    return [Estimate(value, *_percentile_interval(drawn[~np.isnan(drawn)], n)) for value, drawn in pairs]


def _draw_resamples(n: int, seed: int) -> Iterator[FloatArray]:
    """Yield how often each of n is drawn in n draws, RESAMPLES rows in all, some at once."""
    source = np.random.default_rng(seed)
    for _ in range(RESAMPLES // _RESAMPLES_AT_ONCE):
        yield source.multinomial(n, np.full(n, 1 / n), size=_RESAMPLES_AT_ONCE).astype(np.float64)


def _percentile_interval(drawn: FloatArray, n: int) -> tuple[float | None, float | None]:
    """Return the 2.5 % and 97.5 % points; none from a single forecast."""
    if n < 2 or not len(drawn):
        return None, None
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)
