"""Who may ask the desk, and for what."""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urljoin

import pytest
from starlette.datastructures import Headers
from starlette.testclient import TestClient
from starlette.types import Message

from onrecord.web import Desk, DeskSettings, build_application, middleware

CHANGE = "/statements/0000/correct"
NOWHERE = "/nowhere"
"""A change that is let through gets the pages' 404."""


def test_only_its_own_files_may_run(desk: TestClient) -> None:
    policy = desk.get("/").headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_another_name_is_refused(desk: TestClient) -> None:
    assert desk.get("/", headers={"host": "evil.example"}).status_code == 421


FOREIGN = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://127.0.0.1:81"},
    {"origin": "http://127.0.0.1"},
    {"origin": "http://["},
    {"origin": "http://[::1"},
    {"origin": ""},
    {"origin": "http://"},
    {"origin": "127.0.0.1:80"},
    {"origin": "file://127.0.0.1:80"},
    {"origin": "http://127.0.0.1:80, https://evil.example"},
    {"origin": "http://127.0.0.1:80/"},
    {"origin": "http://ida@127.0.0.1:80"},
    {"origin": "http://" + "a" * 9000},
    {"origin": b"http://\xe9\xff"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_change_from_elsewhere_is_refused(headers: dict[str, str | bytes], desk: TestClient) -> None:
    assert desk.post(CHANGE, data={}, headers=headers).status_code == 403


def test_two_origins_are_none(desk: TestClient) -> None:
    both = [("origin", "http://127.0.0.1:80"), ("origin", "https://evil.example"), ("host", "127.0.0.1:80")]
    assert desk.post(CHANGE, data={}, headers=both).status_code == 403


def test_a_change_from_its_own_pages_is_taken(desk: TestClient) -> None:
    own = {"origin": "http://127.0.0.1:80", "sec-fetch-site": "same-origin"}
    assert desk.post(NOWHERE, data={}, headers=own).status_code == 404


LENGTHS = [
    ("99000000", 413),
    ("21000001", 413),
    ("1" + "0" * 5000, 413),
    ("-1", 400),
    ("1e3", 400),
    ("", 400),
    ("0" * 5000, 404),
]


@pytest.mark.parametrize(("length", "status"), LENGTHS)
def test_the_length_of_a_body(length: str, status: int, desk: TestClient) -> None:
    assert desk.post(NOWHERE, content=b"", headers={"content-length": length}).status_code == status


def test_a_body_without_a_length_is_counted(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(middleware, "MAX_BODY_BYTES", 1000)
    fields = {"content-type": "application/x-www-form-urlencoded"}
    for size, status in ((10, 400), (200, 413)):
        body = (b"text=abcde&" for _ in range(size))  # 11 bytes each, sent in chunks
        answer = desk.post("/add", content=body, headers=fields)
        assert answer.status_code == status
        assert ("too large" in answer.text) is (status == 413)


def test_a_client_that_leaves_is_no_failure(settings: DeskSettings, caplog: pytest.LogCaptureFixture) -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"host", b"127.0.0.1:80"), (b"content-type", b"application/x-www-form-urlencoded")]
    scope = {"type": "http", "method": "POST", "path": "/add", "query_string": b"", "headers": headers}
    desk = Desk(settings)
    asyncio.run(build_application(desk)(scope, receive, send))
    desk.close()
    assert sent[0]["status"] == 400
    assert not caplog.records


def test_a_length_in_a_digit_that_is_no_number() -> None:
    """In Latin-1, as servers hand headers on; the client of these tests sends UTF-8."""
    headers = Headers(raw=[(b"content-length", "²".encode("latin-1"))])
    refused = middleware._refuse_large_body({"type": "http", "path": "/"}, headers)
    assert refused
    assert refused.status_code == 400


TOKEN = "token-of-this-desk"


@pytest.fixture
def guarded(settings: DeskSettings) -> Iterator[TestClient]:
    """A desk that asks for a token, to a browser that has none."""
    with TestClient(
        build_application(Desk(replace(settings, token=TOKEN))),
        base_url="http://127.0.0.1:80",
        follow_redirects=False,
        headers={"host": "127.0.0.1:80"},
    ) as client:
        yield client


@pytest.mark.parametrize("address", ["/", "/?token=wrong", "/?token=", "/static/desk.css", "/search?q=ferry", "/gone"])
def test_nothing_is_shown_without_the_token(address: str, guarded: TestClient) -> None:
    answer = guarded.get(address)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert "set-cookie" not in answer.headers


def test_the_link_signs_a_browser_in(guarded: TestClient) -> None:
    given = guarded.get(f"/?token={TOKEN}&q=a")
    assert (given.status_code, given.headers["location"]) == (303, "/?q=a")
    cookie = given.headers["set-cookie"].lower()
    assert cookie.startswith(f"onrecord-token-80={TOKEN};")
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert given.headers["cache-control"] == "no-store"
    assert guarded.get("/").status_code == 200
    assert TOKEN not in guarded.get("/").text


AWAY = [
    "//evil.example/",
    "///evil.example/",
    "/%5Cevil.example/",
    "//evil.example/%2e%2e",
    "/%2F%2Fevil.example",
    "/%09/evil",
]


@pytest.mark.parametrize("path", AWAY)
def test_signing_in_does_not_lead_to_another_site(path: str, guarded: TestClient) -> None:
    scope_path = f"http://127.0.0.1:80{path}?token={TOKEN}"
    location = guarded.get(scope_path).headers["location"]
    assert re.match(r"/[^/\\]", location)
    assert urljoin("http://127.0.0.1:80/", location).startswith("http://127.0.0.1:80/")


def test_an_address_keeps_its_odd_characters(guarded: TestClient) -> None:
    location = guarded.get(f"/speakers/Ida%3F%23%25?token={TOKEN}").headers["location"]
    assert location == "/speakers/Ida%3F%23%25"


@pytest.mark.parametrize("value", [f"Bearer {TOKEN}", f"bearer  {TOKEN}"])
def test_a_program_sends_the_token_as_a_header(value: str, guarded: TestClient) -> None:
    assert guarded.get("/index.json", headers={"authorization": value}).status_code == 200
    assert guarded.post(NOWHERE, data={}, headers={"authorization": value}).status_code == 404


@pytest.mark.parametrize("value", [TOKEN, f"Basic {TOKEN}", "Bearer ", "Bearer", "Bearer \xe9", f"Bearer {TOKEN}x"])
def test_another_header_is_refused(value: str, guarded: TestClient) -> None:
    answer = guarded.get("/index.json", headers={"authorization": value.encode("latin-1")})
    assert (answer.status_code, list(answer.json())) == (401, ["error"])


def test_malformed_cookies_of_others_do_not_hide_the_token(guarded: TestClient) -> None:
    cookies = f'a[b]="x; {{"; onrecord-token-81=other; onrecord-token-80={TOKEN}'
    assert guarded.get("/", headers={"cookie": cookies}).status_code == 200
    assert guarded.get("/", headers={"cookie": f"onrecord-token-81={TOKEN}"}).status_code == 401


def test_with_the_token_the_name_is_still_checked(guarded: TestClient) -> None:
    headers = {"authorization": f"Bearer {TOKEN}", "host": "evil.example"}
    assert guarded.get("/", headers=headers).status_code == 421
    assert guarded.get("/", headers=headers | {"host": "127.0.0.1:80"}).status_code == 200


def test_where_any_name_will_do(settings: DeskSettings) -> None:
    open_to_all = replace(settings, token=TOKEN, hosts=frozenset())
    with TestClient(build_application(Desk(open_to_all)), follow_redirects=False) as client:
        assert client.get("/").status_code == 401
        signed = {"authorization": f"Bearer {TOKEN}"}
        assert client.get("/", headers=signed).status_code == 200
        for origin in ("http://", "null", ""):
            assert client.post(CHANGE, headers=signed | {"host": "", "origin": origin}).status_code == 403


def test_what_is_not_there_is_said_so(desk: TestClient) -> None:
    answer = desk.get("/articles/ffffffff")
    assert answer.status_code == 404
    assert "nothing has the id ffffffff" in answer.text
    assert desk.get("/articles/ffffffff.json").json()["error"]
    assert desk.get("/nowhere").status_code == 404
