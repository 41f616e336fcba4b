from itertools import pairwise, product

import numpy as np
import pytest

from onrecord.attribution import crf, labels

RNG = np.random.default_rng(7)
ALLOWED, START, END = labels.allowed_transitions(), labels.may_start(), labels.may_end()


def legal(path: tuple[int, ...], word_start: np.ndarray) -> bool:
    steps = zip(path, path[1:], word_start[1:], strict=False)
    ok = all(ALLOWED[a, b] and (begins or crf._stays_in_fragment(a, b)) for a, b, begins in steps)
    return bool(START[path[0]] and END[path[-1]] and ok)


def by_force(scores: np.ndarray, word_start: np.ndarray, transitions: np.ndarray) -> dict[tuple[int, ...], float]:
    """The score of every legal path of a short paragraph."""
    paths = [p for p in product(range(13), repeat=len(scores)) if legal(p, word_start)]
    return {
        p: float(sum(scores[i, n] for i, n in enumerate(p)) + sum(transitions[a, b] for a, b in pairwise(p)))
        for p in paths
    }


@pytest.mark.parametrize("lengths", [(1,), (2,), (3, 1), (1, 4, 2)])
def test_best_and_marginals_agree_with_trying_every_path(lengths: tuple[int, ...]) -> None:
    ends = np.cumsum(lengths)
    paragraphs = np.stack([ends - lengths, ends], axis=1)
    scores = RNG.normal(size=(ends[-1], 13)).astype(np.float32)
    transitions = RNG.normal(size=(13, 13)).astype(np.float32)
    word_start = RNG.random(ends[-1]) < 0.7
    word_start[ends - lengths] = True
    path = crf.find_best_path(scores, word_start, paragraphs, transitions)
    sure = crf.compute_marginals(scores, word_start, paragraphs, transitions)
    for start, end in paragraphs:
        every = by_force(scores[start:end], word_start[start:end], transitions)
        assert tuple(path[start:end]) == max(every, key=every.get)
        weight = {p: np.exp(s) for p, s in every.items()}
        for i, n in product(range(end - start), range(13)):
            expected = sum(w for p, w in weight.items() if p[i] == n) / sum(weight.values())
            assert sure[start + i, n] == pytest.approx(expected, abs=1e-4)
