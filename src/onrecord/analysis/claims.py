"""The claims of a ledger: which statements are one claim, by the ledger's sightings and by who is who in it.

With `newest`, what it costs is bounded: no more than so many sightings are compared, whatever the ledger holds.
"""

from collections.abc import Callable, Collection, Iterable

from onrecord import claims
from onrecord.claims import Claim, fold_name
from onrecord.errors import LedgerError
from onrecord.identities import Identity, identities
from onrecord.ledger import Found, Ledger, latest, names, paired, statements
from onrecord.records import Judgement, Sighting

_NAMES = 24
"""So many names that may be one speaker's are looked at where the work is bounded."""

_LIKEST = 20
"""So many sightings, the likest in their words, are compared with one where the work is bounded; and all that have
nearly the same words, which costs little."""
_NEARLY_ALL = 0.85


def named(words: str) -> Callable[[str], bool]:
    """Has a name all of these words?

    >>> named("voss")("Mara Voss"), named("mara reh")("Mara Voss")
    (True, False)
    """
    wanted = set(fold_name(words).split())
    return lambda name: wanted <= set(fold_name(name).split())


def who(ledger: Ledger) -> Callable[[str], str]:
    """The identity of a speaker's name in this ledger: see `onrecord speaker`."""
    judged = paired(ledger)
    return _who(identities(names(ledger), judged), judged)


def _who(found: Iterable[Identity], judged: Iterable[Judgement]) -> Callable[[str], str]:
    """The identity of a name, its title and the like left out, but where people judged it to be another's."""
    apart = {name for made in judged if made.kind == "different" for name in (made.subject, made.object)}
    known = {name: one.name for one in found for name in one.names}

    def identity(name: str) -> str:
        full = known.get(name, name)
        return full if {name, full} & apart else fold_name(full)

    return identity


def who_near(ledger: Ledger, among: Collection[str]) -> Callable[[str], str]:
    """The same for these names and those that share a word with one of them, at the most some dozens of each."""
    judged = paired(ledger)
    wanted = {*list(among)[:_NAMES], *(name for made in judged for name in (made.subject, made.object) if name)}
    known = [bearer for bearer in names(ledger) if bearer.name in wanted]
    return _who(identities(known, judged), judged)


def claims_of(ledger: Ledger, fits: Callable[[str], bool], newest: int | None = None) -> list[Claim]:
    """The claims of the speakers with a name that fits, under whatever name they were printed.

    newest: of only so many of their sightings, the newest.
    """
    known = statements.speakers(ledger)
    if newest is None:
        identity = who(ledger)
        chosen = {identity(name) for name in known if fits(name)}
        wanted = {name for name in known if identity(name) in chosen}
        return claims.group_claims(statements.sightings(ledger, wanted), who=identity)
    fitting = [name for name in known if fits(name)]
    if len(fitting) == len(known):
        found = latest.sightings(ledger, most=newest)
        given = {s.statement.speaker.name for s in found if s.statement.speaker and s.statement.speaker.name}
        return claims.group_claims(found, who=who_near(ledger, sorted(given)))
    near = _near(known, fitting[:_NAMES])
    identity = who_near(ledger, near)
    chosen = {identity(name) for name in fitting[:_NAMES]}
    wanted = {name for name in near if identity(name) in chosen}
    return claims.group_claims(latest.sightings(ledger, sorted(wanted), most=newest), who=identity)


def _near(known: Collection[str], seeds: Collection[str]) -> list[str]:
    """The seeds, then the names that share a word with one of them."""
    words = {word for name in seeds for word in fold_name(name).split() if len(word) > 1}
    return [*seeds, *(name for name in known if name not in seeds and words & set(fold_name(name).split()))][:_NAMES]


def claim_of(ledger: Ledger, identifier: str, newest: int | None = None) -> Claim:
    """The claim that a statement is a sighting of; LedgerError where there is no such statement, or it has no claim.

    newest: compare it with only so many sightings, those that share most of its rare words.
    """
    found = ledger.find(identifier)
    said = found.statement
    if said is None:
        raise LedgerError(
            f"ledger {ledger.path}: {identifier} is an article; `onrecord show {identifier}` lists its statements"
        )
    name = said.speaker and said.speaker.name
    if not name:
        raise LedgerError(f"ledger {ledger.path}: {said.id} has no speaker by name: only named speakers have claims")
    every = claims_of(ledger, lambda other: other == name) if newest is None else _around(ledger, found, name, newest)
    for made in every:
        if any(seen.sighting.statement.id == said.id for seen in made.seen):
            return made
    where = f"onrecord versions {identifier}"
    raise LedgerError(f"ledger {ledger.path}: {said.id} stands in an older version of its page: see `{where}`")


def _around(ledger: Ledger, found: Found, name: str, newest: int) -> list[Claim]:
    """The claims of the sightings, by the same speaker, that share words with a statement."""
    near = _near(statements.speakers(ledger), [name])
    identity = who_near(ledger, near)
    names_of = {other for other in near if identity(other) == identity(name)}
    said = found.statement
    if said is None:
        return []
    content = " ".join(span.of(found.record.article.text) for span in said.content)
    near_by = latest.sharing(ledger, said.id, content, names_of, most=newest)
    return claims.group_claims(_likest(_words(content), near_by), who=identity)


def _likest(own: set[str], near_by: Iterable[Sighting]) -> list[Sighting]:
    """Those with the most words in common: every one with nearly all, and some dozens of the others."""
    ranked = sorted(((_share(own, one), one) for one in near_by), key=lambda pair: -pair[0])
    return [one for place, (share, one) in enumerate(ranked) if share >= _NEARLY_ALL or place < _LIKEST]


def _words(content: str) -> set[str]:
    return set(fold_name(content).split())


def _share(own: set[str], other: Sighting) -> float:
    """The part of both one's and the other's words that they have in common."""
    theirs = _words(other.content)
    return len(own & theirs) / max(1, len(own | theirs))
