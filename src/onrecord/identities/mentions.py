"""Where a text names one person: by a full name, a surname, a given name, in an address; and where it may be another.

For redaction: what is missed stays on record, and what is taken too much falsifies somebody else's words. So a single
name counts only where the text says in another way that the person is in it, and nobody else there bears it; all
others are doubtful.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from onrecord.identities.spelling import APOSTROPHES, detect_script, load_name_lists
from onrecord.records import Span, Spans

# Letters of a given name that may stand alone: "Al" and "Ed" are too many other things.
_SHORTEST_GIVEN = 3
# Characters of the initials before a surname that are looked for: "M. K. L. Voss".
_LONGEST_INITIALS = 40
_UNSPACED = frozenset({"CJK", "HANGUL", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR"})
_MARKS = "[\u0300-\u036f]*"
_START, _END = r"(?<![^\W_])", r"(?![^\W_])"
# Between the words of a name: "Mara Voss", "mara-voss", "mara%20voss", and an initial: "Mara K. Voss".
_BETWEEN = r"(?:%20|[_+.-]|\s{1,3})(?:[^\W\d_]\.?\s)?"
# After a surname that comes first: "Voss, Mara". With a space alone it may be the end of another name.
_AFTER_SURNAME = r"(?:%20|[_+-]|,\s{0,3})"
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f{APOSTROPHES}]|-(?=[^\W\d_]))*")


class _Folding(dict[int, str]):
    """For `str.translate`: each letter in lower case without its accent, one for one, so that offsets stay."""

    def __missing__(self, point: int) -> str:
        letter = chr(point)
        decomposed = unicodedata.normalize("NFKD", letter)
        base, marks = decomposed[0], decomposed[1:]
        # A syllable of Hangul decomposes, too, but not into a letter and its accents.
        folded = base.lower() if all(map(unicodedata.combining, marks)) else letter.lower()
        self[point] = folded if len(folded) == 1 else letter
        return self[point]


_FOLDING = _Folding()


def fold_letters(text: str) -> str:
    """Return a text of the same length in lower case and without accents.

    >>> fold_letters("Łucja Söderö, ÉMILE")
    'łucja sodero, emile'
    """
    return text.translate(_FOLDING)


@dataclass(frozen=True, slots=True)
class Mentions:
    """Where a text names a person: `certain` spans, and `doubtful` ones, which may name somebody else."""

    certain: Spans = ()
    doubtful: Spans = ()


@dataclass(frozen=True)
class PersonNames:
    """The names of one person, as printed, and those of others who share a word of them.

    with_doubtful: take the doubtful mentions, too.
    """

    names: frozenset[str]
    others: frozenset[str] = frozenset()
    with_doubtful: bool = False

    @property
    def words(self) -> frozenset[str]:
        """All words of the names but initials, folded: a text that has none of them does not name the person."""
        return self._surnames | self._givens

    def may_name(self, text: str) -> bool:
        """Return whether a text may name the person: it holds a word of the name, in whatever form."""
        folded = fold_letters(text)
        return any(word in folded for word in self.words)

    def find_mentions(self, text: str, *, present: bool = False) -> Mentions:
        """Find where a text names the person. present: it is known that the person is in it, as one of its speakers."""
        if not self.may_name(text):
            return Mentions()
        folded = fold_letters(text)
        others = [Span(*match.span()) for match in self._other_pattern.finditer(folded)]
        full = [Span(*match.span()) for match in self._full_pattern.finditer(folded)]
        # "Mara Voss" in "Mara Voss Reh"
        full = [span for span in full if not any(span.within(other) and span != other for other in others)]
        full = [span for span in full if _is_written_as_name(span.of(text))]
        singles = [Span(*match.span()) for match in self._single_pattern.finditer(folded)]
        singles = [span for span in singles if not any(span.overlaps(taken) for taken in (*full, *others))]
        unsure = {word for other in others for word in name_words(other.of(text))}
        # "may" in lower case is the verb, and "May" may be the month.
        unsure |= {span.of(text) for span in singles if span.of(text).islower()}
        is_there = present or bool(full)
        certain, doubtful = list(full), list[Span]()
        for span in singles:
            whole, word = self._with_initials(folded, span), span.of(folded)
            # Scripts without cases have no capitals to look for.
            if whole is None or span.of(text)[0].islower():
                continue
            if is_there and word not in unsure:
                certain.append(whole)
            elif is_there or word in self._surnames:
                (certain if self.with_doubtful else doubtful).append(whole)
        return Mentions(tuple(sorted(certain)), tuple(sorted(doubtful)))

    def is_in_address(self, address: str, *, present: bool = False) -> bool:
        """Return whether an address, a path or an id names the person. present: as in `find_mentions`."""
        folded = fold_letters(address)
        if self._joined_pattern.search(folded):
            return True
        return present and any(re.search(rf"{_START}{re.escape(word)}{_END}", folded) for word in self._surnames)

    def _with_initials(self, folded: str, span: Span) -> Span | None:
        """Return the span of a single name with the person's initials before it; None after those of another."""
        words = folded[max(0, span.start - _LONGEST_INITIALS) : span.start]
        before = re.search(r"(?<![^\W_])(?:[^\W\d_]\.\s?)+$", words)
        if before is None:
            return span
        start = span.start - len(words) + before.start()
        return Span(start, span.end) if before[0][0] in {given[0] for given in self._givens} else None

    @cached_property
    def _parts(self) -> frozenset[tuple[str, ...]]:
        return frozenset(words for name in self.names if (words := name_words(name)))

    @cached_property
    def _surnames(self) -> frozenset[str]:
        return frozenset(words[-1] for words in self._parts)

    @cached_property
    def _givens(self) -> frozenset[str]:
        return frozenset(words[0] for words in self._parts if len(words) > 1 and len(words[0]) >= _SHORTEST_GIVEN)

    @cached_property
    def _full_pattern(self) -> re.Pattern[str]:
        unspaced = [re.escape(words[0]) for words in self._parts if _is_unspaced(words)]
        return _any_of([*_full_forms(self._parts), *unspaced], bounded=False)

    @cached_property
    def _other_pattern(self) -> re.Pattern[str]:
        own = self.words
        parts = {words for name in self.others if own.intersection(words := name_words(name)) and len(words) > 1}
        return _any_of(_full_forms(parts - self._parts), bounded=False)

    @cached_property
    def _single_pattern(self) -> re.Pattern[str]:
        return _any_of(sorted(map(_letters_pattern, self.words)))

    @cached_property
    def _joined_pattern(self) -> re.Pattern[str]:
        """Match a full name in an address, where nothing need stand between its words."""
        orders = {order for words in self._parts if len(words) > 1 for order in (words, words[::-1])}
        full = {order for order in orders if min(map(len, order)) > 1}
        return _any_of(sorted(r"(?:%20|[\W_])*".join(map(re.escape, order)) for order in full), bounded=False)


def name_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, without titles and suffixes.

    >>> name_words("Dr. Mára O’Voss Jr."), name_words("M. Voss"), name_words("The Mayor")
    (('mara', 'o’voss'), ('m', 'voss'), ('mayor',))
    """
    lists = load_name_lists()
    words = [fold_letters(match[0]) for match in _WORD.finditer(name)]
    while len(words) > 1 and words[0] in lists["titles"]:
        words = words[1:]
    while len(words) > 1 and words[-1] in lists["suffixes"]:
        words = words[:-1]
    return tuple(words)


def _full_forms(parts: Iterable[tuple[str, ...]]) -> list[str]:
    """Return patterns of full names, bounded: in order, and the surname first ("Voss, Mara")."""
    full = {words for words in parts if len(words) > 1}
    forms = [_BETWEEN.join(map(_letters_pattern, words)) for words in full]
    for *before, surname in full:
        if min(map(len, before)) > 1:
            forms.append(_AFTER_SURNAME.join(map(_letters_pattern, (surname, " ".join(before)))))
    return sorted(f"{_START}{form}{_END}" for form in forms)


def _is_written_as_name(printed: str) -> bool:
    """Return whether words that are spelled like a full name are one: "Ada May", "ada-may", not "Ada may"."""
    return not (printed[0].isupper() and _WORD.findall(printed)[-1][0].islower())


def _is_unspaced(words: tuple[str, ...]) -> bool:
    """Return whether a name is one word of a script that puts no spaces between words, surname and given name."""
    return len(words) == 1 and len(words[0]) > 1 and detect_script(words[0]) in _UNSPACED


def _letters_pattern(word: str) -> str:
    letters = (f"[{APOSTROPHES}]?" if c in APOSTROPHES else re.escape(c) + _MARKS for c in word)
    return "".join(letters) + (r"\.?" if len(word) == 1 else "")


def _any_of(patterns: Iterable[str], *, bounded: bool = True) -> re.Pattern[str]:
    """Return a pattern that matches any of these, the longest first; nothing if there are none."""
    longest_first = sorted(patterns, key=lambda pattern: (-len(pattern), pattern))
    if not longest_first:
        return re.compile(r"(?!)")
    either = "|".join(longest_first)
    return re.compile(f"{_START}(?:{either}){_END}" if bounded else either)
