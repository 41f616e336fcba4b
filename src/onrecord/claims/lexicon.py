"""Lexicon: function words, negators, modals, synonyms and antonyms, read from the TOML files beside this module."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from onrecord.text.stemming import root, stem

W = TypeVar("W")
Axis = tuple[int, int]
TopicKey = str | tuple[str, int]
"""A stem, a root, or a list's name with a number: ("sense", 12)."""
OPPOSITES = "opposites"
_NEGATIVE_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "mis")
_REPEATED = "re"
# Letters: from shorter stems no prefix or ending is taken ("in-to", "un-it", "bet-ter").
_LONG_STEM = 3
_NO_GROUPS = frozenset[int]()
# The weight of a word of each band of `frequencies.toml`, the commonest first: common words say little.
_BAND_WEIGHTS = (0.6, 0.8, 1.0, 1.2)
# And of a word that is in none of them.
_RARE_WEIGHT = 1.4


@cache
def load_word_list(name: str) -> dict[str, Any]:
    """Read one of the TOML files of words beside this module."""
    return tomllib.loads((files("onrecord.claims") / f"{name}.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class LexiconEntry:
    """What the lists say of a word.

    stem, root: see `text.stemming`. hollow: a function word; light: it carries no claim; general: it has many senses;
    rarity: its weight, the rarer the more. negator: it negates; negative: it does so where the other statement has no
    word for it. senses: its groups of synonyms; related: its fields; kinds: the classes it is one of; signs: its axes
    of opposites, and on which side of each it is.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The lists of words, stemmed. senses, related, kinds, signs: as in `LexiconEntry`, by stem and by root.

    limits: they limit what is said, as printed. mutual: what both do to each other. parts: the kind of a preposition,
    which is the role of the next word. phrases: several words that mean one. measures: units that are not synonyms;
    scales: what a unit measures, and how much of it. On the first `either` axes what is not the one is the other.
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
    """Read the lists of words of this room."""
    words, groups, opposites = load_word_list("words"), load_word_list("synonyms"), load_word_list("opposites")
    either, every = (list(_axis_sides(opposites[name])) for name in ("either", "all"))
    axes = [*either, *every]
    # The words on one side of an axis are synonyms too.
    same = [*groups["same"].strip().split("\n"), *(side for axis in axes for side in axis)]
    signs = [((n, sign), side) for n, sides in enumerate(axes) for sign, side in zip((1, -1), sides, strict=True)]
    phrases = load_word_list("phrases")
    return Lexicon(
        hollow=_stems_of(words["hollow"]),
        light=_stems_of(words["light"]),
        general=_stems_of(groups["general"]),
        rarity=_weights_by_rarity(),
        negators=_stems_of(words["negators"]),
        negatives=_stems_of(words["negatives"]),
        obliging=_stems_of(words["obliging"]),
        either_way=_stems_of(words["either_way"]),
        limits=frozenset(words["limits"].split()),
        mutual=_stems_of(words["mutual"]),
        titles=frozenset(words["names"]["titles"].split()),
        parts={word: number for number, line in enumerate(words["parts"].split("\n")) for word in line.split()},
        measures=_stems_of(words["measures"]),
        scales={unit: (measure, float(size)) for unit, (measure, size) in words["scales"].items()},
        phrases={tuple(map(stem, each.split())): word for word, line in phrases.items() for each in line.split("|")},
        senses=_groups_by_word(enumerate(same)),
        related=_groups_by_word(enumerate(groups["related"].strip().split("\n"))),
        kinds=_groups_by_word(enumerate(groups["kinds"].strip().split("\n"))),
        signs=_groups_by_word(signs),
        either=len(either),
    )


def _stems_of(words: str) -> frozenset[str]:
    return frozenset(map(stem, words.split()))


def _weights_by_rarity() -> dict[str, float]:
    """Return the weight of each listed word, by how common it is."""
    bands = load_word_list("frequencies").values()
    return {stem(word): weight for weight, words in zip(_BAND_WEIGHTS, bands, strict=True) for word in words.split()}


def _axis_sides(lines: str) -> Iterator[tuple[str, str]]:
    for line in lines.strip().split("\n"):
        first, second = line.split("|")
        yield first, second


def _groups_by_word(groups: Iterable[tuple[W, str]]) -> dict[str, frozenset[W]]:
    """Return the groups of a word by its stem, and by its root those of all words with that root."""
    by_word: defaultdict[str, set[W]] = defaultdict(set)
    for number, group in groups:
        for word in group.split():
            for key in {stem(word), root(word)}:
                by_word[key].add(number)
    return {word: frozenset(each) for word, each in by_word.items()}


@cache
def look_up(word: str) -> LexiconEntry:
    """Return what the lists say of a word in lower case."""
    lexicon, word_stem, word_root = load_lexicon(), stem(word), root(word)
    # "Reopen" is opening, unless it has a sense of its own ("recall").
    if word_stem.startswith(_REPEATED) and word_stem not in lexicon.senses and word_stem[2:] in lexicon.senses:
        word_root = word_stem[2:]
    light = word_stem in lexicon.hollow or word_stem in lexicon.light
    signs = _groups_of(word_stem, word_root, lexicon.signs)
    return LexiconEntry(
        stem=word_stem,
        root=word_root,
        hollow=word_stem in lexicon.hollow,
        light=light,
        general=word_stem in lexicon.general,
        rarity=lexicon.rarity.get(word_stem, _RARE_WEIGHT),
        negator=word_stem in lexicon.negators,
        # "Unlock", "unload": the opposite of a word that is listed.
        negative=word_stem in lexicon.negatives or (word_stem.startswith("un") and word_stem[2:] in lexicon.senses),
        senses=_NO_GROUPS if light else _groups_of(word_stem, word_root, lexicon.senses),
        related=_NO_GROUPS if light else _groups_of(word_stem, word_root, lexicon.related),
        kinds=_groups_of(word_stem, word_root, lexicon.kinds),
        signs=signs | lexicon.signs.get(_positive_degree(word_stem), frozenset()),
    )


def _positive_degree(word_stem: str) -> str:
    """Return what "cooler" and "coolest" are made from."""
    plain = word_stem.removesuffix("est") if word_stem.endswith("est") else word_stem.removesuffix("er")
    plain = plain[:-1] + "i" if plain.endswith("y") else plain
    return plain if plain != word_stem and len(plain) > _LONG_STEM else ""


def _groups_of(word_stem: str, word_root: str, groups: Mapping[str, frozenset[W]]) -> frozenset[W]:
    return groups.get(word_stem) or groups.get(word_root) or frozenset()


@cache
def topic_keys(word: str) -> frozenset[TopicKey]:
    """Return keys that a word shares with words of its sense and with its opposites; none if it carries little.

    They are cheap: for finding what to compare, before any wording is parsed.
    """
    if any(c.isdigit() for c in word):
        return frozenset()
    entry = look_up(word)
    if entry.negator or (entry.light and not entry.signs):
        return frozenset()
    stripped = (entry.stem.removeprefix(p) for p in _NEGATIVE_PREFIXES if entry.stem.startswith(p))
    positive = next((rest for rest in stripped if len(rest) > _LONG_STEM), entry.stem)
    senses = (("sense", number) for number in entry.senses)
    axes = ((OPPOSITES, number) for number, _ in entry.signs)
    return frozenset((entry.stem, entry.root, positive, *senses, *axes))


def are_synonyms(a: LexiconEntry, b: LexiconEntry) -> bool:
    """Return whether two words are the same, made from one, or of one sense."""
    return a.stem == b.stem or a.root == b.root or not a.senses.isdisjoint(b.senses)


def are_opposites(a: LexiconEntry, b: LexiconEntry) -> bool:
    """Return whether two words are opposites."""
    return (bool(opposite_axes(a, b)) or differ_by_negative_affix(a.stem, b.stem)) and not are_synonyms(a, b)


def opposite_axes(a: LexiconEntry, b: LexiconEntry) -> set[int]:
    """Return the axes on which two words are opposites."""
    return {axis for axis, sign in a.signs if (axis, -sign) in b.signs} if a.signs and b.signs else set()


def differ_by_negative_affix(a: str, b: str) -> bool:
    """Return whether one stem is the other with a negative prefix, or with "less" at its end."""
    shorter, longer = (a, b) if len(a) < len(b) else (b, a)
    if len(shorter) <= _LONG_STEM:
        return False
    # The stem of "harmless" ends in "les".
    without_less = longer.removesuffix("les")
    prefixed = longer.endswith(shorter) and longer[: -len(shorter)] in _NEGATIVE_PREFIXES
    return prefixed or (without_less != longer and without_less == shorter)


def are_complementary(a: LexiconEntry, b: LexiconEntry) -> bool:
    """Return whether what is not the one is the other: "open" and "shut", not "hot" and "cold"."""
    return differ_by_negative_affix(a.stem, b.stem) or any(axis < load_lexicon().either for axis in opposite_axes(a, b))
