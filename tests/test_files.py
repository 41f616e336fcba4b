"""A file is written whole or not at all."""

import os
import stat
import sys
from pathlib import Path

import pytest

from onrecord.errors import OnrecordError
from onrecord.files import replace_file


def write(path: Path, words: str, error: BaseException | None = None) -> None:
    with replace_file(path) as beside:
        beside.write_text(words)
        if error:
            raise error


def test_it_is_there_once_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")
    with replace_file(path) as beside:
        beside.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("old", [None, "old"])
def test_what_breaks_off_leaves_nothing(tmp_path: Path, old: str | None) -> None:
    path = tmp_path / "a.md"
    if old:
        path.write_text(old)
    with pytest.raises(KeyboardInterrupt):
        write(path, "half", KeyboardInterrupt())
    assert [each.read_text() for each in tmp_path.iterdir()] == ([old] if old else [])


def test_its_rights_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")
    path.chmod(0o600)
    write(path, "new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_link_leads_where_it_led(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("old")
    link = tmp_path / "link.md"
    link.symlink_to("a.md")
    write(link, "new")
    assert link.is_symlink()
    assert (tmp_path / "a.md").read_text() == "new"


@pytest.mark.skipif(sys.platform == "win32", reason="devices")
def test_a_device_is_written_to(tmp_path: Path) -> None:
    write(Path(os.devnull), "words")
    assert Path(os.devnull).is_char_device()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes")
def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write(pipe, "words")
    assert os.read(reader, 100) == b"words"
    os.close(reader)
    assert pipe.is_fifo()


@pytest.mark.parametrize("name", ["none/a.md", "read-only.md", "folder", "full"])
def test_what_cannot_be_written_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "read-only.md").write_text("old")
    # Whoever runs the tests as root may write everywhere.
    monkeypatch.setattr(os, "access", lambda path, _: Path(path).name != "read-only.md")
    error = OSError(28, "No space left on device") if name == "full" else None
    with pytest.raises(OnrecordError, match=f"{name}: cannot be written .*: name another file"):
        write(tmp_path / name, "new", error)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["folder", "read-only.md"]
