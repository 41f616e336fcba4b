"""Fetching, from a server on this machine alone."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from onrecord import reading
from onrecord.errors import UnreadableError
from onrecord.reading import http
from onrecord.records import Article, Failure

PAGE = (Path(__file__).parent / "pages" / "og.html").read_bytes()


STOP = threading.Event()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        name = self.path.strip("/")
        if name == "page":
            self.answer(200, PAGE, {"Content-Type": "text/html; charset=utf-8"})
        elif name.startswith("again"):
            self.answer(302, b"", {"Location": f"/again{name}"[:40]})
        elif name == "moved":
            self.answer(301, b"", {"Location": "/page"})
        elif name == "rows":
            self.answer(200, b'{"id": "a", "text": "One."}\n{"id": "b", "text": "Two."}\n', {})
        elif name == "asked":
            said = f"Asked\n\n{self.headers['Host']} {self.headers['User-Agent']}"
            self.answer(200, said.encode(), {"Content-Type": "text/plain"})
        elif name == "nowhere":
            self.answer(302, b"", {"Location": "http://[bad/"})
        elif name == "file":
            self.answer(302, b"", {"Location": "file:///etc/hostname"})
        elif name.isdigit():
            self.answer(int(name), b"no", {})
        elif name == "slow":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while not STOP.wait(0.05):
                try:
                    self.wfile.write(b"x")
                except OSError:
                    break
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
    STOP.set()
    made.shutdown()
    made.server_close()


def test_a_page_by_its_address(server: str) -> None:
    made = reading.read_article(f"{server}/moved", allow_private=True)
    assert made.title == "Orchard fire put out after two days"
    assert made.url == f"{server}/page"


BAD = [
    ("/none", "answered 404"),
    ("/again", "redirects more than"),
    ("/large", "is larger than"),
    ("/403", "answered 403 Forbidden: open it in a browser"),
    ("/500", "answered 500 Internal Server Error: try again later"),
    ("/nowhere", "redirects to an invalid address"),
    ("/file", "is not a web address (file:"),
]


@pytest.mark.parametrize(("path", "reason"), BAD)
def test_what_cannot_be_fetched(server: str, path: str, reason: str) -> None:
    (made,) = reading.read_articles([server + path], allow_private=True)
    assert isinstance(made, Failure)
    assert reason in made.reason


PRIVATE = ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://10.0.0.1/", "http://169.254.169.254/x",
           "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/", "http://192.168.1.1/a", "http://[fe80::1]/"]  # fmt: skip


@pytest.mark.parametrize("url", PRIVATE)
def test_private_addresses_are_refused(url: str) -> None:
    (made,) = reading.read_articles([url])
    assert "private address" in made.reason
    assert "--allow-private" in made.reason


def test_a_redirect_to_a_private_address_is_refused(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first address passes as public, the one that it redirects to is checked anew."""
    checked = []

    def public(address: str) -> bool:
        checked.append(address)
        return len(checked) == 1

    monkeypatch.setattr(http, "_is_public", public)
    (made,) = reading.read_articles([f"{server}/moved"])
    assert "private address" in made.reason
    assert len(checked) == 2


def test_a_dead_address() -> None:
    with pytest.raises(UnreadableError, match="could not be fetched"):
        http.fetch_page("http://127.0.0.1:9/", allow_private=True)
    with pytest.raises(UnreadableError, match="not a web address"):
        http.fetch_page("ftp://example.org/x")


def test_a_host_that_is_none() -> None:
    (made,) = reading.read_articles(["http://no-such-host.invalid/a"])
    assert "no such host" in made.reason
    assert not isinstance(made, Article)


def test_headers_that_never_end(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "TIMEOUT", 0.3)
    (made,) = reading.read_articles([f"{server}/slow"], allow_private=True)
    assert "no complete response within 0.3 seconds" in made.reason


def test_rows_by_their_address(server: str) -> None:
    assert [a.id for a in reading.read_articles([f"{server}/rows"], allow_private=True)] == ["a", "b"]


def test_the_address_that_was_checked_is_the_one_asked(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name is looked up once; the server still learns the name, and who asks."""
    port, asked = server.rpartition(":")[2], []
    look_up = socket.getaddrinfo

    def first_public_then_not(host, *args, **options):
        asked.append(host)
        if host in {"news.example", b"news.example"}:
            assert asked.count(host) == 1
            return [*look_up("127.0.0.2", *args, **options), *look_up("127.0.0.1", *args, **options)]
        return look_up(host, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", first_public_then_not)
    monkeypatch.setattr(http, "_is_public", lambda address: address in {"127.0.0.1", "127.0.0.2"})
    made = reading.read_article(f"http://news.example:{port}/asked")
    assert made.text.startswith(f"Asked\n\nnews.example:{port} onrecord/")
    assert made.text.endswith("(+https://pypi.org/project/onrecord/)")
    assert made.url == f"http://news.example:{port}/asked"


ADDRESSES = [
    ("93.184.216.34", True),
    ("2606:2800:220:1::1", True),
    ("127.0.0.1", False),
    ("100.64.0.1", False),
    ("224.0.0.1", False),
    ("240.0.0.1", False),
    ("ff02::1", False),
    ("fec0::1", False),
    ("fd00::1", False),
    ("::ffff:10.0.0.1", False),
    ("2002:7f00:1::", False),
    ("64:ff9b::7f00:1", False),
    ("64:ff9b::5db8:d822", True),
]


@pytest.mark.parametrize(("address", "want"), ADDRESSES)
def test_what_is_public(address: str, want: bool) -> None:
    assert http._is_public(address) is want
