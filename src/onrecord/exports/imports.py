"""Import: merge the lines of an export of another ledger into this one, and say what each of them changed.

A line that cannot be taken is reported and the rest is taken. Each line is a transaction of its own: what was reported
as taken is on the disk, and after an import that was cut short the same file completes it.
"""

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO, Literal

from onrecord.errors import OnrecordError
from onrecord.exports.jsonl import NotExportError, parse_line
from onrecord.judgements import Judgement, Redaction, Withdrawal
from onrecord.ledger import judgements, merge
from onrecord.ledger.dump import Version
from onrecord.ledger.ledger import Ledger

ImportState = Literal["new", "version", "more", "judgement", "same", "redaction", "redacted", "failed"]
"""What became of a line: an article that is new, a further version, or more of a known one; a judgement; the same as
is kept already; a redaction, or an article that one has emptied, left out; one that cannot be taken."""

# Bytes. An article of the largest size has a line of some ten times as much, with all that several models read.
_LONGEST_LINE = 500_000_000
# A file whose first lines are all something else is no export: a table, a page, rows of another program.
_FIRST_LINES = 5


@dataclass(frozen=True, slots=True)
class ImportedLine:
    """What became of a line.

    number: of the line, from 1. reason: why it was not taken, or what is different here and stays. judgement: the one
    that was taken. replaced: a judgement of this ledger that no longer counts because of it. emptied: the pages of this
    ledger that lost words by it, or would.
    """

    number: int
    state: ImportState
    reason: str = ""
    judgement: Judgement | None = None
    replaced: Judgement | None = None
    emptied: tuple[str, ...] = ()


def read_export(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a file that are not blank, each with its number; OnrecordError if none is an export's."""
    lines = _number_lines(file)
    first = list(islice(lines, _FIRST_LINES))
    reasons = [(number, reason) for number, line in first if (reason := _why_no_export(line))]
    if first and len(reasons) == len(first):
        number, reason = reasons[0]
        raise OnrecordError(f"is not an onrecord export: line {number} {reason}")
    return chain(first, lines)


def _number_lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    number = 0
    while line := file.readline(_LONGEST_LINE):
        number += 1
        while not line.endswith(b"\n") and (rest := file.readline(_LONGEST_LINE)):
            # Too long to be taken: what is read of it is enough to say so.
            line = line[:_LONGEST_LINE] + b"\xff" + rest[-1:]
        if line.removeprefix(codecs.BOM_UTF8).strip():
            yield number, line


def _why_no_export(line: bytes) -> str:
    """Return why no export can hold a line; empty if one could, damaged or not."""
    try:
        _parse_bytes(line)
    except NotExportError as error:
        return str(error)
    except ValueError:
        return ""
    return ""


def _parse_bytes(line: bytes) -> Version | Judgement:
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotExportError("is not UTF-8: give a file that `onrecord export --as jsonl` wrote") from None
    return parse_line(text)


def import_lines(
    ledger: Ledger, lines: Iterable[tuple[int, bytes]], *, with_redactions: bool = False
) -> Iterator[ImportedLine]:
    """Merge lines of an export into a ledger, and yield what became of each.

    with_redactions: carry out the other ledger's redactions, which remove words here for good. Otherwise they are left
    out, and so are articles that one has emptied or blanked and that are not here: each would keep out the article as
    it was printed.
    """
    brought, waiting = set[str](), list[tuple[int, Withdrawal]]()
    for number, line in lines:
        try:
            parsed = _parse_bytes(line)
        except ValueError as error:
            yield ImportedLine(number, "failed", str(error))
            continue
        if isinstance(parsed, Version):
            yield _import_version(ledger, number, parsed, with_redactions=with_redactions)
        elif isinstance(parsed, Withdrawal) and not judgements.kind_of(ledger.database, parsed.subject):
            # By the clocks of two people, a judgement may be later than its withdrawal.
            waiting.append((number, parsed))
        else:
            yield _import_judgement(ledger, number, parsed, brought, with_redactions=with_redactions)
    yield from _import_waiting(ledger, waiting, brought)


def _import_waiting(ledger: Ledger, waiting: list[tuple[int, Withdrawal]], brought: set[str]) -> Iterator[ImportedLine]:
    """Import the withdrawals that came before what they withdraw; each may itself be what another waits for."""
    by_subject = dict[str, list[tuple[int, Withdrawal]]]()
    for number, withdrawal in waiting:
        by_subject.setdefault(withdrawal.subject, []).append((number, withdrawal))
    ready = [subject for subject in by_subject if judgements.kind_of(ledger.database, subject)]
    # The list grows while it is gone through.
    for subject in ready:
        for number, withdrawal in by_subject.pop(subject, ()):
            yield _import_judgement(ledger, number, withdrawal, brought)
            ready.append(withdrawal.id)
    for number, withdrawal in chain.from_iterable(by_subject.values()):
        words = f"withdraws {withdrawal.subject}, which is neither in the file nor here: export it again"
        yield ImportedLine(number, "failed", words)


def _import_version(ledger: Ledger, number: int, version: Version, *, with_redactions: bool) -> ImportedLine:
    database = ledger.database
    if version.redacted and not with_redactions and not merge.has_version(database, version.key):
        return ImportedLine(number, "redacted")
    merged = merge.merge_version(database, version)
    words = f"{version.article.id} has another {', '.join(merged.stands)} here, which is kept" if merged.stands else ""
    return ImportedLine(number, merged.state, words)


def _import_judgement(
    ledger: Ledger, number: int, judgement: Judgement, brought: set[str], *, with_redactions: bool = False
) -> ImportedLine:
    """Import a judgement. brought: the ids of those that this import brought, to which it is added."""
    database = ledger.database
    if judgements.kind_of(database, judgement.id):
        return ImportedLine(number, "same")
    emptied = merge.find_affected_pages(database, judgement) if isinstance(judgement, Redaction) else ()
    if isinstance(judgement, Redaction) and not with_redactions:
        return ImportedLine(number, "redaction", judgement=judgement, emptied=emptied)
    if isinstance(judgement, Withdrawal):
        try:
            judgements.check_withdrawal(database, judgement.subject)
        except OnrecordError as error:
            return ImportedLine(number, "failed", str(error))
    replaced = judgements.find_replaced(database, judgement)
    merge.merge_judgement(database, judgement)
    brought.add(judgement.id)
    if replaced and replaced.id in brought:
        replaced = None
    return ImportedLine(number, "judgement", judgement=judgement, replaced=replaced, emptied=emptied)
