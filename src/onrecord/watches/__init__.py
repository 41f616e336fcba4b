"""What an analyst follows: watch files, signs, figures, disagreements, hypotheses against evidence."""

from onrecord.watches.disagreements import Disagreement
from onrecord.watches.hypotheses import Matrix, Standing, Turn, Weighed
from onrecord.watches.items import Item, item
from onrecord.watches.loader import load, parse
from onrecord.watches.model import Hypothesis, Indicator, Series, Watch
from onrecord.watches.plot import plot
from onrecord.watches.report import Evidence, Foreseen, Fresh, Report, Sign, fresh, gather
from onrecord.watches.series import Point

__all__ = [
    "Disagreement",
    "Evidence",
    "Foreseen",
    "Fresh",
    "Hypothesis",
    "Indicator",
    "Item",
    "Matrix",
    "Point",
    "Report",
    "Series",
    "Sign",
    "Standing",
    "Turn",
    "Watch",
    "Weighed",
    "fresh",
    "gather",
    "item",
    "load",
    "parse",
    "plot",
]
