"""How hosts are asked, by a clock of our own."""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from newsroom import Newsroom, newsroom

from onrecord.errors import LaterError, UnreadableError
from onrecord.reading import http
from onrecord.reading.polite_client import LONGEST_PAUSE, ROBOTS_LIFETIME, ROBOTS_RETRY, PoliteClient
from onrecord.records import CacheValidators


class Clock:
    """A clock that only sleeping, or moving it on, moves on."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(clock: Clock) -> PoliteClient:
    return PoliteClient(allow_private=True, clock=clock, sleep=clock.sleep)


@pytest.fixture
def room() -> Iterator[Newsroom]:
    with newsroom() as made:
        for path in ("/a", "/b", "/private/c"):
            made.page(path)
        yield made


def test_a_pause_between_requests_to_one_host(room: Newsroom, clock: Clock, client: PoliteClient) -> None:
    other = room.url.replace("127.0.0.1", "localhost")
    for address in (f"{room.url}/a", f"{other}/a", f"{room.url}/b"):
        client.fetch(address)
    assert clock.slept == [1.0]
    clock.now += 0.4
    client.fetch(f"{room.url}/a")
    clock.now += 5
    client.fetch(f"{room.url}/a")
    assert clock.slept == [1.0, 0.6]


def test_a_failed_request_counts_too(room: Newsroom, clock: Clock, client: PoliteClient) -> None:
    with pytest.raises(UnreadableError, match="answered 404"):
        client.fetch(f"{room.url}/gone")
    client.fetch(f"{room.url}/a")
    assert clock.slept == [1.0]


def test_robots_are_asked_once_and_obeyed(room: Newsroom, clock: Clock, client: PoliteClient) -> None:
    room.put("/robots.txt", "User-agent: *\nDisallow: /private/\nAllow: /\n")
    client.fetch(f"{room.url}/a", robot=True)
    for _ in range(2):
        with pytest.raises(UnreadableError, match=r"is disallowed by http://127.*/robots.txt: open it"):
            client.fetch(f"{room.url}/private/c", robot=True)
    client.fetch(f"{room.url}/b", robot=True)
    assert room.log == ["/robots.txt", "/a", "/b"]
    assert clock.slept == [1.0, 1.0]
    clock.now += ROBOTS_LIFETIME
    client.fetch(f"{room.url}/a", robot=True)
    assert room.log == ["/robots.txt", "/a"]


def test_what_a_person_asks_for_is_not_for_robots_txt_to_say(room: Newsroom, client: PoliteClient) -> None:
    room.put("/robots.txt", "User-agent: *\nDisallow: /\n")
    client.fetch(f"{room.url}/a")
    assert room.log == ["/a"]


ROBOTS = [
    ("User-agent: *\nDisallow: /\n\nUser-agent: onrecord\nDisallow: /private/\n", True),
    ("User-agent: onrecord\nDisallow: /\n\nUser-agent: *\nAllow: /\n", False),
    ("User-agent: Onrecord\nDisallow: /a$\n", False),
    ("User-agent: *\nDisallow: /a$\nDisallow: /b\n", False),
    ("User-agent: *\nDisallow: /a/$\n", True),
    ("User-agent: *\nDisallow: /*a\n", False),
    ("User-agent: *\nDisallow: /\nAllow: /a\n", True),
    ("\ufeffUser-agent: *\nDisallow: /\n", False),
    ("<html>Not here</html>", True),
    ("", True),
]


@pytest.mark.parametrize(("robots", "allowed"), ROBOTS)
def test_the_rules_of_robots_txt(room: Newsroom, client: PoliteClient, robots: str, allowed: bool) -> None:
    room.put("/robots.txt", robots)
    if allowed:
        client.check_robots(f"{room.url}/a")
    else:
        with pytest.raises(UnreadableError, match="is disallowed"):
            client.check_robots(f"{room.url}/a")


def test_a_redirect_is_asked_about_too(room: Newsroom, clock: Clock, client: PoliteClient) -> None:
    room.put("/robots.txt", "User-agent: *\nDisallow: /private/\n")
    room.put("/moved", status=301, Location="/private/c")
    room.put("/older", status=301, Location="/a")
    with pytest.raises(UnreadableError, match="is disallowed"):
        client.fetch(f"{room.url}/moved", robot=True)
    assert client.fetch(f"{room.url}/older", robot=True).url == f"{room.url}/a"
    assert room.log == ["/robots.txt", "/moved", "/older", "/a"]
    assert clock.slept == [1.0, 1.0, 1.0]


def test_a_redirect_does_not_keep_a_person_waiting(room: Newsroom, clock: Clock, client: PoliteClient) -> None:
    room.put("/older", status=301, Location="/a")
    client.fetch(f"{room.url}/older")
    assert clock.slept == []


def test_robots_that_cannot_be_had_forbid_all_for_a_while(room: Newsroom, clock: Clock, client: PoliteClient) -> None:
    room.put("/robots.txt", "down", 503)
    for _ in range(2):
        with pytest.raises(LaterError, match=r"is on a host whose robots.txt answered 503 .*: try again later"):
            client.fetch(f"{room.url}/a", robot=True)
    assert room.log == ["/robots.txt"]
    room.put("/robots.txt", "")
    clock.now += ROBOTS_RETRY
    client.fetch(f"{room.url}/a", robot=True)
    assert room.log == ["/robots.txt", "/a"]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_robots_that_are_not_there_allow_all(room: Newsroom, client: PoliteClient, status: int) -> None:
    room.put("/robots.txt", "no", status)
    client.fetch(f"{room.url}/private/c", robot=True)
    assert room.log == ["/robots.txt", "/private/c"]


DELAYS = [("5", 5.0), ("0.2", 1.0), ("99999", LONGEST_PAUSE), ("soon", 1.0)]


@pytest.mark.parametrize(("told", "want"), DELAYS)
def test_a_crawl_delay(room: Newsroom, clock: Clock, client: PoliteClient, told: str, want: float) -> None:
    room.put("/robots.txt", f"User-agent: *\nCrawl-delay: {told}\n")
    client.fetch(f"{room.url}/a", robot=True)
    client.fetch(f"{room.url}/b", robot=True)
    assert clock.slept == [want, want]


RESTS = [
    (429, {"Retry_After": "120"}, 120),
    (503, {"Retry_After": "120"}, 120),
    (429, {}, http.DEFAULT_RETRY_DELAY),
    (429, {"Retry_After": "whenever"}, http.DEFAULT_RETRY_DELAY),
    (503, {"Retry_After": "99999999"}, 86_400),
]


@pytest.mark.parametrize(("status", "headers", "rest"), RESTS)
def test_a_host_that_asks_to_be_left_alone_is(
    room: Newsroom, clock: Clock, client: PoliteClient, status: int, headers: dict[str, str], rest: float
) -> None:
    room.put("/busy", "no", status, **headers)
    with pytest.raises(LaterError, match="try again later"):
        client.fetch(f"{room.url}/busy")
    clock.now += rest - 1
    with pytest.raises(LaterError, match="asks for a pause of 1 more seconds"):
        client.fetch(f"{room.url}/a")
    assert room.log == ["/busy"]
    clock.now += 2
    client.fetch(f"{room.url}/a")


def test_a_moment_to_come_back_at(room: Newsroom, clock: Clock, client: PoliteClient) -> None:
    room.put("/busy", "no", 503, Retry_After=format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True))
    with pytest.raises(LaterError):
        client.fetch(f"{room.url}/busy")
    with pytest.raises(LaterError, match=r"a pause of 3[56]\d\d more seconds"):
        client.fetch(f"{room.url}/a")


def test_what_has_not_changed_is_not_sent_again(room: Newsroom, client: PoliteClient) -> None:
    room.page("/a", marked=True, Last_Modified="Mon, 05 Oct 2026 07:00:00 GMT")
    first = client.fetch(f"{room.url}/a")
    last = CacheValidators(f"{room.url}/a", first.etag, first.modified)
    again = client.fetch(f"{room.url}/a", last=last)
    assert (again.unchanged, again.data) == (True, b"")
    assert (again.etag, again.modified) == (first.etag, "Mon, 05 Oct 2026 07:00:00 GMT")
    headers = room.asked[-1][1]
    assert headers["If-Modified-Since"] == "Mon, 05 Oct 2026 07:00:00 GMT"
    assert headers["User-Agent"].startswith("onrecord/")
    room.page("/a", "Bridge open", marked=True)
    assert not client.fetch(f"{room.url}/a", last=last).unchanged


def test_marks_that_cannot_be_sent_back_are_not_kept(room: Newsroom, client: PoliteClient) -> None:
    for mark in ("x" * 2000, '"caf\xe9"'):
        room.page("/a", ETag=mark)
        assert client.fetch(f"{room.url}/a").etag is None


def test_an_answer_of_304_that_nobody_asked_for(room: Newsroom, client: PoliteClient) -> None:
    room.put("/a", status=304)
    with pytest.raises(LaterError, match="answered 304"):
        client.fetch(f"{room.url}/a")


@pytest.mark.parametrize("url", ["http://[bad/", "mailto:ida@lissen.example", "/a/1", ""])
def test_what_is_no_address_is_said_by_the_fetching(client: PoliteClient, url: str) -> None:
    with pytest.raises(UnreadableError, match=r"is not a web address|could not be fetched"):
        client.fetch(url, robot=True)


def test_stopping_ends_a_fetch() -> None:
    """Of a server that takes the connection and says nothing."""
    client = PoliteClient(allow_private=True)
    with socket.create_server(("127.0.0.1", 0)) as silent, ThreadPoolExecutor() as pool:
        fetch = pool.submit(client.fetch, f"http://127.0.0.1:{silent.getsockname()[1]}/")
        connection, _ = silent.accept()
        with connection:
            client.stop()
            with pytest.raises(LaterError, match="the reading was stopped"):
                fetch.result(10)
            connection.settimeout(10)
            while connection.recv(4096):  # its request, then the end
                pass


def test_stopping_ends_a_pause(room: Newsroom) -> None:
    client = PoliteClient(allow_private=True, pause=3600.0)
    client.fetch(f"{room.url}/a")
    with ThreadPoolExecutor() as pool:
        fetch = pool.submit(client.fetch, f"{room.url}/b")
        client.stop()
        with pytest.raises(LaterError, match="the reading was stopped"):
            fetch.result(10)
    assert room.log == ["/a"]


def test_after_stopping_nothing_is_fetched(room: Newsroom) -> None:
    client = PoliteClient(allow_private=True)
    client.stop()
    for robot in (True, False):
        with pytest.raises(LaterError, match="the reading was stopped"):
            client.fetch(f"{room.url}/a", robot=robot)
    assert room.log == []
