"""A secret that others on the machine may read is none: every one of them is refused, in a line."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.embedded import EmbeddedPostgres
from service.secret_file import SharedSecret, secret_file
from tests.postgres import reachable_folder
from tests.test_cli import wijkboek

TOKEN = ("token", "--worker", "e8290c80-60aa-5346-ae61-68919094e117")


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    with reachable_folder() as folder, EmbeddedPostgres(folder / "home", durable=False):
        assert wijkboek("init", "--simulated", home=folder / "home")[0] == 0
        assert wijkboek("token", home=folder / "home")[0] == 0
        assert wijkboek("keys", "rotate", home=folder / "home")[0] == 0
        yield folder / "home"


def test_every_secret_in_the_home_is_for_its_owner_alone(home: Path) -> None:
    secrets = [path for path in home.rglob("*") if path.suffix in (".key", ".secret")]
    names = {path.relative_to(home).as_posix() for path in [*secrets, home / "secret"]}
    assert {"root.key", "secret", "token.secret", "epochs/haarlem-1.key"} <= names
    for name in (*names, "epochs"):
        assert not stat.S_IMODE((home / name).stat().st_mode) & 0o077, name


@pytest.mark.parametrize("name", ["root.key", "secret", "epochs/haarlem-2.key", "token.secret"])
def test_one_that_others_may_read_is_refused_with_the_next_step(home: Path, name: str) -> None:
    secret = home / name
    secret.chmod(0o640)
    try:
        code, said, complained = wijkboek(
            "token" if name == "token.secret" else "status", home=home
        )
    finally:
        secret.chmod(0o600)
    assert (code, said) == (1, "")
    told = [line for line in complained.splitlines() if "SIMULATED" not in line]
    assert told == [f"wijkboek: {secret} may be read by others: run chmod 600 on it"]


def test_a_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "secret"
    assert secret_file(path, lambda: b"one") == secret_file(path, lambda: b"two") == b"one"
    assert path.stat().st_mode & 0o777 == 0o600 and path.parent.stat().st_mode & 0o777 == 0o700
    for mode in (0o640, 0o604, 0o620, 0o601, 0o666):
        path.chmod(mode)
        with pytest.raises(SharedSecret, match=r"secret may be read by others: run chmod 600"):
            secret_file(path, lambda: b"two")
