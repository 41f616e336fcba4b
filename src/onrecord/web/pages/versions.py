"""The versions of a page: statements changed, added and withdrawn between them, and the words that differ."""

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated, Any

from onrecord import claims
from onrecord.ledger import articles
from onrecord.records import Record, Sighting, Statement
from onrecord.web.desk import View
from onrecord.web.pagination import Pager, build_pager

# Each step compares two texts word by word.
STEPS_SHOWN = 10
# Every older statement is compared with every newer one: with more pairs the page would take seconds.
_MOST_PAIRS = 900
# The diff of words is quadratic in the paragraphs that differ.
_MOST_WORDS = 1_000_000


@dataclass(frozen=True)
class VersionPart:
    """Some words that both versions have, or only one of them."""

    words: Annotated[str, "the words"]
    gone: Annotated[bool, "has only the older one them?"] = False
    new: Annotated[bool, "has only the newer one them?"] = False


@dataclass(frozen=True, kw_only=True)
class ChangedStatement:
    """A statement that was changed, added or withdrawn."""

    change: Annotated[str, "changed, added or withdrawn"]
    who: Annotated[str, "who says so, in the newer version where it is there"]
    was: Annotated[str, "who said so before, where that was another; else empty"]
    cue: Annotated[str, "the words of the cue"]
    parts: Annotated[tuple[VersionPart, ...], "the words of its content, with what became of them"]
    address: Annotated[str, "the address of its article, at its place"]


@dataclass(frozen=True)
class PageVersion:
    """One version of a page."""

    address: Annotated[str, "its address"]
    number: Annotated[int, "which one it is, from 1"]
    title: Annotated[str, "its headline, or its id where it has none"]
    read_at: Annotated[datetime, "when it was first read"]
    published: Annotated[date | None, "the day it was printed, as it says"]


@dataclass(frozen=True, kw_only=True)
class VersionStep:
    """The differences between a version and the next."""

    before: Annotated[PageVersion, "the older one"]
    after: Annotated[PageVersion, "the newer one"]
    title: Annotated[tuple[VersionPart, ...], "the headline, where it differs"]
    statements: Annotated[tuple[ChangedStatement, ...], "what became of statements"]
    paragraphs: Annotated[tuple[tuple[VersionPart, ...], ...], "the paragraphs that differ"]
    untold: Annotated[tuple[str, ...], "what is too much to be compared"]


@dataclass(frozen=True, kw_only=True)
class VersionsPage:
    """The versions of a page."""

    title: Annotated[str, "the headline of the version asked for, or its id"]
    address: Annotated[str, "its address"]
    count: Annotated[int, "how many versions there are"]
    only: Annotated[PageVersion | None, "the one version, where there is no other"]
    steps: Annotated[tuple[VersionStep, ...], "from each version to the next, the newest first"]
    place: Annotated[Pager, "where in the list of steps one is"]


def build_versions_page(view: View) -> VersionsPage:
    """Return the versions of a page, found by the key or the id of one of them."""
    entry = view.ledger.find(view.path["key"])
    offset = view.query.number("offset", 0)
    count = articles.find_version_place(view.ledger.database, entry.key).versions
    keys = articles.list_versions(view.ledger.database, entry.key, limit=STEPS_SHOWN + 1, offset=offset)
    read = []
    for n, (key, at) in enumerate(keys):
        record = view.ledger.record(key)
        read.append((_describe_version(record, key=key, number=count - offset - n, at=at), record))
    steps = tuple(_compare_versions(older, newer) for newer, older in itertools.pairwise(read))
    article = entry.record.article
    address = f"/articles/{entry.key}"
    return VersionsPage(
        title=article.title or article.id,
        address=address,
        count=count,
        only=read[0][0] if count == 1 and read else None,
        steps=steps,
        place=build_pager(
            f"{address}/versions", {"offset": str(offset)}, len(steps), total=count - 1, size=STEPS_SHOWN
        ),
    )


def _describe_version(made: Record, *, key: str, number: int, at: datetime) -> PageVersion:
    # Not the article's own key: of a redacted text it is another.
    article = made.article
    return PageVersion(f"/articles/{key}", number, article.title or article.id, at, article.published)


def _compare_versions(older: tuple[PageVersion, Record], newer: tuple[PageVersion, Record]) -> VersionStep:
    (before, was), (after, now) = older, newer
    untold = list[str]()
    changes: tuple[ChangedStatement, ...] = ()
    # The limit counts only statements that differ, so a long article with a small correction is still compared.
    left, right = _remove_common(was, now)
    if len(left.statements) * len(right.statements) <= _MOST_PAIRS:
        changes = tuple(_describe_change(change) for change in claims.diff_versions(left, right))
    else:
        untold.append(
            f"{len(left.statements):,} statements are gone or changed, {len(right.statements):,} are new or changed: "
            "too many to tell which became which"
        )
    paragraphs: tuple[tuple[VersionPart, ...], ...] = ()
    if _pairs_of_words(was.article.text, now.article.text) <= _MOST_WORDS:
        differing = claims.diff_paragraphs(was.article.text, now.article.text)
        paragraphs = tuple(_mark_pieces(pieces) for pieces in differing)
    else:
        untold.append("Too much of the text differs to show it word by word: open the two side by side")
    title = (
        () if before.title == after.title else _mark_pieces(claims.diff_words(before.title[:2000], after.title[:2000]))
    )
    return VersionStep(
        before=before, after=after, title=title, statements=changes, paragraphs=paragraphs, untold=tuple(untold)
    )


def _remove_common(was: Record, now: Record) -> tuple[Record, Record]:
    """Return both versions without the statements that they share word for word."""
    # Counted, as an article may have the same statement twice.
    common = Counter(_statement_key(was, statement) for statement in was.statements) & Counter(
        _statement_key(now, statement) for statement in now.statements
    )
    return _remove_statements(was, common.copy()), _remove_statements(now, common.copy())


def _statement_key(made: Record, one: Statement) -> tuple[str | None, ...]:
    words = Sighting.of(made.article, one)
    name = one.speaker.name if one.speaker else None
    return name or words.source, one.act, words.content


def _remove_statements(record: Record, common: Counter[tuple[str | None, ...]]) -> Record:
    left = list[Statement]()
    for statement in record.statements:
        key = _statement_key(record, statement)
        if common[key] > 0:
            common[key] -= 1
        else:
            left.append(statement)
    return replace(record, statements=tuple(left))


def _pairs_of_words(was: str, now: str) -> int:
    """Return the number of word pairs that a diff of the differing paragraphs would compare."""
    before, after = was.splitlines(), now.splitlines()
    gone, new = set(before) - set(after), set(after) - set(before)
    return sum(line.count(" ") + 1 for line in gone) * sum(line.count(" ") + 1 for line in new)


def _describe_change(change: claims.StatementChange) -> ChangedStatement:
    side = change.after or change.before
    assert side is not None  # a change has at least one side
    who = _speaker_words(side)
    was = _speaker_words(change.before) if change.before else who
    if change.before and change.after:
        parts = _mark_pieces(claims.diff_words(change.before.content, change.after.content))
    else:
        parts = (VersionPart(side.content, gone=not change.after, new=change.after is not None),)
    address = f"/statements/{side.statement.id}" if change.after else f"/articles/{side.key}#s-{side.statement.id}"
    return ChangedStatement(
        change=change.change, who=who, was=was if was != who else "", cue=side.cue, parts=parts, address=address
    )


def _speaker_words(one: Sighting) -> str:
    name = one.statement.speaker.name if one.statement.speaker else None
    return name or one.source or "unnamed"


def _mark_pieces(pieces: list[claims.DiffPiece]) -> tuple[VersionPart, ...]:
    return tuple(VersionPart(piece.words, piece.state == "gone", piece.state == "new") for piece in pieces)


def version_rows(context: VersionsPage) -> Iterator[dict[str, Any]]:
    """Return the changes of statements as rows."""
    for step in context.steps:
        for statement in step.statements:
            yield {
                "before": step.before.read_at,
                "after": step.after.read_at,
                "change": statement.change,
                "who": statement.who,
                "was": statement.was,
                "cue": statement.cue,
                "gone": "".join(part.words for part in statement.parts if not part.new),
                "new": "".join(part.words for part in statement.parts if not part.gone),
            }
