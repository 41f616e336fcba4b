"""The commands `export` and `import` as a user meets them."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from commands import fails, run
from forecasting import NOW, ledger_of, rich, version_of
from pyarrow import parquet

from onrecord import exports
from onrecord.cli import cli
from onrecord.judgements import SameAs
from onrecord.ledger import Ledger

HEADS = {
    "csv": "statement,article,key,",
    "jsonl": '{"schema": 1, "id": "a0", "text": ',
    "webannotation": '{"@context": "http://www.w3.org/ns/anno.jsonld"',
    "schema.org": '{"@context": "https://schema.org"',
    "stix": '{"type": "bundle"',
    "ftm": '{"id": "',
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("exports")
    ledger_of(made / "record.db")
    return made


@pytest.mark.parametrize("kind", HEADS)
def test_each_format_is_printed_or_written(folder: Path, tmp_path: Path, kind: str) -> None:
    printed = run("export", "--as", kind, folder=folder)
    assert printed.stdout.startswith(HEADS[kind])
    assert "Ion Pell" in printed.stdout
    done = run("export", "--as", kind, "--out", tmp_path / "a", folder=folder)
    assert (tmp_path / "a").read_bytes().decode() == printed.stdout
    assert f"{tmp_path / 'a'} written" in " ".join(done.stderr.split())


def test_parquet_is_written(folder: Path, tmp_path: Path) -> None:
    assert run("export", "--as", "parquet", "--out", tmp_path / "a.parquet", folder=folder).returncode == 0
    assert parquet.read_table(tmp_path / "a.parquet").num_rows == 12


def test_a_file_that_cannot_be_completed_is_not_begun(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    out = tmp_path / "a.parquet"
    done = CliRunner().invoke(
        cli, ["export", "--as", "parquet", "--out", str(out), "--ledger", str(folder / "record.db")]
    )
    assert "need pyarrow" in str(done.exception)
    assert list(tmp_path.iterdir()) == []


def test_csv_for_spreadsheets_and_for_programs(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "record.db") as ledger:
        article = replace(version_of(rich()).article, title="=1+1", publisher="Gate Post")
        ledger.keep(replace(rich(), article=article), model="m", at=NOW)
    safe, raw, marked = (
        CliRunner()
        .invoke(cli, ["export", "--as", "csv", *options, "--ledger", str(tmp_path / "record.db")])
        .stdout_bytes
        for options in ((), ("--raw",), ("--bom",))
    )
    assert b",'=1+1,Gate Post," in safe
    assert b",=1+1,Gate Post," in raw
    assert marked == b"\xef\xbb\xbf" + safe


def test_import_keeps_all_and_twice_adds_nothing(folder: Path, tmp_path: Path) -> None:
    whole = run("export", "--as", "jsonl", folder=folder).stdout
    (tmp_path / "theirs.jsonl").write_text(whole)
    done = run("import", "theirs.jsonl", folder=tmp_path)
    assert "12 new articles" in done.stderr
    assert "23 judgements" in done.stderr
    assert run("export", "--as", "jsonl", folder=tmp_path).stdout == whole
    again = json.loads(run("import", "-", "--json", folder=tmp_path, given=whole.encode()).stdout)
    nothing = dict.fromkeys(("new", "version", "more", "judgement", "redaction", "redacted", "failed"), 0)
    assert again == nothing | {"same": 35, "replaced": [], "emptied": [], "by": [], "dry_run": False}
    scores = [run("score", "--json", "--as-of", "2026-10-05", folder=where).stdout for where in (folder, tmp_path)]
    assert scores[0] == scores[1]


def test_one_line_may_be_damaged(folder: Path, tmp_path: Path) -> None:
    lines = run("export", "--as", "jsonl", folder=folder).stdout.splitlines()
    (tmp_path / "a.jsonl").write_text("\n".join([lines[0], "{broken", *lines[2:]]))
    done = run("import", "a.jsonl", folder=tmp_path)
    fails(done, 1, "a.jsonl:2: is not valid JSON", "11 new articles", "1 failed")


def export_of(folder: Path) -> str:
    with Ledger.open(folder / "record.db") as ledger:
        return "".join(exports.export_text(ledger, "jsonl"))


def lay_in(file: Path, *options: str) -> Result:
    """Import a file into the ledger beside it, in this process."""
    done = CliRunner().invoke(cli, ["import", str(file), "--ledger", str(file.parent / "record.db"), *options])
    assert done.exit_code == 0, done.output
    return done


def test_a_dry_run_says_whose_judgements_change_what_and_changes_nothing(folder: Path, tmp_path: Path) -> None:
    theirs = export_of(folder)
    judged = [json.loads(line)["judgement"] for line in theirs.splitlines() if line.startswith('{"judgement"')]
    bo = {"by": "Bo", "at": "2026-10-08T12:00:00+00:00", "object": None}
    confirmed, resolved = (next(j for j in judged if j["kind"] == kind) for kind in ("confirm", "resolve"))
    lines = [
        bo | {"id": "b1", "kind": "withdraw", "subject": confirmed["id"], "data": {}},
        bo | {"id": "b2", "kind": "resolve", "subject": resolved["subject"], "data": {"outcome": "void"}},
    ]
    (tmp_path / "theirs.jsonl").write_text(theirs)
    (tmp_path / "bo.jsonl").write_text("".join(json.dumps({"judgement": line}) + "\n" for line in lines))
    lay_in(tmp_path / "theirs.jsonl")
    done = lay_in(tmp_path / "bo.jsonl", "--dry-run", "--json")
    assert f":1: would be withdrawn by Bo: {confirmed['id']}, confirmed as a forecast" in done.stderr
    assert ":2: would be replaced by resolved: cannot be determined (by Bo, 8 Oct 2026" in done.stderr
    assert f": {resolved['id']}, resolved: did not come true" in done.stderr
    assert "judgements: 1 resolve by Bo, 1 withdraw by Bo" in done.stderr
    row = json.loads(done.stdout)
    assert (row["judgement"], row["replaced"], row["dry_run"]) == (2, [confirmed["id"], resolved["id"]], True)
    assert export_of(tmp_path) == theirs
    again = lay_in(tmp_path / "bo.jsonl")
    assert f":1: was withdrawn by Bo: {confirmed['id']}" in again.stderr


def test_a_redaction_of_others_is_told_and_left_out(folder: Path, tmp_path: Path) -> None:
    theirs = export_of(folder)
    article = json.loads(theirs.splitlines()[0])
    data = {"what": "article", "why": "no reason", "statements": []}
    about = {"id": "b1", "kind": "redact", "subject": article["ledger"]["key"], "object": None, "data": data}
    line = {"judgement": about | {"by": "Bo", "at": "2026-10-08T12:00:00+00:00"}}
    (tmp_path / "theirs.jsonl").write_text(theirs + json.dumps(line) + "\n")
    told = "1 redaction left out: run this again with --with-redactions to take them too, which removes words for good"
    assert f"{told} from 1 page ({article['article']['url']})" in lay_in(tmp_path / "theirs.jsonl").stderr
    assert export_of(tmp_path) == theirs
    done = lay_in(tmp_path / "theirs.jsonl", "--with-redactions")
    assert f"words were removed for good from 1 page ({article['article']['url']})" in done.stderr
    assert "left out" not in done.stderr
    assert article["text"] not in export_of(tmp_path)


def test_a_table_is_no_export_and_makes_no_ledger(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(run("export", "--as", "csv", folder=folder).stdout)
    done = run("import", "a.csv", folder=tmp_path)
    fails(done, 1, "a.csv is not an onrecord export: line 1 is not valid JSON: give a file that")
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "record.db").exists()


def test_one_who_has_two_names_is_one(tmp_path: Path) -> None:
    ledger_of(tmp_path / "record.db")
    with Ledger.open(tmp_path / "record.db") as ledger:
        ledger.judge(SameAs("Mara Voss", "Ion Pell", by="Ada", at=NOW))
    made = [json.loads(line) for line in run("export", "--as", "ftm", folder=tmp_path).stdout.splitlines()]
    assert sum(entity["schema"] == "Person" for entity in made) == 1
    assert {e["properties"]["name"][0] for e in made if e["schema"] == "Mention"} == {"Mara Voss", "Ion Pell"}
    row = json.loads(run("export", "--as", "jsonl", folder=tmp_path).stdout.splitlines()[0])
    assert row["statements"][0]["speaker"]["identity"] is None


BAD = [
    (["export"], 2, "--as"),
    (["export", "--as", "pdf"], 2, "pdf"),
    (["export", "--as", "csv", "--ledger", "none.db"], 1, "none.db: does not exist"),
    (["export", "--as", "csv", "--out", "none/a.csv"], 1, "none/a.csv: cannot be written"),
    (["export", "--as", "parquet"], 2, "needs --out"),
    (["export", "--as", "jsonl", "--bom"], 2, "give --as csv"),
    (["export", "--as", "jsonl", "--raw"], 2, "give --as csv"),
    (["export", "--as", "csv", "--out", "record.db"], 2, "is the ledger itself"),
    (["import"], 2, "FILE"),
    (["import", "none.jsonl", "--ledger", "new.db"], 1, "none.jsonl: cannot be read"),
]


@pytest.mark.parametrize(("arguments", "code", "words"), BAD, ids=[" ".join(b[0]) for b in BAD])
def test_what_is_wrong_is_said(folder: Path, arguments: list[str], code: int, words: str) -> None:
    fails(run(*arguments, folder=folder), code, words)
    assert not (folder / "new.db").exists()


@pytest.mark.parametrize("command", ["export", "import"])
def test_help_shows_an_example(command: str, tmp_path: Path) -> None:
    done = run(command, "--help", folder=tmp_path)
    assert f"onrecord {command} " in done.stdout.split("Usage:")[1].partition("\n")[2]
    assert max(map(len, done.stdout.splitlines())) <= 100
