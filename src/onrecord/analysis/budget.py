"""The most that an answer may read of a ledger, and what was left out of the answer because of it."""

from dataclasses import dataclass, fields
from typing import Generic, Literal, TypeVar

Item = TypeVar("Item")

Bounded = Literal["sightings", "compared", "names", "forecasts", "statements", "others"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Upper bounds on what one answer reads; None is unlimited. Raise ValueError for a bound under 1.

    sightings: statements that are read to form claims; the newest, or for one claim those that share its rarest words.
    compared: those of them that are compared for one claim, the most similar; copies of it are always compared.
    names: names of speakers whose identity is resolved, those that were asked for first.
    forecasts: judged forecasts, the latest.
    statements: statements of one speaker that are searched for forecasts or contradictions, the newest.
    others: statements of other speakers that are compared with one statement, the most similar.
    """

    sightings: int | None = None
    compared: int | None = None
    names: int | None = None
    forecasts: int | None = None
    statements: int | None = None
    others: int | None = None

    def __post_init__(self) -> None:
        for field in fields(self):
            limit = getattr(self, field.name)
            if limit is not None and limit < 1:
                raise ValueError(f"a budget of {limit} {field.name} leaves nothing to answer from: give 1 or more")


UNLIMITED = Budget()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A bound that was reached: only `limit` of these were read, and the ledger has more."""

    what: Bounded
    limit: int


@dataclass(frozen=True, slots=True)
class Answer(Generic[Item]):
    """An answer from a ledger. left_out: the bounds of the budget that were reached, none if it is complete."""

    items: tuple[Item, ...]
    left_out: tuple[LeftOut, ...] = ()

    def limit_of(self, what: Bounded) -> int | None:
        """Return the bound that was reached on these; None if none was."""
        return next((bound.limit for bound in self.left_out if bound.what == what), None)


def keep_first(items: list[Item], limit: int | None, what: Bounded) -> tuple[list[Item], tuple[LeftOut, ...]]:
    """Return the first items up to a bound, and the bound if there were more."""
    if limit is None or len(items) <= limit:
        return items, ()
    return items[:limit], (LeftOut(what, limit),)


def keep_last(items: list[Item], limit: int | None, what: Bounded) -> tuple[list[Item], tuple[LeftOut, ...]]:
    """Return the last items up to a bound, and the bound if there were more."""
    if limit is None or len(items) <= limit:
        return items, ()
    # For lists that the ledger gives oldest first: the newest are kept, still in that order.
    return items[len(items) - limit :], (LeftOut(what, limit),)


def probe(limit: int | None) -> int:
    """Return the SQL limit that shows whether there is more than a bound: one more, or -1 for no limit."""
    return -1 if limit is None else limit + 1
