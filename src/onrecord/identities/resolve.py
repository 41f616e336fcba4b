"""Identities of all names, or of those around one."""

from collections.abc import Collection, Iterable, Iterator
from typing import get_args

from onrecord.identities import links, transliteration
from onrecord.identities.clusters import Board, Identity
from onrecord.identities.names import named
from onrecord.judgements import DifferentFrom, Judgement, SameAs
from onrecord.records import SpeakerKind, SpeakerName
from onrecord.text.normalise import fold_key


def identities(bearers: Iterable[SpeakerName], judged: Iterable[Judgement] = ()) -> list[Identity]:
    """All identities, the one that says most first.

    bearers: names as printed, each once. judged: the standing judgements "same" and "different"; of two about one pair
    the later one counts, and no link joins two names that were judged different.
    """
    board = Board({bearer.name: named(bearer) for bearer in bearers}, _latest(judged))
    for find in (links.judged, links.equal, links.close, transliteration.links):
        board.join(find(board))
    board.join(links.short(board))
    return sorted(board.identities(), key=lambda one: (-sum(m.count for m in one.members), one.name))


def around(bearers: Iterable[SpeakerName], judged: Iterable[Judgement], name: str) -> list[Identity]:
    """The identities that a name may mean: those with this very name, else those with a name that has all its words."""
    every, made = list(bearers), list(judged)
    seeds = meant(every, made, name)
    near = set(connected(every, made, seeds))
    found = identities((bearer for bearer in every if bearer.name in near), made)
    return [one for one in found if seeds.intersection(one.names)]


def meant(bearers: Iterable[SpeakerName], judged: Iterable[Judgement], name: str) -> set[str]:
    """Return the names that a name may mean: this very name, else those that have all its words."""
    plain, known = fold_key(name), list(bearers)
    seeds = {bearer.name for bearer in known if fold_key(bearer.name) == plain}
    if not seeds:
        # Only now: to make all names comparable costs more than all the rest of a page's look-up.
        words = {sort: set(named(SpeakerName(name, sort)).words) for sort in get_args(SpeakerKind)}
        seeds = {bearer.name for bearer in known if words[bearer.kind] <= set(named(bearer).words)}
    return seeds | {key for judgement in _pairs(judged) for key in judgement.about if fold_key(key) == plain}


def connected(bearers: Iterable[SpeakerName], judged: Iterable[Judgement], seeds: Collection[str]) -> list[str]:
    """Return the seeds, then all names that may have to do with them, the most direct first.

    Names have to do with each other by a common key or by a judgement; and so have those that have to do with these.
    """
    pairs = [judgement.about for judgement in _pairs(judged)]
    # As in Board: a name that only a judgement mentions links others, too.
    every = {name: named(SpeakerName(name, "person")) for pair in pairs for name in pair}
    every |= {bearer.name: named(bearer) for bearer in bearers}
    near, new = dict[str, None](), dict.fromkeys(seeds)
    while new:
        near |= new
        keys = {key for name in new if name in every for key in every[name].keys}
        found = [name for name, one in every.items() if name not in near and not keys.isdisjoint(one.keys)]
        found += [name for pair in pairs if not near.keys().isdisjoint(pair) for name in pair if name not in near]
        new = dict.fromkeys(found)
    return list(near)


def _pairs(judged: Iterable[Judgement]) -> Iterator[SameAs | DifferentFrom]:
    return (judgement for judgement in judged if isinstance(judgement, SameAs | DifferentFrom))


def _latest(judged: Iterable[Judgement]) -> dict[frozenset[str], SameAs | DifferentFrom]:
    """The latest judgement of each pair of names."""
    return {frozenset(judgement.about): judgement for judgement in sorted(_pairs(judged), key=lambda j: j.at)}
