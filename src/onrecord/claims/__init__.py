"""Claims: one thing said by one speaker, wherever it was printed; how its wording drifted; what cannot both be so."""

from onrecord.claims.clustering import Claim, ClaimSighting, group_claims
from onrecord.claims.compare import compare_statements, fold_name
from onrecord.claims.contradiction import find_contradiction_across_speakers
from onrecord.claims.diff import (
    DiffPiece,
    StatementChange,
    diff_paragraphs,
    diff_side_by_side,
    diff_versions,
    diff_words,
)
from onrecord.claims.terms import Wording, parse_wording
from onrecord.claims.verdicts import Contradiction, ContradictionKind, Verdict

__all__ = [
    "Claim",
    "ClaimSighting",
    "Contradiction",
    "ContradictionKind",
    "DiffPiece",
    "StatementChange",
    "Verdict",
    "Wording",
    "compare_statements",
    "diff_paragraphs",
    "diff_side_by_side",
    "diff_versions",
    "diff_words",
    "find_contradiction_across_speakers",
    "fold_name",
    "group_claims",
    "parse_wording",
]
