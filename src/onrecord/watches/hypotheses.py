"""Analysis of competing hypotheses (ACH): hypotheses against evidence, in a matrix. Pure.

After Heuer, Psychology of Intelligence Analysis (CIA, 1999), chapter 8: evidence refutes and never proves, so the
hypothesis with the least against it leads; evidence that fits all of them is not diagnostic; and one asks on which few
items the conclusion depends.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from onrecord.judgements import Cell, Weight

EVIDENCE_WEIGHTS: dict[Weight, float] = {"low": 0.5, "medium": 1.0, "high": 2.0}
"""How much an inconsistency counts, by the weight that the analyst gives the item. The figures are ours."""


@dataclass(frozen=True, slots=True)
class JudgedEvidence:
    """An item of evidence (a statement's id) and what was judged of it for each hypothesis, by name."""

    id: str
    cells: Mapping[str, Cell] = field(default_factory=dict)
    weight: Weight = "medium"


@dataclass(frozen=True, slots=True, kw_only=True)
class HypothesisRank:
    """The rank of a hypothesis, from 1 (ties share it), its inconsistency score, and its cells counted by kind."""

    hypothesis: str
    score: float
    consistent: int
    inconsistent: int
    neither: int
    unjudged: int
    rank: int


@dataclass(frozen=True, slots=True)
class DecisiveCell:
    """One cell that, judged otherwise, would change which hypotheses lead; `leaders`: which then would."""

    id: str
    hypothesis: str
    now: Cell | None
    otherwise: Cell
    leaders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Hypotheses, by name in the order of the watch file, against evidence."""

    hypotheses: tuple[str, ...]
    evidence: tuple[JudgedEvidence, ...]


def inconsistency_score(matrix: Matrix, hypothesis: str) -> float:
    """Return the sum of the weights of all that is inconsistent with a hypothesis."""
    inconsistent = (item for item in matrix.evidence if item.cells.get(hypothesis) == "inconsistent")
    return sum(EVIDENCE_WEIGHTS[item.weight] for item in inconsistent)


def rank_hypotheses(matrix: Matrix) -> list[HypothesisRank]:
    """Return the hypotheses with their ranks, the least contradicted first."""
    scores = {name: inconsistency_score(matrix, name) for name in matrix.hypotheses}
    ranks = []
    for name in sorted(matrix.hypotheses, key=lambda name: scores[name]):
        cells = [item.cells.get(name) for item in matrix.evidence]
        ranks.append(
            HypothesisRank(
                hypothesis=name,
                score=scores[name],
                consistent=cells.count("consistent"),
                inconsistent=cells.count("inconsistent"),
                neither=cells.count("neither"),
                unjudged=cells.count(None),
                rank=1 + sum(score < scores[name] for score in scores.values()),
            )
        )
    return ranks


def find_leaders(matrix: Matrix) -> tuple[str, ...]:
    """Return the least contradicted hypotheses, in the order of the watch file."""
    best = min((inconsistency_score(matrix, name) for name in matrix.hypotheses), default=0.0)
    return tuple(name for name in matrix.hypotheses if inconsistency_score(matrix, name) == best)


def diagnosticity(item: JudgedEvidence, hypotheses: Sequence[str]) -> float:
    """Return how well an item distinguishes the hypotheses, from 0 (it fits all, or none) to 1.

    The share of the pairs of hypotheses, of those that any item could distinguish, of which it is inconsistent with one
    and not with the other. Only inconsistency counts: what is consistent with one may be so with others unthought of.

    >>> diagnosticity(JudgedEvidence("a", {"accident": "inconsistent", "bomb": "consistent"}), ["accident", "bomb"])
    1.0
    """
    against = sum(item.cells.get(name) == "inconsistent" for name in hypotheses)
    # An item that contradicts half of them distinguishes the most pairs.
    half = len(hypotheses) // 2
    most = half * (len(hypotheses) - half)
    return against * (len(hypotheses) - against) / most if most else 0.0


def sort_by_diagnosticity(matrix: Matrix) -> list[tuple[JudgedEvidence, float]]:
    """Return the items with their diagnosticity, the most diagnostic first."""
    scored = [(item, diagnosticity(item, matrix.hypotheses)) for item in matrix.evidence]
    return sorted(scored, key=lambda pair: -pair[1])


def find_decisive_cells(matrix: Matrix) -> list[DecisiveCell]:
    """Find every single cell that, judged otherwise, would change which hypotheses lead."""
    leaders = find_leaders(matrix)
    decisive = []
    for item, name in product(matrix.evidence, matrix.hypotheses):
        cell = item.cells.get(name)
        # Consistent and neither count the same, so of the two other ways to judge one is enough to try.
        otherwise: Cell = "neither" if cell == "inconsistent" else "inconsistent"
        leaders_then = find_leaders(_replace_evidence(matrix, replace(item, cells={**item.cells, name: otherwise})))
        if set(leaders_then) != set(leaders):
            decisive.append(DecisiveCell(item.id, name, cell, otherwise, leaders_then))
    return decisive


def _replace_evidence(matrix: Matrix, changed: JudgedEvidence) -> Matrix:
    return replace(matrix, evidence=tuple(changed if item.id == changed.id else item for item in matrix.evidence))


def build_matrix(hypotheses: Iterable[str], evidence: Iterable[JudgedEvidence]) -> Matrix:
    """Build a matrix of these hypotheses; other hypotheses' judgements and items without any are left out."""
    names = tuple(hypotheses)
    kept = (replace(item, cells={name: item.cells[name] for name in names if name in item.cells}) for item in evidence)
    return Matrix(names, tuple(item for item in kept if item.cells))
