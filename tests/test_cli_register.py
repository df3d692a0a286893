"""`wijkboek register`: people brought in from a file, and the register held against the journal."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from service.embedded import EmbeddedPostgres
from tests.postgres import reachable_folder
from tests.test_cli import wijkboek

PEOPLE: list[dict[str, Any]] = [
    {"familyName": "Bakker", "givenNames": "Johanna", "birthDate": "1941-05-06",
     "citizenServiceNumber": "999990019", "town": "Haarlem"},
    {"familyName": "Jansen", "birthDate": "1988-02-29", "needs": ["large-print"]},
    {"familyName": "Wit", "prefix": "de", "birthDate": "1970-01-01"},
]  # fmt: skip


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    with reachable_folder() as folder, EmbeddedPostgres(folder / "home", durable=False) as server:
        begun = wijkboek(
            "init", "--name", "Voorbeeld", "--publication", "gmb-2026-1", home=folder / "home"
        )
        assert begun[0] == 0, begun
        (folder / "home" / "where").write_text(server.conninfo("wijkboek"))
        yield folder / "home"


def lines(folder: Path, *people: Any) -> str:
    file = folder / "people.jsonl"
    told = (each if isinstance(each, str) else json.dumps(each) for each in people)
    file.write_text("\n".join(told) + "\n", encoding="utf-8")
    return str(file)


def test_a_file_is_brought_in_once_and_the_register_is_as_recorded(
    home: Path, tmp_path: Path
) -> None:
    file = lines(tmp_path, *PEOPLE, "")
    code, said, complained = wijkboek("register", "import", file, home=home)
    assert (code, said.strip()) == (0, "3 registered, 0 there already, 0 refused."), complained
    code, said, _ = wijkboek("register", "import", file, home=home)
    assert (code, said.strip()) == (0, "0 registered, 3 there already, 0 refused.")
    code, said, _ = wijkboek("register", "check", home=home)
    assert (code, said.strip()) == (0, "3 residents: every row is as it was last recorded.")


def test_who_is_there_already_is_named_by_line_alone(home: Path, tmp_path: Path) -> None:
    same = {**PEOPLE[0], "familyName": "Bakker-Visser"}
    alike = {"familyName": "JANSEN", "birthDate": "1988-02-29", "town": "Ede"}
    new = {"familyName": "Nieuw", "birthDate": "2001-01-01"}
    code, said, _ = wijkboek("register", "import", lines(tmp_path, same, alike, new), home=home)
    assert code == 1
    assert "1 registered, 0 there already, 2 refused." in said
    assert "line 1: Somebody with this citizen service number is in the register" in said
    assert "line 2: Somebody with this name and birth date is in the register" in said
    assert "notTheSameAs" in said
    assert not any(name in said for name in ("Visser", "JANSEN", "Nieuw", "999990019"))


def test_where_a_line_makes_no_sense_nobody_is_brought_in(home: Path, tmp_path: Path) -> None:
    wrong = [
        {"familyName": "Goed", "birthDate": "2000-01-01"},
        {**PEOPLE[0], "citizenServiceNumber": "999990018"},
        {"familyName": "Later", "birthDate": "2999-01-01"},
        {"birthDate": "2000-01-01"},
        {"familyName": "Raar", "birthDate": "2000-01-01", "hobby": "Vissen"},
        "geen JSON: Kerkstraat",
    ]
    code, said, complained = wijkboek("register", "import", lines(tmp_path, *wrong), home=home)
    assert (code, said) == (1, "")
    assert "nothing was brought in" in complained
    for part in (
        "line 2: citizen_service_number: does not pass the eleven-test",
        "line 3: birth_date: not after today", "line 4: familyName: Field required",
        "line 5: a field: Extra inputs", "line 6: no JSON object",
    ):  # fmt: skip
        assert part in complained, complained
    for name in ("99999001", "Later", "Raar", "hobby", "Vissen", "Kerkstraat", "Traceback"):
        assert name not in complained
    code, _, complained = wijkboek("register", "import", str(tmp_path / "none"), home=home)
    assert code == 1 and "No such file" in complained and "Traceback" not in complained


def test_a_row_edited_by_hand_is_named_and_what_was_left_is_swept(home: Path) -> None:
    where = (home / "where").read_text()
    with psycopg.connect(where, autocommit=True) as superuser:
        (resident,) = superuser.execute(
            "SELECT resident::text FROM haarlem_register.entry e JOIN haarlem_register.part USING"
            " (command) LIMIT 1"
        ).fetchone() or ("",)
        superuser.execute(
            "INSERT INTO haarlem_register.entry SELECT gen_random_uuid(), gen_random_uuid(),"
            " sha256('x'), said, NULL, same_number, alike, now() - interval '1 day'"
            " FROM haarlem_register.entry LIMIT 1"
        )
        superuser.execute(
            "UPDATE haarlem_register.part SET pt_commit = sha256('x') FROM haarlem_register.entry e"
            " WHERE part.command = e.command AND e.resident = %s", [resident],
        )  # fmt: skip
    code, said, _ = wijkboek("register", "check", home=home)
    assert code == 1
    assert resident in said and "changed since it was recorded" in said
    assert "no fact names this row" in said
    assert "Not as recorded: 2." in said and "put edited" in said
    code, said, _ = wijkboek("register", "check", "--sweep", home=home)
    assert code == 1
    assert "Taken away, of what nobody is shown: 1." in said
    assert "Not as recorded: 1." in said
