"""How forecasts fared: what counts and what is shown apart, the figures, and a score of them. Pure: no ledger."""

from onrecord.judgements import Outcome
from onrecord.scoring.forecast import APART, HIT, Foretold, State, once, state
from onrecord.scoring.judged import foretold
from onrecord.scoring.metrics import Bin, Estimate, Murphy
from onrecord.scoring.score import SMALL, Key, Points, Score, by, score

__all__ = [
    "APART",
    "HIT",
    "SMALL",
    "Bin",
    "Estimate",
    "Foretold",
    "Key",
    "Murphy",
    "Outcome",
    "Points",
    "Score",
    "State",
    "by",
    "foretold",
    "once",
    "score",
    "state",
]
