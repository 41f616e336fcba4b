"""What surrounds every command: encodings, closed pipes."""

import errno
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from commands import COMMAND

from onrecord import cli

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
    cli._write_utf8(stream)
    assert stream.encoding == "utf-8"


def test_an_encoding_that_was_asked_for_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Bridge\n\nIt is shut, said André.\n", "utf-8")
    env = os.environ | {"PYTHONIOENCODING": "latin-1"}
    done = subprocess.run([COMMAND, "extract", "a.txt"], cwd=tmp_path, env=env, capture_output=True, check=True)
    assert "André" in done.stdout.decode("latin-1")


CLOSED = [
    (BrokenPipeError(), "linux", True),
    (OSError(errno.EINVAL, "Invalid argument"), "win32", True),
    (OSError(errno.EINVAL, "Invalid argument"), "linux", False),
    (OSError(errno.ENOSPC, "No space left on device"), "win32", False),
]


@pytest.mark.parametrize(("error", "system", "closed"), CLOSED)
def test_a_closed_pipe(error: OSError, system: str, monkeypatch: pytest.MonkeyPatch, *, closed: bool) -> None:
    monkeypatch.setattr(sys, "platform", system)
    assert cli._is_closed_pipe(error) is closed
