"""Fetching, from a server on this machine alone."""

import gzip
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from onrecord import reading
from onrecord.errors import LaterError, UnreadableError
from onrecord.reading import addresses, content_coding, deadline, http
from onrecord.records import Article, Failure

PAGE = (Path(__file__).parent / "pages" / "og.html").read_bytes()


STOP = threading.Event()
GONE = threading.Event()
"""Set when a client has closed its connection to a slow page."""


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
            said = f"Asked\n\n{self.headers['Accept-Encoding']} {self.headers['Host']} {self.headers['User-Agent']}"
            self.answer(200, said.encode(), {"Content-Type": "text/plain"})
        elif name == "nowhere":
            self.answer(302, b"", {"Location": "http://[bad/"})
        elif name == "file":
            self.answer(302, b"", {"Location": "file:///etc/hostname"})
        elif name.isdigit():
            self.answer(int(name), b"no", {})
        elif name == "slow-headers":
            self.trickle(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        elif name == "slow-body":
            self.trickle(b"HTTP/1.1 200 OK\r\n\r\n<p>Slow</p>")
        elif name == "packed":
            self.answer(200, gzip.compress(PAGE), {"Content-Encoding": "gzip", "Content-Type": "text/html"})
        elif name == "packed-twice":
            self.answer(200, gzip.compress(gzip.compress(PAGE)), {"Content-Encoding": "gzip, gzip"})
        elif name == "packed-in-two-lines":
            self.send_response(200)
            self.send_header("Content-Encoding", "gzip")
            self.answer_rest(gzip.compress(gzip.compress(PAGE)), {"Content-Encoding": "gzip"})
        elif name == "bomb":
            self.answer(200, gzip.compress(bytes(5_000_000)), {"Content-Encoding": "gzip"})
        elif name == "empty-members":
            self.answer(200, gzip.compress(b"") * 100_000, {"Content-Encoding": "gzip"})
        elif name == "cut":
            self.answer(200, gzip.compress(PAGE)[:-9], {"Content-Encoding": "gzip"})
        elif name == "large":
            self.answer(200, b"word " * 3_000_000, {})
        else:
            self.answer(404, b"no", {})

    def answer(self, status: int, data: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        self.answer_rest(data, headers)

    def answer_rest(self, data: bytes, headers: dict[str, str]) -> None:
        for key, value in ({"Content-Length": str(len(data))} | headers).items():
            self.send_header(key, value)
        self.end_headers()
        try:
            self.wfile.write(data)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def trickle(self, begin: bytes) -> None:
        """Send a byte now and then, until nobody listens any more."""
        try:
            self.wfile.write(begin)
            while not STOP.wait(0.02):
                self.wfile.write(b"x")
        except OSError:
            GONE.set()

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
    ("/packed-twice", "packed in a way that was not asked for (Content-Encoding: gzip, gzip)"),
    ("/packed-in-two-lines", "packed in a way that was not asked for (Content-Encoding: gzip, gzip)"),
    ("/cut", "ended before its gzip data did"),
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

    monkeypatch.setattr(addresses, "is_public", public)
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


@pytest.mark.parametrize("path", ["/slow-headers", "/slow-body"])
def test_a_page_that_never_ends_leaves_no_thread_and_no_connection(
    path: str, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "TIMEOUT", 0.2)
    GONE.clear()
    (made,) = reading.read_articles([server + path], allow_private=True)
    assert "no complete response within 0.2 seconds" in made.reason
    assert fetching() == []
    assert GONE.wait(10)


def test_a_handshake_that_never_ends_leaves_no_thread_and_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        (made,) = reading.read_articles([f"https://127.0.0.1:{silent.getsockname()[1]}/"], allow_private=True)
        assert "no complete response within 0.2 seconds" in made.reason
        assert fetching() == []
        connection, _ = silent.accept()
        with connection:
            connection.settimeout(10)
            while connection.recv(4096):  # its greeting, then the end
                pass


def test_a_name_that_takes_too_long_leads_to_no_connection(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's look-up cannot be interrupted; what follows it can."""
    looking, found, connected = threading.Event(), threading.Event(), []
    look_up = socket.getaddrinfo

    def slow(*args, **options):
        looking.set()
        found.wait(10)
        return look_up("127.0.0.1", *args[1:], **options)

    monkeypatch.setattr(http, "TIMEOUT", 0.1)
    monkeypatch.setattr(deadline, "_GRACE", 0.0)
    monkeypatch.setattr(socket, "getaddrinfo", slow)
    monkeypatch.setattr(socket, "create_connection", lambda *args, **options: connected.append(args))
    monkeypatch.setattr(addresses, "is_public", lambda address: True)
    (made,) = reading.read_articles([f"http://news.example:{server.rpartition(':')[2]}/page"])
    assert "no complete response within 0.1 seconds" in made.reason
    assert looking.is_set()
    (thread,) = fetching()
    found.set()
    thread.join(10)
    assert not thread.is_alive()
    assert connected == []


def fetching() -> list[threading.Thread]:
    """The threads of requests that have not ended."""
    return [thread for thread in threading.enumerate() if thread.name == deadline.THREAD_NAME]


def test_a_packed_page(server: str) -> None:
    assert reading.read_article(f"{server}/packed", allow_private=True).title == "Orchard fire put out after two days"


def test_a_small_body_that_unpacks_to_a_large_one(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """5 kB that stand for 5 MB: no more is unpacked than may be kept, and one step."""
    unpacked = []

    def counted(*args):
        for step in content_coding.unpack_body(*args):
            unpacked.append(len(step))
            yield step

    monkeypatch.setattr(http, "LARGEST_PAGE", 100_000)
    monkeypatch.setattr(http, "unpack_body", counted)
    (made,) = reading.read_articles([f"{server}/bomb"], allow_private=True)
    assert "is larger than 0.1 MB" in made.reason
    assert 100_000 < sum(unpacked) <= 100_000 + content_coding.STEP


def test_a_large_body_that_unpacks_to_nothing(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "LARGEST_PAGE", 100_000)
    (made,) = reading.read_articles([f"{server}/empty-members"], allow_private=True)
    assert "is larger than 0.1 MB" in made.reason


NO_ADDRESS = [
    "http://xn--a/",
    "http://xn--/x",
    "http://harbour..example/",
    f"http://{'a' * 64}.example/",
    "http://harbour.example:99999/",
    "http://harbour.example:0/",
    "http://[::1",
    "http://\u2028harbour/",
    "https:///x",
]


@pytest.mark.parametrize("url", NO_ADDRESS)
@pytest.mark.parametrize("allow_private", [True, False])
def test_addresses_that_cannot_exist(url: str, allow_private: bool) -> None:
    """They are not for a later try, as an unknown host is."""
    with pytest.raises(UnreadableError, match="is not a web address") as caught:
        http.fetch_page(url, allow_private=allow_private)
    assert not isinstance(caught.value, LaterError)
    assert len(str(caught.value)) < 250


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
    monkeypatch.setattr(addresses, "is_public", lambda address: address in {"127.0.0.1", "127.0.0.2"})
    made = reading.read_article(f"http://news.example:{port}/asked")
    assert made.text.startswith(f"Asked\n\ngzip news.example:{port} onrecord/")
    assert made.text.endswith("(+https://pypi.org/project/onrecord/)")
    assert made.url == f"http://news.example:{port}/asked"
