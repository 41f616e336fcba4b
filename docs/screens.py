"""Make docs/desk/*.png, a picture of each page of the desk, light and dark: `make screens`.

It needs a chromium on this machine. The ledger is made afresh, of the six examples and of docs/desk/story.jsonl, what
came of them in the seven weeks after; what an analyst would have judged by then is judged.
"""

import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

import onrecord
from docs import brief
from onrecord import watches
from onrecord.errors import OnrecordError
from onrecord.judgements import Confirmation, Grade, Resolution
from onrecord.ledger import Ledger, Query
from onrecord.ledger import watches as ledger_watches
from onrecord.web import Desk, DeskSettings, build_application

HERE = Path(__file__).parent
STORY = HERE / "desk" / "story.jsonl"
WATCH = brief.EXAMPLES / "watch.yaml"
TODAY = date(2026, 11, 24)
AT = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)
BY = "Ida Quist"
RESOLVED = [
    ('"talks would move to Brenn"', "no", "2026-10-21", "they opened a day later"),
    ('"likely before Nov. 15"', "no", "2026-11-16", "the day passed without a deal"),
    ('"likely by Nov. 15"', "no", "2026-11-16", "the day passed without a deal"),
    ('"first report by Nov. 10"', "yes", "2026-11-10", ""),
    ('"stop for two days"', "void", "2026-11-02", "called off"),
]
PAGES = [
    ("home", "/"),
    ("article", "article:crossings will not be open before spring"),
    ("versions", "versions:burnt inside"),
    ("articles", "/articles"),
    ("search", "/search?q=crossings+OR+soldiers"),
    ("speaker", "/speakers/Hana%20Doul"),
    ("speakers", "/speakers"),
    ("forecasts", "/forecasts"),
    ("scores", "/scores"),
    ("claims", "/claims"),
    ("claim", "claim:speaker:rens lifted"),
    ("watch", "/watches/Duty%20desk%2C%20week%2041"),
    ("brief", "/watches/Duty%20desk%2C%20week%2041/brief?since=2026-10-01"),
    ("add", "/add"),
    ("log", "log:likely before Nov. 15"),
]
"""The name of a picture; an address, or a kind of page and the words of a statement that leads to one."""


def main() -> None:
    """Read, judge, serve, draw."""
    browser = shutil.which("chromium")
    if browser is None:
        raise OnrecordError("no chromium here: install it (Debian: apt-get install chromium), then run it again")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.db"
        with Ledger.open(path) as kept:
            fill(kept)
            addresses = [(name, address(kept, page)) for name, page in PAGES]
        with served(path) as base, sync_playwright() as playwright:
            opened = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
            for scheme in ("light", "dark"):
                page = opened.new_page(color_scheme=scheme, viewport={"width": 1280, "height": 860})
                for name, at in addresses:
                    page.goto(base + at, wait_until="networkidle")
                    page.wait_for_timeout(300)
                    page.evaluate("scrollTo(0, 0)")
                    page.screenshot(path=HERE / "desk" / f"{name}-{scheme}.png")
                page.close()
            opened.close()


def fill(kept: Ledger) -> None:
    """The six examples, what was printed after them, and what Ida Quist judged."""
    for path in sorted(brief.EXAMPLES.glob("*.[th]*")):
        kept.keep(onrecord.record(onrecord.read(path, published=brief.PUBLISHED)), model="docs", at=brief.AT)
    watch = watches.load_watch(WATCH)
    first = watches.gather_report(kept, watch, today=brief.TODAY)
    ledger_watches.keep_reported(kept.database, watch.name, [sign.key for sign in first.new], at=brief.AT)
    for article in onrecord.articles(STORY):
        if isinstance(article, onrecord.Failure):
            raise OnrecordError(f"{article.origin}: {article.reason}")
        kept.keep(onrecord.record(article), model="docs", at=datetime(2026, 11, 20, 8, tzinfo=UTC))
    brief.judge(kept, watch.name)
    for words, outcome, day, note in RESOLVED:
        for hit in kept.search(Query(words), limit=1, today=TODAY).hits:
            identifier = hit.statement.id
            kept.judge(Confirmation(identifier, by=BY, at=AT))
            on = date.fromisoformat(day)
            kept.judge(Resolution(identifier, outcome=outcome, on=on, note=note, by=BY, at=AT))
    kept.judge(Grade("Hana Doul", reliability="B", note="two counts borne out", by=BY, at=AT))


def address(kept: Ledger, page: str) -> str:
    """The address of a page that is named by words."""
    kind, colon, words = page.partition(":")
    if not colon:
        return page
    found = kept.search(Query(words), limit=1, today=TODAY).hits[0].statement.id
    key = kept.find(found).key
    made = {"article": f"/articles/{key}#s-{found}", "versions": f"/articles/{key}/versions"}
    return (made | {"claim": f"/claims/{found}", "log": f"/log/{found}"})[kind]


@contextmanager
def served(path: Path) -> Iterator[str]:
    """The address of a desk that listens while the context lasts."""
    desk = Desk(DeskSettings(ledger=path, watches=(WATCH,), by=BY, today=TODAY))
    server = uvicorn.Server(uvicorn.Config(build_application(desk), port=0, log_level="error", lifespan="on"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


if __name__ == "__main__":
    main()
