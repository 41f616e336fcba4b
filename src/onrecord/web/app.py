"""Build the web application: routes of pages and changes, static files, error pages, security middleware."""

import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import date
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from onrecord import __version__
from onrecord.errors import LedgerError, NotFoundError, OnrecordError
from onrecord.ledger import Ledger
from onrecord.text.spreadsheet import BYTE_ORDER_MARK
from onrecord.web import filters
from onrecord.web import routes as plan
from onrecord.web.desk import Desk, FormFields, View
from onrecord.web.errors import WebError
from onrecord.web.middleware import SecurityMiddleware
from onrecord.web.page import DeskChange, DeskPage, as_csv, as_json

Endpoint = Callable[[Request], Coroutine[Any, Any, Response]]

# Keeps the name of whoever judges, so that forms need not ask for it each time.
JUDGE_COOKIE = "onrecord-by"
_APP_LOG = logging.getLogger("onrecord.web")


def build_application(desk: Desk) -> Starlette:
    """Return the desk as an ASGI application, which closes the desk when it shuts down."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        desk.close()

    # Vendored scripts are served from the package: the desk fetches nothing from the network.
    routes: list[BaseRoute] = [Mount("/static", StaticFiles(packages=[("onrecord.web", "static")]), name="static")]
    routes += [Route(path, end, methods=methods) for path, end, methods in plan.OTHERS]
    for page in plan.PAGES:
        routes += _page_routes(page)
    routes += [Route(change.path, _change_endpoint(change), methods=["POST"]) for change in plan.CHANGES]
    app = Starlette(
        routes=routes,
        lifespan=lifespan,
        middleware=[Middleware(SecurityMiddleware, settings=desk.settings)],
        exception_handlers={
            OnrecordError: _answer_error,
            HTTPException: _answer_error,
            ClientDisconnect: _answer_nobody,
            500: _answer_failure,
        },
    )
    app.state.desk, app.state.templates = desk, load_templates()
    return app


def load_templates() -> Environment:
    """Return the template environment. All printed text is escaped; an undefined variable is an error."""
    environment = Environment(
        loader=PackageLoader("onrecord.web"),
        # Every text on a page comes from outside.
        autoescape=True,
        # A misspelt field would otherwise print nothing, unnoticed.
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= filters.FILTERS
    environment.globals |= {"version": __version__, "icon": filters.draw_icon}
    return environment


def _page_routes(page: DeskPage) -> list[Route]:
    """Return the routes of a page: HTML, .json, and .csv if it has a table. The home page's are /index.json, …"""
    # The twins come before the page: in `/speakers/{name:path}` the name would take in ".json".
    root = page.path if page.path != "/" else "/index"
    kinds = ["json", *(["csv"] if page.rows else [])]
    return [
        *(Route(f"{root}.{kind}", _page_endpoint(page, kind)) for kind in kinds),
        Route(page.path, _page_endpoint(page, "html")),
    ]


def _page_endpoint(page: DeskPage, kind: str) -> Endpoint:
    async def shown(request: Request) -> Response:
        desk: Desk = request.app.state.desk
        query = FormFields(request.query_params)

        # A download is for the whole answer, not for the twenty rows of a screen.
        if kind == "csv" and page.most:
            query.setdefault("limit", str(page.most))

        def make(ledger: Ledger) -> tuple[str, int]:
            context = page.make(_view_of(request, ledger, query))
            # A query that cannot be parsed still renders its page, to be corrected there; the status is for programs.
            status = 400 if getattr(context, "error", "") else 200
            if kind == "json":
                return as_json(context), status
            if kind == "csv" and page.rows:
                mark = BYTE_ORDER_MARK if query.word("bom") else ""
                return mark + as_csv(page.rows(context)), status
            return render_template(request, page.name, page=context, table=page.rows is not None), status

        body, status = await desk.ask(make)
        types = {"html": "text/html", "json": "application/json", "csv": "text/csv"}
        name = {"content-disposition": f'attachment; filename="onrecord-{page.name}.csv"'} if kind == "csv" else {}
        return Response(body, status, media_type=f"{types[kind]}; charset=utf-8", headers=name)

    return shown


def render_template(request: Request, name: str, **given: Any) -> str:
    """Render a template with the variables that every page has: see templates/base.html."""
    desk: Desk = request.app.state.desk
    path: str = request.scope["path"]
    twin = "/index" if path == "/" else quote(path)
    query = f"?{request.url.query}" if request.url.query else ""
    about = {"path": path, "here": quote(path) + query, "json": f"{twin}.json{query}", "csv": f"{twin}.csv{query}"}
    whole: str = request.app.state.templates.get_template(f"{name}.html").render(
        **about, ledger_name=desk.settings.ledger.name, by=_judge_name(request), **given
    )
    return whole


def _change_endpoint(change: DeskChange) -> Endpoint:
    async def changed(request: Request) -> Response:
        desk: Desk = request.app.state.desk
        # Forms of judgements have no files; read_word() then limits each field much further, with a clear message.
        async with request.form(max_files=0, max_part_size=100_000) as form:
            fields = FormFields({name: value for name, value in form.items() if isinstance(value, str)})
        target = await desk.ask(lambda ledger: change.do(_view_of(request, ledger, fields)))
        # 303 makes the browser GET the target, so that reloading it does not judge twice.
        response = RedirectResponse(target, 303)
        if fields.word("by"):
            # Quoted, as cookies carry ASCII only; for a year. Not `secure`: the desk itself speaks plain HTTP.
            response.set_cookie(
                JUDGE_COOKIE, quote(fields.word("by")), httponly=True, samesite="strict", max_age=31_536_000
            )
        return response

    return changed


def _view_of(request: Request, ledger: Ledger, asked: FormFields) -> View:
    desk: Desk = request.app.state.desk
    day: date = desk.settings.day()
    return View(
        ledger=ledger,
        settings=desk.settings,
        path=request.path_params,
        query=asked,
        by=asked.word("by") or _judge_name(request),
        today=day,
        jobs=desk.jobs,
    )


def _judge_name(request: Request) -> str:
    """Return who judges: the name last given in this browser, else that of the settings."""
    from urllib.parse import unquote

    desk: Desk = request.app.state.desk
    return unquote(request.cookies.get(JUDGE_COOKIE, "")).strip() or desk.settings.by


async def _answer_error(request: Request, error: Exception) -> Response:
    """Return the error page of an expected error, with the HTTP status of its type."""
    status, words = 400, str(error)
    if isinstance(error, HTTPException):
        status = error.status_code
        words = "there is no such page here" if status == 404 else error.detail
    elif isinstance(error, WebError):
        status = error.status
    elif isinstance(error, LedgerError):
        # 409: the address is right, but what the ledger holds does not allow it (an unnamed speaker has no claims).
        status = 404 if isinstance(error, NotFoundError) else 409
    return _error_response(request, words, status)


async def _answer_nobody(_: Request, __: Exception) -> Response:
    """Return what is sent to a client that has gone before the end of its request, which is no failure of the desk."""
    return Response(status_code=400)


async def _answer_failure(request: Request, error: Exception) -> Response:
    # The details go to the terminal alone: a traceback may quote texts and paths.
    _APP_LOG.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return _error_response(
        request, "something went wrong in onrecord itself: the terminal says what; nothing was lost", 500
    )


def _error_response(request: Request, words: str, status: int) -> Response:
    if request.url.path.endswith(".json"):
        return JSONResponse({"error": words}, status)
    return Response(render_template(request, "error", words=words, status=status), status, media_type="text/html")
