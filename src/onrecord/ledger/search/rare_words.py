"""The rarest words of a content, by which the statements that are most like it can be found in the full-text index."""

from dataclasses import dataclass

from onrecord.ledger.database import Database
from onrecord.ledger.search.conditions import split_for_index

_COUNT = "SELECT count(*) FROM (SELECT 1 FROM search_words WHERE search_words MATCH ? LIMIT ?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordBounds:
    """How far a search by rare words goes; None is unlimited.

    words: the rarest words that are searched for. tried: words of the content that are counted to find those.
    counted: statements with a word that are counted; more make it as common as any. walked: statements that are looked
    at, those kept last. shortest: letters of the shortest word that is tried. fewest: statements a word must have.
    """

    words: int | None = None
    tried: int | None = None
    counted: int | None = None
    walked: int | None = None
    shortest: int = 1
    fewest: int = 0


def find_rare_words(database: Database, content: str, bounds: WordBounds) -> list[str]:
    """Return the rarest words of a content, folded, the rarest first."""
    words = [word for word in dict.fromkeys(split_for_index(content)) if len(word) >= bounds.shortest][: bounds.tried]
    counts = {word: database.value(_COUNT, (f'content : "{word}"', sql_limit(bounds.counted))) for word in words}
    rarest = sorted(words, key=lambda word: counts[word])
    return [word for word in rarest if counts[word] >= bounds.fewest][: bounds.words]


def sql_limit(bound: int | None) -> int:
    """Return a bound as SQL's LIMIT has it: -1 is unlimited."""
    return -1 if bound is None else bound
