"""Turn whatever one article raises into a Failure, so that the articles after it are read all the same."""

import sysconfig
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from onrecord.errors import LedgerError, NotFoundError, OnrecordError
from onrecord.records import Failure

Result = TypeVar("Result")

_PACKAGE = Path(__file__).parent
# Where Python and installed libraries are: what they raise is reported at the line that called them.
_LIBRARIES = tuple(Path(sysconfig.get_path(name)) for name in ("stdlib", "purelib", "platlib"))


def attempt(work: Callable[[], Result], origin: str) -> Result | Failure:
    """Return the result of work on one article, or the Failure that describes its exception.

    origin: where the article is from. For LedgerError see `describe_exception`.
    """
    try:
        return work()
    # KeyboardInterrupt and SystemExit are no Exceptions: they end the batch.
    except Exception as error:
        return describe_exception(origin, error)


def describe_exception(origin: str, error: Exception) -> Failure:
    """Return the Failure of the article that raised an exception: our own message, or else the place in the code.

    A LedgerError is raised again (locked, no space left), because every other article would meet it too; but not one
    that says that this article is missing.
    """
    if isinstance(error, LedgerError) and not isinstance(error, NotFoundError):
        raise error
    if isinstance(error, OnrecordError):
        return Failure(origin, str(error))
    place, is_ours = _find_place(error)
    kind = type(error).__name__
    if is_ours:
        reason = f"could not be read by onrecord itself ({kind}, {place}): please report it"
    else:
        reason = f"could not be read: {place}, which is not part of onrecord, raised {kind}"
    return Failure(origin, reason, "".join(traceback.format_exception(error)))


def _find_place(error: Exception) -> tuple[str, bool]:
    """Return file and line that raised an exception, or called the library that did, and whether it is onrecord's.

    A file of onrecord is named from the package on, another by its bare name.
    """
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(_PACKAGE):
            return f"{path.relative_to(_PACKAGE).as_posix()}:{frame.lineno}", True
        if not any(path.is_relative_to(folder) for folder in _LIBRARIES) and not frame.filename.startswith("<"):
            return f"{path.name}:{frame.lineno}", False
    return "an unknown place", True
