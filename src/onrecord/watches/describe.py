"""What a report says, in words that a terminal and a brief have in common."""

from collections.abc import Sequence

from onrecord.watches.hypotheses import find_decisive_cells
from onrecord.watches.items import Item
from onrecord.watches.report import MatrixEvidence, Report

_SHORT = 60


def describe_speaker(found: Item) -> str:
    """The speaker, and the source as printed where that is not the same."""
    same = not found.source or found.speaker.casefold() in found.source.casefold()
    return found.speaker if same else f"{found.speaker} (“{found.source}”)"


def describe_evidence(found: MatrixEvidence) -> str:
    """Who said what."""
    return f"{found.item.speaker}: {found.item.quotation}" if found.item else f"{found.weighed.id} (redacted)"


def describe_decisive_cells(made: Report) -> list[str]:
    """What would change which hypothesis leads, a sentence each."""
    if not made.matrix.evidence:
        return []
    items = {one.weighed.id: one for one in made.evidence}
    found = find_decisive_cells(made.matrix)
    if not found:
        return ["No single item, judged otherwise, would change which hypothesis has the least against it."]
    return [
        f"Were “{_short(describe_evidence(items[turn.id]))}” {turn.otherwise} with {turn.hypothesis} (now "
        f"{turn.now or 'not judged'}), {_and(turn.leaders)} would have the least against "
        f"{'it' if len(turn.leaders) == 1 else 'them'}."
        for turn in found
    ]


def _and(names: Sequence[str]) -> str:
    return " and ".join(x for x in (", ".join(names[:-1]), names[-1]) if x)


def _short(words: str) -> str:
    return words if len(words) <= _SHORT else words[: _SHORT - 1].rstrip() + "…"
