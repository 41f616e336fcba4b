"""Find the claims of a ledger: which statements make one claim, given who is who in the ledger."""

from collections.abc import Collection, Sequence

from onrecord import claims
from onrecord.analysis.budget import UNLIMITED, Answer, Budget, LeftOut, keep_first, keep_last, probe
from onrecord.analysis.speakers import Aliases, KnownSpeaker, find_aliases, has_words
from onrecord.claims import Claim, fold_name
from onrecord.errors import LedgerError
from onrecord.ledger import Ledger, list_names
from onrecord.ledger.search.rare_words import WordBounds
from onrecord.ledger.sightings import find_similar_sightings, list_sightings
from onrecord.records import Sighting, Statement

# Sightings that share this part of their words are copies of one wording. They are compared whatever the budget: the
# claims' index puts them together without a comparison, and forty papers that print one wire story must all be shown.
_COPY = 0.85

# How far sightings that share a statement's rare words are searched for, if a budget does not allow to read all.
_SIMILAR = WordBounds(words=8, tried=60, counted=2_000, walked=3_000)


def find_claims(ledger: Ledger, speaker: str | KnownSpeaker = "", *, budget: Budget = UNLIMITED) -> Answer[Claim]:
    """Return the claims of all speakers, or of some, under whatever name they were printed; first said first.

    speaker: words that one of the speaker's names must have, or the one speaker.
    """
    if isinstance(speaker, KnownSpeaker):
        # These names were resolved when the speaker was found.
        aliases, fitting = speaker.aliases, list(speaker.names)
    elif speaker.strip():
        fitting = [bearer.name for bearer in list_names(ledger.database) if has_words(bearer.name, speaker)]
        aliases = find_aliases(ledger, fitting, budget=budget)
    else:
        sightings, left_out = _read_newest(ledger, None, budget)
        # Only names that occur in the sightings are resolved: with a budget most of the ledger's do not.
        seeds = dict.fromkeys(sighting.statement.speaker.name for sighting in sightings if sighting.statement.speaker)
        aliases = find_aliases(ledger, [name for name in seeds if name], budget=budget)
        return Answer(tuple(claims.group_claims(sightings, who=aliases.claimant)), (*left_out, *aliases.left_out))
    sightings, left_out = _read_newest(ledger, aliases.names_of(fitting), budget)
    return Answer(tuple(claims.group_claims(sightings, who=aliases.claimant)), (*left_out, *aliases.left_out))


def find_claim(ledger: Ledger, identifier: str, *, budget: Budget = UNLIMITED) -> Answer[Claim]:
    """Return the one claim that a statement is a sighting of.

    Raise LedgerError if there is no such statement, if its speaker has no name, or if it is in an older version.
    """
    entry = ledger.find(identifier)
    statement = entry.statement
    if statement is None:
        raise LedgerError(
            f"ledger {ledger.path}: {identifier} is an article; `onrecord show {identifier}` lists its statements"
        )
    name = statement.speaker and statement.speaker.name
    if not name:
        raise LedgerError(
            f"ledger {ledger.path}: {statement.id} has no speaker by name: only named speakers have claims"
        )
    aliases = find_aliases(ledger, [name], budget=budget)
    content = " ".join(span.of(entry.record.article.text) for span in statement.content)
    sightings, left_out = _read_similar(ledger, statement, content, aliases, budget)
    for claim in claims.group_claims(sightings, who=aliases.claimant):
        # The sightings read make several claims; sightings of older versions are not among them.
        if any(seen.sighting.statement.id == statement.id for seen in claim.seen):
            return Answer((claim,), (*left_out, *aliases.left_out))
    where = f"onrecord versions {identifier}"
    raise LedgerError(f"ledger {ledger.path}: {statement.id} stands in an older version of its page: see `{where}`")


def _read_newest(
    ledger: Ledger, printed: Collection[str] | None, budget: Budget
) -> tuple[Sequence[Sighting], tuple[LeftOut, ...]]:
    """Return the newest sightings under these names, or under any name, in the order in which they were stored."""
    if budget.sightings is None:
        return list(list_sightings(ledger.database, printed)), ()
    sightings = list(list_sightings(ledger.database, printed, most=probe(budget.sightings)))
    return keep_last(sightings, budget.sightings, "sightings")


def _read_similar(
    ledger: Ledger, said: Statement, content: str, aliases: Aliases, budget: Budget
) -> tuple[Sequence[Sighting], tuple[LeftOut, ...]]:
    """Return the sightings by the speaker of a statement that are to be compared with its content."""
    printed = aliases.names_of([said.speaker.name]) if said.speaker and said.speaker.name else ()
    limit, left_out = budget.sightings, tuple[LeftOut, ...]()
    if limit is None or aliases.count(printed) <= limit:
        sightings: Sequence[Sighting] = list(list_sightings(ledger.database, printed))
    else:
        sightings, left_out = (
            find_similar_sightings(ledger.database, said.id, content, printed, most=limit, bounds=_SIMILAR),
            (LeftOut("sightings", limit),),
        )
    if budget.compared is None:
        return sightings, left_out
    own = _fold_words(content)
    ranked = sorted(
        ((_word_overlap(own, sighting), place) for place, sighting in enumerate(sightings)), key=lambda pair: -pair[0]
    )
    copies = sum(share >= _COPY for share, _ in ranked)
    chosen, cut = keep_first([place for _, place in ranked], max(copies, budget.compared), "compared")
    # In the order in which they were stored, as without a budget: of one day the first said stays the first.
    return [sightings[place] for place in sorted(chosen)], (*left_out, *cut)


def _fold_words(content: str) -> set[str]:
    return set(fold_name(content).split())


def _word_overlap(own: set[str], other: Sighting) -> float:
    """Return the part of the words of both that they share (Jaccard), from 0 to 1."""
    theirs = _fold_words(other.content)
    return len(own & theirs) / max(1, len(own | theirs))
