"""The whole desk in one list: its pages, its changes, and the few addresses that are neither."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.web import article, contradictions, home, search, speaker, speaker_claims, speakers
from onrecord.web.desk import Desk, Query, View
from onrecord.web.pages import Change, Page

PAGES: tuple[Page, ...] = (
    Page("home", "/", home.Home, home.home),
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
)
CHANGES: tuple[Change, ...] = ()


async def statement(request: Request) -> Response:
    """A statement's own address leads to where it stands."""
    desk: Desk = request.app.state.desk
    settings = desk.settings
    target = await desk.ask(
        lambda ledger: article.place(View(ledger, settings, request.path_params, Query(), settings.by, settings.day()))
    )
    return RedirectResponse(target, 303)


OTHERS = (("/statements/{id}", statement, ["GET"]),)
"""Path, endpoint, methods."""
