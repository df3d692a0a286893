"""A look into the register is a read of the register: it opens no words of a case."""

from contextlib import closing

import pytest

from domain.codes import RegisterPart, Relation, Role
from domain.facts.register import RegisterRead
from domain.terms import tag
from service.database import Database
from service.keys import FileKeys, ReadRequired
from tests.http import serving
from tests.people import bakker, fatima, helped, stairs
from tests.scenario import put

looked = RegisterRead(
    resident=bakker, reader=fatima, role=Role.WORKER, relation=Relation.TEAM,
    parts=(RegisterPart.NAMES,),
)  # fmt: skip


@pytest.mark.requirement("Z-15")
def test_a_look_into_the_register_opens_no_words_of_a_case(database: Database) -> None:
    with closing(FileKeys(bytes(32), database)) as keys, serving(database, keys=keys) as api:
        put(api.journal, *helped, looked)
        told = api.journal.read(tag("case", stairs), words=api.journal.head())
        with pytest.raises(ReadRequired):
            list(told)
