import random
import textwrap
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.syndication import COMMON_SENTENCE, Index, group_reprints, list_shingles, sketch_text

STORY = """The ferry Aurelia ran aground on the Tarn shoals before dawn on Sunday with ninety people on board.
Nobody was hurt, but two cars and a milk lorry slid into the sea when the bow doors broke open.
The captain, who has sailed the strait for thirty years, said that the light had gone out.
A tug from Kelva pulled the passengers' lifeboats to the quay, where nurses gave them tea and blankets.
The harbour office had been warned in spring that the lamp at the shoals was failing, a letter shows.
It answered that a new lamp would cost nine thousand crowns, and that there was no money for it.
“We wrote to them four times, and four times we were told to wait,” a pilot said.
The ministry promised an inquiry, and asked that nobody be blamed until its report was written.
Divers will look at the hull on Tuesday, when the spring tide has gone out of the inner basin.
Until then two smaller boats carry passengers between the islands, at half the usual fare."""
OTHER = """Farmers in the Oster valley burned three hundred bales of straw on Monday over the price of milk.
They say that a litre earns them less than it did ten years ago, while fodder has become twice as dear.
A dairy in Haldon said it would raise what it pays by two percent, and the farmers laughed at that.
The minister of agriculture cancelled her visit and sent a deputy, who was pelted with turnips.
“I have forty cows and eleven of them are mortgaged,” a woman in rubber boots told him.
The league of farmers wants a law on prices before the winter, and says that it will come back."""
LINES = STORY.splitlines()
OTHERS = OTHER.splitlines()


def edited(text: str, every: int) -> str:
    """Every so many words changed."""
    return " ".join(w if i % every else "indeed" for i, w in enumerate(text.split(), 1))


CASES = [
    ("the same", STORY, True),
    ("capitals and punctuation", STORY.upper().replace(",", ""), True),
    ("other paragraphs", STORY.replace("\n", " "), True),
    ("hard-wrapped lines", textwrap.fill(STORY.replace("\n", " "), 50), True),
    ("a third, hard-wrapped", textwrap.fill(" ".join(LINES[:4]), 50), True),
    ("a headline and a notice", f"Ferry aground\n\n{STORY}\n\nWrite to the editor of the Post about this.", True),
    ("the first third", "\n".join(LINES[:4]), True),
    ("some paragraphs", "\n".join(LINES[1::3]), True),
    ("one word in twelve changed", edited(STORY, 12), True),
    ("a third, one word in twenty-five changed", edited("\n".join(LINES[:4]), 25), True),
    ("in a longer text", f"{OTHER}\n{STORY}\n{edited(OTHER, 3)}", True),
    ("another story", OTHER, False),
    ("a quotation from it", f"{OTHER}\n{LINES[6]}", False),
    ("its background in another story", "\n".join([*OTHERS, *LINES[4:6]]), False),
    ("one sentence of it", LINES[6], False),
    ("every third word changed", edited(STORY, 3), False),
    ("nothing", "", False),
    ("no words", "— … !", False),
]


@pytest.mark.parametrize(("name", "text", "want"), CASES, ids=[c[0] for c in CASES])
@pytest.mark.parametrize("first", [True, False], ids=["story first", "story last"])
def test_what_is_one_text(name: str, text: str, want: bool, first: bool) -> None:
    index: Index[str] = Index()
    for key, words in sorted({"story": STORY, "text": text}.items(), reverse=not first):
        index.add(key, words)
    assert (len(index.groups()) == 1) == want


def test_short_texts_are_one_only_if_they_are_nearly_the_same() -> None:
    index: Index[int] = Index()
    line = "The ferry Aurelia ran aground on the Tarn shoals before dawn on Sunday."
    texts = [line, line.upper(), line + " Nobody was hurt, the coast guard said, but the ferry is lost.", STORY]
    for i, text in enumerate(texts):
        index.add(i, text)
    assert index.groups() == [[0, 1], [2], [3]]


CUT, FOLLOW_UP = "\n".join([*LINES[4:7], LINES[0]]), "\n".join([*LINES[4:7], *OTHERS])


@pytest.mark.parametrize("order", list(permutations(["story", "cut", "follow-up"])))
def test_a_follow_up_is_another_story_in_whatever_order_they_come(order: tuple[str, ...]) -> None:
    texts = {"story": STORY, "cut": CUT, "follow-up": FOLLOW_UP}
    index: Index[str] = Index()
    for name in order:
        index.add(name, texts[name])
    assert sorted(map(sorted, index.groups())) == [["cut", "story"], ["follow-up"]]


def test_two_halves_become_one_text_when_the_whole_comes() -> None:
    index: Index[str] = Index()
    assert index.add("one", "\n".join(LINES[:5])) == []
    assert index.add("two", "\n".join(LINES[5:])) == []
    changed = index.add("whole", STORY)
    assert sorted((r.text, r.of, r.share) for r in changed) == [("one", "whole", 1.0), ("two", "whole", 1.0)]
    assert index.groups() == [["one", "two", "whole"]]


def test_a_reprint_says_why() -> None:
    index: Index[str] = Index()
    index.add("story", STORY)
    (found,) = index.add("cut", "\n".join(LINES[:4]))
    assert (found.text, found.of) == ("cut", "story")
    assert found.because == "65 of the shorter text's 65 runs of three words are in common"


def test_a_paper_s_own_notice_joins_nothing() -> None:
    rng, index = random.Random(1), Index[int]()
    notice = "The Courier is an independent paper and its readers may write to the editor about all that is printed."
    for i in range(COMMON_SENTENCE + 20):
        words = " ".join(rng.choice(STORY.split()) for _ in range(60))
        index.add(i, f"{words}.\n{notice}")
    assert len(index.groups()) == COMMON_SENTENCE + 20
    assert max(map(len, index._holders.values())) == COMMON_SENTENCE


def test_forty_reprints_keep_the_keys_of_one() -> None:
    index: Index[int] = Index()
    for i in range(40):
        index.add(i, STORY)
    assert {len(holders) for holders in index._holders.values()} == {1}
    assert len(index.groups()) == 1


def test_a_name_is_used_once() -> None:
    index: Index[str] = Index()
    index.add("a", STORY)
    with pytest.raises(ValueError, match="'a' has been added before"):
        index.add("a", OTHER)


def test_keys_stay_what_they_are() -> None:
    # They are kept in ledgers: where this fails, a migration must empty `reprint` and `sentence_hash`.
    assert sketch_text("The bridge at Lissen will close in May.").keys == KEYS


KEYS = (-3870612833102962602,)


@given(st.lists(st.sampled_from([*LINES, *OTHERS]), min_size=1, max_size=12), st.randoms())
def test_groups_hold_each_text_once(lines: list[str], rng: random.Random) -> None:
    index: Index[int] = Index()
    for i in range(8):
        index.add(i, "\n".join(rng.sample(lines, rng.randint(1, len(lines)))))
    assert sorted(n for group in index.groups() for n in group) == list(range(8))
    assert all(key >= -(1 << 63) and key < 1 << 63 for key in index._holders)


def test_groups_follow_what_hangs_on_what() -> None:
    assert group_reprints([1, 2, 3, 4, 5], {1: 3, 3: 5, 2: 4}) == [[1, 3, 5], [2, 4]]


ENDS = [
    ("one two three four", {"one two three", "two three four"}),
    ("One two. Three four five", {"three four five"}),
    ("one two?! three four five", {"three four five"}),
    ("one two.” three four five", {"three four five"}),
    ("one two.three four", {"one two three", "two three four"}),
    ("one two\nthree four", set()),
    ("one, two\t(three) four_five", {"one two three", "two three four", "three four five"}),
    ("No. 5 was it. ) . so", {"no 5 was", "5 was it"}),
    ("MR. REH MET SEN. VOSS. so", {"mr reh met", "reh met sen", "met sen voss"}),
    ("mr. reh met sen. voss. So", {"mr reh met", "reh met sen", "met sen voss"}),
]


@pytest.mark.parametrize(("text", "want"), ENDS)
def test_shingles_stay_within_their_sentence(text: str, want: set[str]) -> None:
    assert list_shingles(text) == sketch_text(text).shingles == want
