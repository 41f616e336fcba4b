"""Settings that all tests share."""

import pytest
from hypothesis import HealthCheck, settings

from onrecord.bulk import Limit
from onrecord.pipeline import Pipeline, Reader

settings.register_profile("onrecord", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
settings.load_profile("onrecord")


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands and the desk read in the test's process: each start of another one takes a second."""
    open_reader = Pipeline.open_reader

    def open_here(self: Pipeline, *, workers: int | None = 1, limit: Limit | None = None) -> Reader:
        return open_reader(self)

    monkeypatch.setattr(Pipeline, "open_reader", open_here)
