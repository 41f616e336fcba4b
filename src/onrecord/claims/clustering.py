"""Sightings into claims: one by one, the oldest first, each to the claim that it is likest to."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from onrecord.claims.compare import (
    ComparedStatement,
    IdentityOf,
    compare_readings,
    fold_name,
    identify_speaker,
    read_sighting,
)
from onrecord.claims.verdicts import Verdict, VerdictKind
from onrecord.records import Sighting

Key = str | int
"""A stem, a root, or the number of a sense."""
_COMPARED = 24
"""Wordings that a statement is compared with, those with most words in common first."""
_SHARED = 0.25
"""The part of the shorter wording's words, and senses of words, that must be in common for a comparison."""
_COMMON = 400
"""A word that so many of a speaker's wordings have finds nothing by itself."""


@dataclass(frozen=True, slots=True)
class ClaimSighting:
    """A sighting of a claim, and what its wording is to the first one's: "same" or "drifted", and why."""

    sighting: Sighting
    kind: VerdictKind
    because: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Claim:
    """The same thing said by the same speaker: all its sightings, first said first. `id` is the first statement's."""

    speaker: str
    seen: tuple[ClaimSighting, ...]

    @property
    def id(self) -> str:
        """The id of the statement that was said first."""
        return self.first.statement.id

    @property
    def first(self) -> Sighting:
        """Its first sighting."""
        return self.seen[0].sighting

    @property
    def publishers(self) -> tuple[str, ...]:
        """Who printed it, in the order in which they did."""
        return tuple(dict.fromkeys(s.sighting.publisher for s in self.seen if s.sighting.publisher))

    @property
    def texts(self) -> int:
        """In how many texts it stands: forty papers that print one wire story are one."""
        return len({s.sighting.text for s in self.seen})

    @property
    def wordings(self) -> tuple[ClaimSighting, ...]:
        """The first sighting of each wording."""
        made: dict[str, ClaimSighting] = {}
        for seen in self.seen:
            made.setdefault(" ".join(seen.sighting.content.split()), seen)
        return tuple(made.values())


@dataclass
class _Forming:
    """A claim while it is put together; its wordings are those that differ in their words."""

    wordings: list[ComparedStatement] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)


def group_claims(sightings: Iterable[Sighting], *, who: IdentityOf = fold_name) -> list[Claim]:
    """The claims that statements come to, in the order in which they were first said.

    Statements whose speaker has no name are left out. A statement joins the claim whose likest wording it is one claim
    with, if it is the opposite of none of that claim's wordings. who: the identity of a speaker's name.
    """
    by_speaker: defaultdict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        identity = identify_speaker(sighting, who)
        if identity is not None:
            by_speaker[identity].append(sighting)
    made = [claim for own in by_speaker.values() for claim in _of_one_speaker(own, who)]
    return sorted(made, key=lambda claim: _order(claim.first))


def _order(sighting: Sighting) -> tuple[date, date]:
    return sighting.said or date.max, sighting.published or date.max


def _of_one_speaker(own: list[Sighting], who: IdentityOf) -> list[Claim]:
    index = _Index(who)
    for sighting in sorted(own, key=_order):
        index.add(read_sighting(sighting))
    return [_claim(forming, who) for forming in index.formed]


def _claim(formed: _Forming, who: IdentityOf) -> Claim:
    first = read_sighting(formed.sightings[0])
    verdicts: dict[str, Verdict] = {}
    for sighting in formed.sightings:
        verdicts.setdefault(sighting.content, compare_readings(first, read_sighting(sighting), who=who))
    names = Counter(s.statement.speaker.name for s in formed.sightings if s.statement.speaker)
    name = names.most_common(1)[0][0]
    return Claim(name or "", tuple(_seen(s, verdicts[s.content]) for s in formed.sightings))


def _seen(sighting: Sighting, verdict: Verdict) -> ClaimSighting:
    """One that is no claim with the first wording is one with a wording between."""
    if verdict.one_claim:
        return ClaimSighting(sighting, verdict.kind, verdict.because, verdict.likeness)
    return ClaimSighting(
        sighting, "drifted", f"by a wording between; with the first, {verdict.because}", verdict.likeness
    )


class _Index:
    """One speaker's claims as they form, found by the words that carry them and words of the same sense."""

    def __init__(self, who: IdentityOf) -> None:
        self.formed: list[_Forming] = []
        self._who = who
        self._by_words: dict[tuple[str, ...], _Forming] = {}
        self._holders: defaultdict[Key, list[tuple[ComparedStatement, _Forming]]] = defaultdict(list)

    def add(self, new: ComparedStatement) -> None:
        """To the claim that it belongs to, or to one of its own."""
        wording = tuple(new.sighting.content.lower().split())
        told = (*wording, new.sighting.statement.act, *map(repr, new.wording.times))
        claim = self._by_words.get(told)
        if claim is None:
            claim = self._likest(new) or self._new()
            claim.wordings.append(new)
            self._by_words[told] = claim
            for key in _keys(new):
                self._holders[key].append((new, claim))
        claim.sightings.append(new.sighting)

    def _new(self) -> _Forming:
        self.formed.append(_Forming())
        return self.formed[-1]

    def _likest(self, new: ComparedStatement) -> _Forming | None:
        found = [
            (verdict, claim)
            for other, claim in self._candidates(new)
            if (verdict := self._decide(new, other)).one_claim
        ]
        for _, claim in sorted(found, key=lambda f: -f[0].likeness):
            if all(self._decide(new, other).kind != "opposite" for other in claim.wordings):
                return claim
        return None

    def _decide(self, new: ComparedStatement, other: ComparedStatement) -> Verdict:
        return compare_readings(other, new, who=self._who)

    def _candidates(self, new: ComparedStatement) -> Sequence[tuple[ComparedStatement, _Forming]]:
        counted, by_id = Counter[int](), dict[int, tuple[ComparedStatement, _Forming]]()
        for key in _keys(new):
            holders = self._holders.get(key, ())
            for other, claim in holders if len(holders) < _COMMON else ():
                counted[id(other)] += 1
                by_id[id(other)] = (other, claim)
        size = len(new.wording.weighty)
        likely = (
            by_id[key]
            for key, n in counted.most_common()
            if n >= _SHARED * min(size, len(by_id[key][0].wording.weighty))
        )
        return list(islice(likely, _COMPARED))


def _keys(reading: ComparedStatement) -> set[Key]:
    terms = reading.wording.weighty or reading.wording.terms
    words = {word for t in terms for word in (t.entry.stem, t.entry.root)}
    return words | {sense for t in terms for sense in t.entry.senses}
