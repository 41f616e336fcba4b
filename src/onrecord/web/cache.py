"""A cache of what pages compute, invalidated when the ledger grows (it never changes otherwise)."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from onrecord.ledger import Ledger

Cached = TypeVar("Cached")

# An entry may hold a whole report: enough for a few pages of a few people.
CAPACITY = 48


class PageCache:
    """Cache values computed from a ledger, up to CAPACITY; the least recently used goes first. Thread-safe."""

    def __init__(self) -> None:
        self._known: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()
        self._making: dict[Hashable, threading.Lock] = {}

    def of(self, ledger: Ledger, key: Hashable, make: Callable[[], Cached]) -> Cached:
        """Return what `make` computes from the ledger, computed again only if the ledger has grown since.

        If several threads ask for the same value at once, the first computes it and the others wait.
        """
        # Rows are only ever added, so an equal extent means equal answers: nothing needs to be invalidated by hand.
        whole = (str(ledger.path), ledger.database.extent(), key)
        with self._lock:
            if whole in self._known:
                self._known.move_to_end(whole)
                known: Cached = self._known[whole]
                return known
            # A lock for each key: a slow report must not hold up pages that need another value.
            making = self._making.setdefault(whole, threading.Lock())
        with making:
            with self._lock:
                # Another thread may have computed it while this one waited.
                if whole in self._known:
                    again: Cached = self._known[whole]
                    return again
            value = make()
            with self._lock:
                self._known[whole] = value
                self._making.pop(whole, None)
                while len(self._known) > CAPACITY:
                    self._known.popitem(last=False)
        return value
