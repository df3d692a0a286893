"""What team software meets: commands in, facts out, once each, and clear words when it is no."""

from service.database import Database
from tests.http import new, serving
from tests.people import oost, town
from tests.scenario import put


def test_a_question_at_the_front_door_gets_a_reference_number(database: Database) -> None:
    with serving(database) as api:
        put(api.journal, *town)
        answer = api.post(
            "/notifications",
            {"team": oost, "channel": "phone", "urgency": "ordinary", "question": "De trap."},
        )
        assert answer.status_code == 201, answer.text
        assert answer.json()["facts"][0]["type"] == "NotificationReceived"


def test_the_same_key_gives_the_same_answer(database: Database) -> None:
    body = {"team": oost, "topic": "debt", "neighbourhood": "BU03920101", "minutes": 20}
    with serving(database) as api:
        put(api.journal, *town)
        key = new()
        first, again = (api.post("/consults", body, key=key) for _ in range(2))
        assert first.status_code == again.status_code == 201, first.text
        assert first.content == again.content
        assert again.headers["Idempotent-Replayed"] == "true"
        other = api.post("/consults", {**body, "minutes": 21}, key=key)
        assert other.status_code == 409
