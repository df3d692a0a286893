"""An age is looked up on record, and only of who is in the register."""

import pytest

from domain.codes import RegisterPart, Relation, Role
from domain.facts.register import RegisterRead
from domain.facts.resident import ResidentRegistered
from tests import asked
from tests.people import admin, bakker, first_row, town
from tests.scenario import given

registered = ResidentRegistered(
    resident=bakker, parts=asked.register_resident.parts, pt_commit=first_row, alike=False
)


@pytest.mark.requirement("Z-09")
def test_who_looked_what_up_and_why_is_on_record() -> None:
    given(*town, registered).when(asked.check_age).then(
        RegisterRead(
            resident=bakker, reader=admin, role=Role.ADMINISTRATOR, relation=Relation.AGE,
            parts=(RegisterPart.BIRTH_DATE,),
        )
    )  # fmt: skip
    given(*town).when(asked.check_age).unknown("resident in the register")
