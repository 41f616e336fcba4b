"""Words of two statements, aligned."""

from said import sighting

from onrecord.claims import parse_wording
from onrecord.claims.alignment import align_terms, longest_ordered


def test_pairs_in_order_are_the_most_that_can_be() -> None:
    readings = [parse_wording(sighting(words)) for words in ("rope lamp bell crane sail", "lamp rope bell sail crane")]
    pairs = longest_ordered(align_terms(*readings))
    assert len(pairs) == 3
    assert [p.y.place for p in pairs] == sorted(p.y.place for p in pairs)
