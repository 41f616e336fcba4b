"""Docs that can be false are tested: the command reference, the README's commands, the ledger's tables."""

import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from docs.commands import PATH, reference
from onrecord.ledger import Ledger

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_the_command_reference_is_what_the_commands_say() -> None:
    assert PATH.read_text("utf-8") == reference(), "run `make docs`"


@pytest.mark.slow
def test_the_readme_s_commands_run(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    commands = re.findall(r"^\$ (onrecord .*)$", README, re.MULTILINE)
    assert len(commands) >= 3
    for command in commands:
        words = shlex.split(command)
        done = subprocess.run(
            [Path(sys.executable).parent / words[0], *words[1:]], cwd=tmp_path, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout, command


@pytest.mark.slow
def test_the_demo_s_search_finds_something(tmp_path: Path) -> None:
    lines = re.findall(r"^\t\$\(BIN\)/onrecord (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert len(lines) == 2
    for line in lines:
        words = shlex.split(line.replace("build/demo.db", str(tmp_path / "demo.db")))
        command = [Path(sys.executable).parent / "onrecord", *words]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        assert done.stdout
        assert "0 failed" in done.stderr or " of " in done.stderr


@pytest.mark.parametrize(("example", "name"), [("wire", "Hana Doul"), ("liveblog", "what we know, minute by minute")])
def test_the_readme_s_library_runs(tmp_path: Path, example: str, name: str) -> None:
    """Of any article: the live blog has a statement whose score is not known, its headline."""
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    code = code.replace("wire.txt", f"{example}.txt")
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert name in done.stdout


def test_links_lead_somewhere() -> None:
    for page in (
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        ROOT / "examples" / "README.md",
        *(ROOT / "docs").rglob("*.md"),
    ):
        for link in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
            target = link.removeprefix("<").removesuffix(">")  # Markdown's own marks around an address
            assert target.startswith("http") or (page.parent / target).exists(), f"{page.name}: {link}"


def test_make_has_the_targets_that_the_docs_name() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"make (\w+)", README + (ROOT / "CONTRIBUTING.md").read_text("utf-8")))
    assert named <= targets


def test_the_ledger_s_tables_are_documented(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "record.db").close()
    connection = sqlite3.connect(tmp_path / "record.db")
    names = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT GLOB '*words_*'"
    tables = {
        name: {c[1] for c in connection.execute(f"PRAGMA table_info({name})")} for (name,) in connection.execute(names)
    }
    connection.close()
    text = (ROOT / "docs" / "ledger.md").read_text("utf-8")
    sections = re.findall(r"^### `(\w+)`$(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
    documented = {name: re.findall(r"^\| (`.*?`) \|", section, re.MULTILINE) for name, section in sections}
    assert {name: set(re.findall(r"\w+", " ".join(columns))) for name, columns in documented.items()} == tables
