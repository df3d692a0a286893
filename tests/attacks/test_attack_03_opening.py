"""Attack 3, by the back door: no command records on a database that was put back either."""

from pathlib import Path

import pytest

from service.commands.rotating import destroy
from service.opening import opened
from service.records import ReadOnly
from service.settings import Settings
from tests.attacks.test_attack_02_to_10 import put_back
from tests.notary.fixing import added, fixed
from tests.postgres import reachable_folder
from tests.test_destroying import WORDS, Place, place
from tests.test_opening import quiet

__all__ = ["place"]


@pytest.mark.requirement("M-31")
def test_attack_03_whatever_opens_a_journal_that_was_put_back_records_nothing(
    tmp_path: Path,
) -> None:
    with reachable_folder() as folder:
        settings = Settings(
            home=folder / "home", municipality="haarlem", database_url=None,
            notary_folder=tmp_path / "notary",
        )  # fmt: skip
        with opened(settings, durable=False) as first, fixed(first.database, tmp_path) as notary:
            added(notary.store, 5)
            notary.step()
            with opened(settings, durable=False) as again:
                assert not again.journal.store.read_only
            put_back(notary, 4)
            published = notary.place.public / "checkpoint"
            kept = published.read_bytes()
            for lost in ("nothing", "published", "policy"):
                if lost == "published":  # then the signer says so
                    published.unlink()
                if lost == "policy":
                    published.write_bytes(kept)
                    notary.place.policy_file.write_bytes(b"none that is known\n")
                with opened(settings, durable=False) as again:
                    with pytest.raises(ReadOnly):
                        added(again.journal.store, 1)  # type: ignore[arg-type]
                    with pytest.raises(ReadOnly):
                        destroy(again, quiet)


def test_attack_03_nothing_is_destroyed_there(place: Place) -> None:
    place.decide(WORDS)
    before = place.asked("SELECT ciphertext FROM {s}.words ORDER BY position")
    place.journal.store.read_only = True
    with pytest.raises(ReadOnly):
        place.carry_out()
    assert place.asked("SELECT ciphertext FROM {s}.words ORDER BY position") == before
