"""The command, as a user runs it: in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

COMMAND = Path(sys.executable).parent / "onrecord"


def run(*arguments: object, folder: Path, given: bytes | None = None) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"COLUMNS": "100", "TERM": "dumb"}
    done = subprocess.run(
        [COMMAND, *map(str, arguments)], cwd=folder, input=given, capture_output=True, env=env, timeout=120, check=False
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def fails(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    """One line on standard error, with these words, no traceback, and this exit code."""
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr
