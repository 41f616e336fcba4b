"""The tagger's labels: one role a piece, with the piece's place in its fragment (begin, inside, end, single)."""

import numpy as np

ROLES = ("source", "cue", "content")
LABELS = ("O", *(f"{place}-{role}" for role in ROLES for place in "BIES"))
OUTSIDE = 0


def label(role: str, place: str) -> int:
    """The number of a label: `label("cue", "B")` is 5."""
    return 1 + 4 * ROLES.index(role) + "BIES".index(place)


def role_of(number: int) -> str | None:
    """The role of a label; None for outside."""
    return None if number == OUTSIDE else ROLES[(number - 1) // 4]


def _open(number: int) -> bool:
    return number != OUTSIDE and LABELS[number][0] in "BI"


def _continues(number: int) -> bool:
    return number != OUTSIDE and LABELS[number][0] in "IE"


def allowed() -> np.ndarray:
    """Bool array (labels, labels): may the column follow the row?"""
    table = np.zeros((len(LABELS), len(LABELS)), dtype=bool)
    for a in range(len(LABELS)):
        for b in range(len(LABELS)):
            if _open(a):
                table[a, b] = _continues(b) and role_of(a) == role_of(b)
            else:
                table[a, b] = not _continues(b)
    return table


def may_start() -> np.ndarray:
    """Bool array (labels,): may a paragraph start with it?"""
    return np.array([not _continues(n) for n in range(len(LABELS))])


def may_end() -> np.ndarray:
    """Bool array (labels,): may a paragraph end with it?"""
    return np.array([not _open(n) for n in range(len(LABELS))])
