"""Score whether two statements are one claim, on pairs of our own (bench/claims/README.md).

    python -m bench.claims [--across]

Prints precision, recall and F1 of "one claim" over all pairs of a file, and the number of opposites merged. `blind` is
by another author, scored once and not inspected. `measure` is by the author of the first rules: scored often, and its
errors were inspected at the very end. The other files are tuned on.

With --across: can two statements by different speakers both be true? Prints precision and recall of "they cannot", as
found by a watch, on `across` (its odd pairs were used to choose thresholds) and on the other files as if said by two
speakers.
"""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from onrecord import pipeline
from onrecord.attribution import quotes, speech_acts
from onrecord.claims import Verdict, compare_statements, fold_name
from onrecord.identities import resolve_identities
from onrecord.records import Article, Record, Sighting, Span, Speaker, SpeakerName, Statement, statement_id
from onrecord.watches.disagreements import find_disagreements
from onrecord.watches.items import build_item

PAIRS = Path(__file__).parent / "claims"
ONE_CLAIM = {"same", "drifted"}
TUNED_ON = ("tune", "more", "wide", "further", "wide2", "wide3", "wide4", "wide5")
UNSEEN = ("measure", "blind")
PUBLISHED = date(2026, 10, 5)


@dataclass(frozen=True)
class Pair:
    """Two statements, and what they are to each other."""

    id: str
    kind: str
    one: Sighting
    other: Sighting


def read(path: Path) -> Iterator[Pair]:
    """The pairs of a file."""
    for name, kind, records in read_records(path):
        one, other = (Sighting.of(record.article, record.statements[0]) for record in records)
        yield Pair(name, kind, one, other)


def read_records(path: Path) -> Iterator[tuple[str, str, list[Record]]]:
    """The name and kind of each pair of a file, and a record for each of its statements."""
    for block in path.read_text("utf-8").strip().split("\n\n"):
        head, *lines = block.split("\n")
        _, name, kind = head.split()
        yield name, kind, [record_of(line, name) for line in lines]


def record_of(line: str, name: str) -> Record:
    """A statement as the pipeline reads it from one sentence; its speaker is given."""
    speaker, cue, content, *day = (part.strip() for part in line.split("|"))
    published = date.fromisoformat(day[0]) if day else PUBLISHED
    text = f"{speaker} {cue} {content}."
    article = Article(name, text, published=published)
    ends = [0, len(speaker), len(speaker) + 1 + len(cue), len(text) - 1]
    roles = [(Span(0, ends[1]),), (Span(ends[1] + 1, ends[2]),), (Span(ends[2] + 1, ends[3]),)]
    bare = Statement(
        statement_id(article, *roles), *roles, kind=quotes.classify_kind([content]), act=speech_acts.classify_act(cue)
    )
    record = pipeline.enrich(Record(article, (bare,)))
    (statement,) = record.statements
    return replace(record, statements=(replace(statement, speaker=named(statement, speaker)),))


def named(statement: Statement, given: str) -> Speaker:
    """Who stands in the words given for a speaker, as the pipeline reads it: "Chief justice Mara Voss" is Mara Voss."""
    found = statement.speaker
    return found if found and found.name and found.name in given else Speaker(given, "person", "given")


def who(pair: Pair) -> Callable[[str], str]:
    """Who is who in a ledger that held these two statements alone; see `onrecord.analysis.speakers.find_aliases`."""
    speakers = [s.statement.speaker for s in (pair.one, pair.other)]
    bearers = {s.name: SpeakerName(s.name, s.kind, count=1) for s in speakers if s and s.name}
    found = {name: one.name for one in resolve_identities(bearers.values()) for name in one.names}
    return lambda name: fold_name(found.get(name, name))


def score(path: Path, *, show: bool) -> str:
    """The figures of one file."""
    right = extra = missed = merged = 0
    for pair in read(path):
        verdict: Verdict = compare_statements(pair.one, pair.other, who=who(pair))
        wanted, found = pair.kind in ONE_CLAIM, verdict.one_claim
        right += wanted and found
        extra += found and not wanted
        missed += wanted and not found
        merged += found and pair.kind == "opposite"
        if show and wanted != found:
            print(f"{pair.id} {pair.kind}: {verdict.kind}, {verdict.because}")
            print(f"    {pair.one.content}\n    {pair.other.content}")
    precision, recall = right / max(1, right + extra), right / max(1, right + missed)
    f1 = 2 * right / max(1, 2 * right + extra + missed)
    return f"F1 {f1:.3f} (precision {precision:.3f}, recall {recall:.3f}); opposites merged: {merged}"


def score_across(path: Path, *, show: bool) -> str:
    """The figures of "these two cannot both be so" of one file, its statements said by two speakers."""
    right = extra = missed = 0
    for name, kind, records in read_records(path):
        if kind == "speaker":
            continue
        items = [build_item(record, by(record.statements[0], n)) for n, record in enumerate(records)]
        wanted, found = kind == "opposite", find_disagreements(items)
        right += wanted and bool(found)
        extra += bool(found) and not wanted
        missed += wanted and not found
        if show and wanted != bool(found):
            print(
                f"{name} {kind}: {[each.because for each in found]}\n    " + "\n    ".join(i.quotation for i in items)
            )
    precision, recall = right / max(1, right + extra), right / max(1, right + missed)
    return f"precision {precision:.3f}, recall {recall:.3f}; {right} found, {extra} false, {missed} missed"


def by(statement: Statement, number: int) -> Statement:
    """The statement, by the first or the second of two speakers."""
    speaker = Speaker(("Anton Reh", "Hana Doul")[number], "person", "given")
    return replace(statement, speaker=speaker, id=f"{statement.id}{number}")


def main() -> None:
    """Print the figures of every file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print what is wrong in what is tuned on")
    parser.add_argument("--tune", action="store_true", help="without the files that are not")
    parser.add_argument("--across", action="store_true", help="contradictions between two speakers")
    args = parser.parse_args()
    files = TUNED_ON if args.tune else (*TUNED_ON, *UNSEEN)
    scored = score_across if args.across else score
    for file in ("across", *files) if args.across else files:
        print(f"{file}: {scored(PAIRS / f'{file}.txt', show=args.show and file not in UNSEEN)}")


if __name__ == "__main__":
    main()
