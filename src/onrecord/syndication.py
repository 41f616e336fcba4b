"""One text, however many papers print it: reprints told by what they have in common, cut, edited and re-headlined too.

A text is sketched sentence by sentence, so that a third of it is still found: two numbers of a MinHash of a sentence's
runs of three words, taken together, are a key, and texts that have a key in common are looked at. What decides is
exact: how many of the shorter one's runs of words stand in the longer one.

Each text hangs on one longer text at the most, the one that has most of it: so a follow-up that takes over some
paragraphs of a story, and a cut of that story made of the same paragraphs, do not make one of the two stories.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Generic, TypeVar

from rensa import RMinHash

SHARE = 0.5
"""The least part of the shorter text's runs that the longer one must have. Agencies' follow-ups that share their
background have a third; a reprint with one word in ten altered has 0.73 of them."""
SHORT = 40
"""Of a text with fewer runs than this a quotation may be as long: it must be nearly all of the other."""
SHORT_SHARE = 0.8
COMMON = 40
"""A sentence that so many different texts have (a paper's own notice) tells nothing and is kept no more."""
_ROWS = 2
_MIX = 0x9E3779B97F4A7C15
_SEED = 20240318
_MOST = 32
"""Keys a text: those with the smallest values, the same choice for a text and for a part of it."""
_LOOKED_AT = 4
"""Texts, with all their printings, that are compared exactly."""
_REMEMBERED = 512
"""Texts whose runs are remembered: those printed lately are compared with again and again. Some 50 kB each."""
_WORD_OR_END = re.compile(r"([^\W_]+)|\n|[.!?][\"'”’)]*\s")
"""A word, or where a sentence ends."""

K = TypeVar("K", bound=Hashable)


Runs = frozenset[str]


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is compared of a text: its runs of three words, and the keys by which it is found."""

    runs: Runs
    keys: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reprint(Generic[K]):
    """A text, `text`, that is found in a longer one, `of`: `share` is the part of it that stands there."""

    text: K
    of: K
    share: float
    because: str


def sketch(text: str) -> Sketch:
    """The sketch of a text. Case, punctuation and the cut into paragraphs do not matter.

    Keys are signed 64-bit whole numbers. A text without a sentence of three words has none.
    """
    words = _words(text)
    keys = sorted({_key(runs) for sentence in _sentences(words) if (runs := _runs(sentence))})
    return Sketch(frozenset(_runs(words)), tuple(keys[:_MOST]))


def _key(sentence: list[str]) -> int:
    # One by one: rensa's call for many hands them to threads, which takes longer than the work.
    hashed = RMinHash(_ROWS, _SEED)
    hashed.update(sentence)
    key = 0
    for least in hashed.digest():
        key = (key * _MIX + least) % (1 << 64)
    return key - (1 << 63)


@lru_cache(_REMEMBERED)
def runs(text: str) -> Runs:
    """The runs of three words of a text, within its sentences: what is compared when it has been found."""
    return frozenset(_runs(_words(text)))


def _words(text: str) -> list[str]:
    """The words of a text; an empty one where a sentence ends."""
    return _WORD_OR_END.findall(text.lower())


def _sentences(words: list[str]) -> Iterator[list[str]]:
    return (list(some) for is_word, some in groupby(words, bool) if is_word)


def _runs(words: list[str]) -> list[str]:
    return [f"{a} {b} {c}" for a, b, c in zip(words, words[1:], words[2:], strict=False) if a and b and c]


def reprint(new: K, one: Runs, old: K, other: Runs) -> Reprint[K] | None:
    """Are two texts one? The shorter must stand in the longer for the most part, a short one nearly be the other.

    Of two that are as long as each other the older one counts as the longer.
    """
    text, of, shorter, longer = (new, old, one, other) if len(one) <= len(other) else (old, new, other, one)
    brief = len(shorter) < SHORT
    size = len(longer) if brief else len(shorter)
    common = len(shorter & longer)
    if not common or common < (SHORT_SHARE if brief else SHARE) * size:
        return None
    of_which = "both" if brief else "the shorter text's"
    return Reprint(text, of, common / size, f"{common} of {of_which} {size} runs of three words are in common")


def likely(found: Iterable[tuple[int, K]], tops: Mapping[K, K]) -> list[K]:
    """Which texts are worth comparing, from (key, text) pairs of a look-up.

    tops: of each of them the fullest printing. Taken are those whose printings have most keys in common with the new
    one: of each the fullest, and the two that have most of the keys.
    """
    texts = [text for _, text in found]
    totals = Counter(tops[text] for text in texts)
    made = dict[K, None]()
    for first in sorted(totals, key=lambda t: -totals[t])[:_LOOKED_AT]:
        held = Counter(text for text in texts if tops[text] == first)
        made |= dict.fromkeys((first, *(text for text, _ in held.most_common(2))))
    return list(made)


def best(new: K, found: Iterable[Reprint[K]], had: Mapping[K, float]) -> list[Reprint[K]]:
    """Which reprints come of a new text: what it hangs on, if anything, and what now hangs on it.

    had: the share with which older texts hang on others; they change only for more.
    """
    by_share = sorted(found, key=lambda r: -r.share)
    own = [r for r in by_share if r.text == new][:1]
    return own + [r for r in by_share if r.of == new and r.share > had.get(r.text, 0.0)]


def worth_keeping(keys: Iterable[int], found: Iterable[tuple[int, K]], known: Collection[K]) -> list[int]:
    """The keys to keep of a text: not those that another printing of it (`known`) has, nor those that many have."""
    had, counted = set(), Counter[int]()
    for key, text in found:
        counted[key] += 1
        if text in known:
            had.add(key)
    return [key for key in keys if key not in had and counted[key] < COMMON]


class Index(Generic[K]):
    """Texts in memory, grouped as they are added. The ledger does the same with its tables."""

    def __init__(self) -> None:
        self._runs: dict[K, Runs] = {}
        self._holders: defaultdict[int, list[K]] = defaultdict(list)
        self._reprints: dict[K, Reprint[K]] = {}
        self._of: dict[K, K] = {}

    def add(self, name: K, text: str) -> list[Reprint[K]]:
        """Add a text; what that showed to be a reprint: it, or older texts. ValueError for a name used before."""
        if name in self._runs:
            raise ValueError(f"{name!r} has been added before")
        made = sketch(text)
        found = [(key, holder) for key in made.keys for holder in self._holders.get(key, ())]
        others = likely(found, {holder: top(holder, self._of) for _, holder in found})
        same = [r for other in others if (r := reprint(name, made.runs, other, self._runs[other]))]
        changed = best(name, same, {other: r.share for other in others if (r := self._reprints.get(other))})
        self._runs[name] = made.runs
        self._reprints |= {r.text: r for r in changed}
        self._of |= {r.text: r.of for r in changed}
        for key in worth_keeping(made.keys, found, {r.text for r in same} | {r.of for r in same}):
            self._holders[key].append(name)
        return changed

    def groups(self) -> list[list[K]]:
        """The names of the texts, those of one text together, in the order in which they were added."""
        return groups(self._runs, self._of)


def groups(names: Iterable[K], of: Mapping[K, K]) -> list[list[K]]:
    """Names grouped by what hangs on what; `of` must not go round in a circle.

    >>> groups("abcd", {"a": "c", "d": "c"})
    [['a', 'c', 'd'], ['b']]
    """
    made: dict[K, list[K]] = {}
    for name in names:
        made.setdefault(top(name, of), []).append(name)
    return list(made.values())


def top(name: K, of: Mapping[K, K]) -> K:
    """The fullest printing of a text: what it hangs on in the end, itself where that is nothing."""
    while name in of:
        name = of[name]
    return name
