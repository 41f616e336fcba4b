"""The chain of labels: the best path through their scores, and how probable each label is. Pure arithmetic.

All paragraphs go side by side, since a fragment never runs over a paragraph's end.
"""

import numpy as np

from onrecord.attribution import labels

_NEVER = np.float32(-1e4)


def _grid(values: np.ndarray, paragraphs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(pieces, …) as (paragraphs, longest, …), and the length of each paragraph."""
    lengths = paragraphs[:, 1] - paragraphs[:, 0]
    grid = np.zeros((len(paragraphs), int(lengths.max()), *values.shape[1:]), dtype=values.dtype)
    for row, (start, end) in enumerate(paragraphs):
        grid[row, : end - start] = values[start:end]
    return grid, lengths


def _tables(transitions: np.ndarray) -> np.ndarray:
    """(2, labels, labels): the scores of following between words, and inside a word, where a fragment cannot change."""
    allowed = labels.allowed()
    between = np.where(allowed, transitions, _NEVER)
    goes_on = allowed & np.array([[_same(a, b) for b in range(len(allowed))] for a in range(len(allowed))])
    return np.stack([between, np.where(goes_on, transitions, _NEVER)]).astype(np.float32)


def _same(before: int, after: int) -> bool:
    if before == labels.OUTSIDE:
        return after == labels.OUTSIDE
    return labels.LABELS[before][0] in "BI" and labels.LABELS[after][0] in "IE"


def _logsumexp(values: np.ndarray, axis: int) -> np.ndarray:
    most = values.max(axis=axis, keepdims=True)
    summed: np.ndarray = np.log(np.exp(values - most).sum(axis=axis)) + most.squeeze(axis)
    return summed


def _ends() -> tuple[np.ndarray, np.ndarray]:
    start = np.where(labels.may_start(), 0, _NEVER).astype(np.float32)
    return start, np.where(labels.may_end(), 0, _NEVER).astype(np.float32)


def best(scores: np.ndarray, word_start: np.ndarray, paragraphs: np.ndarray, transitions: np.ndarray) -> np.ndarray:
    """The labels of the best path, (pieces,). scores (pieces, labels), word_start (pieces,), paragraphs (n, 2)."""
    grid, lengths = _grid(scores, paragraphs)
    words, _ = _grid(word_start, paragraphs)
    tables, (start, end) = _tables(transitions), _ends()
    rows, longest = grid.shape[:2]
    alpha = grid[:, 0] + start
    back = np.zeros((rows, longest, grid.shape[2]), dtype=np.int64)
    finals = np.where((lengths == 1)[:, None], alpha, 0)
    for t in range(1, longest):
        ahead = alpha[:, :, None] + tables[np.where(words[:, t], 0, 1)]
        back[:, t] = ahead.argmax(axis=1)
        alpha = ahead.max(axis=1) + grid[:, t]
        finals = np.where((lengths == t + 1)[:, None], alpha, finals)
    last = (finals + end).argmax(axis=1)
    path = np.zeros((rows, longest), dtype=np.int64)
    here = last
    for t in range(longest - 1, -1, -1):
        here = np.where(lengths - 1 == t, last, here)
        path[:, t] = here
        here = back[np.arange(rows), t, here]
    return _flat(path, paragraphs, len(scores))


def marginals(
    scores: np.ndarray, word_start: np.ndarray, paragraphs: np.ndarray, transitions: np.ndarray
) -> np.ndarray:
    """The probability of each label at each piece, float32 (pieces, labels), all paths weighed."""
    grid, lengths = _grid(scores, paragraphs)
    words, _ = _grid(word_start, paragraphs)
    tables, (start, end) = _tables(transitions), _ends()
    longest = grid.shape[1]
    forward, backward = np.zeros_like(grid), np.zeros_like(grid)
    forward[:, 0] = grid[:, 0] + start
    for t in range(1, longest):
        here = tables[np.where(words[:, t], 0, 1)]
        forward[:, t] = _logsumexp(forward[:, t - 1, :, None] + here, 1) + grid[:, t]
    for t in range(longest - 1, -1, -1):
        at_end = np.broadcast_to(end, grid[:, t].shape)
        if t == longest - 1:
            backward[:, t] = at_end
            continue
        here = tables[np.where(words[:, t + 1], 0, 1)]
        ahead = _logsumexp(here + (grid[:, t + 1] + backward[:, t + 1])[:, None, :], 2)
        backward[:, t] = np.where((lengths - 1 == t)[:, None], at_end, ahead)
    both = forward + backward
    found = np.exp(both - _logsumexp(both, 2)[..., None])
    return _flat(found, paragraphs, len(scores))


def _flat(grid: np.ndarray, paragraphs: np.ndarray, size: int) -> np.ndarray:
    flat = np.zeros((size, *grid.shape[2:]), dtype=grid.dtype)
    for row, (start, end) in enumerate(paragraphs):
        flat[start:end] = grid[row, : end - start]
    return flat
