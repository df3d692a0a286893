"""What files are kept with a statement?"""

from dataclasses import replace

import pytest

from domain.codes import MediaType
from domain.decisions.attachment import MOST_BYTES
from domain.facts.attachment import AttachmentStored
from domain.refusal import Refusal
from domain.terms import CaseId, Commitment
from tests import asked
from tests.asked.statement import photo, steep
from tests.people import bakker, closed, helped, named, stairs, town
from tests.scenario import given
from tests.test_statement import recorded, struck

kept = AttachmentStored(
    attachment=photo, statement=steep, case=stairs, resident=bakker, media=MediaType.JPEG,
    size=3, sealed=Commitment("1" * 64), sha256="2" * 64, file_key="3" * 64,
)  # fmt: skip


def test_a_file_is_kept_once_with_a_statement_of_an_open_case() -> None:
    given(*helped, recorded).when(asked.store_attachment).then(kept)
    given(*helped, recorded, kept).when(asked.store_attachment).refused(Refusal.ALREADY_DONE)
    given(*helped).when(asked.store_attachment).unknown("statement")
    given(*helped, recorded, struck).when(asked.store_attachment).unknown("statement")
    elsewhere = replace(recorded, case=CaseId(named("elsewhere")))
    given(*helped, elsewhere).when(asked.store_attachment).unknown("statement")
    given(*helped, recorded, closed).when(asked.store_attachment).refused(Refusal.CASE_CLOSED)
    given(*town).when(asked.store_attachment).unknown("case")


@pytest.mark.parametrize("size", [0, MOST_BYTES + 1])
def test_a_file_is_not_empty_and_not_larger_than_ten_mebibytes(size: int) -> None:
    large = replace(asked.store_attachment, size=size)
    given(*helped, recorded).when(large).malformed("size")
    most = replace(asked.store_attachment, size=MOST_BYTES)
    given(*helped, recorded).when(most).then(replace(kept, size=MOST_BYTES))
