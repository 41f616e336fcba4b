import pytest

from onrecord.attribution.quotes import classify_kind

CASES = [
    (["that the bridge would close"], "indirect"),
    (["“The bridge will close,”", "“and soon.”"], "direct"),
    (['"The bridge will close,"'], "direct"),
    (["‘The bridge won’t open on Monday,’"], "direct"),
    (["'It isn't the council's bridge,'"], "direct"),
    (["«The bridge will close»"], "direct"),
    (["„The bridge will close“"], "direct"),
    (["''The bridge will close,''"], "direct"),
    (["“The bridge will close and"], "direct"),
    (["that it was “a matter of weeks, not months” before it closed"], "mixed"),
    (["the “vote” would be held again next week"], "indirect"),
    (["Bridge may open after ‘repairs’ in the harbour"], "indirect"),
    (["that the council's bridge wasn't the harbour's"], "indirect"),
    (["half of them “thieves”"], "indirect"),
    # Nine words in ten are a direct quotation, eight are not.
    (["that “the bridge will close in May for good, alas”"], "direct"),
    (["that then “the bridge will close in May for good”"], "mixed"),
    # Three quoted words in a row are speech, two are not, unless they are half of it all.
    (["that it would be “a hard winter” for all who live on the eastern bank"], "mixed"),
    (["that it would be “hard going” for all who live on the eastern bank"], "indirect"),
    (["it was “hard going”"], "mixed"),
    (["it was all “hard going”"], "indirect"),
    # A straight mark after a blank closes nothing, and what it leaves without an end may hold another quotation.
    (["'the bridge will close in May ' for good"], "indirect"),
    (["'the bridge ‘will close in May for good’ ' alas"], "mixed"),
    (["'ferry" * 40 + " ' "], "indirect"),
]


@pytest.mark.parametrize(("contents", "want"), CASES)
def test_kind(contents: list[str], want: str) -> None:
    assert classify_kind(contents) == want
