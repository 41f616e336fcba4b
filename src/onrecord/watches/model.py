"""A watch and its parts, as the watch file defines them: indicators, series, hypotheses."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Indicator:
    """What, once said, would be a sign of something; `query` is in the language of search. `why`: a sign of what."""

    name: str
    query: str
    speaker: str = ""
    why: str = ""

    def __post_init__(self) -> None:
        _check_part(bool(self.name.strip()), "an indicator must have a name")
        _check_part(bool(self.query.strip() or self.speaker.strip()), f"indicator {self.name} has no condition")


@dataclass(frozen=True, slots=True)
class Series:
    """A quantity of a thing, followed over time.

    unit: names of what is counted, any of them. words: any of these must be in the number's clause. rate: the "per"
    part. increment: only those with "another" or "additional", or only those without; None takes both.
    """

    name: str
    unit: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    rate: str | None = None
    increment: bool | None = None
    speaker: str = ""
    query: str = ""

    def __post_init__(self) -> None:
        _check_part(bool(self.name.strip()), "a series must have a name")
        conditions = (*self.unit, *self.words, self.speaker, self.query)
        _check_part(any(word.strip() for word in conditions), f"series {self.name} has no condition")


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One of the explanations that are compared with the evidence."""

    name: str
    text: str

    def __post_init__(self) -> None:
        _check_part(bool(self.name.strip() and self.text.strip()), "a hypothesis must have a name and a text")


@dataclass(frozen=True, slots=True)
class Watch:
    """All that one watch file says. The ledger knows it by its `name`. Names are case-sensitive."""

    name: str
    about: str = ""
    indicators: tuple[Indicator, ...] = ()
    series: tuple[Series, ...] = ()
    hypotheses: tuple[Hypothesis, ...] = ()

    def __post_init__(self) -> None:
        _check_part(bool(self.name.strip()), "a watch must have a name")
        for parts in (self.indicators, self.series, self.hypotheses):
            names = [part.name for part in parts]
            _check_part(len(names) == len(set(names)), f"watch {self.name} has two parts of one name")
        _check_part(bool(self.indicators or self.series or self.hypotheses), f"watch {self.name} has nothing to follow")


def _check_part(holds: bool, message: str) -> None:
    if not holds:
        raise ValueError(message)
