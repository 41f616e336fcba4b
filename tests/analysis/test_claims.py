"""Claims of a ledger: the answer with a budget beside that without."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from claimed_articles import QUAY, article
from drawn_ledgers import ARTICLES, CONTENTS, PAIRS, ledger_of
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.analysis.budget import Answer, Budget, LeftOut
from onrecord.analysis.claims import find_claim, find_claims
from onrecord.analysis.speakers import find_speakers
from onrecord.claims import Claim
from onrecord.errors import LedgerError
from onrecord.ledger import Ledger

AT = datetime(2026, 10, 13, tzinfo=UTC)
LARGE = Budget(sightings=1_000, compared=1_000, names=1_000)
ASKED = st.sampled_from(("", "voss", "mara voss", "reh", "office", "nobody"))


def seen(answer: Answer[Claim]) -> set[str]:
    return {one.sighting.statement.id for claim in answer.items for one in claim.seen}


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(ARTICLES, PAIRS, ASKED, st.integers(1, 6), st.integers(1, 4))
def test_a_budget_larger_than_the_ledger_changes_nothing_a_smaller_one_says_so(
    drawn: list, pairs: list, asked: str, sightings: int, names: int
) -> None:
    with ledger_of(drawn, pairs) as kept:
        whole = find_claims(kept, asked)
        assert not whole.left_out
        assert find_claims(kept, asked, budget=LARGE) == whole
        some = find_claims(kept, asked, budget=Budget(sightings=sightings))
        assert seen(some) <= seen(whole)
        assert len(seen(some)) == min(sightings, len(seen(whole)))
        assert (some.left_out == (LeftOut("sightings", sightings),)) is (len(seen(whole)) > sightings)
        few = find_claims(kept, asked, budget=Budget(names=names))
        assert seen(few) <= seen(whole)
        assert few.left_out or few == whole


@settings(max_examples=25, deadline=None)
@given(ARTICLES, PAIRS, st.integers(1, 4))
def test_the_claim_of_a_statement_is_that_of_the_list(drawn: list, pairs: list, compared: int) -> None:
    with ledger_of(drawn, pairs) as kept:
        for claim in find_claims(kept).items:
            one = claim.seen[-1].sighting.statement.id
            assert find_claim(kept, one).items == (claim,)
            assert find_claim(kept, one, budget=LARGE) == find_claim(kept, one)
            some = find_claim(kept, one, budget=Budget(sightings=3, compared=compared))
            assert one in seen(some)
            assert some.left_out or some.items == (claim,)


@settings(max_examples=15, deadline=None)
@given(ARTICLES, PAIRS)
def test_the_claims_of_one_speaker_are_those_under_the_speakers_names(drawn: list, pairs: list) -> None:
    with ledger_of(drawn, pairs) as kept:
        every = find_claims(kept).items
        for one in find_speakers(kept, "Anton Reh").items:
            own = [claim for claim in every if one.aliases.claimant(claim.speaker) == one.aliases.claimant(one.name)]
            assert list(find_claims(kept, one).items) == own


FIRST = "Ada Bea Cora Dora Elsa Fay Gina Hana Ida Jana Kira Lea Mona Nina Olga Pia Rita Sara Tina Uta Vera Wilma Xenia "
FIRST += "Yara Zora Zita"


@pytest.fixture
def voices(tmp_path: Path):
    """Twenty-six speakers called Voss, and one other."""
    with Ledger.open(tmp_path / "record.db") as kept:
        for number, name in enumerate([*(f"{first} Voss" for first in FIRST.split()), "Anton Reh"]):
            said = (name, "said", CONTENTS[number % len(CONTENTS)])
            kept.keep(article(f"a{number}", said, published=date(2026, 9, 1)), model="m", at=AT)
        yield kept


NAMES = [(None, 26, ()), (26, 26, ()), (24, 24, (LeftOut("names", 24),))]


@pytest.mark.parametrize(("names", "count", "left_out"), NAMES)
def test_speakers_who_are_left_out_are_said_to_be(names: int | None, count: int, left_out: tuple, voices) -> None:
    """Twenty-four were found, and nothing was said of the others: HOUSE.md, section 2d."""
    answer = find_claims(voices, "voss", budget=Budget(sightings=300, names=names))
    assert len({claim.speaker for claim in answer.items}) == count
    assert answer.left_out == left_out


def test_a_surname_is_nobody_s_where_the_budget_leaves_out_another_who_bears_it(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "record.db") as kept:
        own = set[str]()
        for number, name in enumerate(["Mara Voss", "Mara Voss", "Voss", "Zora Voss"]):
            record = article(f"a{number}", (name, "said", CONTENTS[number]), published=date(2026, 9, 1))
            kept.keep(record, model="m", at=AT)
            own |= {one.id for one in record.statements if name == "Mara Voss"}
        for names in (1, 2, 3):
            assert seen(find_claims(kept, "mara voss", budget=Budget(names=names))) == own


def test_copies_are_compared_whatever_the_budget(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "record.db") as kept:
        for number in range(6):
            said = ("Mara Voss", "said", QUAY if number < 4 else CONTENTS[3])
            kept.keep(article(f"a{number}", said, published=date(2026, 9, 1 + number)), model="m", at=AT)
        one = find_claims(kept).items[0].id
        some = find_claim(kept, one, budget=Budget(compared=2))
        assert len(some.items[0].seen) == 4
        assert some.left_out == (LeftOut("compared", 4),)


def test_what_is_superseded_has_no_claim_with_a_budget_either(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "record.db") as kept:
        old = article("a", ("Mara Voss", "said", QUAY), url="https://post.example/1")
        for record in (old, article("b", ("Mara Voss", "said", CONTENTS[3]), url="https://post.example/1")):
            kept.keep(record, model="m", at=AT)
        for budget in (Budget(), Budget(sightings=1, compared=1)):
            with pytest.raises(LedgerError, match="older version of its page"):
                find_claim(kept, old.statements[0].id, budget=budget)
