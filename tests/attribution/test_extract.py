"""From an article to its statements: long texts, noise, the score."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.attribution import extract as module
from onrecord.attribution.extract import (
    ModelTagger,
    estimate_score,
    extract_statements,
    score_features,
    split_long_text,
)
from onrecord.records import Article
from onrecord.text.document import Document


@pytest.fixture(scope="module")
def tagger() -> ModelTagger:
    return ModelTagger.load()


@given(st.lists(st.sampled_from(["Voss said so.", "\n\n", " ", "x" * 30])).map("".join), st.integers(20, 80))
def test_stretches_cover_a_text(text: str, size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_LONGEST_STRETCH", size)
        cuts = list(split_long_text(text))
    assert [start for start, _ in cuts[1:]] == [end for _, end in cuts[:-1]]
    assert (cuts[0][0], cuts[-1][1]) == (0, len(text))
    assert all(end - start <= size for start, end in cuts)
    assert len(cuts) == 1 or all(start < end for start, end in cuts)


def test_a_long_text_is_read_in_stretches(tagger: ModelTagger, monkeypatch: pytest.MonkeyPatch) -> None:
    paragraph = "Mayor Mara Voss said on Friday that the bridge would close. Rain fell on the harbour all day.\n\n"
    text = "Bridge to close – harbour office\n\n" + paragraph * 30
    whole = extract_statements(Article("a", text), Document.from_text(text), tagger)
    monkeypatch.setattr(module, "_LONGEST_STRETCH", 400)
    cut = extract_statements(Article("a", text), Document.from_text(text), tagger)
    assert [s.cue[0].start for s in cut] == [s.cue[0].start for s in whole]
    assert len(cut) == 31


MARKS = [
    "“",
    "”",
    '"',
    "'",
    "‘",
    "’",
    "«",
    "»",
    "„",
    "–",
    "—",
    "-",
    ":",
    ",",
    ".",
    "\n",
    "\n\n",
    "\u00ad",
    "\u200b",
    "…",
]
WORDS = ["said", "Voss", "that", "the bridge", "according to", "she", "would close", "é", "I", "asked", "U.S.", "3,000"]


@pytest.mark.slow
@settings(max_examples=1200, deadline=None)
@given(st.lists(st.sampled_from(MARKS + WORDS), max_size=60).map(" ".join))
def test_noise_breaks_no_span(tagger: ModelTagger, text: str) -> None:
    document = Document.from_text(text)
    for statement in extract_statements(Article("a", text), document, tagger):
        spans = statement.spans
        # A wrapped line's break is a space in the document, and may be in a span; a paragraph's end never is.
        assert all(s.of(text).strip() and "\n" not in s.of(document.text) for s in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert len(statement.cue) == 1
        assert statement.content
        assert statement.score is None or 0 <= statement.score <= 1


WEIGHTS = {"cue": 1.0, "cue, nearly sure": 0.5, "bias": -1.0}


def test_the_score_rises_with_every_feature() -> None:
    scores = [estimate_score({"cue": p}, WEIGHTS) for p in (0.0, 0.2, 0.5, 0.9, 0.99, 0.9999, 1.0)]
    assert scores == sorted(scores)
    assert 0 <= scores[0] < scores[-1] <= 1


def test_no_weights_or_no_features_is_no_score() -> None:
    assert estimate_score({"cue": 0.5}, {}) is None
    assert estimate_score(None, WEIGHTS) is None
    assert all(abs(value) < 7 for value in score_features({"cue": 0.0, "tie": 1.0}).values())
