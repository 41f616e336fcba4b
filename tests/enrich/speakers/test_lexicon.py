import pytest

from onrecord.enrich.speakers import lexicon


@pytest.mark.parametrize(
    ("word", "noun"),
    [
        ("Sen.", "senator"),
        ("Ex-Wife's", "wife"),
        ("co-founder", "founder"),
        ("president-elect", "president"),
        ("dam", None),
    ],
)
def test_a_role_is_normalised(word: str, noun: str | None) -> None:
    assert lexicon.get_role_noun(word) == noun


@pytest.mark.parametrize(
    ("words", "others", "incompatible"),
    [
        ({"gop"}, {"democrat"}, True),
        ({"gop"}, {"republican"}, False),
        ({"gop"}, {"senator"}, False),
        ({"vermont"}, {"kentucky"}, True),
        ({"vermont"}, {"vermont", "kentucky"}, False),
    ],
)
def test_parties_and_states_exclude_one_another(words: set[str], others: set[str], incompatible: bool) -> None:
    assert lexicon.are_incompatible(frozenset(words), frozenset(others)) == incompatible


def test_a_broader_noun_denotes_the_bearers_of_narrower_ones() -> None:
    assert "senator" in lexicon.get_hyponyms("lawmaker")
    assert lexicon.get_hyponyms("midwife") == {"midwife"}


def test_genders() -> None:
    assert [lexicon.get_first_name_gender(name) for name in ("Anton", "Mara's", "Yorin")] == ["male", "female", None]
    assert lexicon.get_noun_gender(["senator", "spokeswoman"]) == "female"
