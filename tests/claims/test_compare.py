"""Whether two statements are one claim, in many wordings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from said import sighting

from onrecord.claims import Verdict, compare_statements, fold_name
from onrecord.records import Article, Sighting, Span, Speaker, Statement

CASES = [
    # cut, quoted, reported
    ("the quay would flood by noon", '"The quay will flood by noon"', "same"),
    ("the quay had flooded, and the market with it", "the quay had flooded", "same"),
    ("“I can’t swim”", "she can't swim", "same"),
    # told in other words
    ("the quay would be flooded by Friday", "by 9 October the quay will flood", "same"),
    ("fourteen houses were destroyed by the landslide", "the landslide ruined 14 homes", "drifted"),
    ("the ferry company had concealed the crack", "the crack was hidden by the ferry firm", "drifted"),
    ("rents on the quay rose by a tenth", "on the quay rents had gone up 10 percent", "drifted"),
    ("one pilot in five was asleep", "20 percent of pilots were asleep", "same"),
    ("the pilots had not kept their promise", "the pilots had broken their promise", "drifted"),
    ("the pier had been demolished in the gale", "the storm tore down the wharf", "drifted"),
    ("two youngsters died in the blaze at the hostel", "the fire at the hostel killed two teenagers", "drifted"),
    (
        "the firm pledged to hire back the sacked welders",
        "the company promised to rehire the welders it had dismissed",
        "drifted",
    ),
    ("the closure of the lock had been approved", "they approved the closing of the lock", "drifted"),
    ("the expansion of the quay was postponed", "they had put off expanding the quay", "drifted"),
    (
        "it could not be ruled out that more barges would sink",
        "it was possible that further barges would go down",
        "drifted",
    ),
    # cut, with words between
    ("the lock, which is older than the town, would close on Friday", "the lock would close on Friday", "drifted"),
    ("the old lock keeper, a widower, had drowned", "the old lock keeper had drowned", "same"),
    # words like "lose" deny nothing by themselves
    ("the frost had ruined the plums on the quay", "“We lost the plums on the quay to the frost”", "drifted"),
    ("the lock keeper had repaired the broken gate", "the lock keeper had fixed the gate", "drifted"),
    ("the old mast would be taken away", "“We shall remove the old mast”", "drifted"),
    # numbers, rounded or in another measure
    (
        "a cold kept the pilot in bed for six weeks",
        "the pilot was in bed with a cold for a month and a half",
        "drifted",
    ),
    ("4,130 barges were waiting at the lock", "more than 4,000 barges were waiting at the lock", "same"),
    ("the crack was nine metres long", "the length of the crack was 900 centimetres", "drifted"),
    ("more than six in ten dockers wanted to walk out", "62 percent of the dockers wanted to strike", "same"),
    ("the mast stood within 50 feet of the crane", "the mast stood some fifteen metres from the crane", "drifted"),
    ("the crane fell last night", "the crane had fallen overnight", "same"),
    # made from one word, and by topic
    ("the dockers would hand over their weapons", "the dockers were going to disarm", "drifted"),
    ("the express had been derailed near the lock", "the train came off the rails near the lock", "drifted"),
    # negated, denied, antonyms
    ("most of the pilots had been freed", "a handful of the pilots had been freed", "opposite"),
    ("the price of rope would be raised", "the price of rope would stay as it was", "opposite"),
    ("the dockers, not the pilots, had cut the rope", "the pilots, not the dockers, had cut the rope", "opposite"),
    ("the pilots had cut the rope", "it was wrong to say that the pilots had cut the rope", "opposite"),
    ("the crane was harmless", "the crane could harm people", "opposite"),
    ("the dockers would toughen their terms", "the dockers would relax their terms", "opposite"),
    ("at least 12 dockers were hurt", "at least 14 dockers were hurt", "opposite"),
    ("more than 4,000 barges were waiting", "5,300 barges were waiting", "opposite"),
    ("the quay would flood", "the quay would not flood", "opposite"),
    ("the quay would flood", "there was no way that the quay would flood", "opposite"),
    ("the lock was safe", "the lock was unsafe", "opposite"),
    ("the price of rope would rise", "the price of rope would fall", "opposite"),
    ("the gate had been opened", "the gate had been shut", "opposite"),
    ("the council accepted the plan", "the council rejected the plan", "opposite"),
    ("all of the crew were safe", "none of the crew were safe", "opposite"),
    ("the lamp went out before the storm", "the lamp went out after the storm", "opposite"),
    # numbers and dates
    ("nine barges had sunk", "eleven barges had sunk", "opposite"),
    ("one pilot in five was asleep", "one pilot in six was asleep", "opposite"),
    ("more than 300 barges had sunk", "fewer than 300 barges had sunk", "opposite"),
    ("the lock would open on Friday", "the lock would open on Thursday", "opposite"),
    ("the lock would open in May", "the lock would open in June", "opposite"),
    ("the lock would open by the end of May", "the lock would open by the middle of May", "opposite"),
    ("the lock has been shut since 2015", "the lock has been shut since 2016", "opposite"),
    ("the lock cost $2 million", "the lock cost €2 million", "opposite"),
    ("they had food for a month", "they had food for a week", "opposite"),
    # limited
    ("the barge had reached the lock", "the barge had sunk before it reached the lock", "another"),
    # who does it to whom
    ("Quayline had bought Lock Stores for $2 million", "Lock Stores had bought Quayline for $2 million", "opposite"),
    ("the dockers blamed the pilots", "the pilots blamed the dockers", "opposite"),
    ("the shot was fired by the guard", "the shot was fired at the guard", "opposite"),
    ("the dockers accused the agency", "the dockers were accused by the agency", "opposite"),
    ("the money was paid to the pilot", "the money was paid for the pilot", "opposite"),
    ("Quayline sold the barges to Lockside", "it was Lockside that had sold the barges to Quayline", "opposite"),
    ("Quay Stores will take over Lock Works", "Lock Works is taking over Quay Stores", "opposite"),
    ("the bell rang before the barge sank", "the barge had already sunk when the bell rang", "opposite"),
    ("the dockers threw stones first", "the guards threw first, and the dockers only threw stones back", "opposite"),
    ("the lock was warmer than the quay", "the lock was cooler than the quay", "opposite"),
    ("the fire began in the galley", "the fire began on deck and not, as first thought, in the galley", "opposite"),
    ("the patient responded to the new treatment", "the patient pretended to respond to the new treatment", "another"),
    ("no more than 80 barges were hit", "up to 80 barges were hit", "drifted"),
    # other things
    (
        "the pilots wanted a new lamp in the north tower by May",
        "the pilots wanted a new bell in the north tower by May",
        "another",
    ),
    ("the price of rope had doubled since June", "the price of sugar had doubled since June", "another"),
    ("Mr Reh's plans", "Mr Reh himself was late", "another"),
    ("the quay needed a new crane", "the quay needed a new roof", "another"),
    ("the quay would flood", "the minister should resign", "another"),
    ("the pilots had gone home", "the pilots should go home", "another"),
]


@pytest.mark.parametrize(("one", "other", "want"), CASES)
def test_what_two_statements_are_to_each_other(one: str, other: str, want: str) -> None:
    for a, b in ((one, other), (other, one)):
        verdict = compare_statements(sighting(a), sighting(b))
        assert verdict.kind == want, verdict
        assert verdict.because


CUES = [
    ("denied", "denied", True),
    ("denied", "said", False),
    ("said", "admitted", True),
    ("never said", "said", False),
    ("said", "believes", True),
]


@pytest.mark.parametrize(("one", "other", "want"), CUES)
def test_a_cue_may_deny(one: str, other: str, want: bool) -> None:
    a, b = (sighting("that the barge had been sold", cue=cue) for cue in (one, other))
    assert compare_statements(a, b).one_claim == want


SPEAKERS = [
    ("Mara Voss", "MARA VOSS", True),
    ("Łukasz Żak", "Lukasz Zak", True),
    ("The Harbour Office", "Harbour Office", True),
    ("Dr. Mara Voss", "Mara K. Voss", True),
    ("Prime Minister Mara Voss", "Mara Voss", True),
    ("Astronomer Mara Voss", "Mara Voss", True),
    ("Mara Voss", "Jonas Voss", False),
    ("Ministry of Trade", "Ministry of Health", False),
    ("Mara Voss", None, False),
    (None, None, False),
]


@pytest.mark.parametrize(("one", "other", "want"), SPEAKERS)
def test_only_the_same_speaker_s_words_are_one_claim(one: str | None, other: str | None, want: bool) -> None:
    verdict = compare_statements(sighting("the quay would flood", one), sighting("the quay would flood", other))
    assert verdict.one_claim == want
    assert want or verdict.kind == "speaker"


def test_who_a_speaker_is_may_be_told() -> None:
    a, b = sighting("the quay would flood", "Mara Voss"), sighting("the quay would flood", "Mara Voss-Lind")
    assert not compare_statements(a, b).one_claim
    assert compare_statements(a, b, who=lambda name: name.split()[0]).one_claim


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    article = Article("a", f"x y {one} {other} z")
    spans = (Span(0, 1),), (Span(2, 3),)
    speaker = Speaker("X", "person", "given")
    a = Statement("a", *spans, (Span(4, len(one) + 5),), speaker=speaker)
    b = Statement("b", *spans, (Span(len(one) + 4, len(article.text)),), speaker=speaker)
    both = Sighting.of(article, a), Sighting.of(article, b)
    assert compare_statements(*both).one_claim == compare_statements(*reversed(both)).one_claim


def test_the_same_words_for_another_deed_are_no_claim() -> None:
    deed = "the pilots would {} the harbour lamp beside the old lock"
    assert not compare_statements(sighting(deed.format("polish")), sighting(deed.format("smuggle"))).one_claim


def test_one_claim_is_same_or_drifted() -> None:
    kinds = ("same", "drifted", "opposite", "speaker", "another")
    assert [Verdict(kind, "told").one_claim for kind in kinds] == [True, True, False, False, False]
    assert fold_name("The É-Press") == "e press"
