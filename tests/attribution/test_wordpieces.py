from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from onrecord.attribution import wordpieces
from onrecord.records import Span


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """A tiny word-piece tokenizer: letters, and nothing else known."""
    letters = {c: i for i, c in enumerate("abcdefghijklmnopqrstuvwxyz\"'.,“”-")}
    vocabulary = {"[UNK]": 99, **letters, **{f"##{c}": i + 200 for c, i in letters.items()}}
    made = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


QUOTED = [
    ('a "b c" d', "..#####.."),
    ("a “b” c", "..###.."),
    ("a “b c", "..####"),
    ("a «b» c", "..###.."),
    ("no mark", "......."),
    ('"a" b "c', "###...##"),
]


@pytest.mark.parametrize(("line", "want"), QUOTED)
def test_quoted(line: str, want: str) -> None:
    assert "".join("#" if inside else "." for inside in wordpieces.mask_quoted(line)) == want


def test_pieces_know_case_paragraph_and_marks(tokenizer: Tokenizer) -> None:
    text = 'Ab CD\n\n"e'
    made = wordpieces.encode_text(tokenizer, text)
    shown = [(text[a:b], kind) for a, b, kind in zip(made.starts, made.ends, made.kinds.tolist(), strict=True)]
    start, quoted = wordpieces.PARAGRAPH_START, wordpieces.QUOTED
    assert shown[0] == ("A", wordpieces.CAPITALISED + start)
    assert [kind for words, kind in shown if words in "CD"] == [wordpieces.CAPITALISED] * 2
    assert shown[4:] == [('"', start + quoted), ("e", quoted)]
    assert made.paragraphs.tolist() == [[0, 4], [4, 6]]
    assert made.word_start.tolist() == [True, False, True, False, True, True]


def test_what_is_skipped_leaves_no_piece_and_moves_no_offset(tokenizer: Tokenizer) -> None:
    text = "ab (cd - ed) ef\nread me\n\ngh"
    made = wordpieces.encode_text(tokenizer, text, (Span(16, 23), Span(3, 12)))
    assert "".join(text[a:b] for a, b in zip(made.starts, made.ends, strict=True)) == "abefgh"


@given(text=st.text(st.sampled_from('abC \n"“”.é\u00a0'), max_size=60))
def test_pieces_cover_every_word_once(tokenizer: Tokenizer, text: str) -> None:
    made = wordpieces.encode_text(tokenizer, text)
    covered = np.zeros(len(text), dtype=int)
    for a, b in zip(made.starts, made.ends, strict=True):
        covered[a:b] += 1
    assert [n for n, char in zip(covered, text, strict=True) if not char.isspace()] == [1] * sum(
        not c.isspace() for c in text
    )
    assert (np.diff(made.starts) >= 0).all()


BLOCKS = st.lists(st.integers(1, 40), min_size=1, max_size=30)


@given(BLOCKS, st.integers(5, 30), st.integers(0, 4), st.none() | st.integers(1, 5))
def test_windows_cover_all_and_are_never_too_long(lengths, size, overlap, first) -> None:
    ends = np.cumsum(lengths)
    paragraphs = np.stack([ends - lengths, ends], axis=1)
    made = wordpieces.plan_windows(paragraphs, size=size, overlap=overlap, first=first)
    assert made[0][0] == 0
    assert made[-1][1] == ends[-1]
    for (a, b), (c, d) in pairwise(made):
        assert a < c <= b < d
        assert b - c <= max(overlap, 0)
    assert all(0 < b - a <= size for a, b in made)


def test_windows_are_cut_between_paragraphs() -> None:
    paragraphs = np.array([[0, 10], [10, 18], [18, 30], [30, 33]])
    assert wordpieces.plan_windows(paragraphs, size=20, overlap=8) == [(0, 18), (10, 30), (30, 33)]
