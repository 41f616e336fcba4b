import json
from datetime import date
from pathlib import Path

import pytest

from onrecord import reading
from onrecord.characters import replace_controls
from onrecord.reading.html import parse_fragment, parse_page
from onrecord.records import Failure, Related

PAGES = Path(__file__).parent / "pages"


def test_json_ld_comes_first_and_furniture_is_marked() -> None:
    made = reading.read_article(PAGES / "graph.html", published=date(2020, 1, 1))
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
    made = reading.read_article(PAGES / "og.html")
    assert (made.title, made.publisher) == ("Orchard fire put out after two days", "Valley Herald")
    assert (made.published, made.section) == (date(2026, 8, 19), "Local")
    assert "Between 300 and 350 trees" in made.text


def test_a_page_that_says_nothing_of_itself() -> None:
    made = reading.read_article(PAGES / "bare.html", published=date(2026, 9, 4))
    assert made.title == "Museum to open its cellars"
    assert made.published in {date(2026, 9, 4), date(2026, 9, 3)}
    assert "counted" in made.text


@pytest.mark.parametrize("html", ["<html><body></body></html>", "<html></html>", (PAGES / "nothing.html").read_text()])
def test_a_page_without_an_article(html: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(html)
    (made,) = reading.read_articles([path])
    assert isinstance(made, Failure)
    assert "article" in made.reason


def test_a_page_with_lists_links_and_several_articles_in_its_data() -> None:
    made = reading.read_article(PAGES / "list.html")
    assert made.title == "Reservoir gates ‘were never closed’"
    assert (made.byline, made.publisher, made.section) == ("Runa Sethi", "The Kelva Courier", "State")
    assert (made.published, made.url) == (date(2021, 6, 5), "https://kelva.example/news/gates")
    assert made.related == (Related("The wedding that drowned a town", "https://kelva.example/news/wedding"),)
    for words in ("“There was one key", "What the board knew", "12,000", "farmers' union"):
        assert words in made.text
        assert not any(words in span.of(made.text) for span in made.furniture)
    assert made.text.count("were never closed’") == 1


def test_a_page_of_links_is_no_article() -> None:
    (made,) = reading.read_articles([PAGES / "menu.html"])
    assert isinstance(made, Failure)
    assert "without an article" in made.reason


PROSE = "The ferry company said that it would sail again, whatever the pilots did about it. " * 3


def page(head: str, body: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}<article><p>{PROSE}</p></article></body></html>"


def data(words: str) -> str:
    return f'<script type="application/ld+json">{words}</script>'


HEADS = [
    (data('{"@type":"Report","author":' + "[" * 700 + '"Bo Ek"' + "]" * 700 + "}"), "byline", "Bo Ek"),
    ("<title>Ferries | Marrow Post</title><meta property='og:site_name' content='Marrow Post'>", "title", "Ferries"),
    ("<title>Ferries - a history</title>", "title", "Ferries - a history"),
    (data('{"@type":"NewsArticle","headline":"So","author":["Ann Lee",{"name":"Bo Ek"}]}'), "byline", "Ann Lee, Bo Ek"),
    (data('{"@type":"NewsArticle","headline":"So","author":"https://x.example/ann"}'), "byline", None),
    (data('{"@graph":[{"@type":"WebPage","mainEntity":{"@type":"Report","headline":"In"}}]}'), "title", "In"),
    (data('{"@type":"NewsArticle","url":"/relative"}'), "url", None),
    (data('{"@type":"NewsArticle","url":"https://a.example/x"}'), "url", "https://a.example/x"),
    (data('{"@type":"NewsArticle","datePublished":"2019-03-01T23:30:00-05:00"}'), "published", date(2019, 3, 1)),
    (data('{"@type":"NewsArticle","datePublished":"2019-02-30"}'), "published", None),
    (data('{"@type":"NewsArticle","datePublished":20190301}'), "published", None),
    (data("[" * 100_000), "title", None),
    (data("null"), "title", None),
    ("<meta property='article:published_time' content='2018-05-06'>", "published", date(2018, 5, 6)),
]


@pytest.mark.parametrize(("head", "name", "want"), HEADS)
def test_what_a_head_says(head: str, name: str, want: object, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(page(head), "utf-8")
    assert getattr(reading.read_article(path), name) == want


def test_a_day_in_the_prose_is_not_the_day_of_publication(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(page("", "<p>On 3 September 2019 the ferry sank off the cape, with nobody on board.</p>"), "utf-8")
    assert reading.read_article(path).published is None
    assert reading.read_article(path, published=date(2020, 1, 2)).published == date(2020, 1, 2)


def test_what_libraries_warn_of_is_not_for_who_reads(recwarn: pytest.WarningsRecorder) -> None:
    page_of_an_unknown_zone = page('<meta property="article:published_time" content="2024-03-12T10:00 ZZ">')
    assert parse_page(page_of_an_unknown_zone, url=None, title=None).published == date(2024, 3, 12)
    assert not recwarn.list


@pytest.mark.parametrize("reference", ["&#1;", "&#x1F;", "&#x0c;", "&#65535;", "&#xFFFE;", "&#127;", "\x01"])
def test_a_reference_to_a_control_character_is_replaced(reference: str) -> None:
    body, links = parse_fragment(f'<p>The quay{reference} is shut.</p><a href="/a{reference}">See{reference}</a>')
    assert body.startswith("The quay")
    assert replace_controls(body) == body
    assert replace_controls("".join(links.values())) == "".join(links.values())


@pytest.mark.parametrize("tag", ["<b&#1\n{>", "<b {&#1;='&#2;'>", "<b a='&#2;' {>", "<{&#3;>", "<a:b&#1; c:d='&#1;'>"])
def test_odd_names_of_tags_and_attributes_spoil_no_page(tag: str) -> None:
    assert parse_fragment(f"<p>{tag}The quay is shut.</p>")[0].endswith("The quay is shut.")


def test_a_headline_cut_within_an_emoji(tmp_path: Path) -> None:
    data = {
        "@type": "NewsArticle",
        "headline": "Quay shut \ud83d",
        "articleSection": "Port \ud83d",
        "url": "http://a\ud83d",
    }
    sentence = "The quay will be shut until the ice has gone, the harbour master said on Monday. "
    path = tmp_path / "page.html"
    path.write_text(
        f'<html><script type="application/ld+json">{json.dumps(data)}</script><p>{sentence * 5}</p></html>', "utf-8"
    )
    article = reading.read_article(path)
    assert (article.title, article.section) == ("Quay shut \ufffd", "Port \ufffd")
    assert article.text.startswith("Quay shut \ufffd\n\nThe quay will")


@pytest.mark.parametrize("value", [[["Port", 9]], [{"name": "Port"}], 9, True, {"a": ["b"]}, [None, "Port"]])
@pytest.mark.parametrize("name", ["articleSection", "headline", "author", "publisher", "datePublished", "url", "name"])
def test_whatever_json_ld_has_an_article_has_texts(name: str, value: object) -> None:
    node = {"@type": "NewsArticle", "headline": "Quay shut", name: value}
    data = {"@context": "https://schema.org", "@graph": [node]}
    sentence = "The quay will be shut until the ice has gone, the harbour master said on Monday. "
    page = f'<html><script type="application/ld+json">{json.dumps(data)}</script><p>{sentence * 5}</p></html>'
    parsed = parse_page(page)
    given = (parsed.title, parsed.byline, parsed.publisher, parsed.section, parsed.url)
    assert all(text is None or isinstance(text, str) for text in given)


@pytest.mark.parametrize(("others", "links"), [(998, {"Ferry": "/a"}), (999, {})])
def test_an_element_with_a_thousand_attributes_has_none(others: int, links: dict[str, str]) -> None:
    attributes = " ".join(f"a{number}='>'" for number in range(others))
    text, found = parse_fragment(f"<p><a href=/a {attributes}>Ferry</a></p>", url=None)
    assert (text, found) == ("Ferry", links)
