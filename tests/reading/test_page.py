from datetime import date
from pathlib import Path

import pytest

from onrecord import reading
from onrecord.records import Failure, Related

PAGES = Path(__file__).parent / "pages"


def test_json_ld_comes_first_and_furniture_is_marked() -> None:
    made = reading.article(PAGES / "graph.html", published=date(2020, 1, 1))
    assert made.title == "Ferry talks stall over night crossings"
    assert made.byline == "Ines Varga, Tom Ashby"
    assert (made.publisher, made.section) == ("The Marrow Post", "Transport")
    assert made.published == date(2026, 10, 2)
    assert made.url == "https://marrowpost.example/2026/10/ferry-talks"
    assert made.language == "en"
    assert made.related == (
        Related("Pilots vote to strike over night work", "https://marrowpost.example/2026/09/pilots-vote"),
    )
    marked = [span.of(made.text) for span in made.furniture]
    assert any(line.startswith("ALSO READ") for line in marked)
    assert "Follow us on Telegram for the latest from the harbour." in marked
    assert made.text.startswith("Ferry talks stall over night crossings\n\nTalks between")
    assert made.text.count("Ferry talks stall over night crossings") == 1
    assert "cookies" not in made.text
    assert "“Somebody took it away again.”" in made.text


def test_open_graph_where_there_is_no_json_ld() -> None:
    made = reading.article(PAGES / "og.html")
    assert (made.title, made.publisher) == ("Orchard fire put out after two days", "Valley Herald")
    assert (made.published, made.section) == (date(2026, 8, 19), "Local")
    assert "Between 300 and 350 trees" in made.text


def test_a_page_that_says_nothing_of_itself() -> None:
    made = reading.article(PAGES / "bare.html", published=date(2026, 9, 4))
    assert made.title == "Museum to open its cellars"
    assert made.published in {date(2026, 9, 4), date(2026, 9, 3)}
    assert "counted" in made.text


@pytest.mark.parametrize("html", ["<html><body></body></html>", "<html></html>", (PAGES / "nothing.html").read_text()])
def test_a_page_without_an_article(html: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(html)
    (made,) = reading.articles([path])
    assert isinstance(made, Failure)
    assert "article" in made.reason
