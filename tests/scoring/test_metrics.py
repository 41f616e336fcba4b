"""The figures against scikit-learn's, and the laws that hold between them."""

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

from onrecord.scoring import Foretold, metrics, score_forecasts

EXACT = {"rel": 0, "abs": 1e-12}
ODDS = st.floats(0, 1) | st.sampled_from([0.0, 0.05, 0.2, 0.3, 0.5, 0.6, 0.8, 0.95, 1.0])


def lists(outcomes):
    return st.lists(st.tuples(ODDS, st.sampled_from(outcomes)), min_size=1, max_size=60)


def arrays(pairs):
    return np.array([p for p, _ in pairs]), np.array([y for _, y in pairs], float)


@given(pairs=lists([0, 1]))
def test_losses_are_scikit_learn_s(pairs) -> None:
    sure, came = arrays(pairs)
    assert metrics.brier_losses(sure, came).mean() == pytest.approx(brier_score_loss(came, sure, pos_label=1), **EXACT)
    want = log_loss(came, np.column_stack([1 - sure, sure]), labels=[0, 1])
    assert metrics.log_losses(sure, came).mean() == pytest.approx(want, **EXACT)


@given(pairs=lists([0, 1]))
def test_auc_is_scikit_learn_s(pairs) -> None:
    sure, came = arrays(pairs)
    found = metrics.auc(sure, came)[0]
    if len(set(came)) == 1:
        assert np.isnan(found)
    else:
        assert found == pytest.approx(roc_auc_score(came, sure), **EXACT)


@given(pairs=lists([0, 1]), bins=st.integers(2, 12))
def test_calibration_is_scikit_learn_s(pairs, bins: int) -> None:
    sure, came = arrays(pairs)
    made = metrics.calibration_bins(sure, came, bins)
    true, said = calibration_curve(came, sure, n_bins=bins)
    assert [b.came.value for b in made] == pytest.approx(true, **EXACT)
    assert [b.said for b in made] == pytest.approx(said, **EXACT)
    assert sum(b.n for b in made) == len(sure)
    assert all(b.first - 1e-12 <= b.said <= b.last + 1e-12 for b in made)


@pytest.mark.parametrize("seed", range(20))
def test_a_score_is_scikit_learn_s_at_all_three_points(seed: int) -> None:
    source = np.random.default_rng(seed)
    ends = np.sort(source.random((150, 2)), axis=1).round(2)
    came = source.random(150) < ends.mean(axis=1)
    day = date(2026, 1, 1)
    made = score_forecasts(
        (
            Foretold(str(i), low=low, high=high, due=day, outcome="yes" if y else "no", confirmed=True)
            for i, ((low, high), y) in enumerate(zip(ends, came, strict=True))
        ),
        today=date(2026, 1, 2),
    )
    for name, sure in (("low", ends[:, 0]), ("middle", ends.sum(axis=1) / 2), ("high", ends[:, 1])):
        both = np.column_stack([1 - sure, sure])
        assert getattr(made.brier, name).value == pytest.approx(brier_score_loss(came, sure), **EXACT)
        assert getattr(made.log, name).value == pytest.approx(log_loss(came, both), **EXACT)
        assert getattr(made.auc, name).value == pytest.approx(roc_auc_score(came, sure), **EXACT)
    assert made.base_rate.value == pytest.approx(came.mean(), **EXACT)


@given(pairs=lists([0, 0.5, 1]))
def test_murphy_s_parts_add_up_to_the_brier_score(pairs) -> None:
    sure, came = arrays(pairs)
    parts = metrics.decompose_brier(sure, came)
    whole = parts.reliability - parts.resolution + parts.uncertainty
    assert whole == pytest.approx(metrics.brier_losses(sure, came).mean(), abs=1e-9)
    assert min(parts.reliability, parts.resolution, parts.uncertainty) >= 0


PARTLY = [
    ([0.5], [0.5], 0.0, math.log(2)),
    ([0.9], [0.5], 0.16, -(math.log(0.9) + math.log(0.1)) / 2),
    ([0.25, 0.75], [1, 0.5], (0.75**2 + 0.25**2) / 2, -(math.log(0.25) + (math.log(0.75) + math.log(0.25)) / 2) / 2),
]


@pytest.mark.parametrize(("sure", "came", "brier", "log"), PARTLY)
def test_what_came_partly_is_half(sure, came, brier: float, log: float) -> None:
    sure, came = np.array(sure), np.array(came, float)
    assert metrics.brier_losses(sure, came).mean() == pytest.approx(brier, **EXACT)
    assert metrics.log_losses(sure, came).mean() == pytest.approx(log, **EXACT)


def test_what_came_partly_is_left_out_of_the_auc() -> None:
    sure, came = np.array([0.2, 0.9, 0.3, 0.7]), np.array([0, 0.5, 1, 1])
    assert metrics.auc(sure, came)[0] == roc_auc_score([0, 1, 1], [0.2, 0.3, 0.7])


# Brown, Cai and DasGupta (Statistical Science 16, 2001) give the formula; the figures are R's prop.test(correct = F).
WILSON = [
    (0, 10, 0.0, 0.27753279),
    (5, 10, 0.23659309, 0.76340691),
    (10, 10, 0.72246721, 1.0),
    (1, 4, 0.04558726, 0.69935825),
]


@pytest.mark.parametrize(("hits", "n", "low", "high"), WILSON)
def test_wilson_s_interval(hits: int, n: int, low: float, high: float) -> None:
    found = metrics.estimate_share(hits, n)
    assert (found.value, found.low, found.high) == pytest.approx((hits / n, low, high), abs=1e-7)


def test_the_bootstrap_covers_what_it_should() -> None:
    """Of 200 samples of 60 the interval holds the true mean in about 95 %."""
    source = np.random.default_rng(1)
    held = 0
    for seed in range(200):
        (found,) = metrics.estimate_means([source.exponential(size=60)], seed=seed)
        held += found.low <= 1 <= found.high
    assert 0.88 <= held / 200 <= 0.98


def test_the_bootstrap_is_seeded_and_says_nothing_of_one() -> None:
    losses = [np.random.default_rng(3).random(40), np.ones(40)]
    assert metrics.estimate_means(losses) == metrics.estimate_means(losses)
    assert metrics.estimate_means(losses) != metrics.estimate_means(losses, seed=1)
    assert metrics.estimate_means(losses)[1] == metrics.Estimate(1.0, 1.0, 1.0)
    assert metrics.estimate_means([losses[0][:1]]) == [metrics.Estimate(losses[0][0])]


def test_the_auc_s_interval_holds_it_and_narrows() -> None:
    source = np.random.default_rng(4)
    widths = []
    for n in (40, 400):
        came = (source.random(n) < 0.5).astype(float)
        (found,) = metrics.estimate_auc([source.random(n) * 0.7 + came * 0.3], came)
        assert found.low < found.value < found.high
        widths.append(found.high - found.low)
    assert widths[1] < widths[0] / 2
