"""Names that are joined into identities, link by link; what people judged apart stays apart."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from onrecord.identities.names import Name, named
from onrecord.judgements import DifferentFrom, SameAs
from onrecord.records import SpeakerName


@dataclass(frozen=True, slots=True)
class Member:
    """A name of an identity, how often it says something, and why it is taken to be of this one."""

    name: str
    count: int
    score: float
    because: str


@dataclass(frozen=True, slots=True)
class Identity:
    """One who speaks, under every name: the fullest first. doubts: whom else names like these may mean, and why not."""

    members: tuple[Member, ...]
    doubts: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The fullest name."""
        return self.members[0].name

    @property
    def names(self) -> tuple[str, ...]:
        """All of its names, as they are printed."""
        return tuple(member.name for member in self.members)


@dataclass(frozen=True, slots=True)
class Link:
    """Two names that are of one identity, and why."""

    one: str
    other: str
    score: float
    because: str


@dataclass
class Board:
    """Names, and the groups in which they stand so far."""

    names: dict[str, Name]
    judged: dict[frozenset[str], SameAs | DifferentFrom]
    links: dict[str, list[Link]] = field(default_factory=dict)
    doubts: dict[str, list[str]] = field(default_factory=dict)
    group: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in {name for pair in self.judged for name in pair} - set(self.names):
            self.names[name] = named(SpeakerName(name, "person"))
        self.group = {name: {name} for name in self.names}

    def join(self, links: Iterable[Link]) -> None:
        """Follow links, the surest first, but where people judged two of the names apart."""
        for link in sorted(links, key=lambda link: -link.score):
            one, other = self.group[link.one], self.group[link.other]
            against = self._apart(one, other) if one is not other else None
            if against:
                self.doubt(link.one, f"not joined with {link.other}: {told(against)}")
                self.doubt(link.other, f"not joined with {link.one}: {told(against)}")
            elif one is not other or link.score == 1.0:
                for name in (link.one, link.other):
                    self.links.setdefault(name, []).append(link)
                one |= other
                self.group |= dict.fromkeys(other, one)

    def _apart(self, one: set[str], other: set[str]) -> DifferentFrom | None:
        for pair, judgement in self.judged.items():
            if isinstance(judgement, DifferentFrom) and pair & one and pair & other:
                return judgement
        return None

    def doubt(self, name: str, words: str) -> None:
        """Note whom a name may mean else."""
        if words not in self.doubts.setdefault(name, []):
            self.doubts[name].append(words)

    def groups(self, names: Iterable[str]) -> list[set[str]]:
        """The groups in which these names stand, each once."""
        return list({id(self.group[name]): self.group[name] for name in names}.values())

    def leader(self, group: Iterable[str]) -> str:
        """The fullest name of a group; of those, the one in Latin letters that says most."""
        return max(group, key=lambda name: (self.names[name].latin, *self.names[name].fullness, name))

    def identities(self) -> Iterator[Identity]:
        """The groups as identities."""
        for group in self.groups(self.names):
            first = self.leader(group)
            reasons = self._reasons(first)
            members = [Member(n, self.names[n].bearer.count, *reasons.get(n, (0.0, ""))) for n in group - {first}]
            members.sort(key=lambda member: (-member.score, -member.count, member.name))
            why = "the fullest name" if members else "the only name"
            lead = Member(first, self.names[first].bearer.count, 1.0, why)
            doubts = dict.fromkeys(words for name in sorted(group) for words in self.doubts.get(name, ()))
            yield Identity((lead, *members), tuple(doubts))

    def _reasons(self, first: str) -> dict[str, tuple[float, str]]:
        """Why each name is of the identity: the link by which it is reached, no surer than those before."""
        found = {first: (1.0, "")}
        queue = [first]
        while queue:
            name = queue.pop(0)
            for link in self.links.get(name, ()):
                there = link.other if link.one == name else link.one
                if there not in found:
                    through = "" if name == first else f"“{name}”: "
                    found[there] = (min(link.score, found[name][0]), through + link.because)
                    queue.append(there)
        return found


def told(judgement: SameAs | DifferentFrom) -> str:
    """A judgement in a few words."""
    what = f"judged {'the same' if isinstance(judgement, SameAs) else 'different'}"
    note = f": {judgement.note}" if judgement.note else ""
    return f"{what} by {judgement.by} on {judgement.at.date().isoformat()}{note}"
