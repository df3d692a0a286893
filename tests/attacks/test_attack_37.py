"""Attack 37: a worker corrects what was written, so that nobody sees what it said first."""

import pytest

from service.database import Database
from tests.http import is_a_problem
from tests.people import bakker, stairs
from tests.test_http_statements import by_herself, by_officer, done, helping, said, shown

FIRST, SECOND = "Zij slaat haar man.", "Er is geen geweld gezien."


@pytest.mark.requirement("M-15", "M-32")
def test_attack_37_a_correction_does_not_hide_what_was_written_first(database: Database) -> None:
    with helping(database) as api:
        statement = said(api, text=FIRST)
        before = api.journal.now()
        path = f"/cases/{stairs}/statements/{statement}"
        done(api, f"{path}/corrections", {"reason": "inaccurate", "text": SECOND})
        for by in (None, by_officer):
            told = shown(api, path, by)
            assert [each["text"] for each in told["versions"]] == [FIRST, SECOND]
            assert told["versions"][1]["diff"][-2:] == [f"-{FIRST}", f"+{SECOND}"]
            assert told["versions"][1]["reason"] == "inaccurate"
            assert "corrected" in told["marks"]
            lines = shown(api, f"/cases/{stairs}/history", by)["items"]
            (line,) = [each for each in lines if each["type"] == "StatementRecorded"]
            assert FIRST in line["sentence"] and "(verbeterd)" in line["sentence"]
            assert SECOND in line["sentence"]
        record = api.get(f"/residents/{bakker}/record", by=by_herself).text
        assert FIRST in record and SECOND in record
        as_then = f"/cases/{stairs}/history?knownAt={before.isoformat().replace('+00:00', 'Z')}"
        assert FIRST in api.get(as_then).text and SECOND not in api.get(as_then).text
        # And nobody records the first one anew under the same name.
        again = {"statement": statement, "topic": "mobility", "kind": "judgement"}
        anew = api.post(
            f"/cases/{stairs}/statements", {**again, "source": "reasoning", "text": SECOND}
        )
        is_a_problem(anew, 409, "ALREADY_DONE")
