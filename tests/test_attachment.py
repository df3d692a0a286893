"""What files are kept with a statement?"""

from dataclasses import replace
from typing import Any

import pytest

from domain.codes import MediaType
from domain.decisions.attachment import MOST_BYTES
from domain.facts.attachment import AttachmentStored
from domain.facts.record import RecordsMerged
from domain.refusal import Refusal
from domain.terms import CaseId, Commitment, WorkerId
from tests import asked
from tests.asked.statement import photo, steep
from tests.people import acting, bakker, closed, fatima, helped, max_, named, stairs, town
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
@pytest.mark.parametrize(
    "asks", [asked.store_attachment, asked.store_own_attachment], ids=["team", "herself"]
)
def test_a_file_is_not_empty_and_not_larger_than_ten_mebibytes(asks: Any, size: int) -> None:
    given(*helped, recorded).when(replace(asks, size=size)).malformed("size")
    most = replace(asks, size=MOST_BYTES)
    given(*helped, recorded).when(most).then(replace(kept, size=MOST_BYTES))


@pytest.mark.requirement("M-14")
def test_she_keeps_a_file_of_her_own_with_what_is_written_about_her_closed_or_not() -> None:
    mine = asked.store_own_attachment
    given(*helped, recorded).when(mine).then(kept)
    given(*helped, recorded, closed).when(mine).then(kept)
    given(*helped, recorded, kept).when(mine).refused(Refusal.ALREADY_DONE)
    given(*helped, replace(recorded, resident=max_)).when(mine).unknown("statement")
    given(*helped, recorded, struck).when(mine).unknown("statement")
    merged = RecordsMerged(resident=max_, into=bakker, proposed_by=fatima)
    given(*helped, merged, replace(recorded, resident=max_)).when(mine).then(
        replace(kept, resident=max_)
    )


@pytest.mark.requirement("M-14")
def test_nobody_else_keeps_one_in_her_name() -> None:
    for another in (
        acting(WorkerId(bakker)),
        replace(asked.store_own_attachment.context, actor=WorkerId(max_)),
    ):
        given(*helped, recorded).when(replace(asked.store_own_attachment, context=another)).refused(
            Refusal.NOT_YOURS
        )
