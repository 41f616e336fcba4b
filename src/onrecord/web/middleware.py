"""Security middleware: checks of host, token, origin (CSRF) and body size, and the security headers.

Plain ASGI. Every text on a page comes from outside, so the content security policy (level 2) lets only the desk's own
files run. A change is accepted from the desk's own pages only (Fetch Metadata, Origin).
"""

import secrets
from collections.abc import Callable, Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
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
# The cookie after the first visit: a token in every address would stand in bookmarks and the history.
COOKIE = "onrecord-token"
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
        # With a token any name will do: a page of another site does not know it, rebound or not.
        if not self.settings.hosts or headers.get("host", "") in self.settings.hosts:
            return None
        return PlainTextResponse("This desk does not answer to that name: open it at its own address.\n", 421)

    def _token(self, scope: Scope, headers: Headers) -> Response | None:
        """Refuse a request without the token: in the address once, then in a cookie, or in an Authorization header."""
        wanted = self.settings.token
        if wanted is None:
            return None
        query = parse_qs(scope["query_string"].decode("latin-1"))
        if query.get("token") and scope["method"] in SAFE and _is_same_secret(query["token"][-1], wanted):
            # Redirected without the token, so that it is not kept in the history or shared with a link.
            rest = urlencode([(name, value) for name, values in query.items() for value in values if name != "token"])
            response = RedirectResponse(scope["path"] + (f"?{rest}" if rest else ""), 303)
            # Not `secure`: the desk speaks plain HTTP, and the cookie would not be sent; TLS is a proxy's part.
            response.set_cookie(COOKIE, wanted, httponly=True, samesite="strict")
            return response
        token = headers.get("authorization", "").removeprefix("Bearer ") or _read_cookie(headers)
        if _is_same_secret(token, wanted):
            return None
        return PlainTextResponse(
            "This desk asks for a token: open the whole address that `onrecord serve` prints.\n", 401
        )


def _is_same_secret(given: str, wanted: str) -> bool:
    # In constant time, so that the time of a refusal says nothing. As bytes: text that is not ASCII would raise.
    return secrets.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


def _read_cookie(headers: Headers) -> str:
    try:
        morsel = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    # Cookies of other services on the same host name arrive here as well, well-formed or not.
    except CookieError:
        return ""
    return morsel.value if morsel else ""


def _refuse_other_origin(scope: Scope, headers: Headers) -> Response | None:
    """Refuse a change that does not come from the desk's own pages or from a program other than a browser (CSRF)."""
    if scope["method"] in SAFE:
        return None
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    # Older browsers and programs send no Sec-Fetch-Site; "none" is an address typed by the user. "same-site" is
    # refused: another port of 127.0.0.1 is the same site.
    wrong = site not in (None, "same-origin", "none")
    if origin is not None:
        # With the port, for the same reason. "Origin: null" (a sandboxed frame) has no host, so it fails.
        wrong = wrong or urlsplit(origin).netloc != headers.get("host")
    if not wrong:
        return None
    return PlainTextResponse("A change is only taken from the desk's own pages.\n", 403)


def _refuse_large_body(scope: Scope, headers: Headers) -> Response | None:
    # No Content-Length (a chunked body) passes here; _limit_body() counts what arrives.
    length = headers.get("content-length", "0")
    if length.isdigit() and int(length) <= MAX_BODY_BYTES:
        return None
    return PlainTextResponse(f"That is too large: at most {MAX_BODY_BYTES // 1_000_000} MB at once.\n", 413)


def _limit_body(receive: Receive) -> Receive:
    """Cut off a body without a Content-Length once it is too large."""
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        return {"type": "http.disconnect"} if taken > MAX_BODY_BYTES else message

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
