"""What a damaged ledger shows of its damage: a case for each check, and none for a sound one."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from forecasting import NOW, foretelling, ledger_of, rich
from older_ledgers import take_back

from onrecord.judgements import Correction, Grade
from onrecord.ledger import Ledger, redaction
from onrecord.ledger.database import Database
from onrecord.ledger.verify import MOST_LISTED, find_faults


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A ledger with everything that is checked: versions, readings, a correction, redactions, reprints, units."""
    path = tmp_path_factory.mktemp("sound") / "record.db"
    ledger_of(path, 5)
    record = rich()
    with Ledger.open(path) as ledger:
        ledger.keep(record, model="m", at=NOW)
        ledger.keep_reading(record, model="n", at=NOW + timedelta(hours=1))
        role = {"field": "role", "value": "deputy mayor"}
        ledger.judge(Correction(record.statements[0].id, **role, by="Ada", at=NOW + timedelta(hours=2)))
        reprint = replace(record.article, id="copy", url="https://other.example/h1")
        ledger.keep(replace(record, article=reprint, statements=()), model="m", at=NOW)
        later = foretelling(1, "Ion Pell", "Grain Union", due=None)
        changed = replace(later.article, text=later.article.text + " The pier is closed.")
        ledger.keep(replace(later, article=changed, statements=()), model="m", at=NOW + timedelta(hours=1))
        for number, due in ((91, None), (92, None)):
            ledger.keep(foretelling(number, "Una Grey", None, due=due), model="m", at=NOW)
        redaction.redact(ledger.database, "a91", "a court", by="Ada", at=NOW)
        said = foretelling(92, "Una Grey", None, due=None).statements[0].id
        redaction.redact(ledger.database, said, "a court", by="Ada", at=NOW)
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, sound: bytes) -> Path:
    (tmp_path / "record.db").write_bytes(sound)
    return tmp_path / "record.db"


def change(path: Path, sql: str, *values: object) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute(sql, values).rowcount, "nothing was changed"
        connection.commit()


def faults_of(path: Path) -> list[tuple[str, str]]:
    with closing(Database.open_as_it_is(path)) as database:
        return [(fault.check, str(fault)) for fault in find_faults(database)]


def test_a_sound_ledger_has_no_fault(path: Path) -> None:
    assert faults_of(path) == []


STATEMENT = "(SELECT max(number) FROM statement WHERE speaker = 'Mara Voss')"
CASES = [
    ("articles", "UPDATE article SET text = replace(text, 'ferries', 'fairies') WHERE id = 'h1'", "not what was"),
    ("articles", "UPDATE article SET url = 'https://else.example/' WHERE id = 'h1'", "not what was kept"),
    ("search index", "UPDATE article SET text = replace(text, '60 ferr', '70 ferr') WHERE id = 'h1'", "its words"),
    ("versions", "UPDATE article SET version = 4 WHERE version = 2", "numbered from 1 to 4, not from 1 to 2"),
    ("versions", "DELETE FROM reading WHERE article = (SELECT number FROM article WHERE id = 'copy')", "no reading"),
    ("references", "UPDATE reprint SET reprint_of = 999 WHERE reprint_of IS NOT NULL", "a row of article"),
    ("readings", "UPDATE reading SET times = '[{}]' WHERE model = 'n'", "cannot be read (KeyError"),
    ("readings", "UPDATE reading SET read_at = 'noon' WHERE model = 'n'", "cannot be read (ValueError"),
    ("readings", "UPDATE article SET related = '{' WHERE id = 'h1'", "cannot be read (JSONDecodeError"),
    ("readings", "UPDATE article SET published = '2026-02-30' WHERE id = 'h1'", "cannot be read (ValueError"),
    ("readings", f"UPDATE statement SET json = '[]' WHERE number = {STATEMENT}", "cannot be read (TypeError"),
    ("readings", f"UPDATE statement SET speaker = 'Mara Boss' WHERE number = {STATEMENT}", "else: speaker"),
    ("readings", f"UPDATE statement SET said_to = '2027-01-01' WHERE number = {STATEMENT}", "else: said_to"),
    ("readings", f"UPDATE statement SET act = 'deny' WHERE number = {STATEMENT}", "else: act"),
    (
        "readings",
        f"UPDATE statement SET json = json_set(json, '$.content[0][1]', 90) WHERE number = {STATEMENT}",
        "not the hash",
    ),
    (
        "readings",
        f"UPDATE statement SET json = json_set(json, '$.content[0][1]', 900) WHERE number = {STATEMENT}",
        "past the end",
    ),
    ("readings", f"DELETE FROM search_statement WHERE statement = {STATEMENT}", "else: search_statement"),
    ("readings", f"DELETE FROM search_time WHERE statement = {STATEMENT}", "else: search_time"),
    ("readings", f"UPDATE search_quantity SET low = 50 WHERE statement = {STATEMENT}", "else: search_quantity"),
    (
        "search tables",
        "INSERT INTO search_statement (statement, is_forecast) VALUES "
        "((SELECT min(number) FROM statement WHERE speaker = 'Mara Voss' AND json LIKE '%ferry%' "
        "AND number NOT IN (SELECT statement FROM search_statement)), 1)",
        "superseded",
    ),
    ("search tables", "UPDATE speaker_name SET statements = 9 WHERE name = 'Ion Pell'", "speaker Ion Pell"),
    ("search tables", "DELETE FROM speaker_month WHERE name = 'Ion Pell'", "speaker Ion Pell"),
    ("search tables", "INSERT INTO search_unit (name) VALUES ('gulls')", "unit gulls"),
    ("search index", "DELETE FROM search_words_docsize WHERE id = 2", "its words"),
    ("search index", "UPDATE search_words_data SET block = zeroblob(30) WHERE id > 1000", "search index"),
    ("units", "UPDATE search_unit SET name = 'boat' WHERE name = 'ferry'", "its words"),
    ("reprints", "DELETE FROM reprint WHERE article = 2", "no place"),
    ("reprints", "UPDATE reprint SET share = 1.5 WHERE reprint_of IS NOT NULL", "not a share"),
    ("reprints", "UPDATE reprint SET reprint_of = article, share = 1.0 WHERE article = 3", "reprint of itself"),
    ("reprints", "INSERT INTO sentence_hash VALUES (7, 999)", "hashes of sentences"),
    ("judgements", "UPDATE judgement SET at = 'noon' WHERE kind = 'correct'", "onrecord withdraw"),
    ("judgements", "INSERT INTO judgement SELECT 900, 'w1', 'withdraw', 'gone', NULL, '{}', by, at FROM judgement "
     "LIMIT 1", "withdraws gone"),
    ("moments", "INSERT INTO fetch (url, fetched_at, unchanged, is_feed) VALUES ('a', 'x', 0, 0)", "fetch, row"),
    ("redactions", "INSERT INTO owed_scrub (since) VALUES ('2026-10-05')", "still holds words"),
]  # fmt: skip


@pytest.mark.parametrize(("check", "sql", "words"), CASES)
def test_a_fault_is_found(path: Path, check: str, sql: str, words: str) -> None:
    change(path, sql)
    found = faults_of(path)
    assert any(name == check and words in line for name, line in found), found


def test_a_missing_table_is_named(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE watch_report")
    assert ("tables", "table watch_report: is missing: restore the ledger from a copy") in faults_of(path)


def test_a_damaged_page_is_found(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(12 * 4096)
        file.write(bytes(4096))
    assert any(check == "pages" for check, _ in faults_of(path))


def test_a_flood_of_faults_is_cut(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for number in range(MOST_LISTED + 5):
            connection.execute("INSERT INTO search_unit (name) VALUES (?)", (f"u{number}",))
        connection.commit()
    lines = [line for check, line in faults_of(path) if check == "search tables"]
    assert len(lines) == MOST_LISTED + 1
    assert "more than these" in lines[-1]


def test_an_old_ledger_is_told_so_and_stays_as_it_is(path: Path, tmp_path: Path) -> None:
    take_back(path, tmp_path / "old.db", 7)
    before = (tmp_path / "old.db").read_bytes()
    ((check, line),) = faults_of(tmp_path / "old.db")
    assert check == "schema"
    assert "is at schema 7" in line
    assert (tmp_path / "old.db").read_bytes() == before


def test_verifying_writes_nothing(path: Path) -> None:
    before = path.read_bytes()
    change(path, "UPDATE article SET text = 'else' WHERE id = 'h1'")
    changed = path.read_bytes()
    assert changed != before
    faults_of(path)
    assert path.read_bytes() == changed
    assert [file.name for file in path.parent.iterdir()] == ["record.db"]  # no log is left


def test_a_log_that_another_program_uses_stays(path: Path) -> None:
    with Ledger.open(path) as ledger:
        faults_of(path)
        ledger.judge(Grade("Ode", reliability="B", by="Ida", at=NOW))
        assert faults_of(path) == []
        assert path.with_name("record.db-wal").stat().st_size


def test_progress_is_reported(path: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    with closing(Database.open_as_it_is(path)) as database:
        list(find_faults(database, lambda *step: steps.append(step)))
    assert {"pages", "articles", "readings", "search index"} <= {check for check, _, _ in steps}
    assert all(0 <= done <= total for _, done, total in steps)


def break_judging(ledger: Ledger) -> None:
    with ledger:
        ledger.judge(Grade("Ode", reliability="B", by="Ida", at=NOW))
        raise KeyError("what")


def test_what_a_sound_ledger_does_not_explain_is_raised_as_it_is(path: Path) -> None:
    with pytest.raises(KeyError, match="what"):
        break_judging(Ledger.open(path))


def test_what_a_damaged_ledger_explains_is_said_in_its_place(path: Path) -> None:
    change(path, "UPDATE reading SET times = '[' WHERE model = 'n'")
    with pytest.raises(Exception, match=r"is damaged \(KeyError: 'what'\): `onrecord verify"):
        break_judging(Ledger.open(path))
