"""A few inputs of each section of the fuzzer, and the fuzzer itself: what is a fault, and how its input gets short."""

import random
import sys
from pathlib import Path
from typing import Any

import pytest

from bench import fuzz
from bench.fuzz_inputs import Inputs, shrink
from bench.fuzz_library import LIBRARY_SECTIONS, FaultError, Pages, Reading, Section, Strings
from onrecord.errors import OnrecordError

INPUTS = 12


@pytest.fixture(autouse=True)
def _untimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Reading, "by_model", 0.0)
    monkeypatch.setattr(fuzz, "SECONDS", float("inf"))
    monkeypatch.setattr(fuzz, "MOST_SECONDS", 600.0)


@pytest.mark.parametrize("kind", LIBRARY_SECTIONS, ids=lambda kind: kind.name)
def test_the_library_stands_a_few_inputs(kind: type[Section], tmp_path: Path) -> None:
    (tmp_path / "ledgers").mkdir()
    tally = fuzz.run_section(kind(tmp_path / "ledgers"), INPUTS, seed=11, report=fuzz.Report(tmp_path / "faults"))
    assert tally.faults == {}
    assert tally.inputs == INPUTS
    assert tally.refused < INPUTS


def test_the_same_numbers_give_the_same_inputs(tmp_path: Path) -> None:
    first, second = (Pages(tmp_path).draw(random.Random("5")) for _ in range(2))
    assert first == second != Pages(tmp_path).draw(random.Random("6"))


class Faulty(Section):
    """Goes wrong in the way that its input names."""

    name = "faulty"

    def draw(self, rng: random.Random) -> bytes:
        return b"some words, value, and some more"

    def run(self, data: bytes) -> bool:
        ways: dict[bytes, Any] = {b"value": ValueError("no value"), b"fault": FaultError("not as it was")}
        if b"endless" in data:
            while True:
                pass
        for word, error in ways.items():
            if word in data:
                raise error
        return b"refused" in data


@pytest.mark.parametrize(
    ("data", "kind", "refused"),
    [
        (b"well", "", False),
        (b"refused", "", True),
        (b"value", "ValueError outside onrecord: no value", False),
        (b"fault", "not as it was", False),
        (b"endless", "stopped after 0.05 s outside onrecord", False),
    ],
)
def test_what_is_a_fault(
    data: bytes, kind: str, refused: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if data == b"endless" and not hasattr(fuzz.signal, "setitimer"):
        pytest.skip("this system has no such timer")
    monkeypatch.setattr(fuzz, "MOST_SECONDS", 0.05)
    outcome = fuzz.run_case(Faulty(tmp_path), data)
    assert (outcome.kind, outcome.refused) == (kind, refused)


def test_a_fault_is_written_shorter_and_counted_by_its_place(tmp_path: Path) -> None:
    tally = fuzz.run_section(Faulty(tmp_path), 3, seed=1, report=fuzz.Report(tmp_path / "out"))
    assert tally.faults == {"ValueError outside onrecord": 3}
    assert (tmp_path / "out" / "faulty-1.bin").read_bytes() == b"value"
    assert "no value" in (tmp_path / "out" / "faulty-1.txt").read_text("utf-8")
    assert not (tmp_path / "out" / "faulty-2.bin").exists()


def test_a_gate_that_is_open_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["onrecord.records"], "_pass_gate", lambda record, *names: None)
    outcome = fuzz.run_case(Strings(tmp_path), b"The quay\x07 is shut, she said.")
    assert outcome.kind == "a control character got through"


@pytest.mark.parametrize(
    ("seconds", "kind"), [([3, 3, 3], "slower than 2 s"), ([3, 1], ""), ([3, 3, 1], ""), ([1], "")]
)
def test_what_is_slow_once_is_tried_again(
    seconds: list[float], kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fuzz, "SECONDS", 2.0)
    taken = iter(seconds)
    monkeypatch.setattr(fuzz, "run_case", lambda section, data: fuzz.Outcome("", False, next(taken)))
    assert fuzz.run_in_time(Faulty(tmp_path), b"x").kind == kind
    assert next(taken, None) is None


def test_shrinking_keeps_what_fails() -> None:
    assert shrink(b"a" * 999 + b"XY" + b"b" * 99, lambda part: b"X" in part and b"Y" in part) == b"XY"


def test_an_onrecord_error_that_nothing_catches_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: object, data: bytes) -> bool:
        raise OnrecordError("no")

    monkeypatch.setattr(Faulty, "run", refuse)
    assert fuzz.run_case(Faulty(tmp_path), b"").kind.startswith("OnrecordError")


def test_every_kind_of_input_is_drawn() -> None:
    inputs = Inputs(random.Random(1))
    drawn = [inputs.text(), inputs.html(), inputs.encoded(), inputs.feed(), inputs.query(), inputs.watch()]
    assert all(drawn)
