"""What surrounds every command: encodings, closed pipes."""

import io
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
import quayside
from commands import COMMAND

from onrecord import cli
from onrecord.cli.options import print_data
from onrecord.ledger import Ledger

STORY = "Bridge to close – harbour office\n\n“The bridge will close,” said Žofie Březinová.\n"


def test_output_is_utf_8_whatever_the_system_prefers(tmp_path: Path) -> None:
    """A locale without the letters, as a Windows code page is: ASCII, which Python would not leave by itself."""
    (tmp_path / "a.txt").write_text(STORY, "utf-8")
    env = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    env.pop("PYTHONIOENCODING", None)
    command = [COMMAND, "read", "a.txt", "--published", "2026-10-05"]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Žofie Březinová" in done.stdout.decode("utf-8")


def test_a_code_page_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    stream = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    cli._make_printable(stream)
    assert stream.encoding == "utf-8"


def test_an_encoding_that_was_asked_for_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Bridge\n\nIt is shut, said André.\n", "utf-8")
    env = os.environ | {"PYTHONIOENCODING": "latin-1"}
    done = subprocess.run([COMMAND, "extract", "a.txt"], cwd=tmp_path, env=env, capture_output=True, check=True)
    assert "André" in done.stdout.decode("latin-1")


def test_letters_that_an_encoding_lacks_are_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    stream = io.TextIOWrapper(io.BytesIO(), encoding="latin-1")
    cli._make_printable(stream)
    stream.write("André Březinová")
    stream.flush()
    assert stream.buffer.getvalue() == b"Andr\xe9 B\\u0159ezinov\xe1"  # type: ignore[attr-defined]  # a BytesIO


def test_line_ends_are_not_doubled() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\r\n")  # as of Windows
    cli._make_printable(stream)
    stream.write("a,b\r\n")
    stream.flush()
    assert stream.buffer.getvalue() == b"a,b\r\n"  # type: ignore[attr-defined]  # a BytesIO


HOSTILE = "\x1b]0;x\x07\u202e"
ARGUMENTS = [(["show", HOSTILE], 1), (["search", f"kind:{HOSTILE}"], 2), (["due", "--on", HOSTILE], 2)]


@pytest.mark.parametrize(("arguments", "code"), ARGUMENTS)
def test_errors_show_what_a_terminal_would_obey(
    arguments: list[str], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    quayside.ledger_of(tmp_path / "record.db")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["onrecord", *arguments])
    with pytest.raises(SystemExit) as left:
        cli.main()
    said = capsys.readouterr().err
    assert left.value.code == code
    assert "⟦U+202E⟧" in said or r"\u202e" in said  # click prints the repr of an argument
    assert not {"\x1b", "\x07", "\u202e"} & set(said)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that every command below prints more of than a pipe holds, which is 64 kB on Linux."""
    path = tmp_path_factory.mktemp("large") / "record.db"
    with Ledger.open(path) as kept:
        for number in range(50):
            words = quayside.told("Mara Voss", f"pier {number} is shut " + "and so on " * 200)
            made = quayside.article(f"pier{number}", "Post", date(2026, 9, 1), words)
            kept.keep(made, model="m", at=quayside.NOON + timedelta(minutes=number))
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="bash")
@pytest.mark.parametrize(
    "words", ["export --as csv", "export --as jsonl", "search pier --limit 60 --json", "search pier --limit 60"]
)
def test_a_reader_that_leaves_ends_a_command_quietly(words: str, large: Path) -> None:
    """It leaves in the middle, while the ledger is still read."""
    line = f"'{COMMAND}' {words} | head -c 100 >/dev/null; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], cwd=large.parent, capture_output=True, text=True, check=False)
    assert (done.stderr, done.returncode) == ("", 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk")
@pytest.mark.parametrize("words", ["export --as csv", "search pier --limit 1"])
def test_a_full_disk_is_one_line(words: str, large: Path) -> None:
    with Path("/dev/full").open("w") as full:
        command = [COMMAND, *words.split()]
        done = subprocess.run(command, cwd=large.parent, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("onrecord: no space is left where the output goes")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [["export", "--as", "csv", "--ledger"], ["search", "x", "--ledger"], ["read"]])
def test_a_name_too_long_for_a_file_is_one_line(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["onrecord", *words, "a" * 300])
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == 1
    printed = capsys.readouterr().err
    assert printed.count("\n") == 1
    assert printed.startswith(f"onrecord: {'a' * 300}: ")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "printed"), [(io.StringIO(), "a\x1b[31m\x9b\n"), (Terminal(), "a␛[31m⟦U+009B⟧\n")])
def test_a_terminal_shows_what_a_file_gets_as_it_is(
    stream: io.StringIO, printed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", stream)
    print_data(["a\x1b[31m\x9b", "\n"])
    assert stream.getvalue() == printed
