"""The figures: Brier and log score, discrimination, Murphy's three parts, calibration, each with its interval.

Arrays: `sure` holds probabilities from 0 to 1, `came` what came of each: 1 yes, 0 no, 0.5 partly.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

BINS = 10
RESAMPLES = 1000
SEED = 2026
_Z = 1.959963984540054
"""The 97.5 % point of the normal distribution: intervals hold 95 %."""
_ROWS = 100
"""Resamples made at once: bounds memory."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with the 95 % interval around it, None where there is too little to tell."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Murphy:
    """Murphy's parts of the Brier score (J. Appl. Meteor. 12, 1973): reliability - resolution + uncertainty.

    reliability: how far what came was from what was said, 0 at best. resolution: how far the groups of equal
    probability differ in what came, larger is better. uncertainty: how much what came varied; the Brier score of one
    who always says the base rate.
    """

    reliability: float
    resolution: float
    uncertainty: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts of about the same probability, over `first` up to `last`: how many, what was said, what came."""

    first: float
    last: float
    n: int
    said: float
    came: Estimate


def brier_losses(sure: Numbers, came: Numbers) -> Numbers:
    """The squared distance of each probability from what came; their mean is the Brier score, 0 at best, 1 at worst."""
    return (sure - came) ** 2


def log_losses(sure: Numbers, came: Numbers) -> Numbers:
    """Minus the natural logarithm of the probability given to what came; half each way where it came partly.

    Probabilities of 0 and 1 are moved inward by 2.2e-16, as scikit-learn does: none is infinitely wrong.
    """
    least = np.finfo(np.float64).eps
    yes, no = np.clip(sure, least, 1 - least), np.clip(1 - sure, least, 1 - least)
    return -(came * np.log(yes) + (1 - came) * np.log(no))


def auc(sure: Numbers, came: Numbers, weights: Numbers | None = None) -> Numbers:
    """The chance that something that came was called likelier than something that did not, ties as half.

    What came partly is left out. weights: one row a resample, a column a forecast; one row of ones where None. A figure
    a row; NaN where all came or none did.
    """
    weights = np.ones((1, len(sure))) if weights is None else weights
    order = np.argsort(sure, kind="stable")
    starts = np.flatnonzero(np.diff(sure[order], prepend=-1.0))
    if not len(starts):
        return np.full(len(weights), np.nan)
    hits, misses = (np.add.reduceat((weights * (came == x))[:, order], starts, axis=1) for x in (1.0, 0.0))
    below = np.cumsum(misses, axis=1) - misses / 2
    pairs = hits.sum(axis=1) * misses.sum(axis=1)
    with np.errstate(invalid="ignore"):
        return np.asarray((hits * below).sum(axis=1) / pairs)


def murphy(sure: Numbers, came: Numbers) -> Murphy:
    """The three parts, over groups of exactly equal probability, so that they add up to the Brier score.

    Phrases have few intervals, so the groups are few; with few forecasts in each, resolution comes out too large.
    """
    said, group = np.unique(sure, return_inverse=True)
    share = np.bincount(group) / len(sure)
    mean = np.bincount(group, weights=came) / np.bincount(group)
    return Murphy(
        reliability=float(share @ (said - mean) ** 2),
        resolution=float(share @ (mean - came.mean()) ** 2),
        uncertainty=float(came.var()),
    )


def calibration(sure: Numbers, came: Numbers, bins: int = BINS) -> tuple[Bin, ...]:
    """What was said and what came, in bins of equal width; an empty bin is left out.

    A probability on an edge belongs to the bin below, as with scikit-learn.
    """
    edges = np.linspace(0, 1, bins + 1)
    where = np.searchsorted(edges[1:-1], sure)
    made = []
    for number, (first, last) in enumerate(pairwise(edges.tolist())):
        inside = where == number
        if inside.any():
            found = came[inside]
            made.append(Bin(first, last, len(found), float(sure[inside].mean()), share(float(found.sum()), len(found))))
    return tuple(made)


def share(hits: float, n: int) -> Estimate:
    """A share with Wilson's interval (JASA 22, 1927), which stays inside 0 to 1 and holds where n is small.

    >>> share(0, 10)
    Estimate(value=0.0, low=0.0, high=0.2775...)
    """
    found, spread = hits / n, _Z * _Z / n
    middle = (found + spread / 2) / (1 + spread)
    half = _Z / (1 + spread) * float(np.sqrt(found * (1 - found) / n + spread / (4 * n)))
    return Estimate(found, max(0.0, middle - half), min(1.0, middle + half))


def means(losses: Sequence[Numbers], *, seed: int = SEED) -> list[Estimate]:
    """The mean of each, with its bootstrapped interval (percentiles of RESAMPLES): losses are far from normal."""
    columns = np.stack(losses, axis=1)
    n = len(columns)
    drawn = np.concatenate([weights @ columns / n for weights in _resamples(n, seed)])
    return [Estimate(float(one.mean()), *_middle(many, n)) for one, many in zip(losses, drawn.T, strict=True)]


def discrimination(ends: Sequence[Numbers], came: Numbers, *, seed: int = SEED) -> list[Estimate]:
    """The AUC of each array of probabilities, with its bootstrapped interval; none where all came or none did."""
    found = [float(auc(sure, came)[0]) for sure in ends]
    if np.isnan(found).any():
        return []
    rows = [[auc(sure, came, weights) for sure in ends] for weights in _resamples(len(came), seed)]
    drawn = np.concatenate(rows, axis=1)
    return [Estimate(one, *_middle(many[~np.isnan(many)], len(came))) for one, many in zip(found, drawn, strict=True)]


def _resamples(n: int, seed: int) -> Iterator[Numbers]:
    """How often each of n is drawn in n draws, RESAMPLES times, a few rows at once."""
    source = np.random.default_rng(seed)
    for _ in range(RESAMPLES // _ROWS):
        yield source.multinomial(n, np.full(n, 1 / n), size=_ROWS).astype(np.float64)


def _middle(drawn: Numbers, n: int) -> tuple[float | None, float | None]:
    """The 2.5 % and 97.5 % points; nothing from one forecast alone."""
    if n < 2 or not len(drawn):
        return None, None
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)
