"""Damaged pages: `verify` finds them, and no command ends in a traceback. `python -m bench.damage` tries more."""

import random
from pathlib import Path

from bench import damage


def test_damaged_ledgers_are_found_and_end_no_command_in_a_traceback(tmp_path: Path) -> None:
    trial = damage.try_damages(tmp_path, 4, seed=11, commands=5)
    assert trial.missed == []
    assert trial.ends.tracebacks == []
    assert trial.ends.codes["said that it is damaged"]


def test_every_command_of_the_bench_ends_well_on_a_sound_ledger(tmp_path: Path) -> None:
    damage.build_ledger(tmp_path / "sound.db")
    (tmp_path / "watch.yaml").write_text(damage.WATCH, "utf-8")
    ends = damage.Ends()
    damage.run_command(
        ["export", "--as", "jsonl", "--out", str(tmp_path / "other.jsonl"), "--ledger", str(tmp_path / "sound.db")],
        ends,
    )
    for arguments in damage.commands_of(tmp_path / "sound.db", tmp_path):
        said = damage.run_command(arguments, ends)
        assert set(ends.codes) == {"ended well"}, (arguments, said)


def test_what_changes_nothing_is_drawn_again(tmp_path: Path) -> None:
    damage.build_ledger(tmp_path / "sound.db")
    for seed in range(3):
        damage.damage_file(tmp_path / "sound.db", tmp_path / "damaged.db", random.Random(seed))
        assert damage.read_rows(tmp_path / "damaged.db") != damage.read_rows(tmp_path / "sound.db")
