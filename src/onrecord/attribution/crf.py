"""A linear-chain CRF over the labels: the best path (Viterbi), and each label's marginal probability.

Pure arithmetic. The transitions are learnt; those that would break a fragment are forbidden. All paragraphs go side by
side, as a batch: a fragment never runs over a paragraph's end.
"""

import numpy as np

from onrecord.attribution import labels

# A score that no path recovers from. Not minus infinity: where all is forbidden, differences would be no numbers.
_FORBIDDEN = np.float32(-1e4)


def _pad_paragraphs(values: np.ndarray, paragraphs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (pieces, …) as (paragraphs, longest, …), padded with zeros, and the length of each paragraph."""
    lengths = paragraphs[:, 1] - paragraphs[:, 0]
    grid = np.zeros((len(paragraphs), int(lengths.max()), *values.shape[1:]), dtype=values.dtype)
    for row, (start, end) in enumerate(paragraphs):
        grid[row, : end - start] = values[start:end]
    return grid, lengths


def _transition_tables(transitions: np.ndarray) -> np.ndarray:
    """Return (2, labels, labels): the scores between words, and inside a word, where no fragment ends or begins."""
    allowed = labels.allowed_transitions()
    between = np.where(allowed, transitions, _FORBIDDEN)
    numbers = range(len(allowed))
    within = allowed & np.array([[_stays_in_fragment(a, b) for b in numbers] for a in numbers])
    return np.stack([between, np.where(within, transitions, _FORBIDDEN)]).astype(np.float32)


def _stays_in_fragment(before: int, after: int) -> bool:
    if before == labels.OUTSIDE:
        return after == labels.OUTSIDE
    return labels.LABELS[before][0] in "BI" and labels.LABELS[after][0] in "IE"


def log_sum_exp(values: np.ndarray, axis: int) -> np.ndarray:
    """Return the logarithm of the sum of exponentials along an axis."""
    # The largest is taken out first: exp() of a sum of scores overflows.
    most = values.max(axis=axis, keepdims=True)
    summed: np.ndarray = np.log(np.exp(values - most).sum(axis=axis)) + most.squeeze(axis)
    return summed


def _boundary_scores() -> tuple[np.ndarray, np.ndarray]:
    start = np.where(labels.may_start(), 0, _FORBIDDEN).astype(np.float32)
    return start, np.where(labels.may_end(), 0, _FORBIDDEN).astype(np.float32)


def find_best_path(
    scores: np.ndarray, word_start: np.ndarray, paragraphs: np.ndarray, transitions: np.ndarray
) -> np.ndarray:
    """Return the labels of the best path, (pieces,), by the Viterbi algorithm.

    scores: (pieces, labels). word_start: bool (pieces,). paragraphs: (n, 2), first piece and the one after the last.
    transitions: (labels, labels), the score of the column after the row.
    """
    grid, lengths = _pad_paragraphs(scores, paragraphs)
    words, _ = _pad_paragraphs(word_start, paragraphs)
    tables, (start, end) = _transition_tables(transitions), _boundary_scores()
    rows, longest = grid.shape[:2]
    alpha = grid[:, 0] + start
    back = np.zeros((rows, longest, grid.shape[2]), dtype=np.int64)
    finals = np.where((lengths == 1)[:, None], alpha, 0)
    # Viterbi: `alpha` is the score of the best path to each label, `back` the label before it on that path.
    for t in range(1, longest):
        ahead = alpha[:, :, None] + tables[np.where(words[:, t], 0, 1)]
        back[:, t] = ahead.argmax(axis=1)
        alpha = ahead.max(axis=1) + grid[:, t]
        finals = np.where((lengths == t + 1)[:, None], alpha, finals)
    # Paragraphs end at different places of the grid: each is traced back from its own last piece.
    last = (finals + end).argmax(axis=1)
    path = np.zeros((rows, longest), dtype=np.int64)
    here = last
    for t in range(longest - 1, -1, -1):
        here = np.where(lengths - 1 == t, last, here)
        path[:, t] = here
        here = back[np.arange(rows), t, here]
    return _unpad_paragraphs(path, paragraphs, len(scores))


def compute_marginals(
    scores: np.ndarray, word_start: np.ndarray, paragraphs: np.ndarray, transitions: np.ndarray
) -> np.ndarray:
    """Return the probability of each label at each piece, (pieces, labels), by the forward-backward algorithm.

    The arguments are those of `find_best_path`.
    """
    grid, lengths = _pad_paragraphs(scores, paragraphs)
    words, _ = _pad_paragraphs(word_start, paragraphs)
    tables, (start, end) = _transition_tables(transitions), _boundary_scores()
    longest = grid.shape[1]
    forward, backward = np.zeros_like(grid), np.zeros_like(grid)
    forward[:, 0] = grid[:, 0] + start
    for t in range(1, longest):
        here = tables[np.where(words[:, t], 0, 1)]
        forward[:, t] = log_sum_exp(forward[:, t - 1, :, None] + here, 1) + grid[:, t]
    for t in range(longest - 1, -1, -1):
        at_end = np.broadcast_to(end, grid[:, t].shape)
        if t == longest - 1:
            backward[:, t] = at_end
            continue
        here = tables[np.where(words[:, t + 1], 0, 1)]
        ahead = log_sum_exp(here + (grid[:, t + 1] + backward[:, t + 1])[:, None, :], 2)
        backward[:, t] = np.where((lengths - 1 == t)[:, None], at_end, ahead)
    both = forward + backward
    probabilities = np.exp(both - log_sum_exp(both, 2)[..., None])
    return _unpad_paragraphs(probabilities, paragraphs, len(scores))


def _unpad_paragraphs(grid: np.ndarray, paragraphs: np.ndarray, size: int) -> np.ndarray:
    flat = np.zeros((size, *grid.shape[2:]), dtype=grid.dtype)
    for row, (start, end) in enumerate(paragraphs):
        flat[start:end] = grid[row, : end - start]
    return flat
