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
    """Remembers what was worked out of a ledger; forgets what was asked for least lately. For several threads."""

    def __init__(self) -> None:
        self._known: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()
        self._making: dict[Hashable, threading.Lock] = {}

    def of(self, ledger: Ledger, key: Hashable, make: Callable[[], Cached]) -> Cached:
        """What `make` makes of the ledger as it is now; made anew only where the ledger has grown since.

        Of several who ask for one thing at one time the first makes it, the others wait for that.
        """
        whole = (str(ledger.path), ledger.database.extent(), key)
        with self._lock:
            if whole in self._known:
                self._known.move_to_end(whole)
                known: Cached = self._known[whole]
                return known
            making = self._making.setdefault(whole, threading.Lock())
        with making:
            with self._lock:
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
