import re
from contextlib import suppress
from datetime import date
from math import inf
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import PIECES

from onrecord.errors import QueryError
from onrecord.ledger.search.conditions import (
    Amount,
    HasState,
    LikelihoodRange,
    OfClaim,
    Period,
    SearchTerm,
    find_matches,
    mark_term,
    parse_terms,
)
from onrecord.ledger.search.fields import SHOWN_FIELDS
from onrecord.ledger.search.query import parse

TODAY = date(2026, 10, 5)


def day(text: str) -> date:
    return date.fromisoformat(text)


def word(*words: str, column: str = "content", **about) -> SearchTerm:
    return SearchTerm(words, columns=(column,), **about)


def who(*words: str, **about) -> SearchTerm:
    return SearchTerm(words, columns=("speaker", "organisation"), **about)


CASES = [
    ("", []),
    ("  —  … ", []),
    ("bridge", ['"bridge"']),
    ("Bridge harbour", ['"bridge"', '"harbour"']),
    ('"state of emergency" bridge', ['"state of emergency"', '"bridge"']),
    ("har*", ['"har"*']),
    ("-har*", ['"har"*']),
    ("Čapek's", ['"capek s"']),
    ('"open quotation', ['"open quotation"']),
    ("AND OR NOT NEAR(", ['"and"', '"or"', '"not"', '"near"']),
    ("content:bridge", ['"content bridge"']),
    ("re-open", ['"re open"']),
]


@pytest.mark.parametrize(("typed", "want"), CASES)
def test_terms(typed: str, want: list[str]) -> None:
    assert [term.match for term in parse_terms(typed)] == want


def test_matches_are_marked() -> None:
    text = "The Brücke and the bridges, not the harbour"
    found = find_matches(text, parse_terms("brucke bridg* -harbour"))
    assert [span.of(text) for span in found] == ["Brücke", "bridges"]


def said(first: str | None, last: str | None, of: str = "said", **about) -> Period:
    return Period(of, first and day(first), last and day(last), **about)


PARSED = [
    ("", []),
    (" — … ", []),
    ("bridge -harbour", [word("bridge"), word("harbour", without=True)]),
    ('"state of emer*', [word("state", "of", "emer", prefix=True)]),
    ("bridge AND NOT harbour", [word("bridge"), word("harbour", without=True)]),
    ("NOT -bridge", [word("bridge")]),
    ("12:30 re-open", [word("12", "30"), word("re", "open")]),
    ("Voss: bridge", [word("voss"), word("bridge")]),
    ("content:bridge", [word("bridge")]),
    ("speaker:voss", [who("voss")]),
    ("Speaker:Voss*", [who("voss", prefix=True)]),
    ("-speaker:o'neil", [who("o", "neil", without=True)]),
    ('org:"harbour office" x', [word("harbour", "office", column="organisation"), word("x")]),
    ("publisher:courier", [word("courier", column="publisher")]),
    ("certainty:likely", [word("likely", column="certainty")]),
    ("act:deny kind:direct", [mark_term("deny"), mark_term("direct")]),
    ("polarity:negative confidence:high", [mark_term("negative"), mark_term("surehigh")]),
    ("is:forecast is:indirect is:unnamed", [mark_term("forecast"), mark_term("indirect"), mark_term("unnamed")]),
    ("is:overdue -is:resolved", [HasState("overdue"), HasState("resolved", without=True)]),
    ("said:2026-09-11", [said("2026-09-11", "2026-09-11")]),
    ("said:2026-09..2026-10", [said("2026-09-01", "2026-10-31")]),
    ("said:2028-02", [said("2028-02-01", "2028-02-29")]),
    ("said:..2026-12", [said(None, "2026-12-31")]),
    ("said:yesterday..", [said("2026-10-04", None)]),
    ("since:2026 until:today", [said("2026-01-01", None), said(None, "2026-10-05")]),
    ("said>2026-09 said<2026", [said("2026-10-01", None), said(None, "2025-12-31")]),
    ("said >= 2026-09", [said("2026-09-01", None)]),
    ("about:2027-q3", [said("2027-07-01", "2027-09-30", "about")]),
    ("due<=2027", [said(None, "2027-12-31", "due")]),
    ("troops>100000", [Amount(("troops",), ">", 1e5, 1e5)]),
    ("troops > 100,000", [Amount(("troops",), ">", 1e5, 1e5)]),
    ("troops >= 1.5m bridge", [Amount(("troops",), ">=", 1.5e6, 1.5e6), word("bridge")]),
    ("troops > 5 million", [Amount(("troops",), ">", 5e6, 5e6)]),
    ("troops > 5 members", [Amount(("troops",), ">", 5, 5), word("members")]),
    ('-"Russian citizens"<=5k', [Amount(("russian", "citizens"), "<=", 5e3, 5e3, without=True)]),
    ("troops=1000..5000", [Amount(("troops",), "=", 1e3, 5e3)]),
    ("unit:troops 1000..5000", [Amount(("troops",), "=", 1e3, 5e3)]),
    ("-unit:troops >1000", [Amount(("troops",), ">", 1e3, 1e3, without=True)]),
    ("unit:troops bridge", [Amount(("troops",)), word("bridge")]),
    ("1000..5000", [Amount((), "=", 1e3, 5e3)]),
    ("number<7", [Amount((), "<", 7, 7)]),
    ("degrees<-5", [Amount(("degrees",), "<", -5, -5)]),
    (f"troops>{'9' * 400}", [Amount(("troops",), ">", inf, inf)]),
    ("-claim:3F9a", [OfClaim("3f9a", without=True)]),
    ("likelihood>70%", [LikelihoodRange(0.7, 1)]),
    ("certainty <= 30", [LikelihoodRange(0, 0.3)]),
    ("likelihood:55..80%", [LikelihoodRange(0.55, 0.8)]),
    ("likelihood:>0.7", [LikelihoodRange(0.7, 1)]),
]


@pytest.mark.parametrize(("typed", "want"), PARSED)
def test_all_must_hold(typed: str, want: list[object]) -> None:
    assert parse(typed, TODAY) == tuple((condition,) for condition in want)


JOINED = [
    ("bridge OR tunnel", [[word("bridge"), word("tunnel")]]),
    ("a OR b OR -c d", [[word("a"), word("b"), word("c", without=True)], [word("d")]]),
    ("(bridge OR tunnel) close", [[word("bridge"), word("tunnel")], [word("close")]]),
    ("act:deny OR troops>5", [[mark_term("deny"), Amount(("troops",), ">", 5, 5)]]),
    ("x OR unit:troops 5..6", [[word("x"), Amount(("troops",))], [Amount((), "=", 5, 6)]]),
]


@pytest.mark.parametrize(("typed", "want"), JOINED)
def test_any_of_a_group_may_hold(typed: str, want: list[list[object]]) -> None:
    assert parse(typed, TODAY) == tuple(map(tuple, want))


WRONG = [
    ("speeker:voss", "no field speeker: (did you mean speaker:?)"),
    ("bridge:closed", "no field bridge:; there are content:, speaker:, org:"),
    ("speaker:", "speaker: needs a value; write speaker:voss"),
    ("org:—", 'org:— has no word in it; write org:"harbour office"'),
    ("act:denies", "act:denies is not known; act: takes say, deny,"),
    ("is:late", "is:late is not known; is: takes forecast, open, overdue"),
    ("said:friday", "said:friday is not a time: write 2026, 2026-09"),
    ("said:2026-13", "said:2026-13 is not a time"),
    ("about:2027..2026", "about:2027..2026 runs backwards: write about:2026..2027"),
    ("due:..", "due:.. has no day in it"),
    ("said>soon", "said>soon is not a time"),
    ("troops>many", "many is not a number: write 100000"),
    ("troops>", "nothing is not a number"),
    ("troops>5x", "5x is not a number"),
    ("troops=5..1", "5..1 runs backwards: write 1..5"),
    ("unit:—", "unit:— names nothing to count; write unit:troops"),
    ('"—">5', "names nothing to count; write troops>100000"),
    ("speaker>5", "speaker is not a number; write speaker:voss"),
    ("until>2026", "until is not a number; write said:2026-09..2026-10"),
    ("likelihood>many", "many is not a likelihood: write 70%"),
    ("likelihood>170%", "170% is not a likelihood"),
    ("OR bridge", "OR must be between two terms"),
    ("bridge OR", "OR needs a term after it"),
    ("bridge OR OR tunnel", "OR must be between two terms"),
    ("NOT", "NOT needs a term after it"),
    ("bridge " * 101, "up to 100 terms, and this has 101"),
]


@pytest.mark.parametrize(("typed", "words"), WRONG)
def test_what_cannot_be_read_says_what_would_be_right(typed: str, words: str) -> None:
    with pytest.raises(QueryError) as error:
        parse(typed, TODAY)
    assert words in str(error.value)
    assert "\n" not in str(error.value)


def test_the_queries_of_the_documentation_are_read() -> None:
    page = (Path(__file__).parents[3] / "docs" / "search.md").read_text("utf-8")
    cells = re.findall(r"^\| [^|]* \| (`.*`) \|$", page, re.MULTILINE)
    typed = [query for cell in cells for query in re.findall(r"`([^`]+)`", cell)]
    assert len(typed) > 30
    assert {name for name in SHOWN_FIELDS if not any(f"{name}:" in query for query in typed)} <= {"content"}
    for query in typed:
        assert parse(query, TODAY)


@given(st.text() | st.lists(PIECES).map("".join))
@example("said:9999-12..")
@example("said>9999")
@example("said<0001")
@example("said:tomorrow")
def test_whatever_is_typed_is_read_or_refused_in_one_line(typed: str) -> None:
    for today in (TODAY, date.max, date.min):
        with suppress(QueryError):
            parse(typed, today)


@given(st.text(), st.text())
def test_nothing_typed_is_an_error(typed: str, text: str) -> None:
    for span in find_matches(text, parse_terms(typed)):
        assert span.end <= len(text)
