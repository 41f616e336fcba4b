"""The section of bench.fuzz that runs the command, with any arguments and any files."""

import contextlib
import io
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import ClassVar
from unittest import mock

import click

from bench.fuzz_inputs import EXAMPLES, PIECES, ROOT, Inputs
from bench.fuzz_library import FaultError, Section, build_ledger
from onrecord import cli

_EXIT_CODES = (0, 1, 2)
# `serve` does not end.
_LEFT_OUT = ("serve",)
_NEVER_GIVEN = ("--every", "--help", "--debug")
"""Options that would not end, or say nothing of what a command does."""
_IN_A_PROCESS = 0.04
"""The part of commands that are run as a process of their own, which takes a second each."""
_FILE_ARGUMENTS = ("sources", "rows", "file", "path", "watch")
_VALUES = (
    "0",
    "-1",
    "5",
    "1e9",
    "nan",
    "2026-10-05",
    "2026-13-45",
    "yes",
    "x",
    "",
    "Voss",
    "Mara Voss",
    "Duty desk, week 41",
)
_ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}


class CommandSection(Section):
    """Commands: their names, options and values at random, the files that they name among them."""

    name: ClassVar[str] = "commands"
    # A command may read files, or load the model.
    timed = False

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.ids = build_ledger(folder / "examples.db")
        self.commands = {name: each for name, each in cli.cli.commands.items() if name not in _LEFT_OUT}
        self.files = (
            "a.txt",
            "a.html",
            "a.jsonl",
            "a.xml",
            "a.yaml",
            "caf\udce9.txt",
            "record.db",
            "folder",
            "-",
            "none.txt",
        )
        (folder / "folder").mkdir()
        (folder / "folder" / "wire.txt").write_bytes((EXAMPLES / "wire.txt").read_bytes())

    def draw(self, rng: random.Random) -> bytes:
        """Return arguments, each ended by a null byte, and after an empty one the bytes of the files."""
        name = rng.choice(sorted(self.commands))
        command = self.commands[name]
        arguments = [name]
        for parameter in command.params:
            if isinstance(parameter, click.Argument):
                count = rng.choice((1, 1, 2)) if parameter.nargs < 0 else parameter.nargs
                arguments += [self._value(parameter, rng) for _ in range(count)]
            elif isinstance(parameter, click.Option) and rng.random() < (0.9 if parameter.required else 0.15):
                option = rng.choice((*parameter.opts, *parameter.secondary_opts))
                if option not in _NEVER_GIVEN:
                    arguments += [option] if parameter.is_flag else [option, self._value(parameter, rng)]
        if rng.random() < 0.1:
            arguments.insert(rng.randint(1, len(arguments)), Inputs(rng).mutate("--limit"))
        words = (word.replace("\0", "").replace("--every", "") for word in arguments)
        return (
            b"".join(os.fsencode(_encodable(word)) + b"\0" for word in words if word is not None)
            + b"\0"
            + self._file(rng)
        )

    def _value(self, parameter: click.Parameter, rng: random.Random) -> str:
        if rng.random() < 0.15:
            return rng.choice((rng.choice(PIECES), "abcd\udcff", "x\ud83d", Inputs(rng).query(), rng.choice(_VALUES)))
        if isinstance(parameter.type, click.Choice):
            return str(rng.choice(tuple(parameter.type.choices)))
        if isinstance(parameter.type, click.Path) or parameter.name in _FILE_ARGUMENTS:
            return "record.db" if parameter.name == "ledger" and rng.random() < 0.9 else rng.choice(self.files)
        numbers = {"integer": ("0", "1", "20", "-3"), "float": ("0", "0.5", "1"), "day": ("2026-10-05", "2024-02-29")}
        words = numbers.get(parameter.type.name.removesuffix(" range"))
        return rng.choice(words or (rng.choice(self.ids), rng.choice(self.ids)[:6], "Mara Voss", rng.choice(_VALUES)))

    def _file(self, rng: random.Random) -> bytes:
        inputs = Inputs(rng)
        return rng.choice(
            (inputs.encoded, inputs.feed, lambda: inputs.rows([{}]), lambda: inputs.watch().encode("utf-8", "replace"))
        )()

    def run(self, data: bytes) -> bool:
        """Run a command; FaultError where it ends in a traceback, or with a code that it has not."""
        arguments, content = self._parse(data)
        if not arguments or arguments[0] not in self.commands:
            return True
        shutil.copyfile(self.folder / "examples.db", self.folder / "record.db")
        for name in self.files[:6]:
            with contextlib.suppress(OSError):
                (self.folder / name).write_bytes(content)
        if random.Random(data).random() < _IN_A_PROCESS:
            code, printed = self._run_in_process_of_its_own(arguments, content)
        else:
            code, printed = self._run_here(arguments, content)
        if "Traceback" in printed:
            last = next((line for line in reversed(printed.splitlines()) if line and not line.startswith(" ")), "")
            raise FaultError(f"{arguments[0]} ends in a traceback, {last.partition(':')[0]:.60}: {last:.100}")
        if "report it" in printed:
            line = next(line for line in printed.splitlines() if "report it" in line)
            raise FaultError(f"{arguments[0]} reports a fault of its own: {line:.200}")
        if code not in _EXIT_CODES:
            raise FaultError(f"{arguments[0]} ends with {code}")
        return code != 0

    def _parse(self, data: bytes) -> tuple[list[str], bytes]:
        words, _, content = data.partition(b"\0\0")
        return [os.fsdecode(word) for word in words.split(b"\0")], content

    def _run_here(self, arguments: list[str], content: bytes) -> tuple[int, str]:
        given = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8")
        here, code = Path.cwd(), 0
        with (
            (self.folder / "out").open("w", encoding="utf-8", errors="backslashreplace") as out,
            (self.folder / "said").open("w", encoding="utf-8", errors="backslashreplace") as said,
            mock.patch.multiple(sys, argv=["onrecord", *arguments], stdin=given, stdout=out, stderr=said),
            mock.patch.object(sys, "__stdout__", out),
        ):
            os.chdir(self.folder)
            try:
                cli.main()
            except SystemExit as leave:
                code = leave.code if isinstance(leave.code, int) else int(bool(leave.code))
            finally:
                os.chdir(here)
        return code, (self.folder / "said").read_text("utf-8")

    def _run_in_process_of_its_own(self, arguments: list[str], content: bytes) -> tuple[int, str]:
        command = [sys.executable, "-c", "from onrecord.cli import main; main()", *arguments]
        done = subprocess.run(
            command, input=content, capture_output=True, cwd=self.folder, env=_ENVIRONMENT, timeout=120, check=False
        )
        return done.returncode, done.stderr.decode("utf-8", "replace")


def _encodable(word: str) -> str:
    """Return an argument as a shell can give it: of half a surrogate pair, the bytes that stand for none."""
    return word.encode("utf-8", "surrogatepass").decode("utf-8", "surrogateescape") if _has_half(word) else word


def _has_half(word: str) -> bool:
    try:
        os.fsencode(word)
    except UnicodeEncodeError:
        return True
    return False
