"""The names that an article prints: found by their capitals, told apart by the words in them."""

import re
import tomllib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Gender = Literal["male", "female"]

_ABBREVIATION = r"(?:Mrs?|Ms|Dr|Sens?|Reps?|Gov|Gen|Lt|Col|Capt|Sgt|Prof|St|Rev|Maj|Adm|Cmdr|Hon|Messrs)\."
_CAPITAL = rf"(?:{_ABBREVIATION}|[A-Z]\.(?:[A-Z]\.)*|[^\W\d_a-zß-öø-ÿа-яё][\w’'-]*(?<!['’]))"
_PARTICLE = r"(?:bin|ibn|al|el|de|da|di|du|del|della|van|von|der|den|la|le|ben|af|zu|y|e)"
NAME = re.compile(rf"(?<![\w’'-])(?:{_CAPITAL})(?:(?:[ \u00a0]{_PARTICLE}){{0,2}}[ \u00a0]{_CAPITAL})*")
_SENTENCE_END = re.compile(r"(?<=[a-z0-9”\"’])\.$")
_LEADING = re.compile(r"^(?:The|A|An|In|At|On|But|And)\s")
_POSSESSIVE = re.compile(r"[’']s?$")


@cache
def vocabulary() -> dict[str, frozenset[str]]:
    """The lists of people.toml."""
    made = tomllib.loads((files("onrecord.enrich") / "people.toml").read_text("utf-8"))
    return {name: frozenset(words) for name, words in made.items()}


def plain(word: str) -> str:
    """A word as the lists hold it: lower case, without full stop and possessive."""
    return _POSSESSIVE.sub("", word.rstrip(".,:;")).lower()


@dataclass(frozen=True, slots=True)
class Mention:
    """A person's name in the text, titles left out. gender: as the title or the first name tells, if they do."""

    start: int
    words: tuple[str, ...]
    gender: Gender | None


def people(text: str) -> list[Mention]:
    """What may be names of people, in the order of the text; single words too, for surnames.

    A headline in capitals tells nothing of names.
    """
    return [mention for match in NAME.finditer(text, _after_headline(text)) for mention in _person(match)]


def _after_headline(text: str) -> int:
    headline = text.partition("\n")[0]
    words = [w for w in re.findall(r"[^\W\d_]+", headline) if len(w) > 3]
    shouting = sum(w[0].isupper() for w in words) > 0.8 * len(words)
    return len(headline) if shouting and len(words) > 3 and len(headline) < len(text) else 0


def _person(match: re.Match[str]) -> Iterator[Mention]:
    lists = vocabulary()
    place, titles, words = match.start(), list[str](), list[str]()
    parts = list(re.finditer(r"\S+", match[0]))
    known = [plain(part[0]) for part in parts]
    # "Marrow Bay Sen. Ines Varga" begins after its last title.
    first = max((i + 1 for i, word in enumerate(known[:-1]) if word in lists["titles"]), default=0)
    titles = known[:first]
    for i, part in enumerate(parts[first:], first):
        word = part[0]
        if not words and (known[i] in lists["titles"] or known[i] in lists["never"]):
            titles.append(known[i])
            continue
        if not words:
            place = match.start() + part.start()
        words.append(word)
    if not words or len(words) > 4 or any(plain(w) in lists["organisations"] for w in words):
        return
    words[-1] = _POSSESSIVE.sub("", words[-1])
    if not re.match(r"(?:[A-Z]\.)+$", words[-1]):
        words[-1] = words[-1].rstrip(".")
    yield Mention(place, tuple(words), gender(words[0] if len(words) > 1 else "", titles))


def gender(first_name: str, titles: list[str]) -> Gender | None:
    """What a first name, or the titles before a name, tell of gender."""
    lists = vocabulary()
    if any(t in lists["male"] for t in titles) or plain(first_name) in lists["male_names"]:
        return "male"
    if any(t in lists["female"] for t in titles) or plain(first_name) in lists["female_names"]:
        return "female"
    return None


class Roster:
    """The people and the bodies whom one text names."""

    def __init__(self, text: str) -> None:
        self.mentions = people(text)
        self._starts = [m.start for m in self.mentions]
        self._full = Counter(m.words for m in self.mentions if len(m.words) > 1)
        self._genders: dict[tuple[str, ...], Gender] = {}
        for mention in self.mentions:
            if mention.gender:
                self._genders.setdefault(self.person(mention.words, mention.start) or mention.words, mention.gender)
        self.bodies = Counter(_LEADING.sub("", m[0]) for m in NAME.finditer(text) if is_body(m[0]))

    def before(self, place: int) -> list[Mention]:
        """The mentions that begin before `place`."""
        return self.mentions[: bisect_left(self._starts, place)]

    def after(self, place: int) -> list[Mention]:
        """The mentions that begin at `place` or later."""
        return self.mentions[bisect_left(self._starts, place) :]

    def gender(self, words: tuple[str, ...]) -> Gender | None:
        """The gender of a person, as any mention of the name tells."""
        return self._genders.get(words)

    def person(self, words: tuple[str, ...], place: int) -> tuple[str, ...] | None:
        """The fullest name that is printed for a name at `place`; None where only this one is, and it is one word.

        A surname may be several people's: the one who is named in full most often, then the nearest before.
        """
        own = tuple(plain(w) for w in words)
        fitting = [full for full in self._full if _fits(own, tuple(plain(w) for w in full))]
        if not fitting and len(own) == 1:
            fitting = [full for full in self._full if plain(full[0]) == own[0] and len(full) < 4]
            fitting = fitting if len({plain(f[-1]) for f in fitting}) == 1 else []
        if not fitting:
            return words if len(words) > 1 else None

        def weight(full: tuple[str, ...]) -> tuple[int, int, int]:
            nearest = max((m.start for m in self.before(place + 1) if m.words == full), default=-1)
            return self._full[full], nearest, len(full)

        if len(own) > 1:
            # A longer run of capitals may begin with something else ("of Kelva Anton Reh").
            same = [full for full in fitting if plain(full[0])[0] == own[0][0]] or [words]
            return max(same, key=lambda full: (len(full), *weight(full)))
        return max(fitting, key=weight)

    def inside(self, words: tuple[str, ...]) -> tuple[str, ...] | None:
        """The longest of the full names that stand, as a run, among `words`."""
        text = f" {' '.join(words)} "
        return max((full for full in self._full if f" {' '.join(full)} " in text), key=len, default=None)

    def body(self, name: str) -> str:
        """The fullest name that is printed for an organisation: of its short form, or of its initials."""
        own = name.removeprefix("The ").removeprefix("the ")
        longer = [b for b in self.bodies if b != own and (b.endswith(" " + own) or initials(b) == own)]
        return max(longer, key=lambda b: self.bodies[b], default=own)


def _fits(own: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Is `own` a shorter form of `full`: the same surname, and every other word in it or its initial?"""
    if own[-1] != full[-1]:
        return False
    return all(any(a == b or (len(a.rstrip(".")) == 1 and b.startswith(a[0])) for b in full) for a in own)


def is_body(name: str) -> bool:
    """Does a capitalised name look like an organisation's?"""
    words = [plain(w) for w in name.split()]
    return any(w in vocabulary()["organisations"] for w in words) or is_acronym(name)


def is_acronym(name: str) -> bool:
    """NATO, EU, U.N., HUR; not a transcript's SURNAME."""
    bare = name.replace(".", "")
    return bare.isalpha() and bare.isupper() and 2 <= len(bare) <= 5


def initials(name: str) -> str:
    """ "General Staff of the Armed Forces" is GSAF."""
    return "".join(w[0] for w in name.split() if w[0].isupper())
