"""How forecasts fared: what counts and what is shown apart, the figures, and a score of them. Pure: no ledger."""

from onrecord.scoring.figures import Bin, Estimate, Murphy
from onrecord.scoring.foretold import APART, Foretold, Outcome, state
from onrecord.scoring.summary import SMALL, Points, Score, by, score

__all__ = [
    "APART",
    "SMALL",
    "Bin",
    "Estimate",
    "Foretold",
    "Murphy",
    "Outcome",
    "Points",
    "Score",
    "by",
    "score",
    "state",
]
