"""What an analyst follows: watch files, signs, figures, disagreements, hypotheses against evidence."""

from onrecord.watches.disagreements import Disagreement
from onrecord.watches.hypotheses import DecisiveCell, HypothesisRank, JudgedEvidence, Matrix
from onrecord.watches.items import Item, build_item
from onrecord.watches.loader import load_watch, parse_watch
from onrecord.watches.model import Hypothesis, Indicator, Series, Watch
from onrecord.watches.plot import plot_series
from onrecord.watches.report import (
    IndicatorHit,
    MatrixEvidence,
    NewSigns,
    Report,
    WatchedForecast,
    count_new_signs,
    gather_report,
)
from onrecord.watches.series import Point

__all__ = [
    "DecisiveCell",
    "Disagreement",
    "Hypothesis",
    "HypothesisRank",
    "Indicator",
    "IndicatorHit",
    "Item",
    "JudgedEvidence",
    "Matrix",
    "MatrixEvidence",
    "NewSigns",
    "Point",
    "Report",
    "Series",
    "Watch",
    "WatchedForecast",
    "build_item",
    "count_new_signs",
    "gather_report",
    "load_watch",
    "parse_watch",
    "plot_series",
]
