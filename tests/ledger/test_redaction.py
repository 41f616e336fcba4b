"""What is redacted is nowhere left in the file; what is left still holds together."""

import sqlite3
from pathlib import Path
from typing import Literal, get_args, get_origin, get_type_hints

import pytest
from weir import GONE, NOW, TEXT, record

from onrecord.errors import LedgerError
from onrecord.judgements import Correction, Redaction, Resolution, Withdrawal
from onrecord.ledger import Ledger, Query, redact
from onrecord.ledger.masking import MASK, blank_text, mask_lost, mask_strings
from onrecord.records import Article, Record, Span, Speaker, Statement, statement_id
from onrecord.row_types import ConfidenceRow, HedgeRow, QuantityRow, SpeakerRow, StatementRow, TimeRow


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "record.db"
    with Ledger.open(path) as ledger:
        ledger.keep(record(url="https://brenn.example/weir"), model="m1", at=NOW)
        ledger.keep_reading(record(url="https://brenn.example/weir"), model="m2", at=NOW)
        other = Article("other", "The harbour, Mara Voss said, stays open.", url="https://brenn.example/harbour")
        voss = (Span(13, 22),), (Span(23, 27),), (Span(0, 11), Span(29, 39))
        speaker = Speaker("Mara Voss", "person", "named")
        ledger.keep(Record(other, (Statement(statement_id(other, *voss), *voss, speaker=speaker),)), model="m1", at=NOW)
    return path


def left(path: Path) -> str:
    """Every byte of the file and of what stands beside it, in lower case."""
    return b"".join(f.read_bytes() for f in path.parent.glob(path.name + "*")).decode("latin-1").lower()


def whole(path: Path) -> None:
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    connection.execute("INSERT INTO search_words (search_words) VALUES ('integrity-check')")
    connection.close()


def test_the_words_are_there_before(path: Path) -> None:
    for word in (*GONE, "ottoline", "rotten"):
        assert word.lower() in left(path)


def test_an_article_is_removed_for_good(path: Path) -> None:
    with Ledger.open(path) as ledger:
        drowned = ledger.record("weir").statements[0]
        ledger.judge(Correction(drowned.id, field="speaker", value="Zebulon", by="Ida", at=NOW))
        ledger.judge(Resolution(drowned.id, outcome="no", note="zebras swim", by="Ida", at=NOW))
        made = redact(ledger.database, "weir", "a court's order", by="Ida", at=NOW)
        assert len(made.statements) == 4
        for word in (*GONE, "ottoline", "quist", "rotten", "sluice", "liar", "zebulon", "weir to go", "hana"):
            assert word.lower() not in left(path), word
        assert ledger.record("weir").article.text == ""
        assert ledger.record("weir").notices == ("article redacted by Ida on 2026-10-05: a court's order",)
        with pytest.raises(LedgerError, match="article redacted by Ida on 2026-10-05: a court's order"):
            ledger.find(drowned.id)
        assert ledger.search(Query("zebras")).total == 0
        assert ledger.search(Query("harbour")).total == 1
        assert ledger.keep(record(url="https://brenn.example/weir"), model="m1", at=NOW).state == "same"
        assert [a.id for a in ledger.unread("m9")[1]] == ["other"]
    for word in GONE:
        assert word.lower() not in left(path)
    whole(path)


def test_all_versions_of_a_page_are_removed(path: Path) -> None:
    with Ledger.open(path) as ledger:
        article = Article("weir", TEXT.replace("liar", "fool"), url="https://brenn.example/weir")
        changed = Record(article)
        assert ledger.keep(changed, model="m1", at=NOW).state == "version"
        redact(ledger.database, "weir", "why not", by="Ida", at=NOW)
        assert "zebras" not in left(path)


def test_a_statement_s_words_are_blanked(path: Path) -> None:
    with Ledger.open(path) as ledger:
        before = ledger.record("weir")
        drowned, rotten, _, liar = before.statements
        ledger.judge(Correction(liar.id, field="role", value="of the zebras", note="so", by="Ida", at=NOW))
        made = redact(ledger.database, drowned.id, "asked for", by="Ida", at=NOW)
        assert set(made.statements) == {drowned.id, rotten.id}
        for word in (*GONE, "ottoline", "caretaker"):
            assert word.lower() not in left(path), word
        after = ledger.record("weir")
        text = after.article.text
        assert len(text) == len(TEXT)
        assert text.startswith("Weir to go\n\n█████████ ████████ █████ ████ ███████ █████")
        assert text.endswith("that the sluice was rotten. Hana Doul denied it. She called Quist a liar.")
        assert [s.spans for s in after.statements] == [s.spans for s in before.statements]
        assert [s.speaker and s.speaker.name for s in after.statements] == [None, None, "Hana Doul", "Hana Doul"]
        assert after.statements[2].speaker.because == "redacted"
        assert (after.times, after.quantities) == ((), ())
        assert not any(s.times or s.quantities or s.certainty for s in after.statements)
        assert ledger.search(Query("zebras")).total == 0
        assert ledger.search(Query("sluice")).total == 1
        assert ledger.search(Query(speaker="ottoline")).total == 0
        assert ledger.search(Query("liar", speaker="hana")).total == 1
        assert [a.id for a in ledger.unread("m9")[1]] == ["other"]
        assert ledger.find(drowned.id).record.notices == ("statement redacted by Ida on 2026-10-05: asked for",)
        assert ledger.keep(record(url="https://brenn.example/weir"), model="m1", at=NOW).state == "same"
    whole(path)


def test_short_words_go_only_where_they_were_said(path: Path) -> None:
    with Ledger.open(path) as ledger:
        changed = record(TEXT.replace("Weir to go", "No weir left"), url="https://brenn.example/weir")
        ledger.keep(changed, model="m1", at=NOW)
        denied = ledger.record("weir").statements[2]
        redact(ledger.database, denied.id, "asked for", by="Ida", at=NOW)
        assert "hana" not in left(path)
        for key in ledger.versions("weir"):
            text = ledger.record(key).article.text
            assert text.endswith("was rotten. ████ ████ ██████ ██. She called Quist a liar.")
            assert "Caretaker Ottoline Quist" in text


def test_the_same_words_elsewhere_are_told_of(path: Path) -> None:
    with Ledger.open(path) as ledger:
        copy = record(identifier="copy", url="https://lissen.example/weir")
        ledger.keep(copy, model="m1", at=NOW)
        drowned = ledger.record("weir").statements[0]
        assert redact(ledger.database, drowned.id, "asked for", by="Ida", at=NOW).elsewhere == (copy.article.key,)
        assert ledger.record("copy") == copy
        assert redact(ledger.database, "copy", "asked for", by="Ida", at=NOW).elsewhere == ()


def test_the_same_article_elsewhere_is_told_of(path: Path) -> None:
    with Ledger.open(path) as ledger:
        copy = record(identifier="copy", url="https://lissen.example/weir")
        ledger.keep(copy, model="m1", at=NOW)
        assert redact(ledger.database, "weir", "asked for", by="Ida", at=NOW).elsewhere == (copy.article.key,)
        assert ledger.record("copy") == copy


def test_a_reader_that_holds_the_log_is_told_of(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.ledger.connections.PATIENCE", 0.1)
    reader = sqlite3.connect(path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM article").fetchone()
    with Ledger.open(path) as ledger:
        made = redact(ledger.database, "weir", "asked for", by="Ida", at=NOW)
        assert made.owed == "another program reads the file"
        reader.close()
        again = redact(ledger.database, "weir", "asked for again", by="Ida", at=NOW)
        assert (again.judgement, again.earlier, again.owed) == (made.judgement, True, None)
        assert "zebras" not in left(path)
        assert len(ledger.judgements(Redaction)) == 1


def test_a_redaction_cannot_be_withdrawn(path: Path) -> None:
    with Ledger.open(path) as ledger:
        made = redact(ledger.database, "weir", "asked for", by="Ida", at=NOW)
        with pytest.raises(LedgerError, match="for good"):
            ledger.judge(Withdrawal(made.judgement.id, by="Ida", at=NOW))


def test_white_space_stays_where_words_are_blanked() -> None:
    assert blank_text("one two\nthree four", [Span(4, 13)]) == "one ███\n█████ four"


def literal_keys(row: type) -> set[str]:
    """The keys of a row whose values are codes: of a fixed set."""
    hints = get_type_hints(row)
    return {key for key, hint in hints.items() if any(get_origin(part) is Literal for part in (hint, *get_args(hint)))}


@pytest.mark.parametrize("row", [StatementRow, SpeakerRow, TimeRow, QuantityRow, HedgeRow, ConfidenceRow])
def test_codes_are_never_masked(row: type) -> None:
    def mask(words: str) -> str:
        return mask_lost(words, {"main"})

    codes = literal_keys(row)
    assert codes
    value = dict.fromkeys(codes, "main")
    assert mask_strings(value, mask) == value
    assert mask_strings({"because": "the main gate", "name": "Main", "scope": "main"}, mask) == {
        "because": MASK,
        "name": None,
        "scope": "main",
    }
