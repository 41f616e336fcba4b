"""The whole desk in one list: its pages, its changes, and the few addresses that are neither."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.ledger import Ledger
from onrecord.web import actions
from onrecord.web.desk import Desk, Query, View
from onrecord.web.page import Change, Page
from onrecord.web.pages import (
    add,
    article,
    articles,
    brief,
    claim,
    claims,
    contradictions,
    forecasts,
    home,
    log,
    scores,
    search,
    speaker,
    speaker_claims,
    speakers,
    versions,
    watch,
    watches,
)

PAGES: tuple[Page, ...] = (
    Page("home", "/", home.Home, home.home),
    Page("add", "/add", add.Adding, add.adding),
    Page("job", "/add/{job}", add.Progress, add.progress, add.rows),
    Page("articles", "/articles", articles.Articles, articles.articles, articles.rows),
    Page("versions", "/articles/{key}/versions", versions.Versions, versions.versions, versions.rows),
    Page("article", "/articles/{key}", article.Reading, article.article, article.rows),
    Page("search", "/search", search.Search, search.search, search.rows, most=1_000),
    Page("speakers", "/speakers", speakers.Speakers, speakers.speakers, speakers.rows, most=1_000),
    Page(
        "speaker_claims",
        "/speakers/{name:path}/claims",
        speaker_claims.SpeakerClaims,
        speaker_claims.speaker_claims,
        speaker_claims.rows,
    ),
    Page(
        "contradictions",
        "/speakers/{name:path}/contradictions",
        contradictions.Contradictions,
        contradictions.contradictions,
        contradictions.rows,
    ),
    Page("speaker", "/speakers/{name:path}", speaker.Speaker, speaker.speaker, speaker.rows, most=1_000),
    Page("forecasts", "/forecasts", forecasts.Board, forecasts.forecasts, forecasts.rows),
    Page("scores", "/scores", scores.Board, scores.scores, scores.rows),
    Page("log", "/log/{id:path}", log.History, log.log, log.rows),
    Page("claims", "/claims", claims.Claims, claims.claims, claims.rows),
    Page("claim", "/claims/{id}", claim.Whole, claim.claim, claim.spotted),
    Page("watches", "/watches", watches.Watches, watches.watches, watches.rows),
    Page("brief", "/watches/{name:path}/brief", brief.Briefing, brief.brief),
    Page("watch", "/watches/{name:path}", watch.Watched, watch.watch, watch.rows),
)
CHANGES: tuple[Change, ...] = (
    Change("/statements/{id}/correct", actions.correct),
    Change("/statements/{id}/confirm", actions.confirm),
    Change("/statements/{id}/resolve", actions.resolve),
    Change("/judgements/{id}/withdraw", actions.withdraw),
    Change("/grades", actions.grade),
    Change("/names", actions.names),
    Change("/watches/{name:path}/weigh", actions.weigh),
    Change("/watches/{name:path}/report", watch.report),
)


async def statement(request: Request) -> Response:
    """A statement's own address leads to where it stands."""
    desk: Desk = request.app.state.desk
    made = desk.settings

    def place(ledger: Ledger) -> str:
        return article.place(View(ledger, made, request.path_params, Query(), made.by, made.day(), desk.jobs))

    target = await desk.ask(place)
    return RedirectResponse(target, 303)


OTHERS = (
    ("/statements/{id}", statement, ["GET"]),
    ("/add", add.add, ["POST"]),
    ("/watches/{name:path}/brief.md", brief.file, ["GET"]),
    ("/watches/{name:path}/brief.html", brief.file, ["GET"]),
)
"""Path, endpoint, methods."""
