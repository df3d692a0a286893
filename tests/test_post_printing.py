"""The print queue: a letter is there whole or not at all, and never comes twice."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from domain.codes import Undelivered
from domain.terms import MessageId, Proof
from service.post.letter import NotSent
from service.post.printing import PrintQueue
from tests.people import receipt_letter

FIRST, SECOND = Proof("1" * 64), Proof("2" * 64)


def test_what_was_handed_over_is_not_handed_over_again(tmp_path: Path) -> None:
    queue = PrintQueue(tmp_path)
    assert queue.put(receipt_letter, ".txt", b"Beste", FIRST) == FIRST
    (tmp_path / "ready" / f"{receipt_letter}.txt").unlink()  # the printer took it
    assert PrintQueue(tmp_path).put(receipt_letter, ".txt", b"Beste", SECOND) == FIRST
    assert list((tmp_path / "ready").iterdir()) == []


class Killed(BaseException):
    """As if the process ended here."""


@pytest.mark.parametrize("step", range(6))
def test_cut_off_at_any_step_it_goes_once(
    tmp_path: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before the nth rename or flush to disk; a printer empties the folder all the while."""
    left = [step]
    real_replace, real_fsync = os.replace, os.fsync

    def counted(real: object) -> object:
        def call(*arguments: object) -> object:
            if left[0] == 0:
                raise Killed
            left[0] -= 1
            return real(*arguments)  # type: ignore[operator]

        return call

    printed: list[bytes] = []

    def print_all() -> None:
        for each in (tmp_path / "ready").glob("*"):
            printed.append(each.read_bytes())
            each.unlink()

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", counted(real_replace))
        patched.setattr(os, "fsync", counted(real_fsync))
        with pytest.raises(Killed):
            PrintQueue(tmp_path).put(receipt_letter, ".txt", b"whole", FIRST)
    print_all()
    PrintQueue(tmp_path).put(receipt_letter, ".txt", b"whole", FIRST)
    print_all()
    assert printed == [b"whole"]


def test_it_remembers_for_a_while_and_not_for_ever(tmp_path: Path) -> None:
    queue = PrintQueue(tmp_path)
    queue.put(receipt_letter, ".txt", b"Beste", FIRST)
    assert queue.forget(before=time.time() - 60) == 0
    assert queue.noted(receipt_letter) == FIRST
    assert queue.forget(before=time.time() + 60) == 1
    assert queue.noted(receipt_letter) is None


def test_a_folder_that_cannot_be_written_is_a_try_that_failed(tmp_path: Path) -> None:
    (tmp_path / "queue").write_text("a file stands where the folder should be")
    with pytest.raises(NotSent) as failed:
        PrintQueue(tmp_path / "queue").put(receipt_letter, ".txt", b"Beste", FIRST)
    assert failed.value.reason is Undelivered.NOT_WRITTEN


FILL = """
import sys
from pathlib import Path
from uuid import UUID
from service.post.printing import PrintQueue
queue = PrintQueue(Path(sys.argv[1]))
for n in range(int(sys.argv[2])):
    queue.put(str(UUID(int=n)), ".txt", b"x" * 5000, "1" * 64)
print("done", flush=True)
"""


def fill_and_kill(folder: Path, letters: int, kills: int) -> None:
    """Real SIGKILLs while letters are put; a printer takes them away meanwhile."""
    printed: list[str] = []
    for attempt in range(kills + 1):
        process = subprocess.Popen(
            [sys.executable, "-c", FILL, str(folder), str(letters)], stdout=subprocess.PIPE
        )
        seen = len(printed)
        while process.poll() is None:
            printed += taken(folder)
            if attempt < kills and len(printed) > seen + letters // (2 * kills):
                process.send_signal(signal.SIGKILL)
        process.communicate()
        printed += taken(folder)
    assert process.returncode == 0
    assert sorted(printed) == sorted(set(printed))
    assert len(printed) == letters


def taken(folder: Path) -> list[str]:
    names = []
    for each in sorted((folder / "ready").glob("*")):
        assert each.read_bytes() == b"x" * 5000
        each.unlink()
        names.append(each.name)
    return names


def test_killed_while_letters_are_put_each_is_printed_once(tmp_path: Path) -> None:
    fill_and_kill(tmp_path, letters=60, kills=4)


@pytest.mark.long
def test_killed_a_hundred_times_each_is_printed_once(tmp_path: Path) -> None:
    fill_and_kill(tmp_path, letters=3000, kills=100)


def test_no_name_of_a_file_says_anything_but_the_message(tmp_path: Path) -> None:
    PrintQueue(tmp_path).put(MessageId(receipt_letter), ".eml", b"Beste Bakker", FIRST)
    names = {each.name for each in tmp_path.rglob("*") if each.is_file()}
    assert names == {f"{receipt_letter}.eml", receipt_letter}
