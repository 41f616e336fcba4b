"""What an expression is read by."""

from onrecord.enrich.times.context import Context


def test_an_expression_is_read_by_the_words_near_it() -> None:
    # A sentence of a thousand days would be read as a whole for each of them.
    context = Context(None, "a" * 3000, start=1000, end=1010, bounds=(100, 2000))
    assert (len(context.words_before), len(context.words_after)) == (500, 500)
    context = Context(None, "a" * 3000, start=300, end=310, bounds=(100, 400))
    assert (len(context.words_before), len(context.words_after)) == (200, 90)
