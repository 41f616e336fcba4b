"""All routes of the desk: pages, changes, and a few other endpoints."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.ledger import Ledger
from onrecord.web import actions
from onrecord.web.desk import Desk, FormFields, View
from onrecord.web.page import DeskChange, DeskPage
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
    redaction,
    scores,
    search,
    speaker,
    speaker_claims,
    speakers,
    versions,
    watch,
    watches,
)

# The first route that matches answers. A name may hold slashes (`{name:path}`), so longer addresses come before
# "/speakers/{name:path}" and "/watches/{name:path}", which would take "/claims" or "/brief" for part of the name.
PAGES: tuple[DeskPage, ...] = (
    DeskPage(name="home", path="/", shape=home.HomePage, make=home.build_home_page),
    DeskPage(name="add", path="/add", shape=add.AddPage, make=add.build_add_page),
    DeskPage(name="job", path="/add/{job}", shape=add.JobPage, make=add.build_job_page, rows=add.job_rows),
    DeskPage(
        name="articles",
        path="/articles",
        shape=articles.ArticlesPage,
        make=articles.build_articles_page,
        rows=articles.articles_rows,
    ),
    DeskPage(
        name="versions",
        path="/articles/{key}/versions",
        shape=versions.VersionsPage,
        make=versions.build_versions_page,
        rows=versions.version_rows,
    ),
    DeskPage(
        name="article",
        path="/articles/{key}",
        shape=article.ArticlePage,
        make=article.build_article_page,
        rows=article.article_rows,
    ),
    DeskPage(
        name="search",
        path="/search",
        shape=search.SearchPage,
        make=search.build_search_page,
        rows=search.search_rows,
        most=1_000,  # the most that `limit` allows, here and below
    ),
    DeskPage(
        name="speakers",
        path="/speakers",
        shape=speakers.SpeakersPage,
        make=speakers.build_speakers_page,
        rows=speakers.speakers_rows,
        most=1_000,
    ),
    DeskPage(
        name="speaker_claims",
        path="/speakers/{name:path}/claims",
        shape=speaker_claims.SpeakerClaimsPage,
        make=speaker_claims.build_speaker_claims_page,
        rows=speaker_claims.speaker_claim_rows,
    ),
    DeskPage(
        name="contradictions",
        path="/speakers/{name:path}/contradictions",
        shape=contradictions.ContradictionsPage,
        make=contradictions.build_contradictions_page,
        rows=contradictions.contradiction_rows,
    ),
    DeskPage(
        name="speaker",
        path="/speakers/{name:path}",
        shape=speaker.SpeakerPage,
        make=speaker.build_speaker_page,
        rows=speaker.speaker_rows,
        most=1_000,
    ),
    DeskPage(
        name="forecasts",
        path="/forecasts",
        shape=forecasts.ForecastsPage,
        make=forecasts.build_forecasts_page,
        rows=forecasts.forecast_rows,
    ),
    DeskPage(
        name="scores", path="/scores", shape=scores.ScoresPage, make=scores.build_scores_page, rows=scores.score_rows
    ),
    DeskPage(name="log", path="/log/{id:path}", shape=log.LogPage, make=log.build_log_page, rows=log.log_rows),
    DeskPage(name="redaction", path="/redact/{id}", shape=redaction.RedactionPage, make=redaction.build_redaction_page),
    DeskPage(
        name="claims", path="/claims", shape=claims.ClaimsPage, make=claims.build_claims_page, rows=claims.claims_rows
    ),
    DeskPage(
        name="claim", path="/claims/{id}", shape=claim.ClaimPage, make=claim.build_claim_page, rows=claim.claim_rows
    ),
    DeskPage(
        name="watches",
        path="/watches",
        shape=watches.WatchesPage,
        make=watches.build_watches_page,
        rows=watches.watches_rows,
    ),
    DeskPage(name="brief", path="/watches/{name:path}/brief", shape=brief.BriefPage, make=brief.build_brief_page),
    DeskPage(
        name="watch",
        path="/watches/{name:path}",
        shape=watch.WatchPage,
        make=watch.build_watch_page,
        rows=watch.watch_rows,
    ),
)
CHANGES: tuple[DeskChange, ...] = (
    DeskChange("/statements/{id}/correct", actions.correct_statement),
    DeskChange("/statements/{id}/confirm", actions.confirm_forecast),
    DeskChange("/statements/{id}/resolve", actions.resolve_forecast),
    DeskChange("/judgements/{id}/withdraw", actions.withdraw_judgement),
    DeskChange("/redact/{id}", actions.redact_words),
    DeskChange("/grades", actions.grade_source),
    DeskChange("/names", actions.pair_names),
    DeskChange("/watches/{name:path}/weigh", actions.weigh_evidence),
    DeskChange("/watches/{name:path}/report", watch.report_signs),
)


async def redirect_to_statement(request: Request) -> Response:
    """Redirect a statement's address to its place in its article."""
    desk: Desk = request.app.state.desk
    settings = desk.settings

    def place(ledger: Ledger) -> str:
        return article.find_address(
            View(
                ledger=ledger,
                settings=settings,
                path=request.path_params,
                query=FormFields(),
                by=settings.by,
                today=settings.day(),
                jobs=desk.jobs,
            )
        )

    # Not permanent: a later version or a judgement may move the statement.
    target = await desk.ask(place)
    return RedirectResponse(target, 303)


# Path, endpoint, methods.
OTHERS = (
    ("/statements/{id}", redirect_to_statement, ["GET"]),
    ("/add", add.start_job, ["POST"]),
    ("/watches/{name:path}/brief.md", brief.send_brief, ["GET"]),
    ("/watches/{name:path}/brief.html", brief.send_brief, ["GET"]),
)
