"""The brief of a watch: a page to print, and the files that `onrecord brief` writes."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from starlette.requests import Request
from starlette.responses import Response

from onrecord import briefs
from onrecord.briefs import Brief
from onrecord.briefs.brief import BriefSection, EvidenceRow
from onrecord.briefs.lines import BriefLine
from onrecord.errors import OnrecordError
from onrecord.ledger import Ledger
from onrecord.watches import Report
from onrecord.web.components import statement_address
from onrecord.web.desk import Desk, FormFields, View
from onrecord.web.pages.matrix import HypothesisRanking
from onrecord.web.pages.watch import gather_cached
from onrecord.web.pages.watch_disputes import ListedDispute, list_disputes
from onrecord.web.pages.watch_series import ListedSeries, list_series
from onrecord.web.pages.watches import SIGNS_READ, address_of, watch_of

# The page shows the first of each list and says how many are left; the files have everything.
DUE = 100
# Lines of one indicator; the section says how many are left.
NEW = 50
# Speakers, and lines of each; the page says how many are left.
VOICES, LINES = 60, 8
# The list of sources is for checking; the files have all of them.
SOURCES = 200


@dataclass(frozen=True, kw_only=True)
class QuotedLine:
    """A statement with its quotation."""

    number: Annotated[int, "what the rest of the brief calls it by"]
    who: Annotated[str, "who said it"]
    role: Annotated[str, "the speaker's role and organisation"]
    cue: Annotated[str, "the words of the cue"]
    day: Annotated[str, "the day it was said, or, where it says so, printed"]
    place: Annotated[str, "where, as the text says"]
    quotation: Annotated[str, "the words"]
    title: Annotated[str, "the article's headline"]
    printed: Annotated[str, "who printed it, and when"]
    url: Annotated[str, "the article's address on the web"]
    address: Annotated[str, "where it stands in its article"]
    notes: Annotated[tuple[str, ...], "how likely its words make it, how well founded, grades, other printings"]


@dataclass(frozen=True)
class ShortLine:
    """A statement in one line."""

    number: Annotated[int, "what the brief calls it by"]
    who: Annotated[str, "who said it"]
    words: Annotated[str, "the words, shortened"]
    printed: Annotated[str, "who printed it, and when"]
    address: Annotated[str, "where it stands in its article"]


@dataclass(frozen=True)
class NewSection:
    """The new statements of an indicator."""

    name: Annotated[str, "the indicator"]
    note: Annotated[str, "a sign of what it is"]
    lines: Annotated[tuple[QuotedLine, ...], "what is new"]
    again: Annotated[tuple[ShortLine, ...], "what stands above already"]
    left: Annotated[int, "how many more there are, which stand in the files alone"]


@dataclass(frozen=True)
class DueForecast:
    """A forecast whose deadline has passed."""

    line: Annotated[QuotedLine, "the forecast"]
    by: Annotated[str, "the end of its horizon"]
    odds: Annotated[str, "how likely it was said to be; empty where a note says it, or nothing does"]
    standing: Annotated[str, "the outcome"]


@dataclass(frozen=True)
class NextForecast:
    """A forecast that falls due next."""

    by: Annotated[str, "the end of its horizon"]
    line: Annotated[ShortLine, "the forecast"]
    odds: Annotated[str, "how likely it was said to be"]
    said: Annotated[str, "the day it was said"]


@dataclass(frozen=True)
class SpeakerLines:
    """The statements of one speaker."""

    name: Annotated[str, "the speaker"]
    role: Annotated[str, "the speaker's role and organisation"]
    lines: Annotated[tuple[ShortLine, ...], "what was said"]
    left: Annotated[int, "how much more, which stands in the files alone"]


@dataclass(frozen=True, kw_only=True)
class EvidenceLine:
    """A row of the matrix."""

    words: Annotated[str, "who said what"]
    address: Annotated[str, "where it stands in its article; empty where it was redacted"]
    printed: Annotated[str, "who printed it, and when"]
    cells: Annotated[tuple[str, ...], "what it is for each hypothesis"]
    weight: Annotated[str, "how much it counts"]
    apart: Annotated[str, "its diagnosticity"]
    judged: Annotated[str, "who judged it, when and why"]


@dataclass(frozen=True)
class BriefSource:
    """An article that was read for the brief."""

    title: Annotated[str, "its headline"]
    printed: Annotated[str, "who printed it, and when"]
    url: Annotated[str, "its address on the web"]
    address: Annotated[str, "where it stands in the desk"]


@dataclass(frozen=True, kw_only=True)
class BriefPage:
    """A brief."""

    name: Annotated[str, "the watch's name"]
    about: Annotated[str, "what the watch is about"]
    watch: Annotated[str, "the watch's page"]
    as_of: Annotated[date, "the day that it is of"]
    since: Annotated[date, "new is what was first reported on this day or later"]
    markdown: Annotated[str, "the address of the same as Markdown"]
    html: Annotated[str, "the address of the same as one file of HTML"]
    cut: Annotated[tuple[str, ...], "indicators and series of which only the newest statements were looked at"]
    most: Annotated[int, "how many that is"]
    glance: Annotated[tuple[str, ...], "what a reader in a hurry must know"]
    new: Annotated[tuple[NewSection, ...], "what is new, by indicator"]
    came_due: Annotated[tuple[DueForecast, ...], "the forecasts that came due"]
    due: Annotated[int, "how many came due; not all of them stand here where there are many"]
    due_next: Annotated[tuple[NextForecast, ...], "the forecasts that fall due next"]
    voices: Annotated[tuple[SpeakerLines, ...], "who says what"]
    silent: Annotated[int, "how many more speakers there are, who stand in the files alone"]
    series: Annotated[tuple[ListedSeries, ...], "figures"]
    disputes: Annotated[tuple[ListedDispute, ...], "where sources disagree"]
    ranks: Annotated[tuple[HypothesisRanking, ...], "how the hypotheses stand; none where no evidence was judged"]
    hypotheses: Annotated[tuple[str, ...], "the hypotheses, in the order of the matrix, each with its text"]
    order: Annotated[tuple[str, ...], "their names"]
    evidence: Annotated[tuple[EvidenceLine, ...], "the matrix"]
    turns: Annotated[tuple[str, ...], "what would change the ranking"]
    sources: Annotated[tuple[BriefSource, ...], "the articles that were read for it"]
    unlisted: Annotated[int, "how many more articles were read, which stand in the files alone"]


def _read_brief(view: View) -> tuple[Report, Brief, date, date]:
    """Return the report, the brief, its day (`as_of`) and the day from which statements are new (`since`)."""
    wanted = watch_of(view)
    today = view.query.day("as_of") or view.today
    since = view.query.day("since") or briefs.week_before(today)
    return *gather_cached(view, wanted, since=since, today=today), today, since


def build_brief_page(view: View) -> BriefPage:
    """Return the brief of a watch on the day `as_of`; what was reported from `since` on is new."""
    report, written, today, since = _read_brief(view)
    texts = dict(written.hypotheses)
    watch = address_of(report.watch)
    # The days are spelt out, so that the files are the same brief when they are fetched after midnight.
    query = f"?since={since.isoformat()}&as_of={today.isoformat()}"
    return BriefPage(
        name=written.title,
        about=written.about,
        watch=watch,
        as_of=today,
        since=since,
        markdown=f"{watch}/brief.md{query}",
        html=f"{watch}/brief.html{query}",
        cut=report.cut,
        most=SIGNS_READ,
        glance=written.glance,
        new=tuple(_describe_section(section) for section in written.new),
        came_due=tuple(
            DueForecast(
                _quote_line(forecast.line),
                forecast.by,
                "" if forecast.line.likelihood else forecast.odds,
                forecast.standing,
            )
            for forecast in written.came_due[:DUE]
        ),
        due=len(written.came_due),
        due_next=tuple(
            NextForecast(forecast.by, _shorten_line(forecast.line), forecast.odds, forecast.line.day)
            for forecast in written.due_next
        ),
        voices=tuple(_describe_voice(section) for section in written.speakers[:VOICES]),
        silent=max(0, len(written.speakers) - VOICES),
        series=tuple(series for series in list_series(report, written) if series.points),
        disputes=tuple(list_disputes(written)),
        ranks=tuple(HypothesisRanking.of(s, texts[s.hypothesis]) for s in written.standings),
        hypotheses=tuple(f"{name}: {text}" for name, text in written.hypotheses),
        order=tuple(texts),
        evidence=tuple(_describe_evidence(row) for row in written.rows),
        turns=written.turns,
        sources=tuple(
            BriefSource(line.title, _publication(line), line.url, statement_address(line.id))
            for line in written.articles[:SOURCES]
        ),
        unlisted=max(0, len(written.articles) - SOURCES),
    )


def _publication(line: BriefLine) -> str:
    return ", ".join(x for x in (line.publisher, line.published) if x)


def _describe_section(made: BriefSection) -> NewSection:
    lines, again = tuple(map(_quote_line, made.lines[:NEW])), tuple(map(_shorten_line, made.again[:NEW]))
    return NewSection(made.name, made.note, lines, again, len(made.lines) + len(made.again) - len(lines) - len(again))


def _describe_voice(made: BriefSection) -> SpeakerLines:
    lines = tuple(_shorten_line(line, cue=True) for line in made.lines[:LINES])
    return SpeakerLines(made.name, made.note, lines, len(made.lines) - len(lines))


def _quote_line(line: BriefLine) -> QuotedLine:
    notes = tuple(note for note in (line.likelihood, line.confidence, line.grade, line.also) if note)
    day = f"{line.day} (printed)" if line.printed_only else line.day
    return QuotedLine(
        number=line.number,
        who=line.who,
        role=line.role,
        cue=line.cue,
        day=day,
        place=line.place,
        quotation=line.quotation,
        title=line.title,
        printed=_publication(line),
        url=line.url,
        address=statement_address(line.id),
        notes=notes,
    )


def _shorten_line(line: BriefLine, *, cue: bool = False) -> ShortLine:
    words = f"{line.cue}: {line.short}" if cue and line.cue else line.short
    printed = ", ".join(x for x in (line.printed_by, line.published) if x)
    return ShortLine(line.number, line.who, words, printed, statement_address(line.id))


def _describe_evidence(row: EvidenceRow) -> EvidenceLine:
    address = statement_address(row.line.id) if row.line else ""
    printed = ", ".join(x for x in (row.line.printed_by, row.line.published) if x) if row.line else ""
    return EvidenceLine(
        words=row.words,
        address=address,
        printed=printed,
        cells=row.cells,
        weight=row.weight,
        apart=row.apart,
        judged=row.judged,
    )


def draw_chart(found: Report) -> str:
    """Return the series as SVG; empty if they cannot be drawn here."""
    try:
        return briefs.draw_series(found)
    # SVG needs the extra `[plot]`: without it the file has no chart.
    except OnrecordError:
        return ""


async def send_brief(request: Request) -> Response:
    """Send the brief as `onrecord brief` writes it: Markdown, or one file of HTML."""
    desk: Desk = request.app.state.desk
    settings, page = desk.settings, request.url.path.endswith(".html")

    def make(ledger: Ledger) -> tuple[str, str]:
        fields = FormFields(request.query_params)
        view = View(
            ledger=ledger,
            settings=settings,
            path=request.path_params,
            query=fields,
            by=settings.by,
            today=settings.day(),
            jobs=desk.jobs,
        )
        report, written, today, _ = _read_brief(view)
        # A file name for any system and a header without injection: letters and digits of ASCII only.
        name = (
            "".join(c if c.isascii() and c.isalnum() else "-" for c in written.title.lower()).strip("-")[:60] or "watch"
        )
        words = briefs.render_html(written, chart=draw_chart(report)) if page else briefs.render_markdown(written)
        return words, f"{name}-{today.isoformat()}.{'html' if page else 'md'}"

    words, name = await desk.ask(make)
    kept = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(words, media_type=f"text/{'html' if page else 'markdown'}; charset=utf-8", headers=kept)
