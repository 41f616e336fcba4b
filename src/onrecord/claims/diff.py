"""How wording drifted: two texts as a difference of words, two versions of a page as a difference of statements."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from onrecord.claims.compare import IdentityOf, fold_name, identify_speaker
from onrecord.records import Record, Sighting
from onrecord.text.normalise import straighten_quotes

State = Literal["same", "gone", "new"]
Change = Literal["changed", "added", "withdrawn"]
_TOKEN = re.compile(r"\s*(?:[^\W_]+(?:['’.,][^\W_]+)*|\S)")
_STILL = 0.5
"""Statements that have this part of their words in common may be one, changed."""


@dataclass(frozen=True, slots=True)
class DiffPiece:
    """Words that both texts have ("same"), the older one alone ("gone"), or the newer one alone ("new")."""

    state: State
    words: str


def diff_words(old: str, new: str) -> list[DiffPiece]:
    """What became of a text, word by word; joined, the pieces that are not new are the old text, but for case.

    >>> [(p.state, p.words) for p in diff_words("the bridge could close", "the old bridge will close")]
    [('same', 'the'), ('new', ' old'), ('same', ' bridge'), ('gone', ' could'), ('new', ' will'), ('same', ' close')]
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = SequenceMatcher(None, _folded(before), _folded(after), autojunk=False)
    made = list[DiffPiece]()
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            made.append(DiffPiece("same", "".join(after[new_start:new_end])))
            continue
        parts = (DiffPiece("gone", "".join(before[start:end])), DiffPiece("new", "".join(after[new_start:new_end])))
        made += [piece for piece in parts if piece.words]
    return made


def _folded(tokens: Sequence[str]) -> list[str]:
    return [straighten_quotes(token.strip().lower()) for token in tokens]


@dataclass(frozen=True, slots=True)
class StatementChange:
    """What became of a statement between two versions of a page; `before` or `after` is None where it was not there."""

    change: Change
    before: Sighting | None
    after: Sighting | None


def diff_versions(old: Record, new: Record, *, who: IdentityOf = fold_name) -> list[StatementChange]:
    """The statements that were changed, added or withdrawn, in the order of the newer version, withdrawn ones last.

    One is changed where the same speaker says something else in at least half of the same words, or the same words have
    another speaker or another act.
    """
    before, after = _sightings(old), _sightings(new)
    pairs = _paired(before, after, who)
    made = [StatementChange("changed", b, a) for b, a in pairs if _told(b, who) != _told(a, who)]
    made += [StatementChange("added", None, a) for a in after if not any(a is x for _, x in pairs)]
    made.sort(key=lambda c: c.after.statement.spans[:1] if c.after else ())
    return made + [StatementChange("withdrawn", b, None) for b in before if not any(b is x for x, _ in pairs)]


def _sightings(record: Record) -> list[Sighting]:
    return [Sighting.of(record.article, statement) for statement in record.statements]


def _told(sighting: Sighting, who: IdentityOf) -> tuple[object, ...]:
    return identify_speaker(sighting, who) or sighting.source.lower(), sighting.statement.act, *_words(sighting)


def _words(sighting: Sighting) -> list[str]:
    return _folded(_TOKEN.findall(sighting.content))


def _paired(before: list[Sighting], after: list[Sighting], who: IdentityOf) -> list[tuple[Sighting, Sighting]]:
    """Each statement with the one that it became, the likest first."""
    ranked = sorted(_likenesses(before, after, who), key=lambda found: -found[0])
    pairs = list[tuple[Sighting, Sighting]]()
    for _, one, other in ranked:
        if not any(one is x or other is y for x, y in pairs):
            pairs.append((one, other))
    return pairs


def _likenesses(
    before: list[Sighting], after: list[Sighting], who: IdentityOf
) -> Iterator[tuple[float, Sighting, Sighting]]:
    for one in before:
        for other in after:
            words = SequenceMatcher(None, _words(one), _words(other), autojunk=False).ratio()
            same_speaker = _told(one, who)[0] == _told(other, who)[0]
            if words == 1 or (words >= _STILL and same_speaker):
                yield words + same_speaker, one, other


def diff_paragraphs(old: str, new: str) -> list[list[DiffPiece]]:
    """The paragraphs that differ between two versions of a text, each as its difference."""
    before, after = _lines(old), _lines(new)
    made = list[list[DiffPiece]]()
    for kind, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            made += _aligned(before[start:end], after[new_start:new_end])
    return made


def _aligned(before: list[str], after: list[str]) -> Iterator[list[DiffPiece]]:
    """Paragraphs with what became of them, in the order of the newer text; each stands where it was."""
    place = 0
    for new in after:
        words = _folded(_TOKEN.findall(new))
        like = next((i for i in range(place, len(before)) if _ratio(before[i], words) >= _STILL), None)
        if like is None:
            yield [DiffPiece("new", new)]
            continue
        yield from ([DiffPiece("gone", line)] for line in before[place:like])
        yield diff_words(before[like], new)
        place = like + 1
    yield from ([DiffPiece("gone", line)] for line in before[place:])


def _ratio(line: str, words: list[str]) -> float:
    return SequenceMatcher(None, _folded(_TOKEN.findall(line)), words, autojunk=False).ratio()


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
