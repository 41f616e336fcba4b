"""Fetching, from a server on this machine alone."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from onrecord import reading
from onrecord.errors import UnreadableError
from onrecord.reading import fetching
from onrecord.records import Article, Failure

PAGE = (Path(__file__).parent / "pages" / "og.html").read_bytes()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        name = self.path.strip("/")
        if name == "page":
            self.answer(200, PAGE, {"Content-Type": "text/html; charset=utf-8"})
        elif name.startswith("again"):
            self.answer(302, b"", {"Location": f"/again{name}"[:40]})
        elif name == "moved":
            self.answer(301, b"", {"Location": "/page"})
        elif name == "large":
            self.answer(200, b"word " * 3_000_000, {})
        else:
            self.answer(404, b"no", {})

    def answer(self, status: int, data: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for key, value in ({"Content-Length": str(len(data))} | headers).items():
            self.send_header(key, value)
        self.end_headers()
        try:
            self.wfile.write(data)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    made.server_close()


def test_a_page_by_its_address(server: str) -> None:
    made = reading.article(f"{server}/moved", allow_private=True)
    assert made.title == "Orchard fire put out after two days"
    assert made.url == f"{server}/page"


BAD = [
    ("/none", "answered 404"),
    ("/again", "redirects more than"),
    ("/large", "is larger than"),
]


@pytest.mark.parametrize(("path", "reason"), BAD)
def test_what_cannot_be_fetched(server: str, path: str, reason: str) -> None:
    (made,) = reading.articles([server + path], allow_private=True)
    assert isinstance(made, Failure)
    assert reason in made.reason


PRIVATE = ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://10.0.0.1/", "http://169.254.169.254/x",
           "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/", "http://192.168.1.1/a", "http://[fe80::1]/"]  # fmt: skip


@pytest.mark.parametrize("url", PRIVATE)
def test_private_addresses_are_refused(url: str) -> None:
    (made,) = reading.articles([url])
    assert "private address" in made.reason
    assert "--allow-private" in made.reason


def test_a_redirect_to_a_private_address_is_refused(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first address passes as public, the one that it redirects to is checked anew."""
    checked = []

    def public(address: str) -> bool:
        checked.append(address)
        return len(checked) == 1

    monkeypatch.setattr(fetching, "_is_public", public)
    (made,) = reading.articles([f"{server}/moved"])
    assert "private address" in made.reason
    assert len(checked) == 2


def test_a_dead_address() -> None:
    with pytest.raises(UnreadableError, match="could not be fetched"):
        fetching.fetch("http://127.0.0.1:9/", allow_private=True)
    with pytest.raises(UnreadableError, match="no web address"):
        fetching.fetch("ftp://example.org/x")


def test_a_host_that_is_none() -> None:
    (made,) = reading.articles(["http://no-such-host.invalid/a"])
    assert "no such host" in made.reason
    assert not isinstance(made, Article)
