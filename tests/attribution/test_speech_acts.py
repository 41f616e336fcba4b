import pytest

from onrecord.attribution.speech_acts import classify_act

CASES = [
    ("said", "say"),
    ("has said", "say"),
    ("according to", "say"),
    ("was quoted as saying", "say"),
    ("told reporters", "say"),
    ("announced", "say"),
    ("claims", "say"),
    (":", "say"),
    ("–", "say"),
    ("denied", "deny"),
    ("has repeatedly denied", "deny"),
    ("flatly rejected", "deny"),
    ("has ruled out", "deny"),
    ("disputes", "deny"),
    ("dismissed as", "deny"),
    ("believes", "believe"),
    ("thought", "believe"),
    ("is convinced", "believe"),
    ("expects", "believe"),
    ("feared", "believe"),
    ("predicted", "believe"),
    ("vowed", "intend"),
    ("plans", "intend"),
    ("is planning", "intend"),
    ("threatened", "intend"),
    ("has promised", "intend"),
    ("sought", "intend"),
    ("ordered", "order"),
    ("urging", "order"),
    ("called for", "order"),
    ("is calling on", "order"),
    ("demanded", "order"),
    ("forbade", "order"),
    ("asked", "ask"),
    ("wondered", "ask"),
    ("wants to know", "ask"),
    ("knew", "know"),
    ("has found", "know"),
    ("realised", "know"),
    ("was well aware", "know"),
    ("saw", "perceive"),
    ("heard", "perceive"),
    ("witnessed", "perceive"),
    ("declined to comment", "decline"),
    ("refused to say", "decline"),
    ("did not immediately respond", "decline"),
    ("would not say", "decline"),
    ("could not be reached", "decline"),
]


@pytest.mark.parametrize(("cue", "want"), CASES)
def test_act(cue: str, want: str) -> None:
    assert classify_act(cue) == want
