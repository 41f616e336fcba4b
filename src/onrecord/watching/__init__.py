"""What an analyst follows: watch files, signs, figures, disagreements, hypotheses against evidence."""

from onrecord.watching.disagreement import Disagreement
from onrecord.watching.figures import Point
from onrecord.watching.file import load, parse
from onrecord.watching.items import Item
from onrecord.watching.matrix import Matrix, Standing, Turn, Weighed
from onrecord.watching.plan import Hypothesis, Indicator, Series, Watch
from onrecord.watching.plot import plot
from onrecord.watching.report import Evidence, Foreseen, Report, Sign, gather

__all__ = [
    "Disagreement",
    "Evidence",
    "Foreseen",
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
    "gather",
    "load",
    "parse",
    "plot",
]
