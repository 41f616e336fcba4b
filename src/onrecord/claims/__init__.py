"""The same thing said by the same speaker, wherever it was printed, is one claim; and how its wording drifted."""

from onrecord.claims.deciding import Verdict, compare, folded
from onrecord.claims.drift import Changed, Piece, changes, difference, paragraphs
from onrecord.claims.grouping import Claim, Seen, claims

__all__ = [
    "Changed",
    "Claim",
    "Piece",
    "Seen",
    "Verdict",
    "changes",
    "claims",
    "compare",
    "difference",
    "folded",
    "paragraphs",
]
