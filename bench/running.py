"""Run the scorers and the command, and print each command line before it runs."""

import subprocess
import sys
from pathlib import Path


def scorer(shared: Path, name: str, *arguments: object, out: Path | None = None, exacting: bool = True) -> None:
    """Run a scorer of SHARED/eval; its output goes to `out`, or is printed. exacting: it must exit with 0."""
    _run([sys.executable, str(shared / "eval" / name), *map(str, arguments)], out, exacting=exacting)


def onrecord(*arguments: object, out: Path) -> None:
    """Run the command `onrecord` of this environment into a file."""
    _run([str(Path(sys.executable).parent / "onrecord"), *map(str, arguments)], out)


def _run(command: list[str], out: Path | None, *, exacting: bool = True) -> None:
    shown = " ".join(Path(word).name if word.startswith("/") else word for word in command)
    print(f"$ {shown}" + (f" > {out.name}" if out else ""), flush=True)
    if out is None:
        subprocess.run(command, check=exacting)
        return
    with out.open("wb") as file:
        subprocess.run(command, check=True, stdout=file)
