"""How sure a text is of what it names: the shipped model's head tells plain cases apart."""

import pytest

from onrecord.attribution.factuality import score_factuality
from onrecord.attribution.tagger import Network
from onrecord.records import Span


@pytest.fixture(scope="module")
def network() -> Network:
    return Network.load()


# Each sentence, its event, and between what its certainty must lie.
CASES = [
    ("The dam burst on Friday.", "burst", 2, 3),
    ("The dam did not burst.", "burst", -3, -0.5),
    ("The dam might burst before the spring.", "burst", 0, 2),
    ("The council wants to close the bridge.", "close", -0.5, 2),
]


@pytest.mark.parametrize(("text", "event", "low", "high"), CASES)
def test_plain_events(network: Network, text: str, event: str, low: float, high: float) -> None:
    start = text.index(event)
    (found,) = score_factuality(text, [Span(start, start + len(event))], network)
    assert found is not None
    assert low <= found <= high


def test_an_event_without_words_is_unknown(network: Network) -> None:
    assert score_factuality("The dam  burst.", [Span(7, 9), Span(9, 14)], network)[0] is None
