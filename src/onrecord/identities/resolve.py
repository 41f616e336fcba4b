"""Resolve names to identities: all of them, or those that one name may mean."""

from collections.abc import Collection, Iterable, Iterator
from typing import get_args

from onrecord.identities import links, transliteration
from onrecord.identities.clusters import Board, Identity
from onrecord.identities.names import parse_name
from onrecord.judgements import DifferentFrom, Judgement, SameAs
from onrecord.records import SpeakerKind, SpeakerName
from onrecord.text.normalise import fold_key


def resolve_identities(
    bearers: Iterable[SpeakerName], judged: Iterable[Judgement] = (), *, unsettled: Collection[str] = frozenset()
) -> list[Identity]:
    """Resolve all names to identities, the one with most statements first.

    bearers: names as printed, each once. judged: the standing judgements "same" and "different"; of two about one pair
    the later one counts, and no link joins two names that were judged different. unsettled: names that are connected
    with others which are not given; only judgements and equal parts join them.
    """
    board = Board({bearer.name: parse_name(bearer) for bearer in bearers}, _latest_by_pair(judged))
    for find in (links.link_judged, links.link_equal_parts):
        board.apply_links(find(board))
    # These hold because nobody else bears such a name, which cannot be known where names are missing: with Jonas Voss
    # left out, "Voss" would be Mara Voss.
    unique = (links.link_name_variants, transliteration.link_transliterations, links.link_short_names)
    for find_unique in unique:
        found = find_unique(board)
        board.apply_links(link for link in found if link.one not in unsettled and link.other not in unsettled)
    return sorted(board.build_identities(), key=lambda one: (-sum(m.count for m in one.members), one.name))


def find_identities(bearers: Iterable[SpeakerName], judged: Iterable[Judgement], name: str) -> list[Identity]:
    """Return the identities that a name may mean: those with exactly this name, else those with all its words."""
    names, judgements = list(bearers), list(judged)
    seeds = find_meant_names(names, judgements, name)
    near = set(find_connected_names(names, judgements, seeds))
    identities = resolve_identities((bearer for bearer in names if bearer.name in near), judgements)
    return [identity for identity in identities if seeds.intersection(identity.names)]


def find_meant_names(bearers: Iterable[SpeakerName], judged: Iterable[Judgement], name: str) -> set[str]:
    """Return the names that a name may mean: this very name, else those that have all its words."""
    plain, known = fold_key(name), list(bearers)
    seeds = {bearer.name for bearer in known if fold_key(bearer.name) == plain}
    if not seeds:
        # Only now: to make all names comparable costs more than all the rest of a page's look-up.
        words = {sort: set(parse_name(SpeakerName(name, sort)).words) for sort in get_args(SpeakerKind)}
        seeds = {bearer.name for bearer in known if words[bearer.kind] <= set(parse_name(bearer).words)}
    return seeds | {key for judgement in _pair_judgements(judged) for key in judgement.about if fold_key(key) == plain}


def find_connected_names(
    bearers: Iterable[SpeakerName], judged: Iterable[Judgement], seeds: Collection[str]
) -> list[str]:
    """Return the seeds, then all names that are connected with them, the closest first.

    Names are connected by a common blocking key or by a judgement, directly or through other names.
    """
    pairs = [judgement.about for judgement in _pair_judgements(judged)]
    # As in Board: a name that only a judgement mentions links others, too.
    every = {name: parse_name(SpeakerName(name, "person")) for pair in pairs for name in pair}
    every |= {bearer.name: parse_name(bearer) for bearer in bearers}
    near, new = dict[str, None](), dict.fromkeys(seeds)
    while new:
        near |= new
        keys = {key for name in new if name in every for key in every[name].keys}
        reached = [
            name for name, candidate in every.items() if name not in near and not keys.isdisjoint(candidate.keys)
        ]
        reached += [name for pair in pairs if not near.keys().isdisjoint(pair) for name in pair if name not in near]
        new = dict.fromkeys(reached)
    return list(near)


def _pair_judgements(judged: Iterable[Judgement]) -> Iterator[SameAs | DifferentFrom]:
    return (judgement for judgement in judged if isinstance(judgement, SameAs | DifferentFrom))


def _latest_by_pair(judged: Iterable[Judgement]) -> dict[frozenset[str], SameAs | DifferentFrom]:
    """Return the latest judgement on each pair of names."""
    return {frozenset(judgement.about): judgement for judgement in sorted(_pair_judgements(judged), key=lambda j: j.at)}
