from datetime import date

import pytest

from onrecord.records import Article, Forecast, Hedge, Quantity, Span, Speaker, Statement, Time, digest, statement_id

NONSENSE = [
    ("an empty span", lambda: Span(3, 3)),
    ("a span backwards", lambda: Span(5, 2)),
    ("a span before the text", lambda: Span(-1, 2)),
    ("furniture past the end", lambda: Article("a", "short", furniture=(Span(0, 9),))),
    (
        "a time that ends before it starts",
        lambda: Time(Span(0, 1), "DATE", "2026", "", date(2026, 2, 1), date(2026, 1, 1)),
    ),
    ("a range backwards", lambda: Quantity(Span(0, 1), 7, 4, "")),
    ("a probability over one", lambda: Hedge(Span(0, 1), "may", "content", "", 0.5, 1.2)),
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
