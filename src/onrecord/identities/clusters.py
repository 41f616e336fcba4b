"""Cluster names into identities, link by link; names that people judged different are never joined."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from onrecord.identities.names import Name, parse_name
from onrecord.judgements import DifferentFrom, SameAs
from onrecord.records import SpeakerName


@dataclass(frozen=True, slots=True)
class Member:
    """An alias of an identity: number of statements, confidence, and the reason why it belongs to this identity."""

    name: str
    count: int
    score: float
    because: str


@dataclass(frozen=True, slots=True)
class Identity:
    """A speaker under all aliases, the fullest first. doubts: whom else they may mean, and why they were not joined."""

    members: tuple[Member, ...]
    doubts: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return the fullest name."""
        return self.members[0].name

    @property
    def names(self) -> tuple[str, ...]:
        """Return all aliases as printed."""
        return tuple(member.name for member in self.members)


@dataclass(frozen=True, slots=True)
class Link:
    """Two names of one identity, with confidence and reason."""

    one: str
    other: str
    score: float
    because: str


@dataclass
class Board:
    """Names, and the clusters that they form so far."""

    names: dict[str, Name]
    judged: dict[frozenset[str], SameAs | DifferentFrom]
    links: dict[str, list[Link]] = field(default_factory=dict)
    doubts: dict[str, list[str]] = field(default_factory=dict)
    group: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in {name for pair in self.judged for name in pair} - set(self.names):
            self.names[name] = parse_name(SpeakerName(name, "person"))
        self.group = {name: {name} for name in self.names}

    def apply_links(self, links: Iterable[Link]) -> None:
        """Join the clusters of linked names, the surest link first, unless people judged names of them different."""
        for link in sorted(links, key=lambda link: -link.score):
            first_group, second_group = self.group[link.one], self.group[link.other]
            against = self._find_separation(first_group, second_group) if first_group is not second_group else None
            if against:
                self.add_doubt(link.one, f"not joined with {link.other}: {describe_pair_judgement(against)}")
                self.add_doubt(link.other, f"not joined with {link.one}: {describe_pair_judgement(against)}")
            elif first_group is not second_group or link.score == 1.0:
                for name in (link.one, link.other):
                    self.links.setdefault(name, []).append(link)
                first_group |= second_group
                self.group |= dict.fromkeys(second_group, first_group)

    def _find_separation(self, one: set[str], other: set[str]) -> DifferentFrom | None:
        for pair, judgement in self.judged.items():
            if isinstance(judgement, DifferentFrom) and pair & one and pair & other:
                return judgement
        return None

    def add_doubt(self, name: str, words: str) -> None:
        """Note once whom else a name may mean."""
        if words not in self.doubts.setdefault(name, []):
            self.doubts[name].append(words)

    def groups_of(self, names: Iterable[str]) -> list[set[str]]:
        """Return the clusters of these names, each once."""
        return list({id(self.group[name]): self.group[name] for name in names}.values())

    def fullest_name(self, group: Iterable[str]) -> str:
        """Return the fullest name of a cluster; Latin letters first, then the one with most statements."""
        return max(group, key=lambda name: (self.names[name].is_latin, *self.names[name].fullness, name))

    def build_identities(self) -> Iterator[Identity]:
        """Yield the clusters as identities."""
        for group in self.groups_of(self.names):
            first = self.fullest_name(group)
            reasons = self._find_reasons(first)
            members = [Member(n, self.names[n].bearer.count, *reasons.get(n, (0.0, ""))) for n in group - {first}]
            members.sort(key=lambda member: (-member.score, -member.count, member.name))
            why = "the fullest name" if members else "the only name"
            lead = Member(first, self.names[first].bearer.count, 1.0, why)
            doubts = dict.fromkeys(words for name in sorted(group) for words in self.doubts.get(name, ()))
            yield Identity((lead, *members), tuple(doubts))

    def _find_reasons(self, first: str) -> dict[str, tuple[float, str]]:
        """Return confidence and reason for each alias: the chain of links to it, as sure as its weakest link."""
        reasons = {first: (1.0, "")}
        queue = [first]
        while queue:
            name = queue.pop(0)
            for link in self.links.get(name, ()):
                there = link.other if link.one == name else link.one
                if there not in reasons:
                    through = "" if name == first else f"“{name}”: "
                    reasons[there] = (min(link.score, reasons[name][0]), through + link.because)
                    queue.append(there)
        return reasons


def describe_pair_judgement(judgement: SameAs | DifferentFrom) -> str:
    """Return a judgement in a few words."""
    what = f"judged {'the same' if isinstance(judgement, SameAs) else 'different'}"
    note = f": {judgement.note}" if judgement.note else ""
    return f"{what} by {judgement.by} on {judgement.at.date().isoformat()}{note}"
