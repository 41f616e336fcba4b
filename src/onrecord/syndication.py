"""Near-duplicates: which texts are reprints of one another, also when they are cut, edited or have another headline.

A text is sketched sentence by sentence, so that a third of it is still found: two numbers of a MinHash of a sentence's
shingles (its runs of three words) make a key, and texts that have a key in common are candidates. What decides is
exact: how many of the shorter text's shingles stand in the longer one.

Each text hangs on one longer text at the most, the one that has most of it: so a follow-up that takes over some
paragraphs of a story, and a cut of that story made of the same paragraphs, do not make one of the two stories.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Generic, TypeVar

from rensa import RMinHash

from onrecord.text.sentences import find_sentence_starts
from onrecord.text.wrapping import join_wrapped_lines

SHARED_PART = 0.5
"""The least part of the shorter text's shingles that the longer one must have. Agencies' follow-ups that share their
background have a third; a reprint with one word in ten altered has 0.73 of them."""
SHORT_TEXT = 40
"""Shingles. A shorter text may be no more than a quotation from the other: it must be nearly all of it."""
SHARED_PART_OF_SHORT = 0.8
COMMON_SENTENCE = 40
"""A sentence that this many different texts have (a paper's own notice) tells nothing: its key is kept no more."""
# With more, texts of few words in common are found less often; with one, too many are looked at.
_HASHES_PER_KEY = 2
# 2**64 divided by the golden ratio: spreads the two numbers over the whole key.
_MIX = 0x9E3779B97F4A7C15
# With these three the keys are those that ledgers hold; see `test_keys_stay_what_they_are` before changing one.
_SEED = 20240318
# Keys a text: those with the smallest values, the same choice for a text and for a part of it.
_MOST_KEYS = 32
# Texts, with all their reprints, that are compared exactly.
_MOST_COMPARED = 4
# Texts whose shingles are remembered: recent ones are compared with again and again. Some 50 kB each.
_REMEMBERED = 512
# Letters and figures of any script; an underscore parts words as a space does.
_LOWERED_WORD = re.compile(r"[^\W_]+")

K = TypeVar("K", bound=Hashable)
Shingles = frozenset[str]


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is compared of a text: its shingles, and the keys by which it is found."""

    shingles: Shingles
    keys: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reprint(Generic[K]):
    """A text, `text`, that is found in a longer one, `of`: `share` is the part of it that stands there."""

    text: K
    of: K
    share: float
    because: str


def sketch_text(text: str) -> Sketch:
    """Return the shingles of a text, and its keys as signed 64-bit whole numbers.

    Case does not matter, punctuation and paragraphs only where they end a sentence. A text without a sentence of three
    words has no keys.
    """
    sentences = [_shingles_of(words) for words in _split_words(text)]
    keys = sorted({_hash_sentence(shingles) for shingles in sentences if shingles})
    return Sketch(frozenset(shingle for shingles in sentences for shingle in shingles), tuple(keys[:_MOST_KEYS]))


def _hash_sentence(shingles: list[str]) -> int:
    # One by one: rensa's call for many hands them to threads, which takes longer than the work.
    minhash = RMinHash(_HASHES_PER_KEY, _SEED)
    minhash.update(shingles)
    key = 0
    for least in minhash.digest():
        key = (key * _MIX + least) % (1 << 64)
    return key - (1 << 63)


@lru_cache(_REMEMBERED)
def list_shingles(text: str) -> Shingles:
    """Return the shingles within the sentences of a text: what two texts are compared by."""
    return frozenset(shingle for words in _split_words(text) for shingle in _shingles_of(words))


def _split_words(text: str) -> Iterator[list[str]]:
    """The words of each sentence, in lower case."""
    for paragraph in join_wrapped_lines(text).lower().split("\n"):
        starts = (0, *find_sentence_starts(paragraph, cased=False), len(paragraph))
        for start, end in pairwise(starts):
            yield _LOWERED_WORD.findall(paragraph, start, end)


def _shingles_of(words: list[str]) -> list[str]:
    return [f"{a} {b} {c}" for a, b, c in zip(words, words[1:], words[2:], strict=False)]


def find_reprint(new: K, new_shingles: Shingles, old: K, old_shingles: Shingles) -> Reprint[K] | None:
    """Return which of two texts is a reprint of the other, None where neither is.

    The shorter must stand in the longer for the most part, a short one nearly be the other. Of two that are as long as
    each other the older one counts as the longer.
    """
    is_shorter = len(new_shingles) <= len(old_shingles)
    text, of, shorter, longer = (
        (new, old, new_shingles, old_shingles) if is_shorter else (old, new, old_shingles, new_shingles)
    )
    is_brief = len(shorter) < SHORT_TEXT
    size = len(longer) if is_brief else len(shorter)
    common = len(shorter & longer)
    if not common or common < (SHARED_PART_OF_SHORT if is_brief else SHARED_PART) * size:
        return None
    of_which = "both" if is_brief else "the shorter text's"
    return Reprint(text, of, common / size, f"{common} of {of_which} {size} runs of three words are in common")


def choose_candidates(holders: Iterable[tuple[int, K]], tops: Mapping[K, K]) -> list[K]:
    """Return the texts that are worth comparing, from the (key, text) pairs of a look-up.

    tops: of each of them its fullest printing. Taken are those whose printings have most keys in common with the new
    one: of each the fullest, and the two that have most of the keys.
    """
    texts = [text for _, text in holders]
    totals = Counter(tops[text] for text in texts)
    candidates = dict[K, None]()
    for fullest in sorted(totals, key=lambda text: -totals[text])[:_MOST_COMPARED]:
        counts = Counter(text for text in texts if tops[text] == fullest)
        # The fullest printing may have been cut where the new one was not: the likest two are compared, too.
        candidates |= dict.fromkeys((fullest, *(text for text, _ in counts.most_common(2))))
    return list(candidates)


def choose_reprints(new: K, reprints: Iterable[Reprint[K]], shares: Mapping[K, float]) -> list[Reprint[K]]:
    """Return what a new text changes: what it hangs on, if anything, and which texts now hang on it.

    shares: those with which older texts hang on others; they change only for a larger one.
    """
    by_share = sorted(reprints, key=lambda r: -r.share)
    own = [r for r in by_share if r.text == new][:1]
    # One text may be the longer one of several that were separate until now: two halves, then the whole.
    return own + [r for r in by_share if r.of == new and r.share > shares.get(r.text, 0.0)]


def select_keys(keys: Iterable[int], holders: Iterable[tuple[int, K]], same: Collection[K]) -> list[int]:
    """Return the keys of a text to keep: not those of another printing (`same`), nor those that many texts have."""
    known, counts = set(), Counter[int]()
    for key, text in holders:
        counts[key] += 1
        if text in same:
            known.add(key)
    return [key for key in keys if key not in known and counts[key] < COMMON_SENTENCE]


class Index(Generic[K]):
    """Texts in memory, grouped as they are added. The ledger does the same with its tables."""

    def __init__(self) -> None:
        self._shingles: dict[K, Shingles] = {}
        self._holders: defaultdict[int, list[K]] = defaultdict(list)
        self._reprints: dict[K, Reprint[K]] = {}
        self._of: dict[K, K] = {}

    def add(self, name: K, text: str) -> list[Reprint[K]]:
        """Add a text and return what is now a reprint: it, or older texts. ValueError for a name used before."""
        if name in self._shingles:
            raise ValueError(f"{name!r} has been added before")
        sketched = sketch_text(text)
        holders = [(key, holder) for key in sketched.keys for holder in self._holders.get(key, ())]
        candidates = choose_candidates(holders, {holder: find_fullest(holder, self._of) for _, holder in holders})
        reprints = [
            r for text in candidates if (r := find_reprint(name, sketched.shingles, text, self._shingles[text]))
        ]
        shares = {text: r.share for text in candidates if (r := self._reprints.get(text))}
        changed = choose_reprints(name, reprints, shares)
        self._shingles[name] = sketched.shingles
        self._reprints |= {r.text: r for r in changed}
        self._of |= {r.text: r.of for r in changed}
        for key in select_keys(sketched.keys, holders, {r.text for r in reprints} | {r.of for r in reprints}):
            self._holders[key].append(name)
        return changed

    def groups(self) -> list[list[K]]:
        """Return the names of the texts, those of one text together, in the order in which they were added."""
        return group_reprints(self._shingles, self._of)


def group_reprints(names: Iterable[K], of: Mapping[K, K]) -> list[list[K]]:
    """Group names by what hangs on what; `of` must not go round in a circle.

    >>> group_reprints("abcd", {"a": "c", "d": "c"})
    [['a', 'c', 'd'], ['b']]
    """
    by_top: dict[K, list[K]] = {}
    for name in names:
        by_top.setdefault(find_fullest(name, of), []).append(name)
    return list(by_top.values())


def find_fullest(name: K, of: Mapping[K, K]) -> K:
    """Return the fullest printing of a text: what it hangs on in the end, itself where that is nothing."""
    while name in of:
        name = of[name]
    return name
