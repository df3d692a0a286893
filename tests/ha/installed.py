"""Patroni, installed for one run apart from everything else; and why there is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from service.binaries import reachable

ROOT = Path(__file__).resolve().parent.parent.parent


def etcd() -> str:
    """Where etcd is. Without one this is skipped, and says so."""
    found = shutil.which("etcd")
    if found is None:
        pytest.skip("there is no etcd here, so that nobody fails over: apt-get install etcd-server")
    return found


def python(uid: int) -> str:
    """A Python that this user can run, who may have no way into the home of whoever tests."""
    for each in (sys.executable, shutil.which("python3", path="/usr/local/bin:/usr/bin:/bin")):
        if each is not None and reachable(Path(each).resolve(), uid):
            return each
    pytest.skip("there is no python3 here that another user than root can run")


def installed(interpreter: str, folder: Path) -> dict[str, str]:
    """Patroni's packages, by hash, in that folder; the environment in which Patroni finds them."""
    lock = ROOT / "requirements-ha.lock"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", interpreter]
    asked = ["install", "-q", "--no-input", "--target", str(folder), "--require-hashes"]
    done = subprocess.run(
        [*pip, *asked, "-r", str(lock)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
