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
    Page(name="home", path="/", shape=home.Home, make=home.home),
    Page(name="add", path="/add", shape=add.Adding, make=add.adding),
    Page(name="job", path="/add/{job}", shape=add.Progress, make=add.progress, rows=add.rows),
    Page(name="articles", path="/articles", shape=articles.Articles, make=articles.articles, rows=articles.rows),
    Page(
        name="versions",
        path="/articles/{key}/versions",
        shape=versions.Versions,
        make=versions.versions,
        rows=versions.rows,
    ),
    Page(name="article", path="/articles/{key}", shape=article.Reading, make=article.article, rows=article.rows),
    Page(name="search", path="/search", shape=search.Search, make=search.search, rows=search.rows, most=1_000),
    Page(
        name="speakers",
        path="/speakers",
        shape=speakers.Speakers,
        make=speakers.speakers,
        rows=speakers.rows,
        most=1_000,
    ),
    Page(
        name="speaker_claims",
        path="/speakers/{name:path}/claims",
        shape=speaker_claims.SpeakerClaims,
        make=speaker_claims.speaker_claims,
        rows=speaker_claims.rows,
    ),
    Page(
        name="contradictions",
        path="/speakers/{name:path}/contradictions",
        shape=contradictions.Contradictions,
        make=contradictions.contradictions,
        rows=contradictions.rows,
    ),
    Page(
        name="speaker",
        path="/speakers/{name:path}",
        shape=speaker.Speaker,
        make=speaker.speaker,
        rows=speaker.rows,
        most=1_000,
    ),
    Page(name="forecasts", path="/forecasts", shape=forecasts.Board, make=forecasts.forecasts, rows=forecasts.rows),
    Page(name="scores", path="/scores", shape=scores.Board, make=scores.scores, rows=scores.rows),
    Page(name="log", path="/log/{id:path}", shape=log.History, make=log.log, rows=log.rows),
    Page(name="claims", path="/claims", shape=claims.Claims, make=claims.claims, rows=claims.rows),
    Page(name="claim", path="/claims/{id}", shape=claim.Whole, make=claim.claim, rows=claim.spotted),
    Page(name="watches", path="/watches", shape=watches.Watches, make=watches.watches, rows=watches.rows),
    Page(name="brief", path="/watches/{name:path}/brief", shape=brief.Briefing, make=brief.brief),
    Page(name="watch", path="/watches/{name:path}", shape=watch.Watched, make=watch.watch, rows=watch.rows),
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
        return article.place(
            View(
                ledger=ledger,
                settings=made,
                path=request.path_params,
                query=Query(),
                by=made.by,
                today=made.day(),
                jobs=desk.jobs,
            )
        )

    target = await desk.ask(place)
    return RedirectResponse(target, 303)


OTHERS = (
    ("/statements/{id}", statement, ["GET"]),
    ("/add", add.add, ["POST"]),
    ("/watches/{name:path}/brief.md", brief.file, ["GET"]),
    ("/watches/{name:path}/brief.html", brief.file, ["GET"]),
)
"""Path, endpoint, methods."""
