"""The lists of words: synonyms and opposites do not overlap; keys of a topic."""

import pytest

from onrecord.claims.lexicon import load_lexicon, topic_keys


def test_no_opposites_stand_for_one_another() -> None:
    known = load_lexicon()
    places = [(word, axis, sign) for word, signs in known.signs.items() for axis, sign in signs]
    for word, axis, sign in places:
        for other, other_axis, other_sign in places:
            if axis == other_axis and sign == -other_sign:
                assert not known.senses[word] & known.senses[other], f"{word} and {other} are opposites, and the same"


KEYS = [
    ("house", "homes", True),
    ("opened", "shut", True),
    ("safe", "unsafe", True),
    ("rope", "lamp", False),
    ("not", "never", False),
    ("1,200", "1,200", False),
]


@pytest.mark.parametrize(("one", "other", "share"), KEYS)
def test_words_of_one_sense_and_opposites_share_a_key(one: str, other: str, share: bool) -> None:
    assert bool(topic_keys(one) & topic_keys(other)) is share
