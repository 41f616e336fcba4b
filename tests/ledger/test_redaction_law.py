"""The law of redaction: of whatever ledger, no byte has a redacted word, and all else is as it was."""

import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from claimed_articles import article
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from weir import NOW

from onrecord import exports
from onrecord.judgements import Correction, Grade, Resolution, Weighing
from onrecord.ledger import Ledger, Query, redact
from onrecord.ledger.masking import BLANK
from onrecord.ledger.verify import find_faults
from onrecord.ledger.watches import keep_reported
from onrecord.records import Record, statement_id

# Each page: does it have a second version, a reprint elsewhere, judgements, a watch that reported it?
PAGES = st.lists(st.tuples(*[st.booleans()] * 4), min_size=1, max_size=3)
TAILS = ("rund", "welk", "stim", "blan")


def secrets(number: int) -> list[str]:
    """The words that nothing but the page of this number has."""
    return [f"zo{'abc'[number]}{tail}" for tail in TAILS]


def page(number: int, *, more: str = "", url: str = "") -> Record:
    words = " ".join(secrets(number))
    said = [("Mara Voss", "said", f"the lock at {words} leaks"), ("Anton Reh", "denied", "that the ferry sails")]
    record = article(f"p{number}", *said, url=url or f"https://news.example/{number}/{'-'.join(secrets(number))}")
    about = replace(record.article, title=f"On {words}", section=words, text=record.article.text + more)
    statements = (
        replace(each, id=statement_id(about, each.source, each.cue, each.content)) for each in record.statements
    )
    return Record(about, tuple(statements))


def fill(ledger: Ledger, pages: list[tuple[bool, ...]]) -> None:
    for number, (has_version, is_reprinted, is_judged, is_watched) in enumerate(pages):
        record = page(number)
        first = record.statements[0].id
        ledger.keep(record, model="m", at=NOW)
        if has_version:
            ledger.keep(page(number, more=f"\n\nThe {secrets(number)[0]} was mended."), model="m", at=NOW)
        if is_reprinted:
            ledger.keep(page(number, url=f"https://other.example/{number}"), model="m", at=NOW)
        if is_judged:
            words = " ".join(secrets(number))
            ledger.judge(Grade("Mara Voss", reliability="B", note=f"she says {words}", by="Ida", at=NOW))
            ledger.judge(Correction(first, field="role", value=secrets(number)[0], by="Ida", at=NOW))
            shown = f"https://elsewhere.example/{secrets(number)[1]}"
            ledger.judge(Resolution(first, outcome="no", evidence=shown, note=words, by="Ida", at=NOW))
            ledger.judge(Weighing(first, watch=words, hypothesis=words, cell="neither", by="Ida", at=NOW))
        if is_watched:
            keep_reported(ledger.database, secrets(number)[2], [(secrets(number)[3], first)], at=NOW)


def bytes_of(path: Path) -> str:
    content = b"".join(file.read_bytes() for file in path.parent.glob(path.name + "*")).decode("latin-1").lower()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab (main, search_words, row)")
        return content + " ".join(term for (term,) in connection.execute("SELECT term FROM terms"))


@pytest.mark.slow
@settings(max_examples=4, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(pages=PAGES, which=st.integers(0, 2), of_article=st.booleans())
def test_nothing_tells_and_all_else_stays(pages: list[tuple[bool, ...]], which: int, of_article: bool) -> None:
    number = which % len(pages)
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "record.db") as ledger:
        fill(ledger, pages)
        assert all(word in bytes_of(ledger.path) for word in secrets(number))
        before = {key: ledger.record(key) for key in ledger.database.column("SELECT key FROM article")}
        # A statement is redacted in all versions of its page, and each reprint is told of, to be redacted, too.
        queue, redacted = [page(number).article.key], set[str]()
        while queue:
            key = queue.pop()
            redacted.update(ledger.versions(key))
            target = key if of_article else ledger.record(key).statements[0].id
            done = redact(
                ledger.database,
                target,
                "asked",
                by="Ida",
                at=NOW + timedelta(days=1),
                also=("url", "metadata", "notes"),
            )
            copies = {trace.id for trace in done.traces if trace.kind == "copy"}
            queue += sorted({*copies, *done.elsewhere} - redacted)
        left = bytes_of(ledger.path)
        # A line of a later version that no statement has is not the statement's.
        mended = secrets(number)[0] if pages[number][0] and not of_article else ""
        assert [word for word in secrets(number) if word in left and word != mended] == []
        for other in set(range(len(pages))) - {number}:
            assert all(word in left for word in secrets(other))
        for key, old in before.items():
            new = ledger.record(key)
            if key not in redacted:
                assert (new.article, new.statements) == (old.article, old.statements)
            elif not of_article:
                assert len(new.article.text) == len(old.article.text)
                assert all(a in (b, BLANK) for a, b in zip(new.article.text, old.article.text, strict=True))
                assert [each.spans for each in new.statements] == [each.spans for each in old.statements]
        assert list(find_faults(ledger.database)) == []
        assert [*exports.export_text(ledger, "jsonl")]
        assert ledger.search(Query("ferry")).total == len(
            {ledger.versions(key)[0] for key in before if not of_article or key not in redacted}
        )
