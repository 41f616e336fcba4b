"""Group sightings into claims: one by one, the oldest first, each into the claim that it is most like."""

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

WordKey = str | int
"""A stem, a root, or the number of a sense."""
# Wordings that a statement is compared with, those with most words in common first.
_MOST_CANDIDATES = 24
# The share of the shorter wording's words, and senses of words, that must be in common for a comparison.
_SHARED_KEYS = 0.25
# A word that this many of a speaker's wordings have finds nothing by itself.
_COMMON_KEY = 400


@dataclass(frozen=True, slots=True)
class ClaimSighting:
    """A sighting of a claim, and what its wording is to the first one's: "same" or "drifted", and why."""

    sighting: Sighting
    kind: VerdictKind
    because: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing said by one speaker: all its sightings, first said first."""

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
        """The number of texts that it is in: forty papers that print one wire story are one."""
        return len({s.sighting.text for s in self.seen})

    @property
    def wordings(self) -> tuple[ClaimSighting, ...]:
        """The first sighting of each wording."""
        firsts: dict[str, ClaimSighting] = {}
        for seen in self.seen:
            firsts.setdefault(" ".join(seen.sighting.content.split()), seen)
        return tuple(firsts.values())


@dataclass
class _FormingClaim:
    """A claim while it is put together; its wordings are those that differ in their words."""

    wordings: list[ComparedStatement] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)


def group_claims(sightings: Iterable[Sighting], *, who: IdentityOf = fold_name) -> list[Claim]:
    """Group statements into claims, in the order in which they were first said.

    Statements whose speaker has no name are left out. A statement joins the claim with the wording that is most like
    it, if the two are one claim and it contradicts none of that claim's wordings. who: the identity of a speaker's
    name.
    """
    by_speaker: defaultdict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        identity = identify_speaker(sighting, who)
        if identity is not None:
            by_speaker[identity].append(sighting)
    claims = [claim for own in by_speaker.values() for claim in _claims_of_speaker(own, who)]
    return sorted(claims, key=lambda claim: _order_of_saying(claim.first))


def _order_of_saying(sighting: Sighting) -> tuple[date, date]:
    return sighting.said or date.max, sighting.published or date.max


def _claims_of_speaker(own: list[Sighting], who: IdentityOf) -> list[Claim]:
    index = _ClaimIndex(who)
    for sighting in sorted(own, key=_order_of_saying):
        index.add(read_sighting(sighting))
    return [_finish_claim(forming, who) for forming in index.formed]


def _finish_claim(formed: _FormingClaim, who: IdentityOf) -> Claim:
    first = read_sighting(formed.sightings[0])
    verdicts: dict[str, Verdict] = {}
    for sighting in formed.sightings:
        if sighting.content not in verdicts:
            verdicts[sighting.content] = compare_readings(first, read_sighting(sighting), who=who)
    names = Counter(s.statement.speaker.name for s in formed.sightings if s.statement.speaker)
    name = names.most_common(1)[0][0]
    return Claim(name or "", tuple(_judge_sighting(s, verdicts[s.content]) for s in formed.sightings))


def _judge_sighting(sighting: Sighting, verdict: Verdict) -> ClaimSighting:
    if verdict.one_claim:
        return ClaimSighting(sighting, verdict.kind, verdict.because, verdict.likeness)
    # It joined by a wording between, which is one claim with both.
    because = f"by a wording between; with the first, {verdict.because}"
    return ClaimSighting(sighting, "drifted", because, verdict.likeness)


class _ClaimIndex:
    """One speaker's claims as they form, found by the words that carry them and words of the same sense."""

    def __init__(self, who: IdentityOf) -> None:
        self.formed: list[_FormingClaim] = []
        self._who = who
        self._by_words: dict[tuple[str, ...], _FormingClaim] = {}
        self._holders: defaultdict[WordKey, list[tuple[ComparedStatement, _FormingClaim]]] = defaultdict(list)

    def add(self, new: ComparedStatement) -> None:
        """Add a sighting to the claim that it belongs to, or start one with it."""
        words = tuple(new.sighting.content.lower().split())
        # The same words on another day may name another date, and denied they are another claim.
        key = (*words, new.sighting.statement.act, *map(repr, new.wording.times))
        claim = self._by_words.get(key)
        if claim is None:
            claim = self._most_like(new) or self._start_claim()
            claim.wordings.append(new)
            self._by_words[key] = claim
            for word_key in _word_keys(new):
                self._holders[word_key].append((new, claim))
        claim.sightings.append(new.sighting)

    def _start_claim(self) -> _FormingClaim:
        self.formed.append(_FormingClaim())
        return self.formed[-1]

    def _most_like(self, new: ComparedStatement) -> _FormingClaim | None:
        fitting = [
            (verdict, claim)
            for candidate, claim in self._candidates(new)
            if (verdict := compare_readings(candidate, new, who=self._who)).one_claim
        ]
        for _, claim in sorted(fitting, key=lambda entry: -entry[0].likeness):
            if all(compare_readings(held, new, who=self._who).kind != "opposite" for held in claim.wordings):
                return claim
        return None

    def _candidates(self, new: ComparedStatement) -> Sequence[tuple[ComparedStatement, _FormingClaim]]:
        counted, by_id = Counter[int](), dict[int, tuple[ComparedStatement, _FormingClaim]]()
        for key in _word_keys(new):
            holders = self._holders.get(key, ())
            # "Government" is in half of a minister's statements: it would compare all with all.
            for holder, claim in holders if len(holders) < _COMMON_KEY else ():
                counted[id(holder)] += 1
                by_id[id(holder)] = (holder, claim)
        size = len(new.wording.weighty)
        likely = (
            by_id[key]
            for key, n in counted.most_common()
            if n >= _SHARED_KEYS * min(size, len(by_id[key][0].wording.weighty))
        )
        return list(islice(likely, _MOST_CANDIDATES))


def _word_keys(reading: ComparedStatement) -> set[WordKey]:
    terms = reading.wording.weighty or reading.wording.terms
    words = {word for t in terms for word in (t.entry.stem, t.entry.root)}
    return words | {sense for t in terms for sense in t.entry.senses}
