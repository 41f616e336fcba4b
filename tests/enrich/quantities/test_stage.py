"""The quantities of an article and of its statements."""

from onrecord.enrich.quantities import quantities
from onrecord.pipeline import enrich
from onrecord.records import Article, Record, Span, Statement


def test_statements_and_furniture() -> None:
    text = "She said 40 cooks left. Give 5 euros!"
    article = Article("a", text, furniture=(Span(text.index("Give"), len(text)),))
    said = Statement("s", (Span(0, 3),), (Span(4, 8),), (Span(9, 22),))
    empty = Statement("t", (Span(0, 3),), (Span(4, 8),), (Span(17, 22),))
    made = enrich(Record(article, (said, empty)), stages=[quantities])
    assert [q.low for q in made.quantities] == [40]
    assert [[q.low for q in s.quantities] for s in made.statements] == [[40], []]
