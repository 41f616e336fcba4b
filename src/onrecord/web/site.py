"""The whole desk in one list: its pages, its changes, and the few addresses that are neither."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.web import article, briefing, claims, home, watch, watches
from onrecord.web.desk import Desk, Query, View
from onrecord.web.pages import Change, Page

PAGES: tuple[Page, ...] = (
    Page("home", "/", home.Home, home.home),
    Page("article", "/articles/{key}", article.Reading, article.article, article.rows),
    Page("watches", "/watches", watches.Watches, watches.watches, watches.rows),
    Page("brief", "/watches/{name:path}/brief", briefing.Briefing, briefing.brief),
    Page("watch", "/watches/{name:path}", watch.Watched, watch.watch, watch.rows),
    Page("claims", "/claims", claims.Claims, claims.claims, claims.rows),
    Page("claim", "/claims/{id}", claims.Whole, claims.claim, claims.spotted),
)
CHANGES: tuple[Change, ...] = (Change("/watches/{name:path}/report", watch.report),)


async def statement(request: Request) -> Response:
    """A statement's own address leads to where it stands."""
    desk: Desk = request.app.state.desk
    settings = desk.settings
    target = await desk.ask(
        lambda ledger: article.place(View(ledger, settings, request.path_params, Query(), settings.by, settings.day()))
    )
    return RedirectResponse(target, 303)


OTHERS = (
    ("/statements/{id}", statement, ["GET"]),
    ("/watches/{name:path}/brief.md", briefing.file, ["GET"]),
    ("/watches/{name:path}/brief.html", briefing.file, ["GET"]),
)
"""Path, endpoint, methods."""
