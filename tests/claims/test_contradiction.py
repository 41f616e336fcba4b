"""Two statements that cannot both be so, by different speakers: what is found, and what must not be."""

import pytest
from said import sighting

from onrecord.claims import ContradictionKind, compare_statements, find_contradiction_across_speakers, parse_wording

CONTRADICTIONS: list[tuple[str, str, ContradictionKind, str, str]] = [
    ("the weir gate was opened", "the weir gate was shut", "antonym", "opened", "shut"),
    ("the weir was safe", "the weir was unsafe", "antonym", "safe", "unsafe"),
    ("the guild accepted the plan", "the guild rejected the plan", "antonym", "accepted", "rejected"),
    ("nine barges sank", "eleven barges sank", "number", "9 barges", "11 barges"),
    ("Marken had paid the masons", "Marken had never paid the masons", "negation", "", "never"),
    ("Marken paid the masons", "Marken failed to pay the masons", "negation", "", "not"),
    ("the weir keeper is alive", "the weir keeper is dead", "antonym", "alive", "dead"),
    ("the weir was opened on 3 May", "the weir was opened on 9 May", "date", "2026-05-03", "2026-05-09"),
    (
        "Orlane Works sold the ferry to Tarn Lines",
        "Tarn Lines sold the ferry to Orlane Works",
        "participants",
        "orlane",
        "tarn",
    ),
    ("the mayor would sign the lease in Orrin", "the mayor would not sign the lease", "negation", "", "not"),
    ("the toll rose for barges and rafts", "the toll fell for barges and rafts", "antonym", "rose", "fell"),
    ("the lamp, not the bell, had warned them", "the bell, not the lamp, had warned them", "negation", "bell", "lamp"),
]


@pytest.mark.parametrize(("one", "other", "kind", "here", "there"), CONTRADICTIONS)
def test_contradictions_between_speakers(one: str, other: str, kind: str, here: str, there: str) -> None:
    wordings = [parse_wording(sighting(words)) for words in (one, other)]
    found = find_contradiction_across_speakers(*wordings)
    assert found is not None
    assert (found.kind, found.here, found.there) == (kind, here, there)
    assert found.because
    turned = find_contradiction_across_speakers(*wordings[::-1])
    assert turned is not None
    assert turned.kind == kind


COMPATIBLE = [
    # of different things
    ("the weir gate was opened", "the town gate was shut"),
    ("the guild accepted the plan for the weir", "the guild rejected the plan for the ferry"),
    ("Marken had paid the masons", "Marken had never seen the masons' yard"),
    ("nine barges sank off Orrin", "two barges sank off Lissen"),
    ("40 masons rebuilt the weir", "90 horses rebuilt the weir"),
    ("the keeper was in Orrin", "the keeper's brother was not in Orrin"),
    ("the weir keeper is alive", "the weir keeper’s brother is dead"),
    # said of other times
    ("the weir was shut last week", "the weir would not be shut next week"),
    ("the weir gate was opened in May", "the weir gate was shut in June"),
    # what ought to be, what is wanted, what nearly was
    ("the toll should be raised", "the toll would not be raised"),
    ("the barge had threatened to ram the weir", "the barge did not ram the weir"),
    ("the barge nearly struck the weir wall", "the barge did not strike the weir wall"),
    # numbers that may both be right
    ("more than 10 barges sank", "14 barges sank"),
    ("about 20 barges sank", "21 barges sank"),
    ("nine barges sank", "another eleven barges sank"),
    # the same in other words
    ("the weir was unsafe", "the weir was not safe"),
    ("the ban on rafts was lifted", "rafts were allowed"),
    ("Marken failed to pay the masons", "Marken had not paid the masons"),
    # hardly anything in common
    ("Anton Reh was there", "Anton Reh is not a mason"),
    ("the toll rose", "the price of rope at Lissen market fell"),
]


@pytest.mark.parametrize(("one", "other"), COMPATIBLE)
def test_what_two_speakers_may_both_say(one: str, other: str) -> None:
    for a, b in ((one, other), (other, one)):
        assert find_contradiction_across_speakers(parse_wording(sighting(a)), parse_wording(sighting(b))) is None


DENIALS = [("denied", "said", "negation"), ("said", "denied", "negation"), ("denied", "denied", None)]


@pytest.mark.parametrize(("cue", "other_cue", "kind"), DENIALS)
def test_a_cue_may_deny(cue: str, other_cue: str, kind: str | None) -> None:
    wordings = (parse_wording(sighting("that the barge had been sold", cue=each)) for each in (cue, other_cue))
    found = find_contradiction_across_speakers(*wordings)
    assert (found and found.kind) == kind


COVER = [
    # what one says must be in the other, but for one word in seven
    ("the old quay at Lissen was shut", "the quay at Lissen was not shut", True),
    ("the quay was shut", "the old quay at Lissen was not shut", False),
    # or all of P in "not P", if that is not much longer
    ("the doors were locked", "at no time were passenger doors locked", True),
    ("the doors were locked", "at no time were the ferry company's heavy passenger doors locked", False),
    # and "not P" may deny what is more than twice as long, not five times
    ("the quay was shut by the guild to barges", "the quay was not shut", True),
    (
        "the quay was shut by the guild to barges, rafts, sledges and wagons from Orrin market",
        "the quay was not shut",
        False,
    ),
]


@pytest.mark.parametrize(("one", "other", "contradicts"), COVER)
def test_how_much_must_be_covered(one: str, other: str, contradicts: bool) -> None:
    wordings = (parse_wording(sighting(words)) for words in (one, other))
    assert bool(find_contradiction_across_speakers(*wordings)) is contradicts


def test_one_speaker_contradicts_with_less_in_common() -> None:
    one, other = (sighting(words) for words in ("more than 10 barges sank", "14 barges sank"))
    assert find_contradiction_across_speakers(parse_wording(one), parse_wording(other)) is None
    verdict = compare_statements(one, other)
    assert verdict.kind == "opposite"
    assert verdict.contradiction is not None
    assert (verdict.contradiction.kind, verdict.because) == ("number", verdict.contradiction.because)
