"""Who is who in a ledger, resolved around some names or from all of them."""

import pytest
from drawn_ledgers import ARTICLES, NAMES, NOON, PAIRS, ledger_of
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.analysis.budget import Budget, LeftOut
from onrecord.analysis.speakers import find_aliases, find_speaker, find_speakers, has_words
from onrecord.errors import NotFoundError
from onrecord.ledger import list_names

EVERY = [name for name in NAMES if name]

WORDS = [
    ("Mara Voss", "", True),
    ("Mara Voss", "VOSS mara", True),
    ("Mara Voss", "vos", False),
    ("Dr. Mara K. Voss", "dr. voss", True),
    ("Łucja Øster", "lucja oster", True),
    ("", "voss", False),
]


@pytest.mark.parametrize(("name", "typed", "want"), WORDS)
def test_words_of_a_name(name: str, typed: str, *, want: bool) -> None:
    assert has_words(name, typed) is want


@settings(max_examples=30, deadline=None)
@given(ARTICLES, PAIRS, st.sets(st.sampled_from(EVERY), min_size=1))
def test_some_names_are_resolved_as_all_of_them_are(drawn: list, pairs: list, seeds: set[str]) -> None:
    with ledger_of(drawn, pairs) as kept:
        every = [bearer.name for bearer in list_names(kept.database)]
        seeds &= set(every)
        whole, some = find_aliases(kept, every), find_aliases(kept, sorted(seeds))
        for name in seeds:
            assert some.full_name(name) == whole.full_name(name)
            assert some.claimant(name) == whole.claimant(name)
            assert sorted(some.names_of([name])) == sorted(whole.names_of([name]))
        assert not some.left_out
        few = find_aliases(kept, sorted(seeds), budget=Budget(names=1))
        assert few.left_out == ((LeftOut("names", 1),) if len(some.counts) > 1 else ())


def test_a_title_does_not_make_another_claimant_but_a_judgement_does() -> None:
    drawn = [(NOON.date(), [("Mara Voss", "said", "yes"), ("Dr. Mara Voss", "said", "no")])]
    for pairs, count in (([], 1), ([("different", "Mara Voss", "Dr. Mara Voss")], 2)):
        with ledger_of(drawn, pairs) as kept:
            aliases = find_aliases(kept, ["Mara Voss", "Dr. Mara Voss"])
            assert len({aliases.claimant(name) for name in ("Mara Voss", "Dr. Mara Voss")}) == count


def test_all_names_of_a_speaker_are_one_claimant_though_one_was_judged_different_from_somebody() -> None:
    drawn = [(NOON.date(), [("Mara Voss", "said", "yes"), ("M. Voss", "said", "no"), ("Reh", "said", "so")])]
    with ledger_of(drawn, [("different", "M. Voss", "Reh")]) as kept:
        aliases = find_aliases(kept, ["Mara Voss"])
        assert aliases.claimant("M. Voss") == aliases.claimant("Mara Voss")


def test_one_speaker_or_none() -> None:
    drawn = [(NOON.date(), [("Mara Voss", "said", "yes"), ("Jonas Voss", "said", "no"), ("M. Voss", "said", "so")])]
    with ledger_of(drawn) as kept:
        one = find_speaker(kept, "Mara Voss")
        assert (one.name, set(one.names), one.count) == ("Mara Voss", {"Mara Voss", "M. Voss"}, 2)
        assert {bearer.name for bearer in one.bearers} == {"Mara Voss", "M. Voss"}
        assert [found.name for found in find_speakers(kept, "voss").items] == ["Mara Voss", "Jonas Voss"]
        for name, words in (("voss", "may be several"), ("Zyzzyva", "nobody here is called “Zyzzyva”")):
            with pytest.raises(NotFoundError, match=words):
                find_speaker(kept, name)
