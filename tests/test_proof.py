"""Can it be proved what somebody was shown before they gave permission, at any moment since?"""

from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.codes import Language, Template
from domain.templates import current
from service.database import Database
from tests.http import token
from tests.people import clinic, letter
from tests.stories.teller import Teller, by_clinic, telling
from tests.stories.test_children import comes_in, family


def moment(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def permitted(story: Teller, about: str, **said: Any) -> str:
    """The boy permits something: which permission."""
    made = story.done(
        f"{about}/permissions", organisation=clinic, kind="secrecy-waiver", purpose="referral",
        exceptions="Niet aan school.", notToKinds=["school"], expression="oral", level="b1",
        withdrawalTold=True, **said,
    )  # fmt: skip
    permission: str = made["ids"]["permission"]
    return permission


@pytest.mark.requirement("Z-11")
def test_at_a_moment_it_says_what_was_shown_and_whether_it_stood(database: Database) -> None:
    shown = current(Template.PERMISSION_INFORMATION, Language.ENGLISH)
    with telling(database) as story:
        family(story)
        about = comes_in(story)
        before = moment(story.now - timedelta(minutes=1))
        permission = permitted(story, about, text=shown.digest, language="en")
        meanwhile = moment(story.now)
        story.later(days=2)
        story.done(f"{about}/permissions/{permission}/withdrawals")
        path = f"{about}/permissions/{permission}/proofs"
        then = story.api.get(f"{path}?at={meanwhile}").json()
        assert then["stood"] and then["withdrawnAt"] is None
        assert (then["text"], then["language"], then["level"]) == (shown.digest, "en", "b1")
        assert then["shown"] == {
            "subject": shown.subject, "body": shown.body, "version": shown.version,
            "language": "en",
        }  # fmt: skip
        assert then["exceptions"] == "Niet aan school."
        assert (then["notToKinds"], then["expression"]) == (["school"], "oral")
        assert (then["withdrawalTold"], then["capacity"]) == (True, "self")
        assert story.api.journal.head() == then["read"]
        now = story.api.get(path).json()
        assert not now["stood"] and now["withdrawnAt"]
        assert story.api.get(f"{path}?at={before}").status_code == 404


@pytest.mark.requirement("Z-11")
def test_of_another_text_it_says_its_hash_alone(database: Database) -> None:
    with telling(database) as story:
        family(story)
        about = comes_in(story)
        permission = permitted(story, about, text=letter)
        path = f"{about}/permissions/{permission}/proofs"
        proved = story.api.get(path).json()
        assert (proved["text"], proved["shown"]) == (letter, None)
        assert story.api.get(path, by=by_clinic).status_code == 403
        assert story.api.get(path, by=token(organisation=clinic)).status_code == 403
