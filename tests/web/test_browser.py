"""The main ways through the desk, in a real browser: Debian's chromium, driven by Playwright.

Every test fails on an error in the console, and on a request that would leave the machine.
"""

import os
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from test_pages import addresses

from onrecord.ledger import Ledger, Query
from onrecord.web import Desk, Settings, application

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium here: `apt-get install chromium` brings it")
ROOT = Path(__file__).parent.parent.parent
PHONE = {"width": 390, "height": 844}
SCREEN = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        flags = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def served(ledger: Path) -> Iterator[str]:
    """The address of a desk that listens on this machine."""
    desk = Desk(Settings(ledger, (ROOT / "examples" / "watch.yaml",), "Ida", date(2026, 11, 24)))
    server = uvicorn.Server(uvicorn.Config(application(desk), port=0, log_level="error", lifespan="on"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(20)


@dataclass
class Visitor:
    """Opens pages in one browser window and notes what goes wrong in it."""

    base: str
    context: BrowserContext
    wrong: list[str] = field(default_factory=list)

    def page(self, address: str = "/") -> Page:
        made = self.context.new_page()
        made.on("console", lambda said: self.wrong.append(f"console: {said.text}") if said.type == "error" else None)
        made.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        made.on("dialog", lambda dialog: (self.wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        made.on("request", lambda asked: self._local(asked.url))
        made.goto(self.base + address)
        return made

    def _local(self, url: str) -> None:
        if not url.startswith((self.base, "data:", "blob:")):
            self.wrong.append(f"asked for {url}")


def visitor(browser: Browser, base: str, **options) -> Visitor:
    context = browser.new_context(**({"viewport": SCREEN} | options))
    context.set_default_timeout(10_000)
    return Visitor(base, context)


@pytest.fixture
def visit(chromium: Browser, served: str) -> Iterator[Visitor]:
    made = visitor(chromium, served)
    yield made
    made.context.close()
    assert made.wrong == []


def where(ledger: Path, words: str) -> str:
    """The address of the statement that a search finds first."""
    with Ledger.open(ledger) as kept:
        found = kept.search(Query(words)).hits[0].statement.id
        return f"/articles/{kept.find(found).key}#s-{found}"


LOOKS = [("light", SCREEN), ("dark", SCREEN), ("light", PHONE)]


@pytest.mark.parametrize(("scheme", "size"), LOOKS, ids=["light", "dark", "phone"])
def test_no_page_has_a_serious_fault(
    scheme: str, size: dict[str, int], chromium: Browser, served: str, ledger: Path
) -> None:
    made = visitor(chromium, served, color_scheme=scheme, viewport=size)
    with Ledger.open(ledger) as kept:
        every = [address for some in addresses(kept).values() for address in some if "{" not in address]
    for address in every:
        page = made.page(address)
        page.wait_for_load_state("networkidle")
        found = Axe().run(page).response["violations"]
        serious = [
            f"{one['id']}: {one['nodes'][0]['target']}" for one in found if one["impact"] in ("serious", "critical")
        ]
        assert serious == [], f"{address} ({scheme})"
        wide = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
        assert wide <= 1, f"{address} ({scheme}) is {wide} pixels too wide"
        page.close()
    assert made.wrong == []
    made.context.close()


def test_read(visit: Visitor, ledger: Path) -> None:
    page = visit.page(where(ledger, "crossings"))
    mark = page.locator(".text .cue a").nth(2)
    mark.hover()
    identifier = mark.locator("..").get_attribute("data-statement")
    expect(page.locator(f"#s-{identifier}")).to_have_class("read lit")
    expect(page.locator(f"#s-{identifier} .because").first).to_be_visible()


def test_read_by_keyboard(visit: Visitor, ledger: Path) -> None:
    page = visit.page(where(ledger, "crossings").partition("#")[0])
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("j")
    focused = page.evaluate("document.activeElement.parentElement.dataset.statement")
    assert focused
    expect(page.locator(f"#s-{focused}")).to_have_class("read lit")
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
