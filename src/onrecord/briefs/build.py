"""A brief from a ledger: what its watch found, what people graded, the series drawn."""

from collections import Counter
from datetime import date, timedelta

from onrecord import watches
from onrecord.briefs.brief import Brief, brief
from onrecord.briefs.lines import Grades
from onrecord.ledger import Ledger
from onrecord.records import Judgement
from onrecord.render import charts
from onrecord.watches import Report, Watch

WEEK = timedelta(days=7)


def make(
    ledger: Ledger, watch: Watch, *, today: date, since: date | None = None, most: int | None = None
) -> tuple[Brief, Report]:
    """The brief of a watch on a day, and the report that it tells; see `watching.gather` for `most`.

    since: new is what was first reported on this day or later; a week ago where it is not given.
    """
    found = watches.gather(ledger, watch, today=today, most=most)
    return of(found, ledger, since=since), found


def of(found: Report, ledger: Ledger, *, since: date | None = None) -> Brief:
    """The brief of a report."""
    return brief(found, since=since or found.today - WEEK, grades=grades(ledger))


def grades(ledger: Ledger) -> Grades:
    """What people graded and did not withdraw, by subject."""
    made: dict[str, list[Judgement]] = {}
    for judgement in ledger.judgements("grade"):
        made.setdefault(judgement.subject, []).append(judgement)
    return made


def chart(found: Report) -> str:
    """The series of more than one number as SVG, empty where there are none.

    OnrecordError where nothing is installed to draw them.
    """
    counted = Counter(point.series for point in found.points)
    several = [point for point in found.points if counted[point.series] > 1]
    return charts.svg(watches.plot(several, "")) if several else ""
