"""Sightings grouped into claims."""

from dataclasses import replace
from datetime import date

from said import MONDAY, sighting

from onrecord.claims import group_claims


def test_claims() -> None:
    one = sighting("the quay would be flooded by Friday", id="1", publisher="Post", published=date(2026, 10, 6))
    quoted = sighting('"The quay will flood by Friday"', id="2", publisher="Wire", published=MONDAY)
    denied = sighting("the quay would not flood by Friday", id="3", publisher="Sun", published=date(2026, 10, 7))
    again = sighting("the quay would not flood by Friday", id="4", publisher="Star", published=date(2026, 10, 8))
    another = sighting("the quay would flood by Friday", "Jonas Voss", id="5")
    unnamed = sighting("the quay would flood by Friday", None, id="6")
    made = group_claims([one, denied, quoted, again, another, unnamed])
    assert [[s.sighting.article for s in claim.seen] for claim in made] == [["2", "1"], ["5"], ["3", "4"]]
    first = made[0]
    assert (first.speaker, first.id, first.publishers) == ("Mara Voss", quoted.statement.id, ("Wire", "Post"))
    assert [(s.kind, s.because) for s in first.seen] == [("same", "the words of one are all in the other")] * 2
    assert [len(claim.wordings) for claim in made] == [2, 1, 1]


def test_reprints_are_sightings_in_one_text() -> None:
    each = [replace(sighting("the quay would flood", id=str(i)), text="wire" if i < 40 else "own") for i in range(41)]
    (claim,) = group_claims(each)
    assert (len(claim.seen), claim.texts, len(claim.wordings)) == (41, 2, 1)


def test_no_claim_holds_opposites_though_each_is_like_a_wording_between() -> None:
    between = sighting("the dockers would meet the pilots", id="1", published=date(2026, 10, 1))
    friday = sighting("the dockers would meet the pilots on Friday", id="2", published=date(2026, 10, 5))
    monday = sighting("the dockers would meet the pilots on Monday", id="3", published=date(2026, 10, 6))
    made = group_claims([monday, friday, between])
    assert [[s.sighting.article for s in claim.seen] for claim in made] == [["1", "2"], ["3"]]
