"""What stands between the network and the pages: who may ask, from where, how much, and what a page may do.

Plain ASGI middleware. Every text on a page comes from outside, so the policy lets nothing run that is not the desk's
own file (CSP level 2); a change is only taken from the desk's own pages (Fetch Metadata, Origin).
"""

import secrets
from collections.abc import Callable, Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.desk import DeskSettings

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with no-referrer browsers send "Origin: null" from the desk's own forms
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
# The largest request: an article of 20 MB, as `onrecord read` takes it, and its form.
MAX_BODY_BYTES = 21_000_000
COOKIE = "onrecord-token"
SAFE = {"GET", "HEAD", "OPTIONS"}


class SecurityMiddleware:
    """All of them, in the order: host, token, same origin, size; and the headers on whatever is answered."""

    def __init__(self, app: ASGIApp, settings: DeskSettings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
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
        """On a loopback address only its own names: another site's name may be made to lead here (DNS rebinding)."""
        if not self.settings.hosts or headers.get("host", "") in self.settings.hosts:
            return None
        return PlainTextResponse("This desk does not answer to that name: open it at its own address.\n", 421)

    def _token(self, scope: Scope, headers: Headers) -> Response | None:
        """Where a token is demanded: it stands in the address once, then in a cookie, or in an Authorization header."""
        wanted = self.settings.token
        if wanted is None:
            return None
        query = parse_qs(scope["query_string"].decode("latin-1"))
        if query.get("token") and scope["method"] in SAFE and _is_same_secret(query["token"][-1], wanted):
            rest = urlencode([(name, value) for name, values in query.items() for value in values if name != "token"])
            response = RedirectResponse(scope["path"] + (f"?{rest}" if rest else ""), 303)
            response.set_cookie(COOKIE, wanted, httponly=True, samesite="strict")
            return response
        token = headers.get("authorization", "").removeprefix("Bearer ") or _read_cookie(headers)
        if _is_same_secret(token, wanted):
            return None
        return PlainTextResponse(
            "This desk asks for a token: open the whole address that `onrecord serve` prints.\n", 401
        )


def _is_same_secret(given: str, wanted: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


def _read_cookie(headers: Headers) -> str:
    try:
        morsel = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return morsel.value if morsel else ""


def _refuse_other_origin(scope: Scope, headers: Headers) -> Response | None:
    """A change comes from one of the desk's own pages, or from a program that is no browser."""
    if scope["method"] in SAFE:
        return None
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    wrong = site not in (None, "same-origin", "none")
    if origin is not None:
        wrong = wrong or urlsplit(origin).netloc != headers.get("host")
    if not wrong:
        return None
    return PlainTextResponse("A change is only taken from the desk's own pages.\n", 403)


def _refuse_large_body(scope: Scope, headers: Headers) -> Response | None:
    length = headers.get("content-length", "0")
    if length.isdigit() and int(length) <= MAX_BODY_BYTES:
        return None
    return PlainTextResponse(f"That is too large: at most {MAX_BODY_BYTES // 1_000_000} MB at once.\n", 413)


def _limit_body(receive: Receive) -> Receive:
    """A body that says no length is cut off where it grows too large."""
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
            headers.setdefault("cache-control", "max-age=3600" if cached else "no-store")
        await send(message)

    return with_headers
