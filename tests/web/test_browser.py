"""The main ways through the desk, in a real browser: Debian's chromium, driven by Playwright.

Every test fails on an error in the console, and on a request that would leave the machine.
"""

import os
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from test_pages import addresses

from onrecord.judgements import Grade
from onrecord.ledger import Ledger, Query
from onrecord.records import Article, Forecast, Record, Related, Span, Speaker, Statement, statement_id
from onrecord.web import Desk, DeskSettings, build_application

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium here: `apt-get install chromium` brings it"),
    pytest.mark.slow,
]
expect.set_options(timeout=20_000)
ROOT = Path(__file__).parent.parent.parent
PHONE = {"width": 390, "height": 844}
SCREEN = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")  # as long as it is open, no other test can run an event loop of its own
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        flags = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def served(ledger: Path) -> Iterator[str]:
    """The address of a desk that listens on this machine."""
    desk = Desk(
        DeskSettings(ledger=ledger, watches=(ROOT / "examples" / "watch.yaml",), by="Ida", today=date(2026, 11, 24))
    )
    server = uvicorn.Server(uvicorn.Config(build_application(desk), port=0, log_level="error", lifespan="on"))
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
    context.set_default_timeout(30_000)
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


CONTRAST_ALONE = {"runOnly": ["color-contrast"]}
NO_CONTRAST = {"rules": {"color-contrast": {"enabled": False}}}
# Of a scheme only the contrast is its own, of a width everything else; the contrast takes the longest.
LOOKS: list[tuple[str, dict, dict]] = [
    ("light", SCREEN, {}),
    ("dark", SCREEN, CONTRAST_ALONE),
    ("light", PHONE, NO_CONTRAST),
]


def test_no_page_has_a_serious_fault(visit: Visitor, ledger: Path) -> None:
    with Ledger.open(ledger) as kept:
        pages = {name: [each for each in some if "{" not in each] for name, some in addresses(kept).items()}
    # The colours and widths of a page are those of its other addresses.
    every = {address: LOOKS if address == some[0] else LOOKS[:1] for some in pages.values() for address in some}
    for address, looks in every.items():
        page = visit.page(address)
        quiet(page)
        for scheme, size, rules in looks:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(size)
            found = Axe().run(page, options=rules | {"resultTypes": ["violations"]}).response["violations"]
            serious = [
                f"{one['id']}: {one['nodes'][0]['target']}" for one in found if one["impact"] in ("serious", "critical")
            ]
            assert serious == [], f"{address} ({scheme}, {size})"
            wide = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
            assert wide <= 1, f"{address} ({scheme}, {size}) is {wide} pixels too wide"
        page.close()


def quiet(page: Page) -> None:
    """Wait until whatever a page fetches by itself, once it is there, has come."""
    if page.locator("[hx-trigger=load]").count():
        page.wait_for_load_state("networkidle")


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


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without"])
def test_correct(script: bool, chromium: Browser, served: str, ledger: Path) -> None:
    at = where(ledger, "crossings")
    hash_ = at.partition("#")[2]
    made = visitor(chromium, served, java_script_enabled=script)
    page = made.page(at)
    read = page.locator(f"#{hash_}")
    read.locator("summary", has_text="Correct").first.click()
    read.get_by_label("Said by").fill("Tom Reh")
    read.get_by_role("button", name="Correct Said by").click()
    expect(page.locator(f"#{hash_} h2")).to_contain_text("Tom Reh")
    expect(page.locator(f"#{hash_} .judged")).to_contain_text("by Ida")
    page.locator(f"#{hash_} .judged button").click()
    expect(page.locator(f"#{hash_} h2")).not_to_contain_text("Tom Reh")
    made.context.close()
    assert made.wrong == []


def test_not_a_statement(visit: Visitor, ledger: Path) -> None:
    at = where(ledger, "crossings")
    page = visit.page(at)
    hash_ = at.partition("#")[2]
    page.locator(f"#{hash_}").locator("summary", has_text="Correct").first.click()
    page.locator(f"#{hash_}").get_by_role("button", name="Not a statement").click()
    expect(page.locator(f".read#{hash_}")).to_have_count(0)


def test_search(visit: Visitor) -> None:
    page = visit.page("/")
    page.keyboard.press("/")
    page.keyboard.type("crossings")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_have_text("crossings", ignore_case=True)
    total = page.locator(".said").count()
    page.locator(".narrow li a").first.click()
    expect(page.locator(".asked .badge").first).to_be_visible()
    assert 0 < page.locator(".said").count() <= total


def test_resolve(visit: Visitor) -> None:
    page = visit.page("/forecasts?show=overdue")
    page.locator("summary", has_text="Resolve").first.click()
    form = page.locator("form[action$='/resolve']").first
    form.locator("input[name=outcome]").first.check()
    form.get_by_label("Evidence").fill("https://news.example/9")
    form.get_by_role("button", name="Resolve").click()
    expect(page.locator("#told")).to_have_text("Done.")
    page.goto(f"{visit.base}/forecasts?show=resolved")
    expect(page.locator("main")).to_contain_text("came true")
    expect(page.locator("main")).to_contain_text("news.example/9")


WATCH = "/watches/Duty%20desk%2C%20week%2041"


def test_watch(visit: Visitor, ledger: Path) -> None:
    identifier = where(ledger, "bangs").partition("#s-")[2]
    page = visit.page(f"{WATCH}?evidence={identifier}")
    cell = page.locator(f"button[id^='c-{identifier}-']").nth(1)
    expect(cell).to_have_attribute("aria-pressed", "false")
    cell.click()
    expect(page.locator(f"button[id^='c-{identifier}-']").nth(1)).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="reported").first.click()
    expect(page.locator("main")).to_contain_text("0 new")


def test_add(visit: Visitor) -> None:
    page = visit.page("/add")
    page.get_by_role("textbox", name="Title").fill("Ferry to stay in port")
    page.get_by_role("textbox", name="Text", exact=True).fill(
        "The night ferry to Sable will stay in port until Friday, the harbour office said on Monday.\n\n"
        "“No captain of ours sails into that,” said Ruth Penrose, the harbour master."
    )
    page.get_by_role("button", name="Read the text").click()
    expect(page.locator("#added")).to_contain_text("1 article", timeout=60_000)
    page.locator(".added h3 a").first.click()
    expect(page.locator("h1")).to_have_text("Ferry to stay in port")
    expect(page.locator(".readings")).to_contain_text("Ruth Penrose")


def test_print(visit: Visitor) -> None:
    page = visit.page(f"{WATCH}/brief?since=2026-10-01")
    page.emulate_media(media="print")
    expect(page.locator(".top")).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    assert page.pdf().startswith(b"%PDF")


def test_by_keyboard_alone(visit: Visitor, ledger: Path) -> None:
    """From the search to a statement, and its correction: nothing but keys."""
    page = visit.page("/")
    page.keyboard.press("/")
    page.keyboard.type("crossings")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/**")
    here = page.evaluate("location.hash")
    quiet(page)
    page.locator(here).focus()  # where the address leads, as a screen reader begins
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("Tom Reh")
    page.keyboard.press("Enter")
    expect(page.locator(f"{here} h2")).to_contain_text("Tom Reh")


NASTY = "</p><script>window.ran = 1</script><img src=x onerror='window.ran = 1'>\"'><svg/onload=window.ran=1>"


def test_nothing_hostile_runs(visit: Visitor, ledger: Path) -> None:
    long = "unbrokenword" * 900
    arabic = "قال الناطق إن الجسر سيغلق " + "ا̷̧̢͓̗̖̬͍̱̼" * 200
    text = f"{NASTY} {long}\n\n{NASTY} said that {NASTY} {long} would close.\n\n{arabic}\n\nMara Voss said: “{NASTY}”."
    hostile = Article(
        f"x{NASTY}",
        text,
        url=f"javascript:alert(1)//{NASTY}",
        title=f"{NASTY} {long}",
        byline=NASTY,
        publisher=NASTY,
        section=NASTY,
        published=date(2026, 10, 5),
        related=(Related(NASTY, "javascript:alert(1)"),),
    )
    start = text.index("Mara Voss")
    spans = [(Span(start, start + 9),), (Span(start + 10, start + 14),), (Span(start + 17, start + 17 + len(NASTY)),)]
    speaker = Speaker(NASTY, "person", NASTY, role=NASTY, organisation=NASTY)
    made = Statement(statement_id(hostile, *spans), *spans, speaker=speaker, forecast=Forecast(NASTY, condition=NASTY))
    with Ledger.open(ledger) as kept:
        kept.keep(Record(hostile, (made,)), model=NASTY, at=datetime(2026, 11, 1, tzinfo=UTC))
        kept.judge(Grade(NASTY, reliability="A", note=NASTY, by=NASTY, at=datetime(2026, 11, 2, tzinfo=UTC)))
    for address in (
        "/",
        "/articles",
        f"/articles/{hostile.key}",
        f"/articles/{hostile.key}/versions",
        f"/speakers/{quote(NASTY, safe='')}",
        f"/claims/{made.id}",
        f"/log/{quote(NASTY, safe='')}",
        f"/search?q={quote(NASTY)}",
        "/search?q=mara",
    ):
        for size in (SCREEN, PHONE):
            page = visit.context.new_page()
            page.set_viewport_size(size)
            page.goto(visit.base + address)
            quiet(page)
            assert page.evaluate("window.ran") is None, address
            assert page.locator("a[href^='javascript:']").count() == 0, address
            assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 1, (address, size)
            page.close()
