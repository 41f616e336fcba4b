"""The forecasts of a ledger as scores want them: who made each, under whatever name, and what people judged of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from onrecord.identities import identities
from onrecord.ledger import Ledger, names, paired
from onrecord.ledger import foretold as telling
from onrecord.ledger.search.conditions import folded, terms
from onrecord.records import Judgement
from onrecord.scoring import Foretold, foretold

_NEAR = 300
"""So many names are looked at, at the most, where only those around a few names are wanted."""


@dataclass(frozen=True)
class Asked:
    """Which forecasts are asked for: words of names, words of the content, days of saying. ValueError if it is none."""

    speaker: str = ""
    organisation: str = ""
    publisher: str = ""
    topic: str = ""
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"the days run backwards: {self.since} is later than {self.until}")

    def title(self) -> str:
        """What is asked for, in a line."""
        days = [f"{word} {day}" for word, day in (("since", self.since), ("until", self.until)) if day]
        parts = (self.speaker, self.organisation, self.publisher, self.topic, *days)
        return ", ".join(part for part in parts if part) or "All forecasts"


def asked(ledger: Ledger, wanted: Asked) -> list[Foretold]:
    """The forecasts of a ledger that are asked for, each with what people judged of it."""
    found = _foretold(ledger, telling.foretold(ledger, wanted.topic))
    one = _identities(ledger) if any(made.confirmed for made in found) else {}
    return _fitting(found, one, wanted)


@dataclass(frozen=True)
class Judged:
    """The forecasts that somebody has judged; `more`: others too, that were judged before and are left out."""

    forecasts: list[Foretold]
    more: bool


def judged(ledger: Ledger, wanted: Asked, *, most: int = 1_000) -> Judged:
    """Those among `asked` that somebody has judged, the `most` that were said last: what it costs is bounded.

    Who is who is worked out from the names that share a word with those that matter, not from all.
    """
    told = telling.foretold(ledger, wanted.topic, judged=True)
    found = _foretold(ledger, told[-most:])
    one = _around(ledger, {made.speaker for made in found if made.speaker})
    return Judged(_fitting(found, one, wanted), len(told) > most)


def _fitting(found: Iterable[Foretold], one: Mapping[str, str], wanted: Asked) -> list[Foretold]:
    """Those that are asked for, each under the fullest name of its speaker."""
    under: dict[str, set[str]] = {}
    for name, full in one.items():
        under.setdefault(full, set()).add(name)
    named = (replace(made, speaker=one.get(made.speaker or "", made.speaker)) for made in found)
    return [made for made in named if _fits(made, wanted, under.get(made.speaker or "", set()))]


def _identities(ledger: Ledger) -> dict[str, str]:
    """Each name that an identity has, with its fullest: one who is called by two names has one score."""
    return {name: one.name for one in identities(names(ledger), paired(ledger)) for name in one.names}


def _around(ledger: Ledger, wanted: set[str]) -> dict[str, str]:
    """The same, of the identities that these names may belong to."""
    pairs = paired(ledger)
    words = {word for name in wanted for word in folded(name) if len(word) > 2}
    every = names(ledger)
    near = [one for one in every if one.name in wanted or not one.name.isascii() or words & set(folded(one.name))]
    near.sort(key=lambda one: one.name not in wanted)
    chosen = {name for made in pairs for name in (made.subject, made.object)} | {one.name for one in near[:_NEAR]}
    found = identities((one for one in every if one.name in chosen), pairs)
    return {name: one.name for one in found for name in one.names}


def _foretold(ledger: Ledger, every: Iterable[telling.Told]) -> list[Foretold]:
    confirmed, resolved = (_newest(ledger.judgements(kind)) for kind in ("confirm", "resolve"))
    told = list(every)
    read = {of.id: (made, words) for of, made, words in telling.words(ledger, (of for of in told if of.judged))}
    found = []
    for of in told:
        about: dict[str, Any] = {"said": of.said, "publisher": of.publisher}
        if of.judged:
            statement, words = read[of.id]
            about |= {"confirmed": confirmed.get(of.id), "resolved": resolved.get(of.id), "words": words}
            made = foretold(statement, **about)
            found += [made] if made else []
        else:
            about |= {"speaker": of.speaker, "organisation": of.organisation}
            found.append(Foretold(of.id, None, None, None, **about))
    return found


def _newest(judgements: Iterable[Judgement]) -> dict[str, Judgement]:
    """The last judgement of each statement."""
    return {made.subject: made for made in judgements}


def _fits(made: Foretold, wanted: Asked, names: set[str]) -> bool:
    """Is it one that is asked for? `names`: other names of its speaker."""
    said = made.said or date.min
    return (
        any(_named(name, wanted.speaker) for name in {made.speaker, *names})
        and _named(made.organisation, wanted.organisation)
        and _named(made.publisher, wanted.publisher)
        and (wanted.since is None or said >= wanted.since)
        and (wanted.until is None or (made.said is not None and said <= wanted.until))
    )


def _named(name: str | None, typed: str) -> bool:
    """Are all words that were typed in the name?"""
    words = {word for term in terms(name or "") for word in term.words}
    return all(word in words for term in terms(typed) for word in term.words)
