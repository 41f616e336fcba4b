from dataclasses import replace
from datetime import date

import pytest

from onrecord.records import (
    Article,
    Forecast,
    Hedge,
    Quantity,
    Span,
    Speaker,
    Statement,
    Time,
    combine_hedges,
    digest,
    shift_day,
    statement_id,
)

NONSENSE = [
    ("an empty span", lambda: Span(3, 3)),
    ("a span backwards", lambda: Span(5, 2)),
    ("a span before the text", lambda: Span(-1, 2)),
    ("furniture past the end", lambda: Article("a", "short", furniture=(Span(0, 9),))),
    (
        "a time that ends before it starts",
        lambda: Time(Span(0, 1), "DATE", "2026", because="", first=date(2026, 2, 1), last=date(2026, 1, 1)),
    ),
    ("a range backwards", lambda: Quantity(Span(0, 1), 7, 4, because="")),
    ("a probability over one", lambda: Hedge(Span(0, 1), "may", "content", because="", low=0.5, high=1.2)),
    ("an interval backwards", lambda: Forecast("", low=0.8, high=0.2)),
    ("a score that is none", lambda: Statement("s", (), (Span(0, 1),), (Span(2, 3),), score=1.5)),
]


@pytest.mark.parametrize("make", [make for _, make in NONSENSE], ids=[name for name, _ in NONSENSE])
def test_nonsense_is_refused(make) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        make()


def test_a_span_knows_its_words_and_neighbours() -> None:
    span = Span(3, 7)
    assert span.of("He said so.") == "said"
    assert span.within(Span(0, 7))
    assert not span.within(Span(4, 9))
    assert span.overlaps(Span(6, 9))
    assert not span.overlaps(Span(7, 9))


def test_digests_do_not_run_together() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert digest(None, "x") != digest("", "x")
    assert digest("x") == digest("x")


def test_ids_come_from_content() -> None:
    article = Article("a", "Mayor Voss said so.")
    spans = (Span(0, 10),), (Span(11, 15),), (Span(16, 18),)
    assert statement_id(article, *spans) == statement_id(Article("a", "Mayor Voss said so.", title="other"), *spans)
    assert statement_id(article, *spans) != statement_id(Article("a", "Mayor Ross said so."), *spans)


def test_values_cannot_be_changed() -> None:
    speaker = Speaker("Mara Voss", "person", "named in full")
    with pytest.raises(AttributeError):
        speaker.name = "other"  # type: ignore[misc]


def hedge(phrase: str, low: float | None, high: float | None, **about: str) -> Hedge:
    return Hedge(Span(0, 1), phrase, about.pop("of", "content"), because=f"“{phrase}”", low=low, high=high, **about)  # type: ignore[arg-type]


WILL, LIKELY = hedge("will", 0.8, 0.99), hedge("likely", 0.55, 0.8)
BELIEVES, UNLIKELY = hedge("believes", 0.6, 0.95, of="cue"), hedge("unlikely", 0.2, 0.45, polarity="-")
# A ledger of version 0.1.0 has no scope: every phrase is "main" there.
COMBINED = [
    ([], None),
    ([BELIEVES], None),
    ([hedge("no", None, None)], None),
    ([WILL], (0.8, 0.99, ("will",), "“will”")),
    ([WILL, LIKELY], (0.55, 0.8, ("likely",), "“likely”; “will” is stronger")),
    ([replace(WILL, scope="frame"), LIKELY], (0.55, 0.8, ("likely",), "“likely”; “will” only frames it")),
    ([BELIEVES, WILL], (0.8, 0.99, ("will",), "“will”")),
    ([BELIEVES, replace(WILL, scope="frame")], (0.6, 0.95, ("believes",), "“believes”; “will” only frames it")),
    ([LIKELY, hedge("may", 0.2, 0.7, scope="aside")], (0.55, 0.8, ("likely",), "“likely”")),
    ([LIKELY, UNLIKELY], (0.2, 0.45, ("unlikely",), "“unlikely”; “likely” denies nothing")),
]


@pytest.mark.parametrize(("hedges", "expected"), COMBINED)
def test_hedges_combine(hedges: list[Hedge], expected: tuple | None) -> None:
    likelihood = combine_hedges(hedges)
    assert expected == (likelihood and (likelihood.low, likelihood.high, likelihood.phrases, likelihood.because))


# The middles are 0.40 and 0.41, then 0.41 and 0.40: the lower one is the weaker.
@pytest.mark.parametrize(("high", "weaker"), [(0.59, "may"), (0.63, "perhaps")])
def test_the_weaker_phrase_is_the_one_with_the_lower_middle(high: float, weaker: str) -> None:
    likelihood = combine_hedges([hedge("perhaps", 0.15, 0.65), hedge("may", 0.2, high)])
    assert likelihood
    assert likelihood.phrases == (weaker,)


def test_the_spans_of_a_role_are_in_the_order_of_the_text() -> None:
    said = Statement("s", (), (Span(9, 12), Span(0, 3)), (Span(20, 22), Span(13, 19)))
    assert said.cue == (Span(0, 3), Span(9, 12))
    assert said.content == (Span(13, 19), Span(20, 22))


@pytest.mark.parametrize(
    ("day", "days", "shifted"),
    [
        (date(2028, 2, 28), 2, date(2028, 3, 1)),
        (date(2028, 3, 1), -2, date(2028, 2, 28)),
        (date(1, 1, 4), -7, date.min),
        (date(9999, 12, 31), 31, date.max),
        (date(2026, 10, 5), 10**9, date.max),
        (date(2026, 10, 5), 10**20, date.max),
    ],
)
def test_a_day_is_shifted_no_further_than_the_calendar(day: date, days: int, shifted: date) -> None:
    assert shift_day(day, days) == shifted
