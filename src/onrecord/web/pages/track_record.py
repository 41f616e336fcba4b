"""The track record of a speaker: scores of the forecasts, computed and never judged, and the forecasts themselves."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from onrecord.judgements import OUTCOME_WORDS
from onrecord.render import charts
from onrecord.scoring import EXCLUDED, Estimate, Foretold, Score
from onrecord.text.format import format_count, format_probability, format_share
from onrecord.web.components import Chart, statement_address


@dataclass(frozen=True, kw_only=True)
class ListedForecast:
    """A forecast of the speaker."""

    words: Annotated[str, "what was said"]
    said: Annotated[date | None, "when"]
    due: Annotated[date | None, "the end of its horizon"]
    odds: Annotated[str, "how likely its words make it; empty where they do not say"]
    state: Annotated[str, "the outcome, or why it is not known"]
    address: Annotated[str, "the place of the statement"]


@dataclass(frozen=True)
class CalibrationBin:
    """A bin of the calibration: forecasts of about the same probability."""

    said: Annotated[str, "the probabilities"]
    n: Annotated[int, "how many forecasts"]
    came: Annotated[str, "the share that came true, with its 95 % interval"]


@dataclass(frozen=True, kw_only=True)
class TrackRecord:
    """The scores of the speaker's forecasts: computed, never judged."""

    n: Annotated[int, "how many forecasts count: confirmed by a person, resolved, their horizon past"]
    came: Annotated[str, "the share that came true, with its 95 % interval; empty where none counts"]
    brier: Annotated[str, "the Brier score at the middle of each interval, with its 95 % interval; 0 is best"]
    small: Annotated[str, "a warning where they are too few to say much"]
    notice: Annotated[str, "what was left out, where something was"]
    apart: Annotated[tuple[str, ...], "how many do not count, and why"]
    calibration: Annotated[Chart | None, "what was said against what came"] = None
    bins: Annotated[tuple[CalibrationBin, ...], "the same as a table"] = ()


def describe_forecast(made: Foretold, today: date) -> ListedForecast:
    """Return a forecast as the page lists it, with its state on a day."""
    open_state = "overdue: nobody has resolved it" if made.due and made.due < today else "open"
    state = OUTCOME_WORDS[made.outcome] if made.outcome else open_state
    confirmed = "" if made.confirmed else "; read by a machine, confirmed by nobody"
    return ListedForecast(
        words=made.words,
        said=made.said,
        due=made.due,
        odds=format_probability(made.low, made.high),
        state=state + confirmed,
        address=statement_address(made.id),
    )


def build_track_record(made: Score, *, limit: int | None = None) -> TrackRecord:
    """Return the track record from a score. limit: the number of judged forecasts scored, if the speaker has more."""
    apart = tuple(f"{len(made.apart[why]):,} {words}" for why, words in EXCLUDED.items() if why in made.apart)
    notice = f"Only the {limit:,} judged forecasts that were kept last are scored." if limit else ""
    if not made.n:
        return TrackRecord(n=0, came="", brier="", small="", notice=notice, apart=apart)
    groups = format_count(len(made.bins), "group")
    few = f"{format_count(made.n, 'forecast')} that can be scored, in {groups} by probability."
    return TrackRecord(
        n=made.n,
        came=_format_estimated_share(made.base_rate),
        brier=_format_estimate(made.brier.middle if made.brier else None),
        small="fewer than 30: the figures say little" if made.small else "",
        notice=notice,
        apart=apart,
        calibration=Chart("What was said against what came", few, charts.calibration_chart(made, "Calibration")),
        bins=tuple(
            CalibrationBin(format_probability(b.first, b.last), b.n, _format_estimated_share(b.came)) for b in made.bins
        ),
    )


def _format_estimated_share(found: Estimate | None) -> str:
    return f"{format_share(found.value)} ({format_probability(found.low, found.high)})" if found else ""


def _format_estimate(found: Estimate | None) -> str:
    if found is None:
        return ""
    return f"{found.value:.2f}" + ("" if found.low is None else f" ({found.low:.2f}–{found.high:.2f})")
