"""Briefs: what they say, and that neither Markdown nor HTML takes words for markup."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from watched import AT, DAY, ledger, read

from onrecord.briefs import Brief, compose_brief, render_html, render_markdown, write_brief
from onrecord.briefs.lines import build_line, describe_confidence, describe_likelihood, format_forecast_interval
from onrecord.briefs.rendering import escape_value
from onrecord.errors import OnrecordError
from onrecord.judgements import Confirmation, Grade, Resolution, Weighing
from onrecord.ledger import Ledger, watches
from onrecord.watches import Hypothesis, Indicator, Report, Series, Watch, gather_report
from onrecord.watches.items import build_item

TEXTS = [
    "{S:Anton Reh} {C:said} {T:that the weir in Tarn would probably be rebuilt by May}.",
    "{S:Hana Doul} {C:said} {T:that 40 masons <b>were</b> at the *weir*}. "
    "{S:Ilse Marken} {C:denied} {T:that the weir had burst}.",
    "{S:Pavel Osk} {C:said} {T:that 90 to 95 masons were at work}.",
]
WATCH = Watch(
    "The <weir>",
    "what | is said",
    (Indicator("Weir", "weir", why="it leaks"), Indicator("Doul", "", "doul")),
    (Series("Masons", ("masons",)),),
    (Hypothesis("frost", "Frost broke it."), Hypothesis("flood", "The flood broke it.")),
)
TODAY = date(2026, 10, 12)


@pytest.fixture
def kept(tmp_path: Path) -> Ledger:
    with Ledger.open(ledger(tmp_path / "record.db", TEXTS)) as opened:
        yield opened


def report(kept: Ledger, today: date = TODAY) -> Report:
    return gather_report(kept, WATCH, today=today)


def made(kept: Ledger, today: date = TODAY, since: date = DAY, grades: dict | None = None) -> Brief:
    return compose_brief(report(kept, today), since=since, grades=grades or {})


def by(kept: Ledger, speaker: str) -> str:
    return next(found.id for found in report(kept).items if found.speaker == speaker)


def test_what_is_new_is_told_in_full_once(kept: Ledger) -> None:
    weir, doul = made(kept).new
    assert (weir.name, weir.note) == ("Weir", "it leaks")
    assert sorted(one.who for one in weir.lines) == ["Anton Reh", "Hana Doul", "Ilse Marken"]
    assert ([one.who for one in doul.lines], [one.who for one in doul.again]) == ([], ["Hana Doul"])


def test_new_is_what_was_not_reported_before(kept: Ledger) -> None:
    watches.keep_reported(kept.database, WATCH.name, [sign.key for sign in report(kept).signs], at=AT)
    assert made(kept, since=AT.date()).new
    assert not made(kept, since=date(2026, 10, 7)).new
    assert made(kept, since=date(2026, 10, 7)).glance[0] == "No new statements."


REPORTED = [
    (datetime(2026, 10, 6, tzinfo=UTC), True),
    (datetime(2026, 10, 6, 23, 59, tzinfo=UTC), True),
    (datetime(2026, 10, 7, tzinfo=UTC), True),
    (datetime(2026, 10, 5, 23, 59, 59, tzinfo=UTC), False),
]


@pytest.mark.parametrize(("reported", "new"), REPORTED)
def test_what_was_first_reported_on_the_day_is_new(kept: Ledger, reported: datetime, new: bool) -> None:
    watches.keep_reported(kept.database, WATCH.name, [sign.key for sign in report(kept).signs], at=reported)
    assert bool(made(kept, since=date(2026, 10, 6)).new) is new


DEADLINES = [(date(2027, 5, 30), 0), (date(2027, 5, 31), 1), (date(2027, 6, 1), 1)]


@pytest.mark.parametrize(("today", "due"), DEADLINES)
def test_a_forecast_is_due_on_its_last_day(kept: Ledger, today: date, due: int) -> None:
    brief = made(kept, today)
    assert (len(brief.came_due), len(brief.due_next)) == (due, 1 - due)


def test_every_line_has_its_quotation_article_and_day(kept: Ledger) -> None:
    (reh,) = [one for section in made(kept).new for one in section.lines if one.who == "Anton Reh"]
    assert reh.quotation == "that the weir in Tarn would probably be rebuilt by May"
    assert (reh.publisher, reh.day, reh.published, reh.place) == (
        "The Courier",
        "5 Oct 2026",
        "5 Oct 2026",
        "Tarn",
    )
    assert reh.url.startswith("https://courier.example/")
    assert reh.likelihood == "Likelihood, as worded: “probably”, 55–80 %."


def test_what_came_due_and_what_falls_due(kept: Ledger) -> None:
    (ahead,) = made(kept).due_next
    assert (ahead.by, ahead.line.who) == ("31 May 2027", "Anton Reh")
    assert not made(kept).came_due
    (due,) = made(kept, date(2027, 6, 1)).came_due
    assert due.standing == "not resolved; read by a machine, not confirmed by a person"
    on = date(2027, 6, 1)
    kept.judge(Resolution(by(kept, "Anton Reh"), outcome="no", on=on, by="Ida", at=datetime(2027, 6, 2, tzinfo=UTC)))
    (due,) = made(kept, date(2027, 6, 1)).came_due
    assert due.standing == "did not come true, 1 Jun 2027, as Ida judged on 2 Jun 2027"


def test_a_confirmed_forecast_is_not_a_machine_s(kept: Ledger) -> None:
    kept.judge(Confirmation(by(kept, "Anton Reh"), last=date(2026, 10, 11), by="Ida", at=AT))
    (due,) = made(kept).came_due
    assert (due.by, due.standing) == ("11 Oct 2026", "not resolved")
    assert "1 forecast came due: 1 not resolved, none not confirmed by a person." in made(kept).glance


def test_figures_have_their_range_and_disagreements_both_quotations(kept: Ledger) -> None:
    (series,) = made(kept).series
    assert sorted((one.low, one.high) for one in series.figures) == [("40", "40"), ("90", "95")]
    assert series.range == "In all, from 40 to 95."
    (dispute,) = made(kept).disputes
    assert sorted(words for _, words in dispute.sides) == [
        "that 40 masons <b>were</b> at the *weir*",
        "that 90 to 95 masons were at work",
    ]


def test_hypotheses(kept: Ledger) -> None:
    assert "No evidence has been judged yet" in render_markdown(made(kept))
    about = {"watch": WATCH.name, "hypothesis": "frost", "cell": "inconsistent", "weight": "high", "note": "no frost"}
    kept.judge(Weighing(by(kept, "Anton Reh"), **about, by="Ida", at=AT))
    (row,) = made(kept).rows
    assert (row.cells, row.apart) == (("inconsistent", "not judged"), "100 %")
    assert row.judged == "Ida, 6 Oct 2026 (frost: no frost)"
    assert "Least contradicted hypothesis: flood." in made(kept).glance
    assert "| 2 | frost | 2 | 1 | 0 | 0 | 0 |" in render_markdown(made(kept))


def test_grades_are_listed_and_never_averaged(kept: Ledger) -> None:
    judged = [
        Grade("Anton Reh", reliability="B", by="Ida", at=AT),
        Grade("Anton Reh", reliability="C", by="Ida", at=AT),
        Grade("Anton Reh", reliability="F", by="Bo", at=AT),
    ]
    (reh,) = [
        one
        for section in made(kept, grades={"Anton Reh": judged}).speakers
        for one in section.lines
        if one.who == "Anton Reh"
    ]
    assert reh.grade == "Source graded C (Ida, 6 Oct 2026), F (Bo, 6 Oct 2026)."


def test_the_same_words_of_the_same_speaker_are_one_line(kept: Ledger) -> None:
    for number in range(5):
        kept.keep(read(f"{number}. {TEXTS[0]}", publisher=f"The Herald {number}"), model="rules", at=AT)
    (reh,) = [one for section in made(kept).new for one in section.lines if one.who == "Anton Reh"]
    assert reh.also.startswith("Also printed by The ")
    assert reh.also.endswith(" and 2 more.")
    (speaker,) = [section for section in made(kept).speakers if section.name == "Anton Reh"]
    assert speaker.lines == (reh,)


SURE = "{S:Anton Reh} {C:said} {T:with high confidence that the weir would probably be rebuilt}."


def test_likelihood_and_confidence_never_share_a_sentence() -> None:
    record = read(SURE)
    found = build_item(record, record.statements[0])
    assert found.statement.confidence
    assert describe_likelihood(found) == "Likelihood, as worded: “probably”, 55–80 %."
    assert describe_confidence(found) == "Confidence, as stated: high (“with high confidence”)."
    shown = build_line(1, found, {})
    for sentence in (shown.likelihood, shown.confidence):
        assert ("ikelihood" in sentence) != ("onfidence" in sentence)


LIKELY = [
    ("Sen. Reh will likely resign by June", "“likely”, 55–80 %"),
    ("Mr. Reh will likely resign by June", "“likely”, 55–80 %"),
    ("the St. Olav bridge will probably close by June", "“probably”, 55–80 %"),
    ("the U.S. Navy will perhaps leave by June", "“perhaps”, 15–65 %"),
    ("the weir was shut", ""),
]


@pytest.mark.parametrize(("words", "likelihood"), LIKELY)
def test_a_title_before_a_name_does_not_hide_how_likely_it_is(words: str, likelihood: str) -> None:
    record = read(f"{{S:Hana Doul}} {{C:said}} {{T:{words}}}.")
    described = build_line(1, build_item(record, record.statements[0]), {}).likelihood
    assert described == (f"Likelihood, as worded: {likelihood}." if likelihood else "")


INTERVALS = [((0.2, 0.45), "20–45 %"), ((0.05, 0.95), ""), ((0.06, 0.95), "6–95 %"), ((None, None), "")]


@pytest.mark.parametrize(("interval", "words"), INTERVALS)
def test_the_default_interval_of_a_forecast_is_not_printed(interval: tuple, words: str) -> None:
    assert format_forecast_interval(*interval) == words


def test_what_is_not_in_the_first_sentence_says_nothing_of_it() -> None:
    record = read("{S:Anton Reh} {C:said} {T:“The weir was locked. It will probably rain.”}")
    assert describe_likelihood(build_item(record, record.statements[0])) == ""


ESCAPED = [
    ("- a", "\\- a"),
    ("# a", "\\# a"),
    ("> a", "&gt; a"),
    ("1. a", "1\\. a"),
    ("12) a", "12\\) a"),
    ("0.5", "0.5"),
    ("5 October", "5 October"),
    ("a *b* _c_ `d` | e", "a \\*b\\* \\_c\\_ \\`d\\` \\| e"),
    ("[a](b)", "\\[a\\](b)"),
    ("a\n\n- b", "a - b"),
    ("<script>&", "&lt;script&gt;&amp;"),
    ("a\x1b[2J\u202eb", "a␛\\[2J⟦U+202E⟧b"),
    (7, 7),
]


@pytest.mark.parametrize(("words", "want"), ESCAPED)
def test_markdown_takes_no_words_for_markup(words: object, want: object) -> None:
    assert escape_value(words) == want


def test_markdown(kept: Ledger) -> None:
    words = render_markdown(made(kept))
    for part in (
        "# The &lt;weir&gt;",
        "what \\| is said",
        "### Weir",
        "> that 40 masons &lt;b&gt;were&lt;/b&gt; at the \\*weir\\*",
    ):
        assert part in words
    assert "<b>" not in words
    assert "\n\n\n" not in words
    tables = [row for row in words.splitlines() if row.startswith("|")]
    for heading, row in pairwise(tables):
        if row.startswith("|--"):
            assert heading.count("|") == row.count("|")


class Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags, self.open = [], []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br", "path", "line", "rect", "image"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("path", "line", "rect", "image"):
            assert self.open.pop() == tag


def test_html_is_whole_and_asks_nothing_of_the_network(kept: Ledger) -> None:
    page = render_html(made(kept), chart="<svg></svg>")
    parsed = Tags(page)
    assert parsed.open == []
    assert "<figure><svg></svg></figure>" in page
    assert "&lt;b&gt;were&lt;/b&gt;" in page
    assert "<b>were" not in page
    tags = {tag for tag, _ in parsed.tags}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "video", "audio", "base", "form"}
    assert all("src" not in attrs and "srcset" not in attrs for _, attrs in parsed.tags)
    style = page[page.index("<style>") : page.index("</style>")]
    assert not re.search(r"url\(|@import|https?:", style)
    assert "default-src 'none'" in page
    for part in ("prefers-color-scheme: dark", "@media print", "@page"):
        assert part in style


def test_html_shows_what_a_browser_would_hide_or_obey(kept: Ledger) -> None:
    page = render_html(replace(made(kept), title="<weir>\x07 \u202ediputs"))
    assert "&lt;weir&gt;␇ ⟦U+202E⟧diputs" in page
    assert not {"\x07", "\u202e"} & set(page)


def test_every_link_inside_the_page_leads_somewhere_and_once(kept: Ledger) -> None:
    about = {"watch": WATCH.name, "hypothesis": "frost", "cell": "neither"}
    kept.judge(Weighing(by(kept, "Pavel Osk"), **about, by="Ida", at=AT))
    tags = Tags(render_html(made(kept))).tags
    names = [attrs["id"] for _, attrs in tags if "id" in attrs]
    links = {attrs["href"][1:] for _, attrs in tags if attrs.get("href", "").startswith("#")}
    assert len(names) == len(set(names))
    assert links <= set(names)
    assert links


def test_only_addresses_of_the_web_are_linked() -> None:
    record = read("{S:Anton Reh} {C:said} {T:that it rained}.")
    for url in ("javascript:alert(1)", "file:///etc/passwd"):
        other = replace(record, article=replace(record.article, url=url))
        assert build_line(1, build_item(other, other.statements[0]), {}).url == ""


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match="cannot be written"):
        write_brief("words", tmp_path / "none" / "brief.md")
