"""Where sentences end. Each case is split at "|"; a "|" that is not there is as much of a claim as one that is."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.sentences import ends_with_abbreviation, find_sentence_starts, find_sentences, split_sentences

CASES = [
    # Titles before names
    "Sen. Mara Voss met Anton Reh Jr. on Oct. 5 in St. Lissen. | They agreed.",
    "Mr. Reh will likely resign by June. | Mrs. Doul will not.",
    "Sen. Reh will speak after Gov. Osk. | Rep. Ilk will listen.",
    "Maj. Gen. Tomas Brevik saluted. | Lt. Col. Marken did, too.",
    "The St. Olav bridge is shut. | St. Lissen is cut off.",
    "Dr. Reh saw Prof. Doul. | Sgt. 1st Class Osk saw nobody.",
    "In Reh v. Harbour Board the court sided with Reh vs. Lissen. | He won.",
    # Initials
    "J. K. Orrin wrote it. | Mara W. Voss read it to J. A. Reh.",
    "Nobody likes plan B. | The mayor likes plan C. | It is cheap.",
    "“So do I. | The others do not,” Voss said.",
    # Words with full stops inside
    "The U.S. Navy left. | It will be back in the U.S. | The navy said so.",
    "He lives in the U.S. | But she does not.",
    "The U.N. Security Council met in N.Y. | She holds a Ph.D. | He does not.",
    "Doul, a U.S. 5th Fleet officer, left. | Reh stayed.",
    # Hours
    "It began at 9 a.m. Tuesday. | It ended at 5 p.m. | The mayor left at 6 p.m. | Voss stayed.",
    "At about 8 p.m. Voss arrived. | By 9 p.m. Reh had left. | It rained from 9 p.m. | Nobody minded.",
    "Doors open at 7 p.m. EST. | Doul speaks at 8 a.m. 12 November.",
    # Companies, suffixes, months, states, streets
    "Orrin Inc. said so. | Reh works for Orrin Inc. | He is happy at Doul & Co. Lissen.",
    "Reh sued Orrin Inc. | “We won,” he said.",
    "The ferry sank in Oct. | It was found on Nov. 3. | In Dec. Voss resigned.",
    "She lives in Worcester, Mass. | He lives in Lissen, Mo. County.",
    "The shop is on Quay St. | The mayor owns it. | It moved to St. Olav.",
    "He met Anton Reh Jr. | They talked. | Anton Reh Jr. Voss met, too.",
    "Fish, eels, etc. are sold. | He sold fish, eels, etc. | Then he left.",
    # Numbers
    "It is No. 5 on the list. | The answer is no. | No. | The list is wrong.",
    "It rose 3.5 percent to 1,200. | 40 people left. | $5 million was paid.",
    "1. Close the bridge. | Then open it.",
    "See Art. 5 and p. 12. | Reh has approx. 40 boats.",
    # Quotations and brackets
    "“It is over.” | The mayor left. | “Is it?” | Nobody knew.",
    '"It is over." | "It is not." | She left.',
    "''It is over,'' he said. | ''It is not.'' | She left.",
    "“Will it rain?” she asked. | “No!” he cried.",
    "He left. | (She stayed.) | They met again.",
    "They dug in as (General Tomas - ed.) Brevik said. | The (ret.) Col. Osk agreed.",
    "It closed (it was old.) | The mayor said so.",
    "It closed, the “U.S.” Navy said. | He calls it “the U.S.” | She does not.",
    # Pauses
    "Well ... the bridge… it is shut. | “It is… I cannot say.”",
    "It is shut ... | The mayor said so. | “I am humble. ... | I listen.”",
    "What?! | Really?!! | Yes.",
    # No capital, no end
    "the bridge is shut. the mayor said so. | Now he left.",
    "Он ушёл. | Она осталась. | Élan is back.",
]


@pytest.mark.parametrize("marked", CASES)
def test_sentences_end_where_they_should(marked: str) -> None:
    sentences = marked.split(" | ")
    text = " ".join(sentences)
    assert [span.of(text) for span in find_sentences(text)] == sentences
    assert split_sentences(text) == sentences


def test_the_pieces_of_a_statement_are_apart() -> None:
    words = "that the bridge is shut … by No. 5\nand the quay"
    assert split_sentences(words) == ["that the bridge is shut", "by No. 5", "and the quay"]


def test_a_stretch_of_a_text_is_split_as_if_it_stood_alone() -> None:
    text = "A. B. Reh left. He is gone. So is Voss."
    assert list(find_sentence_starts(text, 16)) == [28]
    assert list(find_sentence_starts(text, 0, 20)) == [16]


ABBREVIATED = [("at 8 p.m.", True), ("in the U.S.", True), ("Reh Jr.", True), ("Sen.", True), ("it rained.", False)]


@pytest.mark.parametrize(("words", "expected"), [*ABBREVIATED, ("Reh", False), ("", False), (".", False)])
def test_a_stop_may_belong_to_an_abbreviation(words: str, expected: bool) -> None:
    assert ends_with_abbreviation(words) is expected


@given(st.text(alphabet='ab AB.!?…"”’()\n 19', max_size=60))
def test_sentences_are_in_order_and_leave_out_white_space_alone(text: str) -> None:
    spans = list(find_sentences(text))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join("".join(span.of(text) for span in spans).split()) == "".join(text.split())
