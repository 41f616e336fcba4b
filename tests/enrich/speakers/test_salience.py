import pytest
from speaker_of import read_to_end

from onrecord.enrich.speakers.mentions import PersonName
from onrecord.enrich.speakers.salience import (
    OBJECT_WEIGHT,
    PRONOUN_WEIGHT,
    QUOTED_WEIGHT,
    SPEAKER_WEIGHT,
    SUBJECT_WEIGHT,
    SalienceEvent,
    find_most_salient,
    is_placeholder,
    make_placeholder,
)

VOSS, REH = ("Mara", "Voss"), ("Anton", "Reh")


def choose(*mentions: tuple[PersonName, int, float], sentence: int = 0) -> PersonName | None:
    """Return the most salient of mentions (name, sentence, weight) as seen from a sentence."""
    events = [SalienceEvent(i, at, name, weight) for i, (name, at, weight) in enumerate(mentions)]
    return find_most_salient(events, sentence, lambda _: 1.0)


@pytest.mark.parametrize(
    ("text", "weights"),
    [
        ("Reh left.", [SUBJECT_WEIGHT]),
        ("It was about Reh.", [OBJECT_WEIGHT]),
        ("They saw Reh's boat.", [0.5]),
        ("“Reh left,” they heard.", [QUOTED_WEIGHT]),
        ("Who saw Reh?\n\nNobody.", [0.4]),
        ("Anton Reh left. He sang.", [SUBJECT_WEIGHT, PRONOUN_WEIGHT]),
        ("Anton Reh left. They saw him.", [SUBJECT_WEIGHT, OBJECT_WEIGHT]),
        ("Mayor Mara Voss left. The mayor sang.", [SUBJECT_WEIGHT, SUBJECT_WEIGHT]),
        ("Mayor Mara Voss left. They saw the mayor there.", [SUBJECT_WEIGHT, OBJECT_WEIGHT]),
    ],
)
def test_a_mention_weighs_by_its_place(text: str, weights: list[float]) -> None:
    assert [event.weight for event in read_to_end(text).events] == weights


def test_weights_rank_by_grammatical_role() -> None:
    assert (SPEAKER_WEIGHT, SUBJECT_WEIGHT, PRONOUN_WEIGHT, OBJECT_WEIGHT, QUOTED_WEIGHT) == (
        1.15,
        1.0,
        0.9,
        0.55,
        0.15,
    )


@pytest.mark.parametrize(
    ("old", "sentences", "new", "name"),
    [
        (SUBJECT_WEIGHT, 1, OBJECT_WEIGHT, VOSS),
        (SUBJECT_WEIGHT, 2, OBJECT_WEIGHT, REH),  # 0.52: a subject falls below a fresh object in two sentences
        (SPEAKER_WEIGHT, 2, OBJECT_WEIGHT, VOSS),  # 0.60
        (SPEAKER_WEIGHT, 3, OBJECT_WEIGHT, REH),
    ],
)
def test_a_weight_decays_from_sentence_to_sentence(old: float, sentences: int, new: float, name: PersonName) -> None:
    assert choose((VOSS, 0, old), (REH, sentences, new), sentence=sentences) == name


@pytest.mark.parametrize(
    ("further", "name"),
    [
        ((PRONOUN_WEIGHT,), REH),  # 0.9 + 0.12 * 0.9 outweighs a subject
        ((OBJECT_WEIGHT, QUOTED_WEIGHT), VOSS),  # 0.9 + 0.12 * 0.7 does not
    ],
)
def test_further_mentions_add_a_little(further: tuple[float, ...], name: PersonName) -> None:
    assert (
        choose((VOSS, 0, SUBJECT_WEIGHT), (REH, 0, PRONOUN_WEIGHT), *((REH, 0, weight) for weight in further)) == name
    )


@pytest.mark.parametrize(("others", "name"), [(23, VOSS), (24, REH)])
def test_the_last_24_events_are_looked_at(others: int, name: PersonName) -> None:
    assert choose((VOSS, 0, SUBJECT_WEIGHT), *((REH, 0, QUOTED_WEIGHT) for _ in range(others))) == name


def test_nobody_fits() -> None:
    assert choose() is None
    assert find_most_salient([SalienceEvent(0, 0, VOSS, 1.0)], 0, lambda _: 0.0) is None


def test_a_placeholder_is_no_name() -> None:
    assert is_placeholder(make_placeholder(7))
    assert not is_placeholder(VOSS)
