"""Runs the code of a page of the docs: its blocks one after the other, in one folder.

A block of ```console is commands after "$ " (onrecord's own, and Python scripts), each with the output that the page
shows; ```python is run in the page's own namespace, and a ```text right after it is what it prints. A block with
title="NAME" is written to that file, and not run. All else (```sh) is for people. In an output "…" stands for anything.
"""

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TITLE = re.compile(r'title="([^"]+)"')


@dataclass(frozen=True)
class Block:
    """A fenced block, and what follows it where that is what it prints."""

    kind: str
    title: str | None
    text: str
    line: int
    prints: str | None = None


def blocks(page: str) -> Iterator[Block]:
    matches = list(BLOCK.finditer(page))
    for i, match in enumerate(matches):
        title = TITLE.search(match[2])
        after = matches[i + 1] if i + 1 < len(matches) else None
        shown = after and after[1] == "text" and not page[match.end() : after.start()].strip()
        line = page.count("\n", 0, match.start()) + 1
        yield Block(match[1], title and title[1], match[3], line, after[3] if after and shown else None)


def run_page(path: Path, folder: Path) -> int:
    """Run a page's blocks; how many there were. AssertionError where one fails or prints something else."""
    names: dict[str, object] = {"__name__": "__docs__"}
    count = 0
    for block in blocks(path.read_text("utf-8")):
        where = f"{path.name}, line {block.line}"
        if block.title:
            (folder / block.title).write_text(block.text, "utf-8")
        elif block.kind == "python":
            compare(run_python(block, names, where), block.prints, where)
            count += 1
        elif block.kind == "console":
            for command, prints in commands(block.text):
                compare(run_command(command, folder, where), prints, f"{where}: {command}")
                count += 1
    return count


def commands(text: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, prints = part.partition("\n")
        yield command, prints


def run_python(block: Block, names: dict[str, object], where: str) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile("\n" * block.line + block.text, where, "exec"), names)
    return printed.getvalue()


def run_command(command: str, folder: Path, where: str) -> str:
    words = shlex.split(command)
    assert words[0] in ("onrecord", "python"), f"{where}: only onrecord and python are run: use ```sh for {command}"
    program = (
        [sys.executable] if words[0] == "python" else [sys.executable, "-c", "from onrecord.cli import main; main()"]
    )
    env = os.environ | {"COLUMNS": "100", "PYTHONUTF8": "1", "NO_COLOR": "1"}
    done = subprocess.run(
        [*program, *words[1:]], cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, f"{where}: {command}: {done.stderr}"
    return done.stdout + done.stderr


def compare(printed: str, shown: str | None, where: str) -> None:
    """Is what was printed what the page shows, however the lines are broken?"""
    if not shown or not shown.strip():
        return
    pieces = [re.escape(" ".join(piece.split())) for piece in shown.split("…")]
    pattern = r"\s*.*?\s*".join(pieces)
    flat = " ".join(printed.split())
    assert re.fullmatch(rf"\s*{pattern}\s*", flat, re.DOTALL), f"{where}: prints\n{printed}\nnot\n{shown}"
