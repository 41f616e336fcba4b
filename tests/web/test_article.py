"""An article's page: its text whole, its statements in place, whatever anybody wrote into it."""

import re
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from itertools import islice

import pytest
from starlette.testclient import TestClient

from onrecord.judgements import Correction, Withdrawal
from onrecord.ledger import Ledger, Query
from onrecord.records import (
    Article,
    Forecast,
    Hedge,
    Quantity,
    Record,
    Related,
    Span,
    Speaker,
    Statement,
    Time,
    statement_id,
)
from onrecord.web.pages.article import STATEMENTS_SHOWN
from onrecord.web.pages.marked_text import mark_paragraphs

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
BAD = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><b>{{7*7}}"
RIGHT_TO_LEFT = "\u202eevil\u202c הגשר נסגר"
MARKS = "z" + "\u0300\u0315\u0489" * 40


def made(text: str, *, count: int = 1, bad: str = "", **about: object) -> Record:
    """A record whose text says the same `count` times: who, cue, content, one word each, from its start."""
    article = Article("a", text, **about)  # type: ignore[arg-type]
    words = list(islice(re.finditer(r"\S+", text), 3 * count))
    statements = []
    for n in range(0, len(words), 3):
        source, cue, content = ((Span(*word.span()),) for word in words[n : n + 3])
        identifier = statement_id(article, source, cue, content)
        statements.append(Statement(identifier, source, cue, content, speaker=Speaker(bad or None, "person", bad)))
    return Record(article, tuple(statements))


def keep(kept: Ledger, record: Record) -> str:
    return kept.keep(record, model="test", at=AT).key


class Tags(HTMLParser):
    """The tags of a page with their attributes, and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def hostile() -> Record:
    """Script in every field that a page, a row or a model could fill."""
    text = f"{BAD}\n\nVoss said nothing </script><!-- {BAD} {RIGHT_TO_LEFT} {MARKS}\n\n</p></main>"
    words = dict.fromkeys(("title", "byline", "publisher", "section", "language"), BAD)
    record = made(text, bad=BAD, url="javascript:alert(1)//" + BAD, related=(Related(BAD, "javascript:x"),), **words)
    span = record.statements[0].content[0]
    day = date(2026, 1, 1)
    full = replace(
        record.statements[0],
        speaker=Speaker(BAD, "person", BAD, role=BAD, organisation=BAD),
        said_at=Time(span, "DATE", BAD, because=BAD, first=day, last=day, alternatives=(BAD,)),
        times=(Time(span, "DATE", BAD, because=BAD),),
        quantities=(Quantity(span, 1, 2, because=BAD, comparator="~", unit=BAD, rate=BAD),),
        certainty=(Hedge(span, BAD, "content", because=BAD, low=0.1, high=0.2),),
        forecast=Forecast(BAD, first=day, last=day, condition=BAD, low=0.1, high=0.2, unresolvable=BAD),
    )
    return replace(record, statements=(full,), notices=(BAD,))


def test_what_anybody_wrote_runs_nowhere(desk: TestClient, kept: Ledger) -> None:
    key = keep(kept, hostile())
    kept.judge(Correction(kept.record(key).statements[0].id, field="role", value=BAD, by=BAD, at=AT))
    for address in (f"/articles/{key}", f"/articles/{key}/versions", "/articles", "/"):
        tags = Tags()
        tags.feed(desk.get(address).text)
        names = {name for name, _ in tags.found}
        assert not names & {"img", "b", "iframe", "style"}, address
        for name, attributes in tags.found:
            assert not [key for key in attributes if key.startswith("on") or key == "style"], address
            assert name != "script" or (attributes.get("src") or "").startswith("/static/"), address
            for key in ("href", "src", "action"):
                assert (attributes.get(key) or "/").startswith(("/", "#", "https://")), address
        assert "{{7*7}}" in tags.words, address


def test_the_text_is_there_to_the_letter(desk: TestClient, kept: Ledger) -> None:
    record = hostile()
    page = desk.get(f"/articles/{keep(kept, record)}.json").json()
    assert "".join(stretch["words"] for paragraph in page["paragraphs"] for stretch in paragraph) == record.article.text


def test_a_title_of_ten_thousand_characters_is_all_there(desk: TestClient, kept: Ledger) -> None:
    title = "Bridge " * 1_500
    key = keep(kept, made("Voss said no.", title=title))
    page = desk.get(f"/articles/{key}").text
    assert title.strip() in page
    assert len(re.findall(r"<title>(.*?)</title>", page, re.DOTALL)[0]) < 200
    assert desk.get("/articles").status_code == 200


@pytest.mark.slow
def test_a_long_article_is_shown_in_pages(desk: TestClient, kept: Ledger) -> None:
    text = "Voss said no. " * 360_000
    record = made(text, count=3_000)
    key = keep(kept, record)
    start = time.monotonic()
    page = desk.get(f"/articles/{key}").text
    assert time.monotonic() - start < 10
    assert len(text) > 5_000_000
    assert page.count('class="read"') == STATEMENTS_SHOWN
    assert f"/articles/{key}?from={STATEMENTS_SHOWN}" in page
    last = record.statements[-1].id
    assert desk.get(f"/statements/{last}").headers["location"] == f"/articles/{key}?from=2900#s-{last}"
    further = desk.get(f"/articles/{key}?from=2900").text
    assert f'id="s-{last}"' in further
    assert f'href="/articles/{key}#s-{record.statements[0].id}"' in further
    assert desk.get(f"/articles/{key}?from=99999").text.count('class="read"') == STATEMENTS_SHOWN
    assert desk.get(f"/articles/{key}?from=-1").status_code == 400


def test_words_that_two_statements_share_belong_to_both() -> None:
    article = Article("a", "Voss said Brand said no.")
    outer = Statement("outer", (Span(0, 4),), (Span(5, 9),), (Span(10, 23),))
    inner = Statement("inner", (Span(10, 15),), (Span(16, 20),), (Span(21, 23),))
    (line,) = mark_paragraphs(article, (outer, inner), {"outer": "#o", "inner": "#i"})
    found = {stretch.words: (stretch.role, stretch.statements, stretch.marks) for stretch in line if stretch.statements}
    assert found == {
        "Voss": ("source", ("outer",), ()),
        "said": ("cue", ("inner", "outer"), ("inner",)),
        "Brand": ("source", ("inner", "outer"), ()),
        " ": ("content", ("outer",), ()),
        "no": ("content", ("outer", "inner"), ()),
    }


IN_PLACE = [
    ("correct", {"field": "speaker"}),
    ("correct", {"field": "role"}),
    ("correct", {"field": "organisation"}),
    ("correct", {"field": "kind"}),
    ("correct", {"field": "act"}),
    ("correct", {"field": "said_at"}),
    ("confirm", {}),
    ("resolve", {}),
]


@pytest.mark.parametrize(("what", "fields"), IN_PLACE)
def test_all_that_was_read_can_be_judged_in_place(
    what: str, fields: dict[str, str], desk: TestClient, kept: Ledger
) -> None:
    said = next(hit for hit in kept.search(Query("is:forecast")).hits if hit.statement.forecast)
    key = kept.find(said.statement.id).key
    page = desk.get(f"/articles/{key}").text
    forms = re.findall(rf'action="/statements/{said.statement.id}/{what}">(.*?)</form>', page, re.DOTALL)
    wanted = [f'name="{name}" value="{value}"' for name, value in fields.items()]
    (form,) = (one for one in forms if all(part in one for part in wanted))
    assert f'name="next" value="/articles/{key}#s-{said.statement.id}"' in form


def test_what_is_no_statement_is_listed_at_the_end(desk: TestClient, kept: Ledger) -> None:
    said = kept.search(Query("crossings")).hits[0].statement.id
    key = kept.find(said).key
    note = {"field": "statement", "value": False, "note": "a caption"}
    made_of = kept.judge(Correction(said, **note, by="Ida", at=AT))
    page = desk.get(f"/articles/{key}").text
    assert f'<li id="s-{said}"' in page
    assert "a caption" in page
    assert f'action="/judgements/{made_of.id}/withdraw"' in page
    assert desk.get(f"/statements/{said}").headers["location"] == f"/articles/{key}#s-{said}"
    kept.judge(Withdrawal(made_of.id, by="Ida", at=AT))
    assert f'<article class="read" id="s-{said}"' in desk.get(f"/articles/{key}").text


def test_a_corrected_reading_says_so(desk: TestClient, kept: Ledger) -> None:
    said = kept.search(Query("crossings")).hits[0].statement.id
    key = kept.find(said).key
    kept.judge(Correction(said, field="speaker", value="Ora Lind", by="Tove", at=AT))
    (one,) = (read for read in desk.get(f"/articles/{key}.json").json()["statements"] if read["id"] == said)
    assert (one["corrected"], one["name"]) == (True, "Ora Lind")
    assert "by Tove" in desk.get(f"/articles/{key}").text


def test_an_older_version_leads_to_the_newest(desk: TestClient, kept: Ledger) -> None:
    older = keep(kept, made("Voss said no.", url="https://paper.example/1"))
    newer = keep(kept, made("Voss said yes.", url="https://paper.example/1"))
    page = desk.get(f"/articles/{older}").text
    assert "Superseded" in page
    assert f'href="/articles/{newer}"' in page
    assert "Superseded" not in desk.get(f"/articles/{newer}").text


def test_a_statement_of_no_reading_that_counts_is_said_to_be_gone(desk: TestClient, kept: Ledger) -> None:
    record = made("Voss said no. Brand said yes.", count=2)
    key = keep(kept, record)
    kept.keep_reading(replace(record, statements=record.statements[:1]), model="newer", at=AT)
    gone = record.statements[1].id
    address = desk.get(f"/statements/{gone}").headers["location"]
    assert address == f"/articles/{key}?missing={gone}"
    assert "not in the newest reading" in desk.get(address).text


def test_each_field_of_an_article_is_in_its_place(desk: TestClient, kept: Ledger) -> None:
    """Texts swap easily among twenty-seven fields: a byline for a publisher, a cue for a content."""
    about = {"title": "Pier shut", "byline": "Ida Quist", "publisher": "Lissen Courier", "section": "Harbour"}
    record = made("Voss denied everything.", url="https://courier.example/1", language="en", **about)
    key = keep(kept, record)
    page = desk.get(f"/articles/{key}.json").json()
    assert {name: page[name] for name in about} == about
    assert (page["key"], page["id"], page["language"]) == (key, "a", "en")
    assert page["url"] == "https://courier.example/1"
    (said,) = page["statements"]
    assert (said["who"], said["cue"], said["content"]) == ("Voss", "denied", "everything.")
    head = desk.get(f"/articles/{key}").text.partition("<h1")[2].partition("</header>")[0]
    assert head.index("Lissen Courier") < head.index("Ida Quist")
