"""`onrecord serve` as a user starts and stops it."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

SRC = Path(__file__).parents[2] / "src"


@pytest.mark.slow
def test_it_says_where_it_is_and_ctrl_c_ends_it_well(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from onrecord.cli import main; main()", "serve", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--ledger", str(tmp_path / "record.db")],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SRC)},
    )
    try:
        assert process.stderr
        told = process.stderr.readline()
        address = next(word for word in told.split() if word.startswith("http://127.0.0.1:"))
        with urlopen(address, timeout=30) as answer:
            assert answer.status == 200
        process.send_signal(signal.SIGINT)
        rest = process.communicate(timeout=30)[1]
        assert (process.returncode, rest.strip()) == (0, "onrecord: stopped")
    finally:
        process.kill()
        process.communicate()
