"""The matrix of hypotheses and evidence (ACH) of a watch: ranking, ratings, decisive ratings."""

from dataclasses import dataclass, replace
from typing import Annotated

from onrecord import watches
from onrecord.text.format import (
    format_day,
    format_share,
)
from onrecord.watches import Item, JudgedEvidence, Report
from onrecord.watches.hypotheses import HypothesisRank, rank_hypotheses, sort_by_diagnosticity
from onrecord.watches.items import describe_speaker
from onrecord.watches.report import describe_decisive_cells, judged_evidence
from onrecord.web.components import JudgementNote, statement_address
from onrecord.web.desk import View
from onrecord.web.errors import WebError


@dataclass(frozen=True, kw_only=True)
class HypothesisRanking:
    """A hypothesis with its place in the ranking."""

    name: Annotated[str, "the hypothesis"]
    text: Annotated[str, "what it says"]
    rank: Annotated[int, "its rank; the least is against the first, ties share one"]
    score: Annotated[float, "its inconsistency score: the weights of all that is inconsistent with it"]
    inconsistent: Annotated[int, "how many items are inconsistent with it"]
    consistent: Annotated[int, "how many are consistent"]
    neither: Annotated[int, "how many are neither"]
    unjudged: Annotated[int, "how many nobody has judged"]

    @classmethod
    def of(cls, ranked: HypothesisRank, text: str) -> "HypothesisRanking":
        """Show a rank of the analysis; text: what the hypothesis says."""
        return cls(
            name=ranked.hypothesis,
            text=text,
            rank=ranked.rank,
            score=ranked.score,
            inconsistent=ranked.inconsistent,
            consistent=ranked.consistent,
            neither=ranked.neither,
            unjudged=ranked.unjudged,
        )


@dataclass(frozen=True)
class MatrixCell:
    """The rating of an item of evidence for a hypothesis."""

    hypothesis: Annotated[str, "the hypothesis"]
    cell: Annotated[str, "consistent, inconsistent or neither; empty where nobody has judged"]


@dataclass(frozen=True, kw_only=True)
class MatrixPiece:
    """An item of evidence: a row of the matrix."""

    id: Annotated[str, "the statement's id"]
    who: Annotated[str, "who said it"]
    words: Annotated[str, "what was said; where its words were redacted it says so"]
    about: Annotated[str, "when, and who printed it"]
    address: Annotated[str, "where it stands in its article"]
    cells: Annotated[tuple[MatrixCell, ...], "what it is for each hypothesis, in their order"]
    weight: Annotated[str, "how much it counts: low, medium, high"]
    apart: Annotated[str, "its diagnosticity; empty where no cell is rated"]
    judged: Annotated[tuple[JudgementNote, ...], "what people judged of it, and did not withdraw"]


@dataclass(frozen=True)
class MatrixPart:
    """The matrix of hypotheses and evidence."""

    ranks: Annotated[tuple[HypothesisRanking, ...], "the hypotheses, that with the least against it first"]
    order: Annotated[tuple[str, ...], "their names in the order of the watch file, as in the matrix"]
    pieces: Annotated[tuple[MatrixPiece, ...], "the evidence, the most diagnostic first"]
    turns: Annotated[tuple[str, ...], "what would change which leads, a sentence each"]


def build_matrix_part(view: View, report: Report) -> MatrixPart:
    """Return the matrix of a watch. The query's `evidence` adds a statement that is not rated yet."""
    names = report.matrix.hypotheses
    texts = {hypothesis.name: hypothesis.text for hypothesis in report.watch.hypotheses}
    evidence = {evidence_item.weighed.id: evidence_item for evidence_item in report.evidence}
    pieces = [
        _describe_piece(item, evidence[item.id].item, format_share(apart), names)
        for item, apart in sort_by_diagnosticity(report.matrix)
    ]
    judged = {
        evidence_item.weighed.id: tuple(JudgementNote.of(judgement) for judgement in evidence_item.judged)
        for evidence_item in report.evidence
    }
    identifier = view.query.word("evidence")
    if identifier:
        pieces = _put_first(view, identifier, names, pieces)
    return MatrixPart(
        tuple(HypothesisRanking.of(s, texts[s.hypothesis]) for s in rank_hypotheses(report.matrix)),
        names,
        tuple(replace(piece, judged=judged.get(piece.id, ())) for piece in pieces),
        tuple(describe_decisive_cells(report)),
    )


def _put_first(view: View, identifier: str, names: tuple[str, ...], pieces: list[MatrixPiece]) -> list[MatrixPiece]:
    """Put the statement that is to be rated first, and add it if it is not among the evidence."""
    entry = view.ledger.find(identifier)
    if entry.statement is None:
        raise WebError(f"{identifier[:100]} is an article: name one of its statements as evidence")
    if any(piece.id == entry.statement.id for piece in pieces):
        return sorted(pieces, key=lambda piece: piece.id != (entry.statement and entry.statement.id))
    item = watches.build_item(entry.record, entry.statement)
    return [_describe_piece(judged_evidence(entry.statement.id, []), item, "", names), *pieces]


def _describe_piece(one: JudgedEvidence, item: Item | None, apart: str, names: tuple[str, ...]) -> MatrixPiece:
    about = (format_day(item.on), item.publisher or item.title) if item else ()
    return MatrixPiece(
        id=one.id,
        who=describe_speaker(item) if item else "unknown",
        words=item.quotation if item else "its words were redacted",
        about=", ".join(about),
        address=statement_address(one.id),
        cells=tuple(MatrixCell(name, one.cells.get(name) or "") for name in names),
        weight=one.weight,
        apart=apart,
        judged=(),
    )
