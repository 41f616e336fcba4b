"""The decoder, without a model: labels written into the text, scored as a sure model would score them."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from onrecord.attribution import labels
from onrecord.attribution.decoder import decode_statements, find_headline_statement
from onrecord.attribution.tagger import ModelSettings, Tagged, Window
from onrecord.attribution.wordpieces import Pieces, split_paragraphs

ROLE = {"S": "source", "C": "cue", "T": "content"}
MARK = re.compile(r"\{([SCT])(\d+(?:,\d+)*):([^{}]*)\}")
SIZE = 8
SETTINGS = ModelSettings(np.zeros((13, 13), dtype=np.float32), SIZE, 0.5, 0.5, {}, "none", {})


def unmark(marked: str) -> tuple[str, list[tuple[str, list[int], int, int]]]:
    """Text without its marks, and (role, numbers of statements, start, end) of each mark: "{S1:Voss} {C1:said}"."""
    text, spans, place = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[place : match.start()]
        spans.append((ROLE[match[1]], [int(n) for n in match[2].split(",")], len(text), len(text) + len(match[3])))
        text += match[3]
        place = match.end()
    return text + marked[place:], spans


def pieces_of(text: str) -> Pieces:
    words = [
        (m.start() + at, m.end() + at) for at, line in split_paragraphs(text) for m in re.finditer(r"\w+|[^\w\s]", line)
    ]
    starts, ends = (np.array([w[i] for w in words], dtype=np.int64) for i in (0, 1))
    bounds = [
        (int(np.searchsorted(starts, at)), int(np.searchsorted(starts, at + len(ln))))
        for at, ln in split_paragraphs(text)
    ]
    zeros = np.zeros(len(words), dtype=np.int64)
    return Pieces(zeros, starts, ends, zeros, np.ones(len(words), dtype=bool), np.array(bounds).reshape(-1, 2))


def tagged(marked: str) -> tuple[str, Tagged]:
    """A sure model's output: +9 for the right label, and link vectors that point along a statement's own axis."""
    text, spans = unmark(marked)
    encoded = pieces_of(text)
    path = np.zeros(len(encoded), dtype=np.int64)
    links = np.zeros((len(encoded), 4, SIZE), dtype=np.float32)
    for role, numbers, start, end in spans:
        inside = np.flatnonzero((encoded.starts >= start) & (encoded.ends <= end))
        path[inside] = labels.number_of(role, "I")
        path[inside[0]] = labels.number_of(role, "B")
        path[inside[-1]] = labels.number_of(role, "E" if len(inside) > 1 else "S")
        for number in numbers:
            for which in {"source": (0,), "content": (1,), "cue": (2, 3)}[role]:
                links[inside, which, number] = 9.0
    scores = np.zeros((len(encoded), len(labels.LABELS)), dtype=np.float32)
    scores[np.arange(len(path)), path] = 9.0
    return text, Tagged(
        encoded, scores, np.zeros(len(encoded)), (Window(0, len(encoded), links.reshape(len(encoded), -1)),)
    )


CASES = [
    ("content after its cue", "{S1:Mara Voss} {C1:said} {T1:that the bridge would close}.", None),
    ("content before its cue", "{T1:The bridge would close}, {S1:Voss} {C1:stated}.", None),
    ("content around its cue", '{T1:"We shall close it,"} {S1:she} {C1:said}, {T1:"and soon."}', None),
    ("no source", "It {C1:was reported} {T1:that the bridge had closed}.", None),
    (
        "one source, two cues",
        "{S1,2:Voss} {C1:said} {T1:the bridge would close} and {C2:added} {T2:that it was old}.",
        None,
    ),
    (
        "a quotation over paragraphs",
        '{S1:Voss} {C1:said}: {T1:"We have tried.}\n\n{T1:"We shall try again."}',
        None,
    ),
    ("unbalanced marks", '{T1:"We have tried everything}, {S1:Voss} {C1:said}. The rest” is narrative.', None),
    ("a headline with a dash", "{T1:Bridge may close} {C1:-} {S1:harbour office}\n\nNothing else was known.", None),
    ("a headline with a colon", "{S1:Voss}{C1::} {T1:bridge will close}\n\nNothing else was known.", None),
    (
        "two speakers side by side",
        "{S1:Voss} {C1:denied} {T1:it}, but {S2:the union} {C2:insisted} {T2:that it was so}.",
        None,
    ),
    ("a cue without content is no statement", "{S1:Voss} {C1:spoke} at length.", []),
    ("nothing at all", "Rain fell on the harbour.", []),
]


def words(text: str, spans) -> list[str]:
    return [span.of(text) for span in spans]


@pytest.mark.parametrize(("marked", "want"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_labels_become_linked_statements(marked: str, want) -> None:
    text, made = tagged(marked)
    _, spans = unmark(marked)
    numbers = sorted({n for _, ns, _, _ in spans for n in ns}) if want is None else want
    expected = [
        tuple([text[a:b] for r, ns, a, b in spans if r == role and n in ns] for role in labels.ROLES) for n in numbers
    ]
    found = [
        tuple(words(text, getattr(s, role)) for role in labels.ROLES) for s in decode_statements(made, text, SETTINGS)
    ]
    assert found == expected


HEADLINES = [
    ("Bridge may {T1:close next week} {C1:–} {S1:harbour office}\n\nNo more.", "Bridge may close next week"),
    ("{S1:Voss}{C1::} {T1:bridge} will close.\n\nNo more.", "bridge will close"),
    ("Bridge shut\n\n{S1:Voss}{C1::} {T1:bridge} will close", "bridge"),
]


@pytest.mark.parametrize(("marked", "content"), HEADLINES)
def test_a_headline_is_content_but_for_its_source(marked: str, content: str) -> None:
    text, made = tagged(marked)
    assert words(text, decode_statements(made, text, SETTINGS)[0].content) == [content]


ELSEWHERE = [
    ('{S1:Voss} {C1:said} {T1:it would close}.\n\n{T1:"It is old."}', 2),
    ("{S1:Voss} {C1:said} {T1:it would close}.\n\n{T1:It is old}.", 1),
    ('{S1:Voss} {C1:said} {T1:it would close}.\n\n{T1:"Votes" were held all over the island and the harbour}.', 1),
    ('{S1:Voss} {C1:said} {T1:it would close}.\n\nIn the words of Reh, {T1:"it is very old."}', 1),
]


@pytest.mark.parametrize(("marked", "count"), ELSEWHERE)
def test_content_of_another_paragraph_is_quoted(marked: str, count: int) -> None:
    text, made = tagged(marked)
    (statement,) = decode_statements(made, text, SETTINGS)
    assert len(statement.content) == count


SPOKEN = [
    ("Bridge over the Lissen may close – harbour office", "harbour office", "–", "Bridge over the Lissen may close"),
    ("Toll to rise in the spring: Voss", "Voss", ":", "Toll to rise in the spring"),
    ("Mara Voss: toll to rise in the spring", "Mara Voss", ":", "toll to rise in the spring"),
]


@pytest.mark.parametrize(("line", "source", "cue", "content"), SPOKEN)
def test_a_headline_that_only_its_shape_tells(line: str, source: str, cue: str, content: str) -> None:
    text, made = tagged(line + "\n\n{S1:Mayor Mara Voss} {C1:said} {T1:it would}.")
    (second,) = found = decode_statements(made, text, SETTINGS)
    (first,) = find_headline_statement(text, found)
    assert [words(text, spans) for spans in (first.source, first.cue, first.content)] == [[source], [cue], [content]]
    assert first.features is None
    assert words(text, second.source) == ["Mayor Mara Voss"]


UNSPOKEN = [
    "Bridge over the Lissen may close – The Lissen Courier",
    "Anton Reh – the last man on the island",
    "Toll to rise: what it means for you",
    "Bridge over the Lissen may close - harbour office; no end in sight",
]


@pytest.mark.parametrize("line", UNSPOKEN)
def test_a_headline_that_nobody_says(line: str) -> None:
    text, made = tagged(line + "\n\n{S1:Mayor Mara Voss} {C1:said} {T1:it would}.")
    assert find_headline_statement(text, decode_statements(made, text, SETTINGS)) == []


STOPS = [
    ("{S1:Voss} {C1:said} {T1:it would close.}", "it would close"),
    ('{S1:Voss} {C1:said} {T1:"it will close."}', '"it will close."'),
    ("{S1:Voss} {C1:said} {T1:it was sold to the U.S.}", "it was sold to the U.S."),
    ("{S1:Voss} {C1:said} {T1:it would open at 9 a.m.}", "it would open at 9 a.m."),
]


@pytest.mark.parametrize(("marked", "content"), STOPS)
def test_content_leaves_out_the_full_stop(marked: str, content: str) -> None:
    text, made = tagged(marked)
    assert words(text, decode_statements(made, text, SETTINGS)[0].content) == [content]


TEXTS = st.lists(
    st.sampled_from(["Voss", "said", '"', "“", "”", "—", "\n", "\n\n", " ", ",", "that", "bridge", "’"]), max_size=40
)


@settings(max_examples=200, deadline=None)
@given(TEXTS.map(" ".join), st.data())
def test_whatever_the_scores_the_spans_are_whole(text: str, data) -> None:
    encoded = pieces_of(text)
    table = hnp.arrays(np.float32, (len(encoded), 13), elements=st.floats(-5, 5, width=32))
    links = np.zeros((len(encoded), 4 * SIZE), dtype=np.float32)
    sure = np.zeros(len(encoded))
    made = Tagged(encoded, data.draw(table), sure, (Window(0, len(encoded), links),) if len(encoded) else ())
    for statement in decode_statements(made, text, SETTINGS):
        assert len(statement.cue) == 1
        assert statement.content
        assert len(statement.source) <= 1
        for span in (*statement.source, *statement.cue, *statement.content):
            assert span.end <= len(text)
            assert "\n" not in span.of(text)
        assert all(0 <= value <= 1.0001 for value in (statement.features or {}).values())
