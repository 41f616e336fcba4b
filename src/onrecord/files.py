"""Files that are written whole or not at all."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.errors import OnrecordError


@contextmanager
def replace_file(path: Path) -> Iterator[Path]:
    """Yield the path of a new file beside `path`, which takes its place when the block ends and goes when it raises.

    What stood there stays until then. A device or a pipe (/dev/stdout) has nothing to take the place of: it is
    yielded itself. OnrecordError where no file can be written.
    """
    try:
        # /dev/stdout may lead to a file that others write to as well.
        if path.exists() and (not path.is_file() or path.is_relative_to("/dev")):
            yield path
            return
        # Not a link but what it leads to is replaced.
        target = path.resolve()
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(None, "it is read-only")
        beside = target.with_name(f".onrecord-{secrets.token_hex(6)}.part")
        try:
            beside.open("xb").close()
            yield beside
            if target.exists():
                shutil.copymode(target, beside)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise OnrecordError(f"{path}: cannot be written ({error.strerror or error}): name another file") from None
