"""Scores of forecasts: which forecasts count, the figures, and a score of them. Pure: no ledger."""

from onrecord.judgements import Outcome
from onrecord.scoring.forecast import (
    EXCLUDED,
    OUTCOME_VALUES,
    CountingState,
    Foretold,
    counting_state,
    drop_repeats,
    judged_forecast,
)
from onrecord.scoring.metrics import Bin, Estimate, Murphy
from onrecord.scoring.score import SMALL_SAMPLE, GroupKey, Points, Score, score_by, score_forecasts

__all__ = [
    "EXCLUDED",
    "OUTCOME_VALUES",
    "SMALL_SAMPLE",
    "Bin",
    "CountingState",
    "Estimate",
    "Foretold",
    "GroupKey",
    "Murphy",
    "Outcome",
    "Points",
    "Score",
    "counting_state",
    "drop_repeats",
    "judged_forecast",
    "score_by",
    "score_forecasts",
]
