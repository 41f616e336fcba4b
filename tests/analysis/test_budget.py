import pytest

from onrecord.analysis.budget import Answer, Budget, LeftOut, keep_first, keep_last, probe


@pytest.mark.parametrize("limit", [0, -1])
def test_a_budget_that_leaves_nothing_is_refused(limit: int) -> None:
    with pytest.raises(ValueError, match="give 1 or more"):
        Budget(names=limit)


KEPT = [(None, "abc", "abc", False), (4, "abc", "abc", False), (3, "abc", "abc", False), (2, "ab", "bc", True)]


@pytest.mark.parametrize(("limit", "first", "last", "cut"), KEPT)
def test_a_bound_is_named_only_if_there_was_more(limit: int | None, first: str, last: str, *, cut: bool) -> None:
    bound = (LeftOut("names", limit),) if cut and limit else ()
    assert keep_first(list("abc"), limit, "names") == (list(first), bound)
    assert keep_last(list("abc"), limit, "names") == (list(last), bound)


def test_one_more_than_the_bound_is_read() -> None:
    assert (probe(None), probe(3)) == (-1, 4)


def test_an_answer_knows_the_bounds_that_were_reached() -> None:
    answer = Answer((), (LeftOut("names", 3),))
    assert (answer.limit_of("names"), answer.limit_of("sightings")) == (3, None)
