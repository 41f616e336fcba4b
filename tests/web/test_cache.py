"""What is remembered, and until when."""

import threading
from datetime import UTC, datetime
from pathlib import Path

from onrecord.judgements import Grade
from onrecord.ledger import Ledger
from onrecord.web.cache import CAPACITY, PageCache

AT = datetime(2026, 10, 13, tzinfo=UTC)


def test_it_holds_until_the_ledger_grows(tmp_path: Path) -> None:
    memory, made = PageCache(), list[int]()
    with Ledger.open(tmp_path / "record.db") as kept:
        for _ in range(3):
            assert memory.of(kept, "a", lambda: made.append(1) or len(made)) == 1
        kept.judge(Grade("Ode", reliability="B", by="Ida", at=AT))
        assert memory.of(kept, "a", lambda: made.append(1) or len(made)) == 2


def test_what_was_asked_for_least_lately_is_forgotten(tmp_path: Path) -> None:
    memory = PageCache()
    with Ledger.open(tmp_path / "record.db") as kept:
        for key in range(CAPACITY + 1):
            memory.of(kept, key, lambda: "old")
        assert memory.of(kept, 0, lambda: "new") == "new"
        assert memory.of(kept, CAPACITY, lambda: "new") == "old"


def test_several_who_ask_at_once_wait_for_one(tmp_path: Path) -> None:
    memory, made, begun = PageCache(), list[int](), threading.Event()
    Ledger.open(tmp_path / "record.db").close()

    def make() -> int:
        begun.wait(5)
        made.append(1)
        return len(made)

    def ask() -> None:
        with Ledger.open(tmp_path / "record.db") as kept:
            memory.of(kept, "a", make)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    begun.set()
    for thread in threads:
        thread.join()
    assert made == [1]
