import pytest
from marked import marked

from onrecord.enrich.certainty import certainty
from onrecord.pipeline import enrich

# (content, [(phrase, low, high, polarity)])
CONTENT = [
    ("the bridge may close", [("may", 0.2, 0.7, "+")]),
    ("the bridge might close", [("might", 0.2, 0.7, "+")]),
    ("the bridge could close", [("could", 0.15, 0.65, "+")]),
    ("the bridge may well close", [("may well", 0.4, 0.8, "+")]),
    ("the bridge will close", [("will", 0.8, 0.99, "+")]),
    ("the bridge will not close", [("will not", 0.01, 0.2, "-")]),
    ("it won’t close", [("won’t", 0.01, 0.2, "-")]),
    ("they'll close it", [("'ll", 0.8, 0.99, "+")]),
    ("it is likely to close", [("likely", 0.55, 0.8, "+")]),
    ("it is very likely to close", [("very likely", 0.8, 0.95, "+")]),
    ("it is not likely to close", [("not likely", 0.2, 0.45, "-")]),
    ("it is unlikely to close", [("unlikely", 0.2, 0.45, "-")]),
    ("it is highly unlikely to close", [("highly unlikely", 0.05, 0.2, "-")]),
    ("there is almost no chance of it", [("almost no chance", 0.01, 0.05, "-")]),
    ("the odds are about even", [("odds are", 0.55, 0.8, "+"), ("about even", 0.45, 0.55, "+")]),
    ("there is a realistic possibility of it", [("realistic possibility", 0.4, 0.5, "+")]),
    ("it is almost certainly gone", [("almost certainly", 0.95, 0.99, "+")]),
    ("it is expected to close", [("is expected to", 0.6, 0.95, "+")]),
    ("the bridge, poised to close,", [("poised to", 0.6, 0.95, "+")]),
    ("the city plans to close it", [("plans to", 0.4, 0.85, "+")]),
    ("it was reportedly closed", [("reportedly", 0.4, 0.9, "+")]),
    ("it appears to be closed", [("appears to", 0.5, 0.9, "+")]),
    ("it is probably closed", [("probably", 0.55, 0.8, "+")]),
    ("it cannot close", [("cannot", 0.01, 0.1, "-")]),
    ("it is not certain to close", [("certain to", 0.05, 0.4, "-")]),
    ("it closed in May 2025", []),
    ("it has been closed since May", []),
    ("the military might of Kelva was gone", []),
    ("she left a will", []),
    ("they did it of their own free will", []),
    ("she opened a can", []),
    ("the bridge is closed", []),
    ("the likelihoods differ", []),
    ("the bridge is due to close", [("due to", 0.6, 0.95, "+")]),
    ("it closed due to Kelva's losses", []),
    ("it closed due to the frost", []),
]


@pytest.mark.parametrize(("content", "want"), CONTENT)
def test_phrases_in_the_content(content: str, want: list[tuple[str, float, float, str]]) -> None:
    (made,) = enrich(marked(f"{{S:Voss}} {{C:said}} {{T:{content}}}."), stages=[certainty]).statements
    found = [(h.phrase, h.low, h.high, h.polarity) for h in made.certainty if h.of == "content"]
    assert found == want
    for hedge in made.certainty:
        assert hedge.phrase in hedge.because
        assert hedge.low < hedge.high


CUE = [
    ("said", []),
    ("according to", []),
    ("announced", []),
    ("believes", [("believes", "+")]),
    ("claimed", [("claimed", "+")]),
    ("alleges", [("alleges", "+")]),
    ("suspects", [("suspects", "+")]),
    ("expects", [("expects", "+")]),
    ("hopes", [("hopes", "+")]),
    ("has repeatedly denied", [("denied", "-")]),
    ("doubts", [("doubts", "-")]),
    ("does not believe", [("does not believe", "-")]),
    ("ruled out", [("ruled out", "-")]),
]


@pytest.mark.parametrize(("cue", "want"), CUE)
def test_phrases_in_the_cue(cue: str, want: list[tuple[str, str]]) -> None:
    (made,) = enrich(marked(f"{{S:Voss}} {{C:{cue}}} {{T:that the bridge is safe}}."), stages=[certainty]).statements
    assert [(h.phrase, h.polarity) for h in made.certainty] == want
    assert all(h.of == "cue" for h in made.certainty)


CONFIDENCE = [
    ("with high confidence that it fell", "high"),
    ("with moderate confidence that it fell", "moderate"),
    ("with a low degree of confidence that it fell", "low"),
    ("with low confidence that it fell", "low"),
    ("that confidence in the bridge is high", None),
]


@pytest.mark.parametrize(("content", "level"), CONFIDENCE)
def test_confidence_is_apart_from_likelihood(content: str, level: str | None) -> None:
    (made,) = enrich(marked(f"{{S:Voss}} {{C:judged}} {{T:{content}}}."), stages=[certainty]).statements
    assert (made.confidence.level if made.confidence else None) == level
