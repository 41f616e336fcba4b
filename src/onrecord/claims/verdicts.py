"""The answers of this room as values: what two statements are to each other, and why they cannot both be so."""

from dataclasses import dataclass
from typing import Literal

VerdictKind = Literal["same", "drifted", "opposite", "speaker", "another"]
ContradictionKind = Literal["number", "date", "negation", "antonym", "participants"]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Why two statements cannot both be so. `here`, `there`: the words of each that show it, empty where none do."""

    kind: ContradictionKind
    here: str
    there: str
    because: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What two statements are to each other, and why.

    likeness: the share of both wordings, from 0 to 1, that they have in common. weighed: decided by the fitted weights,
    not by a rule. contradiction: set where the kind is "opposite".
    """

    kind: VerdictKind
    because: str
    likeness: float = 0.0
    weighed: bool = False
    contradiction: Contradiction | None = None

    @property
    def one_claim(self) -> bool:
        """Whether the two statements are one claim."""
        return self.kind in ("same", "drifted")
