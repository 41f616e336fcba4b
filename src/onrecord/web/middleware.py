"""Security middleware: checks of host, token, origin (CSRF) and body size, and the security headers.

Plain ASGI. Every text on a page comes from outside, so the content security policy (level 2) lets only the desk's own
files run. A change is accepted from the desk's own pages only (Fetch Metadata, Origin).
"""

import secrets
from collections.abc import Callable, Iterable
from urllib.parse import parse_qs, quote, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.desk import DeskSettings

# No inline script or style and no eval: this is why charts are drawn by Vega's interpreter, without vega-embed.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",  # a download with HTML inside stays what its type says
    "x-frame-options": "DENY",  # frame-ancestors, for browsers that do not know it
    "referrer-policy": "same-origin",  # with no-referrer browsers send "Origin: null" from the desk's own forms
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
# The largest request: an article of 20 MB, as `onrecord read` takes it, and its form.
MAX_BODY_BYTES = 21_000_000
_TOO_LARGE = f"That is too large: at most {MAX_BODY_BYTES // 1_000_000} MB at once."
# The cookie after signing in: a token in every address would stand in bookmarks and the history. The port is in its
# name, because browsers send a cookie to all ports of a host: two desks would sign each other out.
COOKIE = "onrecord-token-{port}"
# Methods that change nothing, so they need no check of their origin.
SAFE = {"GET", "HEAD", "OPTIONS"}


class SecurityMiddleware:
    """Check host, token, origin and body size of each request, in this order. Set the headers of each response."""

    def __init__(self, app: ASGIApp, settings: DeskSettings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        # Before the checks: refusals carry the headers, too.
        send = _with_headers(send, cached=scope["path"].startswith("/static/"))
        refused = self._refused(scope)
        if refused:
            await refused(scope, receive, send)
            return
        await self.app(scope, _limit_body(receive), send)

    def _refused(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        checks: Iterable[Callable[[Scope, Headers], Response | None]] = (
            self._host,
            self._token,
            _refuse_other_origin,
            _refuse_large_body,
        )
        return next((refused for check in checks if (refused := check(scope, headers))), None)

    def _host(self, scope: Scope, headers: Headers) -> Response | None:
        """Refuse a Host header that is not the desk's: another site's name may resolve here (DNS rebinding)."""
        # Where the desk is for other machines, any name will do: a page of another site does not know the token.
        if not self.settings.hosts or _get_only(headers, "host").lower() in self.settings.hosts:
            return None
        return _refuse(scope, "This desk does not answer to that name: open it at its own address.", 421)

    def _token(self, scope: Scope, headers: Headers) -> Response | None:
        """Refuse a request without the token: in the address once, then in a cookie, or in an Authorization header."""
        wanted = self.settings.token
        if wanted is None:
            return None
        query = parse_qs(scope["query_string"].decode("latin-1"))
        if query.get("token") and scope["method"] in SAFE and _is_same_secret(query["token"][-1], wanted):
            return _sign_in(scope, query, wanted)
        if any(_is_same_secret(token, wanted) for token in (_read_bearer(headers), _read_cookie(scope))):
            return None
        words = "This desk asks for a token: open the whole address that `onrecord serve` prints."
        return _refuse(scope, words, 401, headers={"www-authenticate": "Bearer"})


def _sign_in(scope: Scope, query: dict[str, list[str]], token: str) -> Response:
    """Return a redirect to the same page without the token, which sets the cookie.

    The token would otherwise be kept in the history, be shared with a link, and be sent as Referer.
    """
    rest = urlencode([(name, value) for name, values in query.items() for value in values if name != "token"])
    # One slash: browsers take "//host" for the address of another site.
    path = "/" + quote(scope["path"].lstrip("/"))
    response = RedirectResponse(path + (f"?{rest}" if rest else ""), 303)
    # Not `secure`: the desk speaks plain HTTP, and the cookie would not be sent; TLS is a proxy's part. Not "strict":
    # after a click on the printed link in a terminal that is itself a web page, it would not be sent either.
    response.set_cookie(_cookie_name(scope), token, httponly=True, samesite="lax")
    return response


def _is_same_secret(given: str, wanted: str) -> bool:
    # In constant time, so that the time of a refusal says nothing. As bytes: text that is not ASCII would raise.
    return secrets.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


def _read_bearer(headers: Headers) -> str:
    scheme, _, token = _get_only(headers, "authorization").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _read_cookie(scope: Scope) -> str:
    # Cookies of other services on the same host arrive here as well. Starlette's parser passes over malformed ones.
    return Request(scope).cookies.get(_cookie_name(scope), "")


def _cookie_name(scope: Scope) -> str:
    return COOKIE.format(port=(scope.get("server") or ("", 0))[1])


def _get_only(headers: Headers, name: str) -> str:
    """Return the value of a header that may be there once; an empty word if it is not, or more often."""
    values = headers.getlist(name)
    return values[0] if len(values) == 1 else ""


def _refuse_other_origin(scope: Scope, headers: Headers) -> Response | None:
    """Refuse a change that does not come from the desk's own pages or from a program other than a browser (CSRF)."""
    if scope["method"] in SAFE:
        return None
    # Older browsers and programs send no Sec-Fetch-Site; "none" is an address typed by the user. "same-site" is
    # refused: another port of 127.0.0.1 is the same site.
    own = headers.get("sec-fetch-site") in (None, "same-origin", "none")
    if "origin" in headers:
        # With the port, for the same reason. "Origin: null" (a sandboxed frame) has no host, so it fails.
        scheme, _, host = _get_only(headers, "origin").partition("://")
        own = own and scheme in {"http", "https"} and host != "" and host == _get_only(headers, "host")
    return None if own else _refuse(scope, "A change is only taken from the desk's own pages.", 403)


def _refuse_large_body(scope: Scope, headers: Headers) -> Response | None:
    # No Content-Length (a chunked body) passes here; _limit_body() counts what arrives.
    length = headers.get("content-length", "0")
    if not (length.isascii() and length.isdigit()):
        return _refuse(scope, "The Content-Length is not a number.", 400)
    digits = length.lstrip("0")
    # By the number of digits first: int() raises beyond 4,300.
    if len(digits) <= len(str(MAX_BODY_BYTES)) and int(digits or "0") <= MAX_BODY_BYTES:
        return None
    return _refuse(scope, _TOO_LARGE, 413)


def _refuse(scope: Scope, words: str, status: int, *, headers: dict[str, str] | None = None) -> Response:
    """Return a refusal: JSON where a page's data was asked for, else plain text."""
    if scope["path"].endswith(".json"):
        return JSONResponse({"error": words}, status, headers=headers)
    return PlainTextResponse(words + "\n", status, headers=headers)


def _limit_body(receive: Receive) -> Receive:
    """Refuse a body without a Content-Length once it is too large."""
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MAX_BODY_BYTES:
            raise HTTPException(413, _TOO_LARGE)
        return message

    return limited


def _with_headers(send: Send, *, cached: bool) -> Send:
    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(HEADERS)
            # Pages change with each judgement. Static files change only with the version of onrecord.
            headers.setdefault("cache-control", "max-age=3600" if cached else "no-store")
        await send(message)

    return with_headers
