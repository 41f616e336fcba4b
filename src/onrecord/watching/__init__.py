"""What an analyst follows: watch files, signs, figures, disagreements, hypotheses against evidence."""

from onrecord.watching.disagreement import Disagreement
from onrecord.watching.figures import Point
from onrecord.watching.file import load, parse
from onrecord.watching.items import Item, item
from onrecord.watching.matrix import Matrix, Standing, Turn, Weighed
from onrecord.watching.plan import Hypothesis, Indicator, Series, Watch
from onrecord.watching.plot import plot
from onrecord.watching.report import Evidence, Foreseen, Fresh, Report, Sign, fresh, gather

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
