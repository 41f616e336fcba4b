"""Who is who in a ledger: the speakers that a name may mean, and which names belong to the same speaker."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from onrecord.analysis.budget import UNLIMITED, Answer, Budget, LeftOut, keep_first
from onrecord.claims import fold_name
from onrecord.errors import NotFoundError
from onrecord.identities import Identity, find_connected_names, find_meant_names, resolve_identities
from onrecord.judgements import DifferentFrom, SameAs
from onrecord.ledger import Ledger, list_names, list_pairings
from onrecord.ledger.search import conditions
from onrecord.records import SpeakerName


@dataclass(frozen=True, slots=True, kw_only=True)
class Aliases:
    """Which names of a ledger belong to the same speaker.

    counts: the names that were resolved, those asked for first, with their number of statements. full: the fullest name
    of each. apart: the fullest names of those whom people judged to be different speakers. left_out: the bound on
    names, if it was reached.
    """

    counts: Mapping[str, int]
    full: Mapping[str, str]
    apart: frozenset[str]
    left_out: tuple[LeftOut, ...] = ()

    def full_name(self, name: str) -> str:
        """Return the fullest name of whoever is called so."""
        return self.full.get(name, name)

    def claimant(self, name: str) -> str:
        """Return the key under which the claims of a name are collected: its fullest name, folded.

        Names that fold to the same (with a title and without) are one claimant, unless people judged them different.
        """
        full = self.full_name(name)
        return full if full in self.apart else fold_name(full)

    def names_of(self, wanted: Iterable[str]) -> list[str]:
        """Return all names of the claimants who have one of these names, as far as they were resolved."""
        claimants = {self.claimant(name) for name in wanted if name in self.counts}
        return [name for name in self.counts if self.claimant(name) in claimants]

    def count(self, wanted: Iterable[str]) -> int:
        """Return the number of statements under these names."""
        return sum(self.counts[name] for name in wanted)


@dataclass(frozen=True, slots=True)
class KnownSpeaker:
    """A speaker of a ledger: the identity, what the ledger has under each of its names, and the names resolved with it.

    A name that only a judgement mentions has no bearer.
    """

    identity: Identity
    bearers: tuple[SpeakerName, ...]
    aliases: Aliases

    @property
    def name(self) -> str:
        """The fullest name."""
        return self.identity.name

    @property
    def names(self) -> tuple[str, ...]:
        """All names, as printed."""
        return self.identity.names

    @property
    def count(self) -> int:
        """The number of statements under all names."""
        return sum(member.count for member in self.identity.members)


def has_words(name: str, typed: str) -> bool:
    """Return whether a name has all of the words that were typed, by the folding of the search or of the claims.

    >>> has_words("Mara Voss", "voss"), has_words("Mara Voss", "mara reh"), has_words("Dr. Ada Łoś", "dr los")
    (True, False, True)
    """
    # The search's folding keeps titles, the claims' one knows letters that do not decompose (ł, ø): accept either.
    words = {*conditions.split_for_index(name), *fold_name(name).split()}
    return all(word in words for word in conditions.split_for_index(typed))


def find_speakers(ledger: Ledger, name: str, *, budget: Budget = UNLIMITED) -> Answer[KnownSpeaker]:
    """Return the speakers that a name may mean: those who have this very name, else those with all of its words."""
    bearers, judged = list_names(ledger.database), list_pairings(ledger.database)
    seeds = find_meant_names(bearers, judged, name)
    every, aliases = _resolve_names(bearers, judged, sorted(seeds), budget)
    known = {bearer.name: bearer for bearer in bearers}
    meant_identities = [identity for identity in every if seeds.intersection(identity.names)]
    return Answer(
        tuple(
            KnownSpeaker(identity, tuple(known[each] for each in identity.names if each in known), aliases)
            for identity in meant_identities
        ),
        aliases.left_out,
    )


def find_speaker(ledger: Ledger, name: str) -> KnownSpeaker:
    """Return the one speaker that a name means. Raise NotFoundError if there is none, or more than one."""
    speakers = find_speakers(ledger, name).items
    if not speakers:
        raise unknown_name(name)
    if len(speakers) > 1:
        raise NotFoundError(f"“{name[:100]}” may be several: give the whole name")
    return speakers[0]


def unknown_name(name: str) -> NotFoundError:
    """Return the error for a name that no speaker has."""
    return NotFoundError(f"nobody here is called “{name[:100]}”: look for a part of the name in the list of speakers")


def find_aliases(ledger: Ledger, seeds: Iterable[str], *, budget: Budget = UNLIMITED) -> Aliases:
    """Resolve these names, and all names that may belong to the same speakers.

    With no bound the result for these names is that of resolving all names of the ledger.
    """
    return _resolve_names(list_names(ledger.database), list_pairings(ledger.database), list(seeds), budget)[1]


def _resolve_names(
    bearers: Collection[SpeakerName], judged: Collection[SameAs | DifferentFrom], seeds: Collection[str], budget: Budget
) -> tuple[list[Identity], Aliases]:
    """Return the identities of the seeds and of all names that may belong to the same speakers."""
    connected = _with_folded(bearers, judged, seeds)
    near, left_out = keep_first(connected, budget.names, "names")
    cut = connected[len(near) :]
    unsettled = frozenset(find_connected_names(bearers, judged, cut)) if cut else frozenset()
    known = {bearer.name: bearer for bearer in bearers}
    every = resolve_identities((known[name] for name in near if name in known), judged, unsettled=unsettled)
    full = {name: identity.name for identity in every for name in identity.names}
    # Two names judged different may still fold to the same: their claims must not be collected together.
    apart = (name for judgement in judged if isinstance(judgement, DifferentFrom) for name in judgement.about)
    return every, Aliases(
        counts={name: known[name].count if name in known else 0 for name in near},
        full=full,
        apart=frozenset(full.get(name, name) for name in apart),
        left_out=left_out,
    )


def _with_folded(
    bearers: Collection[SpeakerName], judged: Collection[SameAs | DifferentFrom], seeds: Collection[str]
) -> list[str]:
    """Return the seeds, all names that an identity may join them with, and those that fold to the same claimant."""
    near = find_connected_names(bearers, judged, seeds)
    # Until nothing is added: a name that folds to the same may be connected with further names, and these fold again.
    while True:
        known, forms = set(near), {fold_name(name) for name in near}
        same = [bearer.name for bearer in bearers if bearer.name not in known and fold_name(bearer.name) in forms]
        if not same:
            return near
        near = find_connected_names(bearers, judged, [*near, *same])
