"""Diff two texts by words and paragraphs, and two versions of a page by statements."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from onrecord.claims.compare import IdentityOf, fold_name, identify_speaker
from onrecord.records import Record, Sighting
from onrecord.text.normalise import collapse_spaces, straighten_quotes

PieceState = Literal["same", "gone", "new"]
ChangeKind = Literal["changed", "added", "withdrawn"]
# A word keeps what joins its parts ("1,000", "it's"); any other mark is a token of its own.
_DIFF_TOKEN = re.compile(r"(?<!\s)\s*+(?:[^\W_]++(?:['’.,][^\W_]++)*+|\S)")
# Pairs of equal tokens: difflib looks at each of them once for each match, so its time grows with the cube of the
# length. A paragraph of 3,000 words of prose has as many.
_MOST_PAIRS = 100_000
# Statements, or paragraphs, that have this share of their words in common may be one, changed.
_STILL_ONE = 0.5


@dataclass(frozen=True, slots=True)
class DiffPiece:
    """Words that both texts have ("same"), the older one alone ("gone"), or the newer one alone ("new")."""

    state: PieceState
    words: str


def diff_words(old: str, new: str) -> list[DiffPiece]:
    """Diff two texts word by word; joined, the pieces that are not new are the old text, but for case.

    >>> [(p.state, p.words) for p in diff_words("the bridge could close", "the old bridge will close")]
    [('same', 'the'), ('new', ' old'), ('same', ' bridge'), ('gone', ' could'), ('new', ' will'), ('same', ' close')]
    """
    before, after = _DIFF_TOKEN.findall(old), _DIFF_TOKEN.findall(new)
    matcher = _match_sequences(_fold_tokens(before), _fold_tokens(after))
    pieces = list[DiffPiece]()
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(DiffPiece("same", "".join(after[new_start:new_end])))
            continue
        changed = (DiffPiece("gone", "".join(before[start:end])), DiffPiece("new", "".join(after[new_start:new_end])))
        pieces += [piece for piece in changed if piece.words]
    return pieces


def diff_side_by_side(old: str, new: str) -> tuple[list[DiffPiece], list[DiffPiece]]:
    """Diff two wordings for printing them side by side: "same" and "gone" of the older, "same" and "new" of the newer.

    White space is collapsed; each side keeps its own spelling.

    >>> [(p.state, p.words) for p in diff_side_by_side("it could close", "It will close")[0]]
    [('same', 'it'), ('gone', ' could'), ('same', ' close')]
    """
    old, new = collapse_spaces(old), collapse_spaces(new)
    # Words that differ only in case count as the same, and a diff prints them as the newer text has them: a second
    # diff, the other way round, has the spelling of the older, whose "new" words are those that are gone.
    older = [piece for piece in diff_words(new, old) if piece.state != "gone"]
    newer = [piece for piece in diff_words(old, new) if piece.state != "gone"]
    return [DiffPiece("gone", piece.words) if piece.state == "new" else piece for piece in older], newer


def _match_sequences(before: Sequence[str], after: Sequence[str]) -> SequenceMatcher[str]:
    """Compare two sequences; where there are too many pairs of equal tokens, only what they begin with is the same."""
    counts = Counter(before)
    pairs = sum(counts[token] for token in after)
    return SequenceMatcher(_is_any if pairs > _MOST_PAIRS else None, before, after, autojunk=False)


def _is_any(_: str) -> bool:
    """Say of every token that it is junk: difflib begins no match at one, and goes on with those that it has."""
    return True


def _fold_tokens(tokens: Sequence[str]) -> list[str]:
    return [straighten_quotes(token.strip().lower()) for token in tokens]


@dataclass(frozen=True, slots=True)
class StatementChange:
    """What became of a statement between two versions of a page; `before` or `after` is None where it was not there."""

    change: ChangeKind
    before: Sighting | None
    after: Sighting | None


def diff_versions(old: Record, new: Record, *, who: IdentityOf = fold_name) -> list[StatementChange]:
    """Return the statements that were changed, added or withdrawn: as in the newer version, withdrawn ones last.

    One is changed where the same speaker says something else in at least half of the same words, or the same words have
    another speaker or another act.
    """
    before, after = _sightings_of(old), _sightings_of(new)
    pairs = _pair_statements(before, after, who)
    changes = [StatementChange("changed", b, a) for b, a in pairs if _diff_key(b, who) != _diff_key(a, who)]
    changes += [StatementChange("added", None, a) for a in after if not any(a is x for _, x in pairs)]
    changes.sort(key=lambda c: c.after.statement.spans[:1] if c.after else ())
    return changes + [StatementChange("withdrawn", b, None) for b in before if not any(b is x for x, _ in pairs)]


def _sightings_of(record: Record) -> list[Sighting]:
    return [Sighting.of(record.article, statement) for statement in record.statements]


def _diff_key(sighting: Sighting, who: IdentityOf) -> tuple[object, ...]:
    """Return what makes a statement the same: its speaker, act and words."""
    speaker = identify_speaker(sighting, who) or sighting.source.lower()
    return speaker, sighting.statement.act, *_content_tokens(sighting)


def _content_tokens(sighting: Sighting) -> list[str]:
    return _fold_tokens(_DIFF_TOKEN.findall(sighting.content))


def _pair_statements(before: list[Sighting], after: list[Sighting], who: IdentityOf) -> list[tuple[Sighting, Sighting]]:
    """Pair each statement with the one that it became, the most alike first."""
    ranked = sorted(_rank_pairs(before, after, who), key=lambda entry: -entry[0])
    pairs = list[tuple[Sighting, Sighting]]()
    for _, older, newer in ranked:
        if not any(older is x or newer is y for x, y in pairs):
            pairs.append((older, newer))
    return pairs


def _rank_pairs(
    before: list[Sighting], after: list[Sighting], who: IdentityOf
) -> Iterator[tuple[float, Sighting, Sighting]]:
    for older in before:
        for newer in after:
            ratio = _match_sequences(_content_tokens(older), _content_tokens(newer)).ratio()
            same_speaker = _diff_key(older, who)[0] == _diff_key(newer, who)[0]
            if ratio == 1 or (ratio >= _STILL_ONE and same_speaker):
                yield ratio + same_speaker, older, newer


def diff_paragraphs(old: str, new: str) -> list[list[DiffPiece]]:
    """Return the paragraphs that differ between two versions of a text, each as its diff."""
    before, after = _text_lines(old), _text_lines(new)
    diffs = list[list[DiffPiece]]()
    for kind, start, end, new_start, new_end in _match_sequences(before, after).get_opcodes():
        if kind != "equal":
            diffs += _align_paragraphs(before[start:end], after[new_start:new_end])
    return diffs


def _align_paragraphs(before: list[str], after: list[str]) -> Iterator[list[DiffPiece]]:
    """Yield paragraphs with what became of them, in the order of the newer text; what is gone is where it was."""
    place = 0
    for new in after:
        tokens = _fold_tokens(_DIFF_TOKEN.findall(new))
        alike = (i for i in range(place, len(before)) if _token_ratio(before[i], tokens) >= _STILL_ONE)
        old_place = next(alike, None)
        if old_place is None:
            yield [DiffPiece("new", new)]
            continue
        yield from ([DiffPiece("gone", line)] for line in before[place:old_place])
        yield diff_words(before[old_place], new)
        place = old_place + 1
    yield from ([DiffPiece("gone", line)] for line in before[place:])


def _token_ratio(line: str, tokens: list[str]) -> float:
    return _match_sequences(_fold_tokens(_DIFF_TOKEN.findall(line)), tokens).ratio()


def _text_lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
