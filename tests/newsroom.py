"""A publisher on this machine, for tests: pages, feeds and robots.txt over HTTP, and what it was asked for and when."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BODY = (
    "The harbour bridge will stay shut until the spring, Mayor Mara Voss said on Friday. She said that engineers had "
    "found cracks in two of its seven arches.",
    "“Nobody will drive over it before I have walked over it,” Voss told the council. Its opposition denied that the "
    "money for the repair was there.",
)


@dataclass
class Answer:
    """What a path answers with. marked: with an ETag, and 304 to one who has it."""

    data: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    marked: bool = False

    @property
    def etag(self) -> str:
        return f'"{sha256(self.data).hexdigest()[:8]}"'


@dataclass
class Newsroom:
    """`paths` is what there is; all else is 404. `asked` are the paths asked for, with their headers, in order."""

    url: str
    paths: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def log(self) -> list[str]:
        """The paths asked for since the last time, with " 304" behind those that had not changed."""
        told = [path for path, _ in self.asked]
        self.asked.clear()
        return told

    def put(
        self, path: str, data: str | bytes = b"", status: int = 200, *, marked: bool = False, **headers: str
    ) -> None:
        whole = {name.replace("_", "-"): value for name, value in headers.items()}
        self.paths[path] = Answer(data.encode() if isinstance(data, str) else data, status, whole, marked)

    def page(self, path: str, title: str | None = "Bridge to stay shut", *, head: str = "", **options) -> None:
        """A news page at a path."""
        shown = f"<title>{title}</title>" if title else ""
        words = "".join(f"<p>{line}</p>" for line in BODY)
        html = f"<!doctype html><html><head>{shown}{head}</head><body><article>{words}</article></body></html>"
        self.put(path, html, Content_Type="text/html; charset=utf-8", **options)

    def answer(self, path: str, asked: dict[str, str]) -> Answer:
        found = self.paths.get(path, Answer(b"no", 404))
        if found.marked and asked.get("If-None-Match") == found.etag:
            self.asked.append((f"{path} 304", asked))
            return Answer(b"", 304, {"ETag": found.etag})
        self.asked.append((path, asked))
        return Answer(found.data, found.status, found.headers | ({"ETag": found.etag} if found.marked else {}))


@contextmanager
def newsroom() -> Iterator[Newsroom]:
    """A newsroom that answers while the context lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = room.answer(self.path, dict(self.headers))
            self.send_response(answer.status)
            for name, value in ({"Content-Length": str(len(answer.data))} | answer.headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.data)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    room = Newsroom(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield room
    finally:
        server.shutdown()
        server.server_close()


def rss(*items: str, title: str = "Lissen Courier", head: str = "") -> str:
    """An RSS feed of items, each what stands in one."""
    made = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{head}{made}</channel></rss>'


def item(path: str, title: str = "Bridge shut", day: str = "Mon, 05 Oct 2026 09:00:00 +0200") -> str:
    """An item of RSS that links to a page."""
    return f"<title>{title}</title><link>{path}</link><guid isPermaLink='false'>{path}</guid><pubDate>{day}</pubDate>"
