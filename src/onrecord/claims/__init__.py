"""The same thing said by the same speaker, wherever it was printed, is one claim; and how its wording drifted."""

from onrecord.claims.clustering import Claim, ClaimSighting, group_claims
from onrecord.claims.compare import Verdict, compare_statements, fold_name
from onrecord.claims.diff import DiffPiece, StatementChange, diff_paragraphs, diff_versions, diff_words

__all__ = [
    "Claim",
    "ClaimSighting",
    "DiffPiece",
    "StatementChange",
    "Verdict",
    "compare_statements",
    "diff_paragraphs",
    "diff_versions",
    "diff_words",
    "fold_name",
    "group_claims",
]
