"""What is new in a feed, round after round, from a newsroom on this machine."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from newsroom import BODY, Newsroom, item, newsroom, rss
from parsed import parse

from onrecord import reading
from onrecord.reading import feed_reader, unparsed
from onrecord.reading.article import FallbackMetadata
from onrecord.reading.polite_client import PoliteClient
from onrecord.reading.unparsed import UnparsedPage
from onrecord.records import Article, CacheValidators, Failure, SeenEntry


class Memory:
    """What a ledger would know."""

    def __init__(self) -> None:
        self.visits: dict[str, CacheValidators] = {}
        self.stamps: dict[tuple[str, str], str] = {}

    def get_validators(self, url: str) -> CacheValidators | None:
        return self.visits.get(url)

    def get_entry_stamp(self, feed: str, entry: str) -> str | None:
        return self.stamps.get((feed, entry))

    def round(self, *sources: str | Path, **options) -> list[Article | Failure]:
        """What one reading brings; what it learns is remembered."""
        client = PoliteClient(allow_private=True, pause=0)
        found = list(reading.read_new(sources, history=self, client=client, **options))
        self.visits |= {made.url: made for made in found if isinstance(made, CacheValidators)}
        self.stamps |= {(made.feed, made.entry): made.stamp for made in found if isinstance(made, SeenEntry)}
        return list(parse(found))


@pytest.fixture
def memory() -> Memory:
    return Memory()


@pytest.fixture
def room() -> Iterator[Newsroom]:
    with newsroom() as made:
        for path in ("/a", "/b"):
            made.page(path, f"Page {path}", marked=True)
        made.put("/feed", rss(item("/a"), item("/b")), marked=True)
        yield made


def test_a_feed_then_nothing_new_then_a_new_entry(room: Newsroom, memory: Memory) -> None:
    feed = f"{room.url}/feed"
    assert [made.title for made in memory.round(feed)] == ["Page /a", "Page /b"]
    assert room.log == ["/feed", "/robots.txt", "/a", "/b"]
    assert memory.round(feed) == []
    assert room.log == ["/robots.txt", "/feed 304"]
    room.page("/c", "Page /c")
    room.put("/feed", rss(item("/c"), item("/a"), item("/b")), marked=True)
    assert [made.title for made in memory.round(feed)] == ["Page /c"]
    assert room.log == ["/robots.txt", "/feed", "/c"]


def test_an_entry_that_the_feed_tells_as_changed_is_asked_for_again(room: Newsroom, memory: Memory) -> None:
    feed = f"{room.url}/feed"
    memory.round(feed)
    room.put("/feed", rss(item("/a", day="Tue, 06 Oct 2026 09:00:00 +0200"), item("/b", "Reopened")), marked=True)
    room.page("/b", "Page /b, changed", marked=True)
    room.asked.clear()
    assert [made.title for made in memory.round(feed)] == ["Page /b, changed"]
    assert room.log == ["/robots.txt", "/feed", "/a 304", "/b"]


def test_an_article_in_two_feeds_costs_a_304(room: Newsroom, memory: Memory) -> None:
    room.put("/sport", rss(item("/a")))
    memory.round(f"{room.url}/feed")
    assert memory.round(f"{room.url}/sport") == []
    assert room.log[-1] == "/a 304"


def test_a_page_by_its_address_costs_a_304_too(room: Newsroom, memory: Memory) -> None:
    assert [made.title for made in memory.round(f"{room.url}/a")] == ["Page /a"]
    assert memory.round(f"{room.url}/a") == []
    assert room.log == ["/a", "/a 304"]


def test_validators_tell_of_how_many_articles_they_are(room: Newsroom, memory: Memory) -> None:
    """By that a ledger knows that a page of which one could not be read must be fetched in full again."""
    room.put("/rows", '{"id": "a", "text": "One."}\n{"id": "b"}\n', marked=True)
    assert [type(made) for made in memory.round(f"{room.url}/rows")] == [Article, Failure]
    assert memory.visits[f"{room.url}/rows"].articles == 2
    memory.round(f"{room.url}/feed")
    assert [memory.visits[f"{room.url}{path}"].articles for path in ("/feed", "/a")] == [0, 1]


def test_an_entry_that_raises_is_marked_as_tried(
    room: Newsroom, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Up to version 0.2.0 a feed was never read past it."""
    build = unparsed.build_article

    def stumble(text: str, fallback: FallbackMetadata) -> Article:
        if str(fallback.url).endswith("/a"):
            raise IndexError
        return build(text, fallback)

    monkeypatch.setattr(unparsed, "build_article", stumble)
    failure, article = memory.round(f"{room.url}/feed")
    assert isinstance(failure, Failure)
    assert failure.origin == f"{room.url}/a"
    assert "raised IndexError" in failure.reason
    assert article.title == "Page /b"
    assert memory.round(f"{room.url}/feed") == []


def test_a_source_that_raises_costs_no_other(room: Newsroom, memory: Memory) -> None:
    failure, article = memory.round("http://xn--a/", f"{room.url}/a")
    assert isinstance(failure, Failure)
    assert article.title == "Page /a"


def test_what_the_page_does_not_tell_the_feed_does(room: Newsroom, memory: Memory) -> None:
    head = '<meta property="og:site_name" content="Orr Gazette"><meta name="author" content="Tam Orr">'
    room.page("/told", "Told by itself", head=f'{head}<meta property="article:published_time" content="2026-10-01">')
    room.page("/bare", None)
    items = [item(path, "Told by the feed") + "<author>Ida Renn</author>" for path in ("/told", "/bare")]
    room.put("/feed", rss(*items))
    told, bare = memory.round(f"{room.url}/feed", published=date(2020, 1, 1))
    assert (told.title, told.publisher, told.published) == ("Told by itself", "Orr Gazette", date(2026, 10, 1))
    assert told.byline == "Tam Orr"
    assert (bare.title, bare.published, bare.byline) == ("Told by the feed", date(2026, 10, 5), "Ida Renn")
    assert bare.publisher == "Lissen Courier"
    assert bare.text == "\n\n".join(["Told by the feed", *BODY])
    assert bare.url == f"{room.url}/bare"


def test_a_day_from_the_command_line_where_nobody_tells(room: Newsroom, memory: Memory) -> None:
    room.put("/feed", rss("<title>A</title><link>/a</link>"))
    (made,) = memory.round(f"{room.url}/feed", published=date(2020, 1, 1))
    assert made.published == date(2020, 1, 1)


def test_an_entry_with_no_page_is_read_from_the_feed(room: Newsroom, memory: Memory) -> None:
    html = "&lt;p&gt;The ferry sails, &lt;b&gt;Voss&lt;/b&gt; said.&lt;/p&gt;&lt;p&gt;Nobody else did.&lt;/p&gt;"
    own = f"<title>Ferry</title><guid isPermaLink='false'>f1</guid><description>{html}</description>"
    room.put("/feed", rss(own, "<title>Empty</title>"))
    made, empty = memory.round(f"{room.url}/feed")
    assert made.text == "Ferry\n\nThe ferry sails, Voss said.\n\nNobody else did."
    assert (made.title, made.publisher, made.url) == ("Ferry", "Lissen Courier", None)
    assert empty == Failure(f"{room.url}/feed: Empty", "contains no text: give the address of an article")
    assert memory.round(f"{room.url}/feed") == []


def test_entries_that_fail_are_told_once_and_the_rest_is_read(room: Newsroom, memory: Memory) -> None:
    room.put("/menu", "<!doctype html><html><body><nav>Home</nav></body></html>")
    room.put("/more", rss(item("/a")))
    room.put("/feed", rss(*map(item, ["/gone", "/menu", "/more", "ftp://lissen.example/x", "/a"])), marked=True)
    made = memory.round(f"{room.url}/feed")
    assert [getattr(m, "origin", "").removeprefix(room.url) for m in made] == [
        "/gone", "/menu", "/more", "ftp://lissen.example/x", "/a",
    ]  # fmt: skip
    assert [m.reason.split(":")[0] for m in made[:4]] == [
        "answered 404 Not Found",
        "is a page without an article (under 20 words of sentences)",
        "is a feed (RSS or Atom), not an article",
        "is not a web address (ftp",
    ]
    room.asked.clear()
    assert memory.round(f"{room.url}/feed") == []
    assert room.log == ["/robots.txt", "/feed 304"]


def test_what_may_pass_is_tried_again(room: Newsroom, memory: Memory) -> None:
    room.put("/b", "no", 500)
    assert [type(made) for made in memory.round(f"{room.url}/feed")] == [Article, Failure]
    room.page("/b", "Page /b, at last")
    room.asked.clear()
    assert [made.title for made in memory.round(f"{room.url}/feed")] == ["Page /b, at last"]
    assert room.log == ["/robots.txt", "/feed", "/b"]


def test_robots_txt_keeps_pages_out(room: Newsroom, memory: Memory) -> None:
    room.put("/robots.txt", "User-agent: *\nDisallow: /a\n")
    kept_out, made = memory.round(f"{room.url}/feed")
    assert "is disallowed by" in kept_out.reason
    assert made.title == "Page /b"
    assert "/a" not in room.log


def test_robots_txt_keeps_the_feed_out(room: Newsroom, memory: Memory) -> None:
    room.put("/robots.txt", "User-agent: *\nDisallow: /\n")
    for asked in (["/feed", "/robots.txt"], ["/robots.txt"]):
        (made,) = memory.round(f"{room.url}/feed")
        assert made.origin == f"{room.url}/feed"
        assert "is disallowed by" in made.reason
        assert room.log == asked


def test_a_feed_and_a_page_that_have_moved(room: Newsroom, memory: Memory) -> None:
    room.put("/rss", status=301, Location="/news/feed")
    room.put("/news/feed", rss(item("1")), marked=True)
    room.put("/news/1", status=302, Location="/a")
    (made,) = memory.round(f"{room.url}/rss")
    assert made.url == f"{room.url}/a"
    assert memory.round(f"{room.url}/rss") == []
    assert room.log == ["/rss", "/news/feed", "/robots.txt", "/news/1", "/a", "/robots.txt", "/rss", "/news/feed 304"]


def test_a_feed_from_a_file(room: Newsroom, memory: Memory, tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(rss(item("/a"), item(f"{room.url}/b"), head=f"<link>{room.url}</link>"))
    assert [made.title for made in memory.round(path)] == ["Page /a", "Page /b"]
    room.asked.clear()
    assert memory.round(path) == []
    assert room.log == []
    path.write_text(rss(item("/a")))
    (made,) = memory.round(path)
    assert "is not a web address" in made.reason


def test_a_feed_by_articles_has_no_memory(room: Newsroom) -> None:
    for _ in range(2):
        made = reading.read_articles([f"{room.url}/feed"], allow_private=True)
        assert next(made).title == "Page /a"


def test_private_pages_of_a_feed_are_refused(room: Newsroom, tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(rss(item(f"{room.url}/a"), item("http://[::1]/b")))
    made = list(reading.read_articles([path]))
    assert all("private address" in failure.reason for failure in made)
    assert len(made) == 2
    assert room.log == []


BROKEN = [
    ('<?xml version="1.0"?><rss version="2.0"><channel><title>', "is a broken feed"),
    ('<?xml version="1.0"?>\n<urlset><url><loc>/a</loc></url></urlset>', "is XML, but neither a page nor a feed"),
    ("", "is empty"),
]


@pytest.mark.parametrize(("data", "reason"), BROKEN)
def test_what_is_no_feed(room: Newsroom, memory: Memory, data: str, reason: str) -> None:
    room.put("/feed", data, Content_Type="application/xml")
    (made,) = memory.round(f"{room.url}/feed")
    assert reason in made.reason
    assert made.origin == f"{room.url}/feed"


def test_a_feed_that_breaks_off(room: Newsroom, memory: Memory) -> None:
    whole = rss(item("/a"), item("/b"))
    room.put("/feed", whole[: whole.rindex("<item>")])
    assert [made.title for made in memory.round(f"{room.url}/feed")] == ["Page /a"]


def test_a_feed_in_another_encoding(room: Newsroom, memory: Memory) -> None:
    text = rss("<title>Café – Łódź</title><description>So Żak said.</description>")
    room.put("/feed", text.replace("1.0", '1.0" encoding="iso-8859-2', 1).encode("iso-8859-2", "replace"))
    (made,) = memory.round(f"{room.url}/feed")
    assert made.title == "Café ? Łódź"


def test_no_more_than_so_many_at_once(room: Newsroom, memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_reader, "MOST_ENTRIES", 1)
    first, told = memory.round(f"{room.url}/feed")
    assert (first.title, told.reason) == (
        "Page /a", "lists 2 new entries: 1 were read; run `onrecord read` again for the others",
    )  # fmt: skip
    assert [made.title for made in memory.round(f"{room.url}/feed")] == ["Page /b"]
    assert memory.round(f"{room.url}/feed") == []


def test_what_is_known_comes_after_what_it_is_about(room: Newsroom) -> None:
    client = PoliteClient(allow_private=True, pause=0)
    made = reading.read_new([f"{room.url}/feed"], client=client)
    assert [type(m) for m in made] == [
        UnparsedPage,
        CacheValidators,
        SeenEntry,
        UnparsedPage,
        CacheValidators,
        SeenEntry,
        CacheValidators,
    ]
