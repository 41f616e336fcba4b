"""What a notebook shows of a record and of a statement."""

import re
from html.parser import HTMLParser

import pytest
from taggers import Colons

from onrecord.notebook import mark_text
from onrecord.pipeline import Pipeline
from onrecord.records import Article, Record, Span

TEXT = "Voss: 60 <b>ferries</b> will very likely sail by 2027.\nRead also: Tides & tables"


@pytest.fixture
def record() -> Record:
    start = TEXT.index("Read also")
    article = Article("a", TEXT, furniture=(Span(start, len(TEXT)),))
    return Pipeline(tagger=Colons(score=0.75)).record(article)


class Balanced(HTMLParser):
    """Checks that every element is closed, and keeps the words."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def parse(html: str) -> Balanced:
    parsed = Balanced()
    parsed.feed(html)
    parsed.close()
    assert parsed.open == []
    return parsed


def test_a_record_shows_its_text_with_the_spans_by_role(record: Record) -> None:
    html = record._repr_html_()
    assert TEXT in parse(html).words
    marks = re.findall(r'<mark class="([\w ]+)"[^>]*>([^<]*)</mark>', html)
    assert ("source", "Voss") in marks
    assert ("cue", ":") in marks
    assert ("content", "60 &lt;b&gt;ferries&lt;/b&gt; will very likely sail by 2027.") in marks
    assert ("furniture", "Read also: Tides &amp; tables") in marks


def test_words_of_the_text_are_escaped(record: Record) -> None:
    assert "<b>" not in record._repr_html_()


def test_a_record_lists_its_statements(record: Record) -> None:
    words = parse(record._repr_html_()).words
    assert "very likely" in words
    assert "… to 2027-12-31" in words


def test_notices_are_shown() -> None:
    assert "left &lt;unread&gt;" in Record(Article("a", "x"), notices=("left <unread>",))._repr_html_()


def test_a_statement_shows_what_was_read(record: Record) -> None:
    (said,) = record.statements
    words = parse(said._repr_html_()).words
    for shown in ("Voss", "say", "0.75", "2027", "very likely", "4–5", said.id):
        assert shown in words
    assert "role" not in words  # there is none


OVERLAPS = [
    ([], "abcdef", 0),
    ([(0, 6, "source")], "abcdef", 1),
    ([(0, 4, "source"), (2, 6, "content")], "abcdef", 3),
    ([(0, 2, "cue"), (0, 2, "cue")], "abcdef", 1),
]


@pytest.mark.parametrize(("marks", "text", "count"), OVERLAPS)
def test_marks_may_overlap(marks: list[tuple[int, int, str]], text: str, count: int) -> None:
    html = mark_text(text, marks)
    assert parse(html).words == text
    assert html.count("<mark") == count


def test_nothing_is_fetched(record: Record) -> None:
    assert not re.search(r"https?:|<script|<link|url\(", record._repr_html_())
