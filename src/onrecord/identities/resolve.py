"""Identities of all names, or of those around one."""

from collections.abc import Iterable, Sequence
from typing import get_args

from onrecord.identities import links, transliteration
from onrecord.identities.clusters import Board, Identity
from onrecord.identities.names import Name, named
from onrecord.ledger import Bearer
from onrecord.records import Judgement, SpeakerKind
from onrecord.text.normalise import fold_key


def identities(bearers: Iterable[Bearer], judged: Iterable[Judgement] = ()) -> list[Identity]:
    """All identities, the one that says most first.

    bearers: names as printed, each once. judged: the standing judgements "same" and "different"; of two about one pair
    the later one counts, and no link joins two names that were judged different.
    """
    board = Board({bearer.name: named(bearer) for bearer in bearers}, _latest(judged))
    for find in (links.judged, links.equal, links.close, transliteration.links):
        board.join(find(board))
    board.join(links.short(board))
    return sorted(board.identities(), key=lambda one: (-sum(m.count for m in one.members), one.name))


def around(bearers: Iterable[Bearer], judged: Iterable[Judgement], name: str) -> list[Identity]:
    """The identities that a name may mean: those with this very name, else those with a name that has all its words."""
    every, made = {bearer.name: named(bearer) for bearer in bearers}, list(judged)
    asked = {sort: set(named(Bearer(name, sort)).words) for sort in get_args(SpeakerKind)}
    plain = fold_key(name)
    exact = {key for key in every if fold_key(key) == plain}
    seeds = exact or {key for key, found in every.items() if asked[found.bearer.kind] <= set(found.words)}
    seeds |= {key for key in (n for j in made for n in (j.subject, j.object)) if key and fold_key(key) == plain}
    near = _near(every, made, seeds)
    found = identities((every[key].bearer for key in near if key in every), made)
    return [one for one in found if seeds.intersection(one.names)]


def _near(every: dict[str, Name], judged: Sequence[Judgement], seeds: set[str]) -> set[str]:
    """Names that may have to do with the seeds: by a common key, or by a judgement; and with those, and so on."""
    near, new = set[str](), set(seeds)
    pairs = [{judgement.subject, judgement.object or ""} for judgement in judged]
    while new:
        near |= new
        keys = {key for name in new if name in every for key in every[name].keys}
        new = {name for name, found in every.items() if not keys.isdisjoint(found.keys)}
        new |= {name for pair in pairs if pair & near for name in pair}
        new -= near
    return near


def _latest(judged: Iterable[Judgement]) -> dict[frozenset[str], Judgement]:
    """The latest judgement of each pair of names."""
    made = sorted((j for j in judged if j.kind in ("same", "different")), key=lambda j: j.at)
    return {frozenset((j.subject, j.object or "")): j for j in made}
