"""The same thing said by the same speaker, wherever it was printed, is one claim; and how its wording drifted."""

from onrecord.claims.clustering import Claim, Seen, claims
from onrecord.claims.compare import Verdict, compare, folded
from onrecord.claims.diff import Changed, Piece, changes, difference, paragraphs

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
