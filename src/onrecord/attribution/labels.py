"""The tagger's labels: one role a piece, with the piece's place in its fragment (begin, inside, end, single)."""

import numpy as np

ROLES = ("source", "cue", "content")
LABELS = ("O", *(f"{place}-{role}" for role in ROLES for place in "BIES"))
OUTSIDE = 0


def number_of(role: str, place: str) -> int:
    """Return the number of a label: `number_of("cue", "B")` is 5."""
    return 1 + 4 * ROLES.index(role) + "BIES".index(place)


def role_of(number: int) -> str | None:
    """Return the role of a label; None for outside."""
    return None if number == OUTSIDE else ROLES[(number - 1) // 4]


def _leaves_open(number: int) -> bool:
    return number != OUTSIDE and LABELS[number][0] in "BI"


def _continues_fragment(number: int) -> bool:
    return number != OUTSIDE and LABELS[number][0] in "IE"


def allowed_transitions() -> np.ndarray:
    """Return a bool array (labels, labels): whether the column may follow the row."""
    table = np.zeros((len(LABELS), len(LABELS)), dtype=bool)
    for a in range(len(LABELS)):
        for b in range(len(LABELS)):
            if _leaves_open(a):
                table[a, b] = _continues_fragment(b) and role_of(a) == role_of(b)
            else:
                table[a, b] = not _continues_fragment(b)
    return table


def may_start() -> np.ndarray:
    """Return a bool array (labels,): whether a paragraph may start with the label."""
    return np.array([not _continues_fragment(n) for n in range(len(LABELS))])


def may_end() -> np.ndarray:
    """Return a bool array (labels,): whether a paragraph may end with the label."""
    return np.array([not _leaves_open(n) for n in range(len(LABELS))])
