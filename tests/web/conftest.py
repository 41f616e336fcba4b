"""A desk over a ledger of the examples, for every test of the pages; each test has a copy of its own."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord import reading
from onrecord.ledger import Ledger
from onrecord.pipeline import Pipeline
from onrecord.records import Failure
from onrecord.web import Desk, DeskSettings, build_application

ROOT = Path(__file__).parent.parent.parent
TODAY = date(2026, 11, 24)
READ_AT = datetime(2026, 10, 5, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the examples."""
    path = tmp_path_factory.mktemp("desk") / "examples.db"
    pipeline = Pipeline()
    found = reading.read_articles([str(ROOT / "examples")], published=date(2026, 10, 5))
    with Ledger.open(path) as kept:
        for made in pipeline.records(one for one in found if not isinstance(one, Failure)):
            if not isinstance(made, Failure):
                kept.keep(made, model=pipeline.model, at=READ_AT)
    return path


@pytest.fixture
def ledger(examples: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(examples, tmp_path / "record.db"))


@pytest.fixture(autouse=True)
def in_this_process(read_here: None) -> None:
    """Read in this process; test_isolation.py has the desk with a process of its own."""


@pytest.fixture
def settings(ledger: Path) -> DeskSettings:
    return DeskSettings(
        ledger=ledger,
        watches=(ROOT / "examples" / "watch.yaml",),
        by="Ida",
        today=TODAY,
        hosts=frozenset({"127.0.0.1:80"}),
    )


@pytest.fixture
def desk(settings: DeskSettings) -> Iterator[TestClient]:
    """The desk as a browser asks it."""
    with TestClient(
        build_application(Desk(settings)), base_url="http://127.0.0.1:80", follow_redirects=False
    ) as client:
        client.headers["host"] = "127.0.0.1:80"
        yield client


@pytest.fixture
def kept(ledger: Path) -> Iterator[Ledger]:
    with Ledger.open(ledger) as opened:
        yield opened
