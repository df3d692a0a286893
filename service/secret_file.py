"""A secret in a file: made once, whole, and readable by its owner alone."""

import contextlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path


def secret_file(path: Path, make: Callable[[], bytes]) -> bytes:
    """The bytes in `path`; made by `make` if there is no such file yet, mode 0600.

    Of several processes at once one wins, and all get its bytes; after a kill the file is there
    whole or not at all. Raises OSError when the folder cannot be written.
    """
    with contextlib.suppress(FileNotFoundError):
        return path.read_bytes()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, unfinished = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)  # 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(unfinished, path)  # unlike a rename, never replaces what another has made
    finally:
        os.unlink(unfinished)
    return path.read_bytes()
