"""The scores of forecasts, grouped by speaker or another key, with calibration and what is not counted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, get_args
from urllib.parse import urlencode

from onrecord.analysis.budget import Answer, Budget
from onrecord.analysis.forecasts import Selection, find_forecasts
from onrecord.judgements import OUTCOME_WORDS
from onrecord.ledger.forecasts import count_forecasts
from onrecord.ledger.search.engine import MOST_COUNTED
from onrecord.render import charts
from onrecord.scoring import (
    EXCLUDED,
    SMALL_SAMPLE,
    Bin,
    Estimate,
    Foretold,
    GroupKey,
    Points,
    Score,
    counting_state,
    drop_repeats,
    score_forecasts,
)
from onrecord.text.format import format_count, format_probability
from onrecord.web.components import Chart, PageLink, speaker_address
from onrecord.web.desk import View
from onrecord.web.errors import WebError
from onrecord.web.pagination import Pager, build_pager

# Scores on a page: each takes a thousand resamples.
SCORES_SHOWN = 8
# Five hundred forecasts are scored within the page's 150 ms, the resampling of a page's groups included.
SCORES_BUDGET = Budget(forecasts=500, names=1_000)
_GROUP_KEYS: tuple[GroupKey, ...] = get_args(GroupKey)


@dataclass(frozen=True)
class ScoreFigure:
    """A figure with its 95 % interval."""

    value: Annotated[float, "the figure"]
    low: Annotated[float | None, "the lower end of its 95 % interval; none where there is too little to tell"]
    high: Annotated[float | None, "the upper end"]
    words: Annotated[str, "the figure, as printed"]
    interval: Annotated[str, "its 95 % interval, as printed; empty where there is too little to tell"]

    @classmethod
    def of(cls, made: Estimate) -> "ScoreFigure":
        between = "" if made.low is None or made.high is None else f"{made.low:.2f}–{made.high:.2f}"
        return cls(made.value, made.low, made.high, f"{made.value:.2f}", between)


@dataclass(frozen=True)
class FigureAtEnds:
    """A figure at the low end, the middle, and the high end of the phrases' intervals."""

    low: Annotated[ScoreFigure, "each forecast taken at the low end of its phrase's interval"]
    middle: Annotated[ScoreFigure, "at the middle"]
    high: Annotated[ScoreFigure, "at the high end"]

    @classmethod
    def of(cls, made: Points | None) -> "FigureAtEnds | None":
        return cls(*(ScoreFigure.of(estimate) for estimate in (made.low, made.middle, made.high))) if made else None


@dataclass(frozen=True)
class NotCounted:
    """Forecasts that are not counted, with the reason."""

    why: Annotated[str, "why they do not count"]
    number: Annotated[int, "how many"]


@dataclass(frozen=True, kw_only=True)
class GroupScore:
    """The score of one group of forecasts."""

    name: Annotated[str, "the speaker, or what else they are grouped by; empty where that is not known"]
    address: Annotated[str, "where its own score, with calibration, is shown"]
    page: Annotated[str, "the address of the speaker's page; empty where it is no speaker's"]
    n: Annotated[int, "how many forecasts count"]
    small: Annotated[bool, "are there too few for the figures to say much?"]
    outcomes: Annotated[str, "how many have each outcome"]
    base_rate: Annotated[ScoreFigure | None, "the share that came true"]
    brier: Annotated[FigureAtEnds | None, "the Brier score: 0 at best; who always says 50 % gets 0.25"]
    auc: Annotated[FigureAtEnds | None, "the chance that what came true was called likelier than what did not"]
    apart: Annotated[tuple[NotCounted, ...], "those that do not count, and why"]


@dataclass(frozen=True)
class CalibrationStep:
    """A bin of the calibration: forecasts of about the same probability."""

    first: Annotated[str, "from this probability"]
    last: Annotated[str, "to this"]
    n: Annotated[int, "how many"]
    said: Annotated[str, "what was said, on average"]
    came: Annotated[ScoreFigure, "the share that came true"]


@dataclass(frozen=True, kw_only=True)
class ScoresPage:
    """The page of the scores."""

    today: Annotated[date, "the day that it is: only what was due before it counts"]
    by: Annotated[str, "what they are grouped by: speaker, organisation, publisher, month"]
    one: Annotated[str, "the speaker whose forecasts are asked for; empty where all are"]
    topic: Annotated[str, "words of the content that are asked for"]
    choices: Annotated[tuple[PageLink, ...], "what they may be grouped by"]
    scores: Annotated[tuple[GroupScore, ...], "the scores, the most forecasts first"]
    place: Annotated[Pager, "where in the list that is"]
    whole: Annotated[GroupScore | None, "the score of all of them together; none where there are none"]
    calibration: Annotated[tuple[CalibrationStep, ...], "of all of them: what was said against what came"]
    chart: Annotated[Chart | None, "the same, drawn"]
    read: Annotated[str, "how many forecasts a machine has read, judged or not"]
    notice: Annotated[str, "what is left out, where something is"]
    few: Annotated[int, "fewer forecasts than this are called a small n"]


def build_scores_page(view: View) -> ScoresPage:
    """Return the scores of the judged forecasts, within SCORES_BUDGET."""
    speaker, topic, key = view.query.word("speaker")[:200], view.query.word("topic")[:200], _read_key(view)
    offset = view.query.number("offset", 0)
    answer = find_forecasts(view.ledger, Selection(speaker=speaker, topic=topic, judged=True), budget=SCORES_BUDGET)
    groups: dict[str | None, list[Foretold]] = {}
    for forecast in answer.items:
        groups.setdefault(getattr(forecast, key), []).append(forecast)
    named = sorted(
        groups.items(), key=lambda pair: (-_count_scored(pair[1], view.today), pair[0] is None, pair[0] or "")
    )
    shown = named[offset : offset + SCORES_SHOWN]
    fields = {"by": "" if key == "speaker" else key, "speaker": speaker, "topic": topic}
    whole = _score_cached(answer.items, view.today) if answer.items else None
    return ScoresPage(
        today=view.today,
        by=key,
        one=speaker,
        topic=topic,
        choices=tuple(PageLink(name, _scores_address(fields | {"by": name}), here=name == key) for name in _GROUP_KEYS),
        scores=tuple(_describe_score(name, _score_cached(tuple(some), view.today), key) for name, some in shown),
        place=build_pager("/scores", fields | {"offset": str(offset)}, len(shown), total=len(named), size=SCORES_SHOWN),
        whole=_describe_score(_selection_title(speaker, topic), whole, "whole") if whole else None,
        calibration=tuple(_describe_bin(step) for step in whole.bins) if whole else (),
        chart=_chart_calibration(whole, _selection_title(speaker, topic)) if whole and whole.bins else None,
        read=_describe_count(count_forecasts(view.ledger.database)),
        notice=" ".join(_describe_bounds(answer)),
        few=SMALL_SAMPLE,
    )


# The same forecasts on the same day have the same score: the resamples are seeded.
@lru_cache(maxsize=256)
def _score_cached(forecasts: tuple[Foretold, ...], today: date) -> Score:
    """Return the score of some forecasts on a day, cached."""
    return score_forecasts(forecasts, today=today)


def _count_scored(forecasts: list[Foretold], today: date) -> int:
    return len(drop_repeats([forecast for forecast in forecasts if counting_state(forecast, today) == "counts"]))


def _read_key(view: View) -> GroupKey:
    typed = view.query.word("by") or "speaker"
    for key in _GROUP_KEYS:
        if key == typed:
            return key
    raise WebError(f"by={typed[:40]}: is one of {', '.join(_GROUP_KEYS)}")


def _selection_title(speaker: str, topic: str) -> str:
    return ", ".join(part for part in (speaker, topic) if part) or "All forecasts"


def _scores_address(asked: Mapping[str, str]) -> str:
    query = urlencode({name: value for name, value in asked.items() if value and (name, value) != ("by", "speaker")})
    return f"/scores?{query}" if query else "/scores"


def _describe_score(name: str | None, made: Score, key: str) -> GroupScore:
    outcomes = ", ".join(f"{count} {OUTCOME_WORDS[outcome]}" for outcome, count in made.outcomes.items() if count)
    speaker = name if key == "speaker" and name else ""
    return GroupScore(
        name=name or "",
        address=_scores_address({"speaker": speaker}) if speaker else "",
        page=speaker_address(speaker) if speaker else "",
        n=made.n,
        small=made.small,
        outcomes=outcomes,
        base_rate=ScoreFigure.of(made.base_rate) if made.base_rate else None,
        brier=FigureAtEnds.of(made.brier),
        auc=FigureAtEnds.of(made.auc),
        apart=tuple(NotCounted(words, len(made.apart[why])) for why, words in EXCLUDED.items() if made.apart.get(why)),
    )


def _describe_bin(bin_: Bin) -> CalibrationStep:
    first, last, mean = (format_probability(share, share) for share in (bin_.first, bin_.last, bin_.said))
    return CalibrationStep(first, last, bin_.n, mean, ScoreFigure.of(bin_.came))


def _chart_calibration(made: Score, title: str) -> Chart:
    few = f"small n: fewer than {SMALL_SAMPLE}; " if made.small else ""
    bins = format_count(len(made.bins), "bin")
    words = f"{few}{format_count(made.n, 'forecast')} in {bins}: what was said against "
    words += (
        "the share that came true; on the dashed line they agree, the number beside a point is how many it stands for."
    )
    return Chart(f"Calibration: {title}", words, charts.calibration_chart(made, title))


def _describe_bounds(found: Answer[Foretold]) -> Iterator[str]:
    if limit := found.limit_of("forecasts"):
        yield f"Only the {limit:,} judged forecasts that were said last are gone through."
    if limit := found.limit_of("names"):
        yield f"Only {limit:,} names of speakers are looked at: some names of one speaker may stand apart."


def _describe_count(found: int) -> str:
    return f"{'more than ' if found >= MOST_COUNTED else ''}{format_count(found, 'forecast')}"


def score_rows(context: ScoresPage) -> Iterator[dict[str, Any]]:
    """Return the scores of a page as rows."""
    for group in context.scores:
        brier, auc, base = group.brier, group.auc, group.base_rate
        yield {
            context.by: group.name,
            "n": group.n,
            "small": group.small,
            "base_rate": base.value if base else None,
            "brier_low": brier.low.value if brier else None,
            "brier_middle": brier.middle.value if brier else None,
            "brier_middle_from": brier.middle.low if brier else None,
            "brier_middle_to": brier.middle.high if brier else None,
            "brier_high": brier.high.value if brier else None,
            "auc": auc.middle.value if auc else None,
            "not_counted": sum(apart.number for apart in group.apart),
        }
