"""Which clauses of a quotation assert something, and the sentence around each."""

import pytest

from onrecord.records import Span
from onrecord.watches.clauses import find_assertions

# (text, each clause that asserts something, with its sentence)
ASSERTIONS = [
    ("The weir is shut. The mill is open.", [("The weir is shut", ""), ("The mill is open", "")]),
    # The full stop of a title or of a name ends no sentence.
    ("Sen. Doul shut the weir of St. Olav.", [("Sen. Doul shut the weir of St. Olav", "")]),
    (
        "The weir is shut, the mill is open.",
        [
            ("The weir is shut, the mill is open", ""),
            ("The weir is shut", "The weir is shut, the mill is open"),
            ("the mill is open", "The weir is shut, the mill is open"),
        ],
    ),
    ("Is the weir shut? If it rains, the mill is shut.", []),
]


@pytest.mark.parametrize(("text", "want"), ASSERTIONS)
def test_clauses_that_assert(text: str, want: list[tuple[str, str]]) -> None:
    clauses = list(find_assertions(text, Span(0, len(text))))
    assert [clause.words.rstrip(".") for clause in clauses] == [words for words, _ in want]
    assert [clause.sentence for clause in clauses] == [sentence or words for words, sentence in want]
    assert all(clause.span.of(text) == clause.words for clause in clauses)
