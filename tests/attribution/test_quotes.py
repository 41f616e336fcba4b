import pytest

from onrecord.attribution.quotes import kind

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
]


@pytest.mark.parametrize(("contents", "want"), CASES)
def test_kind(contents: list[str], want: str) -> None:
    assert kind(contents) == want
