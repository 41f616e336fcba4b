"""The HTTP protocol of the desk: uvicorn's, with limits on the number of connections and on the time a client takes.

uvicorn alone waits for headers for ever, so that slow clients use up all file descriptors (Slowloris).
"""

import asyncio
import socket
from typing import Any, Literal

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

MOST_CONNECTIONS = 100
"""Connections that are open at once. A browser opens six; macOS allows a process 256 files, ledgers included."""
ACCEPTED_AT_ONCE = 16
"""Connections that asyncio accepts in one turn, before the first can be looked at: they come on top of the others."""
QUEUE = 1024
"""Connections that the system holds until they are accepted. If it is full a client has to try again, after 1 s."""
HEADER_SECONDS = 10.0
"""Time for the whole head of a request, from when the connection is free for it."""
BODY_SECONDS = 30.0
"""Time without a byte of a request's body."""
STOP_SECONDS = 5
"""Time for clients to take their answers when the desk stops."""
_SECONDS = {"head": HEADER_SECONDS, "body": BODY_SECONDS}


class BoundedProtocol(H11Protocol):
    """A connection that is closed when its client takes too long, or when there are too many and it waits the longest.

    While the desk works on a request its connection is not closed.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._awaited: Literal["head", "body"] | None = None
        self._awaited_since = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        self._await_client()
        if len(self.connections) > MOST_CONNECTIONS:
            self._close_longest_waiting()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._await_client()

    def send_400_response(self, msg: str) -> None:
        if self.cycle is not None:
            # A body may be malformed while its answer is made, or after it: h11 sends nothing any more.
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if self.conn.our_state is h11.IDLE:
            super().send_400_response(msg)
        else:
            self.transport.close()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._await_client()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._await(None)

    def _await_client(self) -> None:
        """Start the time for what the client has to send next; not anew for a head that has begun."""
        awaited = self._next_part()
        if awaited != self._awaited or awaited == "body":
            self._await(awaited)

    def _next_part(self) -> Literal["head", "body"] | None:
        """Return the part of a request that the client has to send next; None if the desk's answer is next."""
        if self.conn.their_state is h11.SEND_BODY:
            # Of a request that was answered already (refused) the rest is not worth a longer wait.
            return "head" if self.cycle.response_complete else "body"
        return "head" if self.cycle is None or self.cycle.response_complete else None

    def _await(self, part: Literal["head", "body"] | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._awaited, self._awaited_since = part, self.loop.time()
        self._timer = self.loop.call_later(_SECONDS[part], self.transport.close) if part else None

    def _close_longest_waiting(self) -> None:
        """Close the connection whose client has taken the longest: this one if the desk works for all others."""
        waiting = [each for each in self.connections if isinstance(each, BoundedProtocol) and each._awaited]
        oldest = min(waiting, key=lambda each: each._awaited_since)
        oldest._await(None)  # so that the next one is another: it stays in the set until the loop has closed it
        oldest.transport.abort()


class DeskServer(uvicorn.Server):
    """A server of uvicorn with a longer queue than the number of connections that it accepts in one turn."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        # asyncio takes both numbers from `backlog`. To listen again changes the length of the queue.
        for listening in sockets or ():
            listening.listen(QUEUE)


def build_server(app: Any) -> DeskServer:
    """Return a server of an ASGI application, with the limits of this module."""
    config = uvicorn.Config(
        app,
        http=BoundedProtocol,
        ws="none",
        backlog=ACCEPTED_AT_ONCE,
        timeout_graceful_shutdown=STOP_SECONDS,
        log_config=None,  # whoever runs the server decides where its log goes
        log_level="error",  # anybody could fill the terminal with warnings of bad requests
        access_log=False,
        lifespan="on",
        server_header=False,
    )
    return DeskServer(config)
