"""`read`, `extract` and `reread` where one article raises: the others are kept, and the command says which one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from taggers import Stumbles

from onrecord import pipeline
from onrecord.cli import cli
from onrecord.ledger import Ledger

TEXTS = ["Voss: The sluice is shut for good.", "Reh: I stumble in the street.", "Orlo: The ferry sails on Friday."]
Command = Callable[..., Result]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_here: None) -> Command:
    """The command, with a tagger that raises on the second of three files."""
    monkeypatch.setattr(pipeline, "shipped_tagger", Stumbles)
    for number, text in enumerate(TEXTS):
        (tmp_path / f"{number}.txt").write_text(f"Minutes\n\n{text}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(cli, arguments)


def kept() -> list[str]:
    with Ledger.open("record.db", create=False) as ledger:
        return [text.split()[-1] for text in ledger.database.column("SELECT text FROM article ORDER BY number")]


def test_an_article_that_raises_costs_no_other(command: Command) -> None:
    done = command("read", "0.txt", "1.txt", "2.txt")
    assert done.exit_code == 1
    assert "onrecord: 1.txt: could not be read: taggers.py:" in done.stderr
    assert "raised IndexError; --debug shows more" in done.stderr
    assert "2 articles read into record.db (2 new, 0 changed, 0 known already), 2 statements, 1 failed" in done.stderr
    assert "Traceback" not in done.stderr
    assert kept() == ["good.", "Friday."]


def test_debug_shows_the_traceback(command: Command) -> None:
    done = command("extract", "0.txt", "1.txt", "2.txt", "--debug")
    assert done.exit_code == 1
    assert len(done.stdout.splitlines()) == 2
    assert "IndexError: it stumbled" in done.stderr
    assert "--debug" not in done.stderr


def test_an_article_that_cannot_be_kept_costs_no_other(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    keep = Ledger.keep

    def stumble(self, record, **options):
        if "sluice" in record.article.text:
            raise UnicodeEncodeError("utf-8", "x", 0, 1, "no")
        return keep(self, record, **options)

    monkeypatch.setattr(Ledger, "keep", stumble)
    done = command("read", "0.txt", "2.txt")
    assert done.exit_code == 1
    assert "0.txt: could not be read: test_read.py:" in done.stderr
    assert "1 article read" in done.stderr
    assert kept() == ["Friday."]


def test_reread_goes_on(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "RULES_VERSION", 0)
        patched.setattr(Stumbles, "tag", lambda *_: ())
        assert command("read", "0.txt", "1.txt", "2.txt").exit_code == 0
    done = command("reread")
    assert done.exit_code == 1
    assert "2 articles read again" in done.stderr
    assert "1 failed" in done.stderr
    assert "1.txt: could not be read" in done.stderr
