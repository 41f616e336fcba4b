"""A brief from a ledger: what its watch found, what people graded, the series drawn."""

from collections import Counter
from datetime import date, timedelta

from onrecord import watches
from onrecord.briefs.brief import Brief, compose_brief
from onrecord.briefs.lines import Grades
from onrecord.judgements import Grade
from onrecord.ledger import Ledger
from onrecord.render import charts
from onrecord.watches import Report, Watch

WEEK = timedelta(days=7)


def build_brief(
    ledger: Ledger, watch: Watch, *, today: date, since: date | None = None, most: int | None = None
) -> tuple[Brief, Report]:
    """The brief of a watch on a day, and the report that it tells; see `watching.gather` for `most`.

    since: new is what was first reported on this day or later; a week ago where it is not given.
    """
    found = watches.gather_report(ledger, watch, today=today, most=most)
    return brief_of_report(found, ledger, since=since), found


def brief_of_report(found: Report, ledger: Ledger, *, since: date | None = None) -> Brief:
    """The brief of a report."""
    return compose_brief(found, since=since or found.today - WEEK, grades=current_grades(ledger))


def current_grades(ledger: Ledger) -> Grades:
    """What people graded and did not withdraw, by subject."""
    made: dict[str, list[Grade]] = {}
    for judgement in ledger.judgements(Grade):
        made.setdefault(judgement.subject, []).append(judgement)
    return made


def draw_series(found: Report) -> str:
    """The series of more than one number as SVG, empty where there are none.

    OnrecordError where nothing is installed to draw them.
    """
    counted = Counter(point.series for point in found.points)
    several = [point for point in found.points if counted[point.series] > 1]
    return charts.draw_svg(watches.plot_series(several, "")) if several else ""
