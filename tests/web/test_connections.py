"""Slow and many connections, by a clock and with transports of our own: nothing waits, nothing is sent."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import Mock

import pytest
from uvicorn.server import ServerState

from bench import connections as bench
from onrecord.web import connections
from onrecord.web.connections import BODY_SECONDS, HEADER_SECONDS, BoundedProtocol, build_server

HEAD = b"GET / HTTP/1.1\r\nHost: desk\r\n"
BODY = b"POST / HTTP/1.1\r\nHost: desk\r\nContent-Length: 1000\r\n\r\n"


class Timer:
    def __init__(self, at: float, call: Callable[[], Any]) -> None:
        self.at, self.call, self.cancelled = at, call, False

    def cancel(self) -> None:
        self.cancelled = True


class Loop:
    """A clock that `wait` moves on, and the answers that were asked for, which `answer` gives."""

    def __init__(self) -> None:
        self.now = 100.0
        self.timers: list[Timer] = []
        self.asked: list[Any] = []

    def time(self) -> float:
        return self.now

    def call_later(self, seconds: float, call: Callable[[], Any]) -> Timer:
        self.timers.append(Timer(self.now + seconds, call))
        return self.timers[-1]

    def create_task(self, work: Any, **_: Any) -> Mock:
        self.asked.append(work)
        return Mock()

    def wait(self, seconds: float) -> None:
        self.now += seconds
        for timer in [timer for timer in self.timers if timer.at <= self.now and not timer.cancelled]:
            timer.cancelled = True
            timer.call()

    def answer(self) -> None:
        with asyncio.Runner() as runner:
            while self.asked:
                runner.run(self.asked.pop(0))


class Transport(asyncio.Transport):
    """Where a connection is written to. ended: how it was closed. written: what was sent."""

    def __init__(self) -> None:
        super().__init__()
        self.ended = ""
        self.written = b""

    def write(self, data: bytes) -> None:  # type: ignore[override]
        self.written += data

    def is_closing(self) -> bool:
        return bool(self.ended)

    def close(self) -> None:
        self.ended = self.ended or "closed"

    def abort(self) -> None:
        self.ended = self.ended or "aborted"

    def pause_reading(self) -> None:
        pass

    def resume_reading(self) -> None:
        pass


class Client:
    """A connection to a desk that answers "ok"."""

    def __init__(self, loop: Loop, state: ServerState) -> None:
        config = build_server(answer_ok).config
        config.load()
        self.transport = Transport()
        self.protocol = BoundedProtocol(config, state, {}, _loop=loop)
        self.protocol.connection_made(self.transport)

    def send(self, data: bytes) -> None:
        self.protocol.data_received(data)

    @property
    def ended(self) -> str:
        return self.transport.ended


async def answer_ok(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


@pytest.fixture
def loop() -> Iterator[Loop]:
    made = Loop()
    yield made
    for work in made.asked:
        work.close()


@pytest.fixture
def state() -> ServerState:
    return ServerState()


def test_a_head_that_never_ends(loop: Loop, state: ServerState) -> None:
    """Bytes that come in do not give it more time."""
    client = Client(loop, state)
    client.send(HEAD)
    for _ in range(9):
        loop.wait(HEADER_SECONDS / 10)
        client.send(b"x")
        assert not client.ended
    loop.wait(HEADER_SECONDS / 10)
    assert client.ended == "closed"


def test_a_client_that_says_nothing(loop: Loop, state: ServerState) -> None:
    client = Client(loop, state)
    loop.wait(HEADER_SECONDS)
    assert client.ended == "closed"


def test_a_long_answer_is_waited_for(loop: Loop, state: ServerState) -> None:
    client = Client(loop, state)
    client.send(HEAD + b"\r\n")
    loop.wait(10 * HEADER_SECONDS)
    assert not client.ended


def test_the_next_request_on_a_connection_has_its_own_time(loop: Loop, state: ServerState) -> None:
    client = Client(loop, state)
    loop.wait(HEADER_SECONDS - 1)
    client.send(HEAD + b"\r\n")
    loop.wait(30.0)
    loop.answer()
    loop.wait(2.0)
    client.send(HEAD)
    loop.wait(HEADER_SECONDS - 3)
    assert not client.ended
    loop.wait(1.0)
    assert client.ended == "closed"


def test_a_body_may_be_slow_but_not_stand_still(loop: Loop, state: ServerState) -> None:
    client = Client(loop, state)
    client.send(BODY)
    for _ in range(10):
        loop.wait(BODY_SECONDS - 1)
        client.send(b"x")
        assert not client.ended
    loop.wait(BODY_SECONDS)
    assert client.ended == "closed"


def test_the_rest_of_a_body_that_was_answered(loop: Loop, state: ServerState) -> None:
    """Whoever was refused cannot go on for ever."""
    client = Client(loop, state)
    client.send(BODY)
    loop.answer()
    for _ in range(10):
        client.send(b"x")
        loop.wait(HEADER_SECONDS / 10)
    assert client.ended == "closed"


def test_of_too_many_the_one_that_waits_longest_is_closed(
    loop: Loop, state: ServerState, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "MOST_CONNECTIONS", 3)
    clients = []
    for _ in range(3):
        clients.append(Client(loop, state))
        loop.wait(1.0)
    clients[0].send(HEAD + b"\r\n")
    clients[1].send(HEAD)
    clients += [Client(loop, state), Client(loop, state)]
    # The first is being answered; the two that waited longest made room for the two that came.
    assert [client.ended for client in clients] == ["", "aborted", "aborted", "", ""]


def test_all_being_answered_the_new_one_is_closed(
    loop: Loop, state: ServerState, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "MOST_CONNECTIONS", 2)
    clients = [Client(loop, state) for _ in range(2)]
    for client in clients:
        client.send(HEAD + b"\r\n")
    assert Client(loop, state).ended == "aborted"
    assert [client.ended for client in clients] == ["", ""]


def test_a_closed_connection_leaves_nothing_behind(loop: Loop, state: ServerState) -> None:
    client = Client(loop, state)
    client.protocol.connection_lost(None)
    assert not state.connections
    assert all(timer.cancelled for timer in loop.timers)


def test_a_malformed_head_is_answered(loop: Loop, state: ServerState) -> None:
    client = Client(loop, state)
    client.send(b"no request\r\n\r\n")
    assert client.transport.written.startswith(b"HTTP/1.1 400")
    assert client.ended == "closed"


@pytest.mark.parametrize("method", [b"POST", b"HEAD"])
@pytest.mark.parametrize("answered", [True, False])
def test_a_malformed_body_breaks_no_answer(method: bytes, answered: bool, loop: Loop, state: ServerState) -> None:
    """Whether the answer was sent before, or is still to come: nothing is raised or logged."""
    client = Client(loop, state)
    client.protocol.logger = Mock()
    client.send(method + b" / HTTP/1.1\r\nHost: desk\r\nTransfer-Encoding: chunked\r\n\r\n")
    if answered:
        loop.answer()
    client.send(b"no length\r\n")
    loop.answer()
    assert client.ended == "closed"
    assert client.transport.written.startswith(b"HTTP/1.1 200") is answered
    assert not client.protocol.logger.error.called


@pytest.mark.slow
def test_the_desk_answers_under_400_slow_connections() -> None:
    figures = bench.attack(256, 400, 1.0, replace=False)
    assert figures.failures == []
    assert figures.closed >= 300
