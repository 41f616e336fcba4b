"""What a feed says, without a network."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsroom import item, rss

from onrecord.errors import UnreadableError
from onrecord.reading import decoding
from onrecord.reading.feeds import Feed, parse_feed

AT = "https://lissen.example/news/feed.xml"
ATOM = """<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?>
<!-- made by hand --><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title type="html">Lissen &amp;amp; Orr</title>
<entry><id>tag:lissen.example,2026:1</id><link rel="alternate" href="../a/1"/><link rel="edit" href="/edit/1"/>
<title type="html">&lt;i&gt;Bridge&lt;/i&gt; shut</title><author><name>Ida Renn</name></author>
<published>2026-10-05T23:30:00-04:00</published><updated>2026-10-07T10:00:00Z</updated></entry>
<entry><id>tag:lissen.example,2026:2</id><title>Ferry</title><updated>2026-10-04T01:00:00+05:00</updated>
<content type="html">&lt;p&gt;The ferry sails, Voss said.&lt;/p&gt;</content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Lissen</title></channel>
<item rdf:about="https://lissen.example/1"><title>Bridge</title><link>https://lissen.example/1</link>
<dc:date>2026-10-05</dc:date></item></rdf:RDF>"""


def test_atom() -> None:
    made = parse_feed(ATOM, url=AT)
    assert made.title == "Lissen & Orr"
    first, second = made.entries
    assert (first.url, first.title, first.byline) == ("https://lissen.example/a/1", "Bridge shut", "Ida Renn")
    assert (first.published, second.published) == (date(2026, 10, 5), date(2026, 10, 4))
    assert (second.url, second.key) == (None, "tag:lissen.example,2026:2")
    assert second.content == "<p>The ferry sails, Voss said.</p>"


def test_rdf() -> None:
    (made,) = parse_feed(RDF, url=AT).entries
    assert (made.url, made.published) == ("https://lissen.example/1", date(2026, 10, 5))


LINKS = [
    ("<link>/a/1</link>", AT, "https://lissen.example/a/1"),
    ("<link>1.html</link>", AT, "https://lissen.example/news/1.html"),
    ("<link>1.html</link>", None, "https://lissen.example/1.html"),
    ("<link>https://orr.example/1</link>", AT, "https://orr.example/1"),
    ("<guid>https://orr.example/2</guid>", AT, "https://orr.example/2"),
    ("<guid>77</guid>", AT, None),
    ("<guid isPermaLink='false'>https://orr.example/2</guid>", AT, None),
    ("<link>http://[bad/</link>", AT, "http://[bad/"),
    ("", AT, None),
]


@pytest.mark.parametrize(("told", "url", "want"), LINKS)
def test_links(told: str, url: str | None, want: str | None) -> None:
    text = rss(f"<title>A</title>{told}", head="<link>https://lissen.example/</link>")
    assert [entry.url for entry in parse_feed(text, url=url).entries] == [want]


DAYS = [
    ("<pubDate>Mon, 05 Oct 2026 23:30:00 -0400</pubDate>", date(2026, 10, 5)),
    ("<pubDate>Mon, 05 Oct 2026 23:30:00 EDT</pubDate>", date(2026, 10, 5)),
    ("<pubDate>2026-10-05</pubDate>", date(2026, 10, 5)),
    ("<pubDate>2026-02-31</pubDate>", None),
    ("<pubDate>last Monday</pubDate>", None),
    ("", None),
]


@pytest.mark.parametrize(("told", "want"), DAYS)
def test_the_day_is_the_paper_s(told: str, want: date | None) -> None:
    (made,) = parse_feed(rss(f"<title>A</title><link>/a</link>{told}")).entries
    assert made.published == want


SAME = item("/a", "Bridge shut")
STAMPS = [
    (SAME, SAME, True),
    (SAME, f"{SAME}<description>Now with 7 comments</description>", True),
    (SAME, item("/a", "Bridge open"), False),
    (SAME, item("/a", day="Tue, 06 Oct 2026 09:00:00 +0200"), False),
    ("<guid>1</guid><description>So.</description>", "<guid>1</guid><description>No.</description>", False),
]


@pytest.mark.parametrize(("before", "after", "same"), STAMPS)
def test_the_stamp_tells_of_a_change(before: str, after: str, same: bool) -> None:
    (one,), (two,) = parse_feed(rss(before)).entries, parse_feed(rss(after)).entries
    assert one.key == two.key
    assert (one.stamp == two.stamp) is same


def test_an_entry_that_stands_twice_is_one() -> None:
    assert len(parse_feed(rss(item("/a"), item("/b"), item("/a", "Again"))).entries) == 2


def test_plain_text_is_made_paragraphs() -> None:
    text = ATOM.replace(
        '<content type="html">&lt;p&gt;The ferry sails, Voss said.&lt;/p&gt;', '<content type="text">A &lt; B\nC'
    )
    assert parse_feed(text).entries[1].content == "<p>A &lt; B</p><p>C</p>"


def test_a_feed_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    whole = rss(item("/a"), item("/b"))
    assert parse_feed(whole[: whole.rindex("<item>")], url=AT).entries[0].url == "https://lissen.example/a"
    assert len(parse_feed(whole.replace("Bridge", "Fish & chips"), url=AT).entries) == 2


def test_a_feed_broken_beyond_reading() -> None:
    with pytest.raises(UnreadableError, match=r"is a broken feed \(line 1: .*\): check it with its publisher"):
        parse_feed('<?xml version="1.0"?><rss version="2.0"><channel><title>')


def test_control_characters_of_an_entry_are_replaced() -> None:
    bell, half = "&#x7;", "&#xd83d;"
    item = f"<item><title>Quay{bell} shut{half}</title><description>&lt;p>It is{bell} shut.&lt;/p></description></item>"
    (entry,) = parse_feed(f"<rss><channel>{item}</channel></rss>").entries
    assert (entry.title, entry.content) == ("Quay\ufffd shut\ufffd", "<p>It is\ufffd shut.</p>")


def test_an_emoji_in_two_halves_is_one() -> None:
    item = "<item><title>Quay &#55357;&#56832; shut &#xD83D;&#xde00; \U0001f600 &#55000;</title></item>"
    (entry,) = parse_feed(f"<rss><channel>{item}</channel></rss>").entries
    assert entry.title == "Quay \U0001f600 shut \U0001f600 \U0001f600 \ud6d8"


def test_an_empty_feed_is_no_mistake() -> None:
    assert parse_feed(rss()) == Feed("Lissen Courier", ())


def test_entities_open_no_files_and_make_no_bombs() -> None:
    inside = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY a "aaaaaaaaaa">'
    inside += "".join(f'<!ENTITY {n} "{f"&{b};" * 10}">' for b, n in pairwise("abcdefghij")) + "]>"
    text = rss("<title>A&x;&j;</title><link>/a</link>").replace("?>", f"?>{inside}")
    (made,) = parse_feed(text).entries
    assert "root" not in (made.title or "")
    assert len(made.title or "") < 100


KINDS = [
    (rss(), True),
    (ATOM, True),
    (RDF, True),
    ('<!DOCTYPE rss [<!ENTITY a "b">]>\n<rss version="0.91">', True),
    ("<atom:feed xmlns:atom='http://www.w3.org/2005/Atom'/>", True),
    ("<urlset><url/></urlset>", False),
    ("<feedback>So.</feedback>", False),
    ("<html><body>rss</body></html>", False),
    ("<?a?>" * 700 + "x", False),
    ("<!DOCTYPE " + "[" * 2000, False),
]


@pytest.mark.parametrize(("text", "want"), KINDS)
def test_what_is_a_feed(text: str, want: bool) -> None:
    assert decoding.is_feed(text) is want


PARTS = st.sampled_from(
    ["<item>", "</item>", "<title>", "</title>", "<link>", "</link>", "http://[x", "&", "&x;", "<![CDATA[", "]]>",
     "<entry>", "<content type='xhtml'>", "<guid>", "<pubDate>", "9999-99-99", "Mon, 99 Oct", "<a:b>", "\x00", "<!--",
     "Voss said so."]
)  # fmt: skip


@given(st.lists(PARTS, max_size=30))
def test_whatever_is_in_it_it_is_a_feed_or_unreadable(parts: list[str]) -> None:
    try:
        keys = [entry.key for entry in parse_feed("<rss version='2.0'><channel>" + "".join(parts)).entries]
    except UnreadableError:
        return
    assert len(set(keys)) == len(keys)
