"""Organisations and documents that a text names, and which of them a description ("the bank", "the poll") means."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from onrecord.enrich.speakers.lexicon import (
    COMPANY_NOUNS,
    COMPANY_SIGNS,
    DOCUMENTS,
    NATIONALITIES,
    NEVER,
    NO_PART,
    ORGANISATIONS,
    PAPERWORK,
    PLACES,
    REGIONS,
    THINGS,
    TITLES,
    first_name,
    means,
    plain,
    role_noun,
)
from onrecord.enrich.speakers.mentions import NAME, initials, is_acronym, is_body
from onrecord.enrich.speakers.roles import DETERMINER
from onrecord.text.document import Document

_NAMES = rf"{NAME.pattern}(?:/{NAME.pattern})*"
_LONG = re.compile(
    rf"{_NAMES}(?:\s(?:of|for|on|and|&)(?:\s(?:the|its))?\s{NAME.pattern})*(?P<tail>(?:[ \u00a0][a-z-]+){{0,3}})"
)
_SHORT = re.compile(r"\s\(([A-Z][A-Za-z.]{1,7})\)")
_MADE_BY = re.compile(rf"\b([a-z]+)\sby\s(?:the\s)?{NAME.pattern}")
_AND = re.compile(r"\s(?:and|&)\s(?:the\s)?")
_WORKS = "book memoir autobiography biography novel documentary film report study essay album op-ed".split()
_TITLED = re.compile(
    rf"\b({'|'.join(_WORKS)})\b"
    r"(?:[^.,\n“\"]{0,50}\b(?:entitled|titled|called|named),?|,)\s+(?:[“\"]([^”\"\n]{3,80})[”\"]|([A-Z][^.,\n“”\"(]{3,80}))"
)
_OWNED = re.compile(r"[’']s?$")
_POSSESSIVE = re.compile(r"[’']s\s")
_LAST_AND = re.compile(r"\s(?:and|&)(?:\sthe)?\s*$")
_OPENER = re.compile(r"^(?:In|At|On|But|And|For|As|From|By|With|Though|While|After|When)\s+(?:the\s)?|^(?:The|A|An)\s")
_SIGN = re.compile(r"(?:[’']s?)?\s+(?:chief\s+)?([A-Za-z]+)")
_REGION_NOUNS = {"state": "states", "country": "countries", "nation": "countries", "government": "countries"}

Kind = Literal["organisation", "document"]


@dataclass(frozen=True, slots=True)
class Thing:
    """A body or a document named at `place`: its name, and the nouns in it that say what it is."""

    place: int
    name: str
    nouns: tuple[str, ...]
    kind: Kind


class Things:
    """The bodies and the documents of one text, in its order."""

    def __init__(self, layout: Document) -> None:
        self.layout = layout
        self.found = sorted(_things(layout), key=lambda thing: thing.place)
        self._places = [thing.place for thing in self.found]
        self._short = dict(_in_brackets(layout.text, self.found))
        self.count = Counter(thing.name for thing in self.found)
        self._companies = {thing.name for thing in self.found if thing.nouns == ("company",)}
        self._by_last: dict[str, set[Thing]] = defaultdict(set)
        self._by_initials: dict[str, set[Thing]] = defaultdict(set)
        for thing in {(t.name, t.kind): t for t in self.found}.values():
            self._by_last[_last(thing.name)].add(thing)
            self._by_initials[initials(thing.name)].add(thing)

    def before(self, place: int, most: int = 60) -> list[Thing]:
        """The last `most` things named before `place`."""
        end = bisect_left(self._places, place)
        return self.found[max(0, end - most) : end]

    def after(self, place: int, most: int = 60) -> list[Thing]:
        """The first `most` things named at `place` or later."""
        start = bisect_left(self._places, place)
        return self.found[start : start + most]

    def is_company(self, name: str) -> bool:
        """Is the name one whose staff or shares are spoken of?"""
        return name in self._companies

    def full(self, name: str, kind: Kind) -> str:
        """The fullest name printed of a body or a document, from its short form or its initials."""
        own = re.sub(r"^(?:The|the)\s", "", name)
        if own in self._short:
            return self._short[own]
        words = own.lower().split()
        longer = {t.name for t in self._by_last[_last(own)] if t.kind == kind and _is_long(t.name, words, own, kind)}
        longer |= {t.name for t in self._by_initials[own.replace(".", "")] if t.kind == kind}
        return max(sorted(longer - {own}), key=lambda found: self.count[found], default=own)


def _last(name: str) -> str:
    return name.lower().replace("\u00a0", " ").rsplit(maxsplit=1)[-1] if name.strip() else ""


def _in_brackets(text: str, found: list[Thing]) -> Iterator[tuple[str, str]]:
    """The short forms given in brackets: "River Authority (KRA)"."""
    for thing in found:
        match = _SHORT.match(text, thing.place + len(thing.name))
        if match:
            yield match[1], thing.name


def _is_long(name: str, words: list[str], own: str, kind: Kind) -> bool:
    if kind == "organisation":
        return name.endswith(" " + own)
    other = name.lower().replace("\u00a0", " ").split()
    return len(other) > len(words) and other[-1] == words[-1] and all(word in other for word in words)


def _things(layout: Document) -> list[Thing]:
    shouting = layout.headline and sum(w[:1].isupper() for w in layout.text[: layout.headline].split()) > 4
    made = [t for m in _LONG.finditer(layout.text, layout.headline if shouting else 0) for t in _of_run(m)]
    for match in _TITLED.finditer(layout.text) if any(work in layout.text for work in _WORKS) else ():
        made.append(Thing(match.start(), (match[2] or match[3]).strip(), (match[1],), "document"))
    for match in _MADE_BY.finditer(layout.text):
        if match[1] in DOCUMENTS:
            made.append(Thing(match.start(), match[0], (match[1],), "document"))
    return made


def _of_run(match: re.Match[str]) -> list[Thing]:
    """The bodies and documents in one run of capitals and the small words after it."""
    run, place = match[0][: match.start("tail") - match.start()], match.start()
    tail = match["tail"].replace("\u00a0", " ").split()
    made: list[Thing] = []
    noun_at = _noun_of(tail)
    last_piece = _AND.split(run)[-1]
    if noun_at is not None and _bare(last_piece):
        noun = plain(tail[noun_at])
        kind: Kind = "document" if noun in PAPERWORK else "organisation"
        name = " ".join((_bare(last_piece), *tail[: noun_at + 1]))
        made.append(Thing(place + len(run) - len(last_piece), name, (noun,), kind))
    for piece, at in _pieces(run):
        words = [plain(w) for w in piece.split()]
        last = words[-1] if words else ""
        sign = next((i for i, word in enumerate(words) if i and word in COMPANY_SIGNS), 0)
        if sign:
            made.append(Thing(place + at, " ".join(piece.split()[:sign]), ("company",), "organisation"))
        elif last in DOCUMENTS and len(words) > 1 and not any(w in ORGANISATIONS for w in words):
            made.append(Thing(place + at, piece, (last,), "document"))
        elif is_body(piece) and (
            len(words) > 1 or is_acronym(piece) or run[0] != match.string[place : place + 1] or place > 0
        ):
            nouns = tuple(w for w in words if w in ORGANISATIONS) or ("",)
            made.append(Thing(place + at, piece, nouns, "organisation"))
        elif not NEVER.issuperset(words) and _is_company(match, run, tail):
            made.append(Thing(place + at, piece, ("company",), "organisation"))
    return made


def _noun_of(tail: list[str]) -> int | None:
    """Which of the small words after a run of capitals is the noun that it goes with: "opinion poll released"."""
    last = None
    for i, word in enumerate(tail):
        if word in NO_PART or word.endswith("ed"):
            break
        if plain(word) in THINGS:
            last = i
    return last


def _is_company(match: re.Match[str], run: str, tail: list[str]) -> bool:
    sign = _SIGN.match(match.string, match.start() + len(run))
    owned = run.endswith(("’s", "'s"))
    word = sign[1].lower() if sign else ""
    return word in COMPANY_SIGNS and not first_name(run.split(maxsplit=1)[0]) and (owned or word != "workers")


def _bare(run: str) -> str:
    words = DETERMINER.sub("", run).split()
    while (
        words
        and plain(words[0]) in NEVER
        and plain(words[0]) not in NATIONALITIES
        and not is_acronym(words[0])
        and " ".join(words[:2]).lower() not in PLACES
    ):
        words.pop(0)
    return _OWNED.sub("", " ".join(words))


def _pieces(run: str) -> list[tuple[str, int]]:
    """A run cut at its possessives, and at an "and" after a whole body ("Kelva Council and River Authority")."""
    cuts = [m.end() for m in _POSSESSIVE.finditer(run)]
    for match in _AND.finditer(run):
        last = plain(run[: match.start()].rsplit(maxsplit=1)[-1])
        if last in ORGANISATIONS or not is_body(run[match.end() :]):
            cuts.append(match.end())
    edges = [0, *sorted(cuts), len(run)]
    made = []
    for start, end in pairwise(edges):
        piece = _LAST_AND.sub("", run[start:end]).strip()
        bare = _OWNED.sub("", _OPENER.sub("", piece))
        words = bare.split()
        office = next((i for i, w in enumerate(words) if i and (role_noun(w) or plain(w) in TITLES)), 0)
        if office and is_body(" ".join(words[:office])):
            bare = " ".join(words[:office])
        if plain(bare.partition(" of ")[0]) in COMPANY_SIGNS:
            bare = bare.partition(" of ")[2]
        if bare:
            made.append((bare, start + piece.find(bare)))
    return made


def described(part: str, place: int, things: Things, kind: Kind, *, later: bool) -> str | None:
    """Which of the things named before `place` a description means, or, if `later`, the first one after that it fits.

    The nouns must agree; of several the one that shares more words, then the nearest. A capital in the description
    ("a Senate panel") must be in the name.
    """
    core = re.split(
        r"\s(?:of|for|at|to|from|with|in|on|by|that|released|conducted|published)\b", DETERMINER.sub("", part)
    )[0].split()
    if not core:
        return None
    noun, extra = plain(core[-1]), [plain(w) for w in core[:-1]]
    noun = noun.removesuffix("s") if noun not in THINGS else noun
    capitals = [plain(w) for w in core[:-1] if w[0].isupper() and plain(w) not in NEVER]

    def fit(thing: Thing) -> float:
        if thing.kind != kind or not any(means(noun, known) for known in thing.nouns):
            return 0.0
        own = thing.name.lower()
        if own == noun or (own == " ".join(core).lower() and thing.name.rsplit(maxsplit=1)[-1].islower()):
            return 0.0
        words = [plain(w) for w in thing.name.split()]
        if any(word not in words for word in capitals):
            return 0.0
        return 1.0 + sum(word in words for word in extra)

    known = [(fit(t), t.place, t.name) for t in things.before(place)]
    known = [k for k in known if k[0]]
    if known:
        return max(known)[2]
    if later:
        return next((t.name for t in things.after(place) if fit(t)), None)
    return None


def region(noun: str, place: int, text: str) -> str | None:
    """The state or the country that "the state" is: the nearest named before, in the same paragraph."""
    if noun not in _REGION_NOUNS:
        return None
    start = text.rfind("\n", 0, place) + 1
    for match in reversed(list(NAME.finditer(text, start, place))):
        for words in (match[0], match[0].split()[-1]):
            bare = re.sub(r"[’']s?$", "", words)
            if bare.lower() in REGIONS:
                return bare
    return None


def company(noun: str, place: int, things: Things) -> str | None:
    """The company that "the bank" is, where no name tells: the one whose staff or shares are spoken of."""
    if noun not in COMPANY_NOUNS:
        return None
    named = [t.name for t in things.before(place) if t.nouns == ("company",)]
    return max(named, key=lambda name: (things.count[name], named.index(name)), default=None)


def is_place(name: str) -> bool:
    """Is it the name of a country, state or city?"""
    return name.lower() in PLACES
