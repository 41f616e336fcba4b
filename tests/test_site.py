"""The docs site: what it is made of. `make site` builds it, strictly, and checks each page with `docs.offline`."""

from pathlib import Path

import pytest
import yaml

from docs.offline import check_site, find_outside

ROOT = Path(__file__).parent.parent
CONFIG = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
PAGES = [
    ('<link rel="stylesheet" href="https://fonts.example/a.css">', ["https://fonts.example/a.css"]),
    ('<link rel="preconnect" href="//fonts.example">', ["//fonts.example"]),
    ('<script src="http://cdn.example/a.js"></script>', ["http://cdn.example/a.js"]),
    ('<img src="https://img.example/a.png">', ["https://img.example/a.png"]),
    ('<p style="background:url(https://img.example/a.png)">', ["https://img.example/a.png"]),
    ('@import "https://fonts.example/a.css";', ["https://fonts.example/a.css"]),
    ('<a href="https://datasette.io">Datasette</a>', []),
    ('<link rel="canonical" href="https://docs.example/">', []),
    ('<img src="../output.svg"><script src="assets/a.js"></script>', []),
]


@pytest.mark.parametrize(("page", "outside"), PAGES)
def test_what_a_page_would_fetch(page: str, outside: list[str]) -> None:
    assert set(find_outside(page)) == set(outside)


def test_a_whole_site_is_looked_through(tmp_path: Path) -> None:
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "library.html").write_text(PAGES[0][0], "utf-8")
    (tmp_path / "index.html").write_text(PAGES[-1][0], "utf-8")
    assert list(check_site(tmp_path)) == ["api/library.html would fetch https://fonts.example/a.css"]


def test_every_page_is_in_the_navigation() -> None:
    pages = {str(path.relative_to(ROOT / "docs").as_posix()) for path in (ROOT / "docs").rglob("*.md")}
    named = set(leaves(CONFIG["nav"]))
    assert pages <= named
    assert named - pages == {"examples.md", "contributing.md", "changelog.md"}


def leaves(nav: object) -> list[str]:
    if isinstance(nav, str):
        return [nav]
    parts = nav.values() if isinstance(nav, dict) else nav
    return [leaf for part in parts for leaf in leaves(part)]


def test_every_exported_name_is_in_the_reference() -> None:
    import onrecord

    page = (ROOT / "docs" / "api" / "library.md").read_text("utf-8")
    # "onrecord.records" is also the module of the nouns: the reference names the function's own module.
    shown = {line.rpartition(".")[2] for line in page.splitlines() if line.startswith(":::")}
    assert shown == set(onrecord.__all__) - {"Judgement"}


def test_the_site_asks_for_no_fonts() -> None:
    assert CONFIG["theme"]["font"] is False
    assert CONFIG["strict"] is True
