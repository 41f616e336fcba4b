"""Build a brief from a ledger: what its watch found, what people graded, its series drawn."""

from collections import Counter
from datetime import date

from onrecord import watches
from onrecord.briefs.brief import Brief, compose_brief
from onrecord.briefs.lines import Grades
from onrecord.judgements import Grade
from onrecord.ledger import Ledger
from onrecord.records import shift_day
from onrecord.render import charts
from onrecord.watches import Report, Watch


def week_before(day: date) -> date:
    """Return the day from which statements are new in a brief of this day, where nothing else is asked."""
    return shift_day(day, -7)


def build_brief(
    ledger: Ledger, watch: Watch, *, today: date, since: date | None = None, most: int | None = None
) -> tuple[Brief, Report]:
    """Build the brief of a watch on a day, and return it with its report; see `watches.gather_report` for `most`.

    since: new is what was first reported on this day or later; a week ago where it is not given.
    """
    report = watches.gather_report(ledger, watch, today=today, most=most)
    return brief_of_report(report, ledger, since=since), report


def brief_of_report(report: Report, ledger: Ledger, *, since: date | None = None) -> Brief:
    """Build the brief of a report."""
    return compose_brief(report, since=since or week_before(report.today), grades=current_grades(ledger))


def current_grades(ledger: Ledger) -> Grades:
    """Return what people graded and did not withdraw, by subject."""
    by_subject: dict[str, list[Grade]] = {}
    for grade in ledger.judgements(Grade):
        by_subject.setdefault(grade.subject, []).append(grade)
    return by_subject


def draw_series(report: Report) -> str:
    """Draw the series of more than one number as SVG; empty where there are none.

    OnrecordError where nothing is installed to draw them.
    """
    counted = Counter(point.series for point in report.points)
    several = [point for point in report.points if counted[point.series] > 1]
    return charts.draw_svg(watches.plot_series(several, "")) if several else ""
