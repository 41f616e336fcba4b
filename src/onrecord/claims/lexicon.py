"""The words of the lists: which say nothing, deny, oblige, stand for one another, or against one another."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from onrecord.text.stemming import root, stem

T = TypeVar("T")
Axis = tuple[int, int]
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "mis")
_AGAIN = "re"
_LONG = 3
_NOTHING = frozenset[int]()
_RARITIES = (0.6, 0.8, 1.0, 1.2)
"""What a word of each band of `frequencies.toml` tells; what is in none tells more."""
_RARE = 1.4


@cache
def load_word_list(name: str) -> dict[str, Any]:
    """Read one of the TOML files of words beside this module."""
    return tomllib.loads((files("onrecord.claims") / f"{name}.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """What the lists say of a word.

    stem, root: see `stemming`. hollow: it says nothing; light: it carries no claim; general: it may stand for much;
    rarity: how much it tells, the rarer the more.
    negator: it denies; negative: the same, where the other report has no word for it. senses: the groups of words that
    it may stand for; related: those of the same matter; kinds: of what it is one; signs: on which axis of opposites it
    stands where.
    """

    stem: str
    root: str
    hollow: bool
    light: bool
    general: bool
    rarity: float
    negator: bool
    negative: bool
    senses: frozenset[int]
    related: frozenset[int]
    kinds: frozenset[int]
    signs: frozenset[Axis]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words, stemmed. senses, related, kinds, signs: as in `LexiconEntry`, by stem and by root.

    limits: they limit what is said, as printed.
    mutual: what both do to each other. parts: which part the next word has in what is told. phrases: several
    words that stand for one. measures: units that do not stand for one another; scales: what a unit measures, and how
    much of it. On the first `either` axes what is not the one is the other.
    """

    hollow: frozenset[str]
    light: frozenset[str]
    general: frozenset[str]
    rarity: dict[str, float]
    negators: frozenset[str]
    negatives: frozenset[str]
    obliging: frozenset[str]
    either_way: frozenset[str]
    limits: frozenset[str]
    mutual: frozenset[str]
    titles: frozenset[str]
    parts: dict[str, int]
    measures: frozenset[str]
    scales: dict[str, tuple[str, float]]
    phrases: dict[tuple[str, ...], str]
    senses: dict[str, frozenset[int]]
    related: dict[str, frozenset[int]]
    kinds: dict[str, frozenset[int]]
    signs: dict[str, frozenset[Axis]]
    either: int


@cache
def load_lexicon() -> Lexicon:
    """The words of the TOML files beside this module."""
    words, groups, opposites = load_word_list("words"), load_word_list("synonyms"), load_word_list("opposites")
    phrases = load_word_list("phrases")
    lists = ("hollow", "light", "negators", "negatives", "obliging", "either_way")
    hollow, light, negators, negatives, obliging, either_way = (frozenset(map(stem, words[n].split())) for n in lists)
    either, every = (list(_sides(opposites[name])) for name in ("either", "all"))
    axes = [*either, *every]
    same = [*groups["same"].strip().split("\n"), *(side for axis in axes for side in axis)]
    signs = [((n, sign), side) for n, sides in enumerate(axes) for sign, side in zip((1, -1), sides, strict=True)]
    return Lexicon(
        hollow,
        light,
        frozenset(map(stem, groups["general"].split())),
        _rarity(),
        negators,
        negatives,
        obliging,
        either_way,
        frozenset(words["limits"].split()),
        frozenset(map(stem, words["mutual"].split())),
        frozenset(words["names"]["titles"].split()),
        {word: number for number, line in enumerate(words["parts"].split("\n")) for word in line.split()},
        frozenset(map(stem, words["measures"].split())),
        {unit: (of, float(size)) for unit, (of, size) in words["scales"].items()},
        {tuple(map(stem, each.split())): word for word, line in phrases.items() for each in line.split("|")},
        _by_word(enumerate(same)),
        _by_word(enumerate(groups["related"].strip().split("\n"))),
        _by_word(enumerate(groups["kinds"].strip().split("\n"))),
        _by_word(signs),
        len(either),
    )


def _rarity() -> dict[str, float]:
    """What a word tells, by how common it is."""
    bands = load_word_list("frequencies").values()
    return {stem(word): weight for weight, words in zip(_RARITIES, bands, strict=True) for word in words.split()}


def _sides(lines: str) -> Iterator[tuple[str, str]]:
    for line in lines.strip().split("\n"):
        one, other = line.split("|")
        yield one, other


def _by_word(groups: Iterable[tuple[T, str]]) -> dict[str, frozenset[T]]:
    """The groups of a word by its stem; by its root those of the words with that root."""
    found: defaultdict[str, set[T]] = defaultdict(set)
    for number, group in groups:
        for word in group.split():
            for key in {stem(word), root(word)}:
                found[key].add(number)
    return {word: frozenset(each) for word, each in found.items()}


@cache
def look_up(word: str) -> LexiconEntry:
    """What the lists say of a word in lower case."""
    known, found, made = load_lexicon(), stem(word), root(word)
    if found.startswith(_AGAIN) and found not in known.senses and found[2:] in known.senses:
        made = found[2:]
    light = found in known.hollow or found in known.light
    return LexiconEntry(
        found,
        made,
        found in known.hollow,
        light,
        found in known.general,
        known.rarity.get(found, _RARE),
        found in known.negators,
        found in known.negatives or (found.startswith("un") and found[2:] in known.senses),
        _NOTHING if light else _of(found, made, known.senses),
        _NOTHING if light else _of(found, made, known.related),
        _of(found, made, known.kinds),
        _of(found, made, known.signs) | known.signs.get(_positive(found), frozenset()),
    )


def _positive(found: str) -> str:
    """What "cooler" and "coolest" are made from."""
    plain = found.removesuffix("est") if found.endswith("est") else found.removesuffix("er")
    plain = plain[:-1] + "i" if plain.endswith("y") else plain
    return plain if plain != found and len(plain) > _LONG else ""


def _of(found: str, made: str, groups: Mapping[str, frozenset[T]]) -> frozenset[T]:
    return groups.get(found) or groups.get(made) or frozenset()


def are_synonyms(a: LexiconEntry, b: LexiconEntry) -> bool:
    """Are two words the same, made from one, or of the same sense?"""
    return a.stem == b.stem or a.root == b.root or not a.senses.isdisjoint(b.senses)


def are_opposites(a: LexiconEntry, b: LexiconEntry) -> bool:
    """Are two words opposites?"""
    return (bool(opposite_axes(a, b)) or differ_by_negative_affix(a.stem, b.stem)) and not are_synonyms(a, b)


def opposite_axes(a: LexiconEntry, b: LexiconEntry) -> set[int]:
    """On which axes two words are opposites."""
    return {axis for axis, sign in a.signs if (axis, -sign) in b.signs} if a.signs and b.signs else set()


def differ_by_negative_affix(one: str, other: str) -> bool:
    """Is one the other with a prefix, or "less" at its end, that turns it into its opposite?"""
    shorter, longer = (one, other) if len(one) < len(other) else (other, one)
    if len(shorter) <= _LONG:
        return False
    less = longer.removesuffix("les")
    return (longer.endswith(shorter) and longer[: -len(shorter)] in _PREFIXES) or (less != longer and less == shorter)


def are_complementary(a: LexiconEntry, b: LexiconEntry) -> bool:
    """Is what is not the one the other?"""
    return differ_by_negative_affix(a.stem, b.stem) or any(axis < load_lexicon().either for axis in opposite_axes(a, b))


TopicKey = str | tuple[str, int]
"""A stem, a root, or a list's name with a number: ("sense", 12)."""
OPPOSITES = "opposites"


@cache
def topic_keys(word: str) -> frozenset[TopicKey]:
    """Return keys that a word has in common with words of its sense, and with its opposites; none if it carries little.

    Cheap: for finding what to compare, before any wording is parsed.
    """
    if any(c.isdigit() for c in word):
        return frozenset()
    entry = look_up(word)
    if entry.negator or (entry.light and not entry.signs):
        return frozenset()
    stripped = (entry.stem.removeprefix(p) for p in _PREFIXES if entry.stem.startswith(p))
    positive = next((rest for rest in stripped if len(rest) > _LONG), entry.stem)
    senses = (("sense", number) for number in entry.senses)
    axes = ((OPPOSITES, number) for number, _ in entry.signs)
    return frozenset((entry.stem, entry.root, positive, *senses, *axes))
