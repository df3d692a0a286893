"""A secret in a file: made once, whole, and readable by its owner alone."""

import contextlib
import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path


class SharedSecret(PermissionError):
    """Others than its owner may read a secret; the message names the file and says what to do."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EACCES, "may be read by others: run chmod 600 on it", str(path))

    def __str__(self) -> str:
        return f"{self.filename} {self.strerror}"


def secret_file(path: Path, make: Callable[[], bytes]) -> bytes:
    """The bytes in `path`; made by `make` if there is no such file yet, mode 0600.

    Of several processes at once one wins, and all get its bytes; after a kill the file is there
    whole or not at all. Raises SharedSecret when others may read it, and OSError when the folder
    cannot be written.
    """
    with contextlib.suppress(FileNotFoundError):
        return _own(path)
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
    return _own(path)


def _own(path: Path) -> bytes:
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_mode & 0o077:
            raise SharedSecret(path)
        return file.read()
