"""What left for somebody's safety is given away by nothing that follows from it, on any route."""

from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from pypdf import PdfReader

from domain.codes import (
    Channel,
    DataCategory,
    LegalBasis,
    MaskReason,
    OrganisationKind,
    Purpose,
    Role,
)
from domain.codes import Undelivered as Not
from domain.fact import Event
from domain.facts.meldcode import WithholdingLifted
from domain.facts.message import MessageOrdered
from domain.facts.municipality import FunctionAssigned, FunctionEstablished, OrganisationRegistered
from domain.facts.recipient_notice import RecipientNotified
from domain.facts.statement import StatementCorrected
from domain.terms import (
    CommandId,
    DisclosureId,
    FunctionId,
    OrganisationId,
    ViewName,
    WorkerId,
    tag,
)
from service.children import child_told
from service.database import Database
from service.deciding import AnyCommand
from service.for_safety import GROUNDS
from service.journal import Journal
from service.notary.lines import parse_lines
from service.own_record import who_looked
from service.reading import Seen
from service.replay import EVERYTHING
from service.withheld import kept_for_safety
from tests import asked
from tests.asked.disclosure import disclosed
from tests.asked.statement import steep
from tests.http import serving, token
from tests.notary.fixing import fixed
from tests.people import acting, bakker, gemeente, leads, named, residents, stairs
from tests.scenario import Clock, in_memory, put
from tests.test_attachment import kept as attached
from tests.test_disclosure_content import told
from tests.test_meldcode import TAKEN

pytestmark = pytest.mark.requirement("M-03", "M-27", "Z-08")

vt, vt_desk = OrganisationId(named("safe at home")), FunctionId(named("safe at home desk"))
vt_worker = WorkerId(named("worker of safe at home"))
by_vt = acting(vt_worker, vt_desk, vt, Purpose.REFERRAL)
HERSELF = token(WorkerId(bakker), residents, gemeente)
NAME = "Veilig Thuis Kennemerland"
there: tuple[Event, ...] = (
    *told, *leads,
    OrganisationRegistered(organisation=vt, kind=OrganisationKind.SAFE_AT_HOME, name=NAME),
    FunctionEstablished(function=vt_desk, organisation=vt, role=Role.PROVIDER),
    FunctionAssigned(worker=vt_worker, function=vt_desk, since=date(2026, 1, 1)),
)  # fmt: skip
lifted = WithholdingLifted(case=stairs, resident=bakker)
openly = LegalBasis.WMO_INVESTIGATION
KEPT = {
    "MeldcodeStepTaken", "ContactHeld", "DisclosureMade", "MessageOrdered", "MessageDelivered",
    "RecordRead", "ThirdPartyAsked", "MessageFailed", "StatementRecorded", "InformationReceived",
    "RecipientNotified", "RecipientAcknowledged", "AttemptRefused", "AttachmentStored",
}  # fmt: skip


def shared(journal: Journal, basis: LegalBasis = LegalBasis.SAFE_AT_HOME_REPORT) -> set[int]:
    """Something of her goes to Veilig Thuis on that ground, which reads it and is asked for more;
    and what went there she has corrected. The positions of all that but her own correction."""
    before = journal.head()

    def done(command: AnyCommand, refused: bool = False) -> list[Event]:
        fresh = replace(command.context, command=CommandId(str(uuid4())), occurred_at=journal.now())
        answer = journal.record(replace(command, context=fresh))
        assert (answer.refusal is not None) == refused, answer.refusal
        return [fact.event for fact in answer.facts]

    def letter(events: list[Event]) -> Any:
        return next(event.message for event in events if isinstance(event, MessageOrdered))

    on = replace(acting(purpose=Purpose.REFERRAL), basis=basis)
    to_vt: Any = {"context": on, "organisation": vt, "channel": Channel.EMAIL}
    health = (DataCategory.HEALTH,)
    done(asked.take_meldcode_step)
    done(replace(asked.record_contact, wanted=False, safety=True))
    left = done(replace(asked.disclose, statements=(steep,), categories=health, **to_vt))
    if basis is LegalBasis.VITAL_INTEREST:
        done(replace(asked.judge_acute_sharing, position=journal.head() - 1))
    done(replace(asked.confirm_delivery, message=letter(left)))
    done(replace(asked.read_disclosure, context=by_vt, statements=(steep,)))
    question = done(replace(asked.ask_third_party, wanted=health, **to_vt))
    gone = replace(asked.report_undelivered, message=letter(question), reason=Not.WORDS_GONE)
    done(gone)
    done(replace(asked.tell_again, message=letter(question)))
    done(asked.record_information)
    put(journal, replace(attached, statement=asked.record_information.statement))
    corrected = done(asked.correct_statement)
    notices = [event.notice for event in corrected if isinstance(event, RecipientNotified)]
    for notice in notices:
        answers = replace(asked.acknowledge_notice, context=by_vt, notice=notice)
        done(answers)
        done(answers, refused=True)
    done(
        replace(
            asked.read_list, context=by_vt, view=ViewName("referrals"), teams=(), organisation=vt
        )
    )
    return {
        fact.position
        for fact in journal.read(after=before)
        if not isinstance(fact.event, StatementCorrected)
    }


def begun() -> Journal:
    journal = in_memory(Clock())
    put(journal, *there)
    return journal


def looked(journal: Journal) -> set[int]:
    """What she reads of who looked."""
    kept = kept_for_safety(journal, [bakker])
    told = who_looked(journal, [tag("resident", bakker)], kept=kept)
    return {line.position for line in told}


def kinds(journal: Journal, positions: set[int]) -> set[str]:
    return {type(fact.event).__name__ for fact in journal.read() if fact.position in positions}


@pytest.mark.parametrize("basis", sorted(GROUNDS), ids=str)
def test_nothing_that_follows_from_it_is_hers_to_see_until_that_is_lifted(
    basis: LegalBasis,
) -> None:
    journal = begun()
    all_of_it = shared(journal, basis)
    kept = kept_for_safety(journal, [bakker]).positions
    assert kinds(journal, all_of_it - kept) == {"ListRead"}, "which stands in no record"
    assert kinds(journal, all_of_it) >= KEPT and kept <= all_of_it
    assert looked(journal).isdisjoint(all_of_it)
    put(journal, lifted)
    assert not any(kept_for_safety(journal, [bakker]))
    assert kinds(journal, looked(journal) & all_of_it) == {"ListRead", "RecordRead"}


@pytest.mark.parametrize("basis", sorted(GROUNDS), ids=str)
def test_nor_is_it_a_parents_to_see(basis: LegalBasis) -> None:
    journal = begun()
    all_of_it = shared(journal, basis)
    lines, masked = child_told(journal, bakker, Seen(journal.head(), EVERYTHING), None, "nl")
    assert {line.position for line in lines}.isdisjoint(all_of_it)
    assert "StatementCorrected" in {line.kind for line in lines}
    assert masked[MaskReason.CHILDS_SAFETY] == len(all_of_it) - 1, "all but the list"


def test_what_left_on_another_ground_is_hers_to_see_with_all_that_follows() -> None:
    journal = begun()
    all_of_it = shared(journal, openly)
    kept = kept_for_safety(journal, [bakker])
    assert kinds(journal, set(kept.positions)) == {"MeldcodeStepTaken", "ContactHeld"}
    assert not kept.unknown and looked(journal) & all_of_it


def test_whom_she_knows_to_have_received_something_is_not_kept_back_whole() -> None:
    journal = begun()
    all_of_it = shared(journal)
    another = DisclosureId(named("another"))
    put(journal, replace(disclosed, disclosure=another, organisation=vt))
    shown = journal.head()
    asks = replace(asked.read_disclosure, context=by_vt, disclosure=another)
    assert journal.record(asks).refusal is None
    kept = kept_for_safety(journal, [bakker])
    assert kept.positions.isdisjoint({shown, journal.head()}) and not kept.unknown
    assert kinds(journal, all_of_it - kept.positions) == {"ListRead", "AttemptRefused"}
    assert kinds(journal, looked(journal) & all_of_it) == {"ListRead"}


def test_acute_danger_alone_keeps_nothing_back() -> None:
    """She reads that it left, and what somebody else thought of that (M-24)."""
    journal = begun()
    put(journal, replace(disclosed, organisation=vt, basis=LegalBasis.VITAL_INTEREST))
    assert not any(kept_for_safety(journal, [bakker]))
    put(journal, TAKEN[0])
    assert kinds(journal, set(kept_for_safety(journal, [bakker]).positions)) == {
        "MeldcodeStepTaken", "DisclosureMade",
    }  # fmt: skip


def test_no_route_gives_it_away(database: Database, tmp_path: Path) -> None:
    with ExitStack() as stack:
        place = stack.enter_context(fixed(database, tmp_path, witnessed=True))
        api = stack.enter_context(serving(database))
        put(api.journal, *there)
        all_of_it = shared(api.journal)
        api.app.state.service.notary = place.place
        place.step()
        place.witness()

        def told() -> tuple[str, set[int]]:
            """What every route says in words, and at which positions of all that."""
            said, at = "", set()
            for route in ("record", "recipients", "reads"):
                answer = api.get(f"/residents/{bakker}/{route}", by=HERSELF)
                assert answer.status_code == 200, answer.text
                at |= {line["position"] for line in answer.json()["items"]}
                said += answer.text
            copy = api.get(f"/residents/{bakker}/copies", by=HERSELF)
            assert copy.status_code == 200, copy.text
            pages = PdfReader(BytesIO(copy.content)).pages
            said += "".join(page.extract_text() for page in pages)
            files = api.get(f"/residents/{bakker}/attachments", by=HERSELF)
            assert files.status_code == 200, files.text
            said += files.text
            export = api.get(f"/residents/{bakker}/exports", by=HERSELF)
            assert export.status_code == 200, export.text
            lines = [line for line in parse_lines(export.content) if "nth" in line]
            at |= {line["position"] for line in lines if "withheld" not in line}
            return said + export.text, at & all_of_it

        said, at = told()
        assert NAME not in said and vt not in said and not at
        assert attached.attachment not in said
        record = api.get(f"/residents/{bakker}/record", by=HERSELF).json()
        assert record["masked"] == [{"reason": MaskReason.SAFETY, "count": len(all_of_it) - 1}]
        put(api.journal, lifted)
        place.step()
        place.witness()
        said, at = told()
        assert NAME in said and vt in said and at == all_of_it
        assert api.get(f"/residents/{bakker}/record", by=HERSELF).json()["masked"] == []
