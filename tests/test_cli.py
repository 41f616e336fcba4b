"""The command as a user meets it: what it prints, and its exit codes. The shipped model reads."""

import json
import subprocess
from pathlib import Path

import pytest
from commands import COMMAND, fails, run

from onrecord.cli import cli

EXAMPLES = Path(__file__).parent.parent / "examples"
STORY = "Bridge to close – harbour office\n\nThe bridge will close in May, Mayor Mara Voss said on Friday.\n"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "record.db"
    done = run("read", EXAMPLES, "--published", "2026-10-05", "--ledger", path, folder=path.parent)
    assert done.returncode == 0, done.stderr
    assert "6 articles read" in done.stderr
    return path


def test_extract_prints_rows(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    done = run("extract", "a.txt", "--published", "2026-10-05", folder=tmp_path)
    (line,) = done.stdout.splitlines()
    row = json.loads(line)
    assert row["text"] == STORY.strip()
    (said,) = [s for s in row["statements"] if s["speaker"]["name"] == "Mara Voss"]
    words = [row["text"][a:b] for a, b in said["content"]]
    assert words == ["The bridge will close in May"]
    assert said["said_at"]["value"] == "2026-10-02"
    assert said["times"][0]["value"] == "2027-05"
    assert said["forecast"]
    assert 0 < said["score"] <= 1
    assert done.returncode == 0


def test_rows_keep_their_ids_and_order_and_one_may_be_broken(tmp_path: Path) -> None:
    rows = [json.dumps({"id": name, "text": "Voss said that it rained."}) for name in ("b", "a", "d", "c")]
    (tmp_path / "rows.jsonl").write_text("\n".join([*rows[:2], "{broken", *rows[2:]]))
    done = run("extract", "rows.jsonl", folder=tmp_path)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["b", "a", "d", "c"]
    fails(done, 1, "rows.jsonl:3: is not valid JSON")
    assert len(done.stderr.splitlines()) == 1


def test_standard_input(tmp_path: Path) -> None:
    done = run("extract", "-", folder=tmp_path, given=STORY.encode())
    assert json.loads(done.stdout)["article"]["title"] == "Bridge to close – harbour office"


def test_what_readings_a_row_holds_changes_nothing(tmp_path: Path) -> None:
    plain = {"id": "a", "text": "Voss said that it rained."}
    (tmp_path / "plain.jsonl").write_text(json.dumps(plain))
    (tmp_path / "full.jsonl").write_text(json.dumps(plain | {"statements": [{"x": 1}], "times": 5, "quantities": "?"}))
    assert run("extract", "plain.jsonl", folder=tmp_path).stdout == run("extract", "full.jsonl", folder=tmp_path).stdout


def test_a_score_may_be_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    done = run("extract", "a.txt", "--min-score", "1", folder=tmp_path)
    assert json.loads(done.stdout)["statements"] == []


def test_another_language_is_left_unread_with_a_notice(tmp_path: Path) -> None:
    words = "Der Bürgermeister sagte, die Brücke sei nicht sicher und werde noch in dieser Woche geschlossen werden. "
    (tmp_path / "a.txt").write_text(words * 3)
    done = run("extract", "a.txt", folder=tmp_path)
    row = json.loads(done.stdout)
    assert (row["article"]["language"], row["statements"]) == ("de", [])
    assert "another language than English (de)" in done.stderr
    assert done.returncode == 0


def test_read_search_show(ledger: Path) -> None:
    folder = ledger.parent
    again = run("read", EXAMPLES, "--published", "2026-10-05", "--ledger", ledger, folder=folder)
    assert "(0 new, 0 changed, 6 known already)" in again.stderr
    hits = [
        json.loads(x) for x in run("search", "toll", "--ledger", ledger, "--json", folder=folder).stdout.splitlines()
    ]
    assert hits
    assert all("toll" in hit["words"]["content"] for hit in hits)
    shown = run("show", hits[0]["id"][:6], "--ledger", ledger, folder=folder)
    assert "toll" in shown.stdout
    whole = json.loads(run("show", hits[0]["article"], "--ledger", ledger, "--json", folder=folder).stdout)
    assert hits[0]["id"] in {s["id"] for s in whole["statements"]}


SEARCHES = [
    (["--speaker", "doul"], "Hana Doul"),
    (["--speaker", "tolliver", "stork*"], "stork"),
    (["--act", "deny"], "den"),
    (["--since", "2026-10-03", "--until", "2026-10-03"], "guns had been silent"),
]


@pytest.mark.parametrize(("asked", "words"), SEARCHES)
def test_search_options(ledger: Path, asked: list[str], words: str) -> None:
    done = run("search", *asked, "--ledger", ledger, folder=ledger.parent)
    assert words in done.stdout
    assert done.returncode == 0


def test_nothing_found_says_what_to_try(ledger: Path) -> None:
    done = run("search", "zeppelin", "--ledger", ledger, folder=ledger.parent)
    assert done.stdout == ""
    assert "try fewer words" in done.stderr


def test_a_changed_page_is_a_new_version(tmp_path: Path) -> None:
    for words, told in ((STORY, "1 new"), (STORY.replace("May", "June"), "1 changed"), (STORY, "1 known already")):
        (tmp_path / "a.txt").write_text(words)
        assert told in run("read", "a.txt", folder=tmp_path).stderr


def test_marks_without_colours(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    done = run("read", "a.txt", folder=tmp_path)
    assert "[The bridge will close in May], {Mayor Mara Voss} <said" in " ".join(done.stdout.split())


def test_speakers_takes_the_spans_as_they_stand(tmp_path: Path) -> None:
    text = "Mara Voss spoke. Voss said that it rained."
    spans = {"source": [[17, 21]], "cue": [[22, 26]], "content": [[27, 41]]}
    bare = {"source": [], "cue": [], "content": [[27, 41]]}
    rows = [{"id": "a", "text": text, "statements": [spans, bare]}, {"id": "b", "text": text, "statements": [{"x": 1}]}]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)))
    done = run("speakers", "rows.jsonl", folder=tmp_path)
    (row,) = map(json.loads, done.stdout.splitlines())
    assert [s["speaker"]["name"] for s in row["statements"]] == ["Mara Voss", None]
    assert [s["source"] for s in row["statements"]] == [[[17, 21]], []]
    fails(done, 1, "rows.jsonl:2", "spans are not valid")


def test_certainty_takes_the_events_as_they_stand(tmp_path: Path) -> None:
    text = "The bridge collapsed on Friday, but the dam did not burst."
    events = [{"start": 11, "end": 20}, {"start": 52, "end": 57}]
    rows = [{"id": "a", "text": text, "events": events, "x": 1}, {"id": "b", "text": text, "events": [{"start": 90}]}]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)))
    done = run("certainty", "rows.jsonl", folder=tmp_path)
    (row,) = map(json.loads, done.stdout.splitlines())
    assert [(e["start"], e["end"]) for e in row["events"]] == [(11, 20), (52, 57)]
    fell, burst = (e["factuality"] for e in row["events"])
    assert 3 >= fell > 1.5 > 0 > burst >= -3
    fails(done, 1, "rows.jsonl:2", "spans are not valid")


BAD = [
    (["extract", "none.txt"], 1, ["none.txt: does not exist"]),
    (["extract", "empty.txt"], 1, ["empty.txt: is empty"]),
    (["extract", "a.pdf"], 1, ["a.pdf: is a PDF", "pdftotext"]),
    (["extract", "a.png"], 1, ["a.png: is a picture"]),
    (["extract", "noise.bin"], 1, ["noise.bin: is not text"]),
    (["extract", "nothing.html"], 1, ["nothing.html: is a page without an article"]),
    (["extract", "http://127.0.0.1:9/"], 1, ["private address", "--allow-private"]),
    (["extract", "http://127.0.0.1:9/", "--allow-private"], 1, ["could not be fetched"]),
    (["extract", "http://no-such-host.invalid/"], 1, ["no such host"]),
    (["extract"], 2, ["Missing argument"]),
    (["extract", "a.txt", "--published", "yesterday"], 2, ["write it as 2026-10-05"]),
    (["extract", "a.txt", "--min-score", "7"], 2, ["--min-score"]),
    (["nonsense"], 2, ["No such command"]),
    (["search", "x"], 1, ["record.db: does not exist", "onrecord read"]),
    (["search", "x", "--ledger", "letter.db"], 1, ["letter.db: is not a ledger"]),
    (["read", "a.txt", "--ledger", "letter.db"], 1, ["letter.db: is not a ledger"]),
    (["read", "a.txt", "--ledger", "newer.db"], 1, ["newer.db: is at schema 99", "upgrade onrecord"]),
    (["search", "x", "--since", "2026-02-02", "--until", "2026-01-01"], 2, ["--since is later"]),
    (["show", "abcd", "--ledger", "none.db"], 1, ["none.db: does not exist"]),
    (["speakers", "none.jsonl"], 1, ["none.jsonl"]),
    (["certainty", "none.jsonl"], 1, ["none.jsonl"]),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import sqlite3

    from onrecord.ledger.schema import APPLICATION

    made = tmp_path_factory.mktemp("bad")
    files = {
        "a.txt": STORY.encode(),
        "empty.txt": b"",
        "a.pdf": b"%PDF-1.4 \x00",
        "a.png": b"\x89PNG\r\n",
        "noise.bin": bytes(range(256)) * 40,
        "nothing.html": b"<!doctype html><html><body><nav>Home</nav></body></html>",
        "letter.db": b"Dear Sir, this is no database but a letter, and a long one at that.\n" * 30,
    }
    for name, data in files.items():
        (made / name).write_bytes(data)
    connection = sqlite3.connect(made / "newer.db")
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    return made


@pytest.mark.parametrize(("arguments", "code", "words"), BAD, ids=[" ".join(b[0]) for b in BAD])
def test_bad_input_ends_in_one_clear_line(folder: Path, arguments: list[str], code: int, words: list[str]) -> None:
    done = run(*arguments, folder=folder)
    fails(done, code, *words)
    assert done.stdout == ""
    if code == 1:
        assert len(done.stderr.splitlines()) == 1
    assert not (folder / "record.db").exists()


def test_the_rest_of_the_batch_is_done(folder: Path, tmp_path: Path) -> None:
    names = ["empty.txt", "a.txt", "a.pdf", "none.txt"]
    done = run("read", *(folder / name for name in names), "--ledger", tmp_path / "r.db", folder=folder)
    assert done.returncode == 1
    assert "1 article read" in done.stderr
    assert "3 failed" in done.stderr


@pytest.mark.slow
def test_a_full_disk_is_said_and_loses_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    assert run("read", "a.txt", folder=tmp_path).returncode == 0
    (tmp_path / "b.txt").write_text("Another\n\n" + "Voss said that it rained again in Lissen. " * 2_000)
    size = (tmp_path / "record.db").stat().st_size // 1024 + 64
    limited = f'ulimit -f {size}; trap "" XFSZ; exec "{COMMAND}" read b.txt --no-show'
    done = subprocess.run(
        ["bash", "-c", limited], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "no space is left" in done.stderr
    found = run("search", "bridge", folder=tmp_path)
    assert "1 to 1 of 1" in found.stderr or "of 2 statements" in found.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_output_to_a_full_disk(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    done = subprocess.run(
        ["bash", "-c", f'"{COMMAND}" extract a.txt > /dev/full'],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "no space is left" in done.stderr


def test_a_reader_that_goes_away(tmp_path: Path) -> None:
    rows = "\n".join(json.dumps({"id": str(i), "text": "Voss said that it rained."}) for i in range(50))
    (tmp_path / "rows.jsonl").write_text(rows)
    done = subprocess.run(
        ["bash", "-c", f'"{COMMAND}" extract rows.jsonl | head -1'],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


@pytest.mark.parametrize("command", ["", *sorted(cli.commands)])
def test_help_shows_an_example(command: str, tmp_path: Path) -> None:
    done = run(*command.split(), "--help", folder=tmp_path)
    assert done.returncode == 0
    assert f"onrecord {command or 'read'}" in done.stdout.split("Usage:")[1].partition("\n")[2]
    assert max(map(len, done.stdout.splitlines())) <= 100
