"""Hypotheses against evidence, as in the analysis of competing hypotheses. Pure.

After Heuer, Psychology of Intelligence Analysis (CIA, 1999), chapter 8: evidence refutes and never proves, so the
hypothesis with the least against it leads; evidence that fits all of them says nothing; and one asks which few items
the conclusion hangs on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from onrecord.judgements import Cell, Weight

WORTH: dict[Weight, float] = {"low": 0.5, "medium": 1.0, "high": 2.0}
"""What an inconsistency counts, by the weight that the analyst gives the item. The figures are ours."""


@dataclass(frozen=True, slots=True)
class JudgedEvidence:
    """An item of evidence (a statement's id) and what was judged of it for each hypothesis, by name."""

    id: str
    cells: Mapping[str, Cell] = field(default_factory=dict)
    weight: Weight = "medium"


@dataclass(frozen=True, slots=True)
class HypothesisRank:
    """How a hypothesis stands: its inconsistency score, how many cells of each kind, its rank from 1 (ties share)."""

    hypothesis: str
    score: float
    consistent: int
    inconsistent: int
    neither: int
    unjudged: int
    rank: int


@dataclass(frozen=True, slots=True)
class DecisiveCell:
    """One cell that, judged otherwise, would change which hypotheses lead; `find_leaders`: who then would."""

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
    """The inconsistency score: the weights of all that is inconsistent with it, added up."""
    return sum(WORTH[item.weight] for item in matrix.evidence if item.cells.get(hypothesis) == "inconsistent")


def rank_hypotheses(matrix: Matrix) -> list[HypothesisRank]:
    """How the hypotheses stand, that with the least against it first."""
    scores = {name: inconsistency_score(matrix, name) for name in matrix.hypotheses}
    made = []
    for name in sorted(matrix.hypotheses, key=lambda name: scores[name]):
        cells = [item.cells.get(name) for item in matrix.evidence]
        counts = (cells.count("consistent"), cells.count("inconsistent"), cells.count("neither"), cells.count(None))
        rank = 1 + sum(other < scores[name] for other in scores.values())
        made.append(HypothesisRank(name, scores[name], *counts, rank))
    return made


def find_leaders(matrix: Matrix) -> tuple[str, ...]:
    """The hypotheses with the least against them, in the order of the watch file."""
    best = min((inconsistency_score(matrix, name) for name in matrix.hypotheses), default=0.0)
    return tuple(name for name in matrix.hypotheses if inconsistency_score(matrix, name) == best)


def diagnosticity(item: JudgedEvidence, hypotheses: Sequence[str]) -> float:
    """How well an item tells the hypotheses apart, from 0 (it fits all, or none) to 1.

    The share of the pairs of hypotheses, of those that any item could tell apart, of which it is inconsistent with one
    and not with the other. Only inconsistency counts: what is consistent with one may be so with others unthought of.

    >>> diagnosticity(JudgedEvidence("a", {"accident": "inconsistent", "bomb": "consistent"}), ["accident", "bomb"])
    1.0
    """
    against = sum(item.cells.get(name) == "inconsistent" for name in hypotheses)
    half = len(hypotheses) // 2
    most = half * (len(hypotheses) - half)
    return against * (len(hypotheses) - against) / most if most else 0.0


def sort_by_diagnosticity(matrix: Matrix) -> list[tuple[JudgedEvidence, float]]:
    """The items, each with its diagnosticity, that which says most first."""
    made = [(item, diagnosticity(item, matrix.hypotheses)) for item in matrix.evidence]
    return sorted(made, key=lambda pair: -pair[1])


def find_decisive_cells(matrix: Matrix) -> list[DecisiveCell]:
    """Every single cell that, judged otherwise, would change which hypotheses lead."""
    now = find_leaders(matrix)
    made = []
    for item, name in product(matrix.evidence, matrix.hypotheses):
        cell = item.cells.get(name)
        # Consistent and neither count the same, so of the two other ways to judge one is enough to try.
        otherwise: Cell = "neither" if cell == "inconsistent" else "inconsistent"
        then = find_leaders(_with(matrix, replace(item, cells={**item.cells, name: otherwise})))
        if set(then) != set(now):
            made.append(DecisiveCell(item.id, name, cell, otherwise, then))
    return made


def _with(matrix: Matrix, changed: JudgedEvidence) -> Matrix:
    return replace(matrix, evidence=tuple(changed if item.id == changed.id else item for item in matrix.evidence))


def build_matrix(hypotheses: Iterable[str], evidence: Iterable[JudgedEvidence]) -> Matrix:
    """A matrix of these; what was judged of hypotheses that are not among them is left out, items without any too."""
    names = tuple(hypotheses)
    kept = (replace(item, cells={name: item.cells[name] for name in names if name in item.cells}) for item in evidence)
    return Matrix(names, tuple(item for item in kept if item.cells))
