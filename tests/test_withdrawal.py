"""What is taken back, by whom: as easy as giving it, at once, and who received is told."""

from dataclasses import replace

import pytest

from domain.codes import NoticeCause, PermissionKind
from domain.decisions.recipient_notice import notice
from domain.fact import Context, Event
from domain.facts.permission import PermissionWithdrawn
from domain.facts.record import RecordsMerged
from domain.refusal import Refusal
from domain.terms import PermissionId, RecipientId, ResidentId, WorkerId
from tests import asked
from tests.people import (
    acting,
    agreed,
    at_the_door,
    bakker,
    by_bakker,
    by_fatima,
    clinic,
    clinic_registered,
    closed,
    fatima,
    helped,
    mandated,
    max_,
    may_refer,
    named,
    oost,
    opened,
    permitted,
    stairs,
    town,
    withdrawn,
)
from tests.scenario import given

story = (*helped, clinic_registered)
no_longer = PermissionWithdrawn(
    permission=may_refer, case=stairs, resident=bakker, organisation=clinic
)
told_so = notice(
    by_fatima, NoticeCause.PERMISSION_WITHDRAWN, stairs, bakker, oost,
    organisation=clinic, permission=may_refer,
)  # fmt: skip
mother = ResidentId(named("mother"))
by_max = acting(WorkerId(max_), by_bakker.function, by_bakker.organisation)
one_person = RecordsMerged(resident=max_, into=bakker, proposed_by=fatima)


class TestPermission:
    @pytest.mark.requirement("Z-10")
    def test_is_taken_back_at_once_and_who_got_the_data_is_told(self) -> None:
        history = (*story, permitted)
        given(*history).when(asked.withdraw_permission).then(no_longer, *told_so)
        given(*history, closed).when(asked.withdraw_permission).then(no_longer, *told_so)
        given(*history, no_longer, mandated).when(asked.refer).refused(Refusal.NOT_PERMITTED)

    def test_to_a_person_is_taken_back_and_she_is_told(self) -> None:
        sister = RecipientId(named("her sister"))
        to_her = replace(permitted, organisation=None, recipient=sister)
        given(*story, to_her).when(asked.withdraw_permission).then(
            replace(no_longer, organisation=None, recipient=sister),
            *notice(
                by_fatima, NoticeCause.PERMISSION_WITHDRAWN, stairs, bakker, oost,
                recipient=sister, permission=may_refer,
            ),
        )  # fmt: skip

    def test_that_was_not_given_cannot_be_taken_back(self) -> None:
        given(*story).when(asked.withdraw_permission).unknown("permission")
        another = replace(asked.withdraw_permission, permission=PermissionId(named("another")))
        given(*story, permitted).when(another).unknown("permission")
        given(*story, permitted, no_longer).when(asked.withdraw_permission).unknown("permission")
        given(*town).when(asked.withdraw_permission).unknown("case")

    @pytest.mark.requirement("Z-10")
    def test_allows_nothing_and_a_later_yes_to_whom_was_excepted_does(self) -> None:
        excepting = replace(permitted, not_to=(clinic,))
        other = replace(permitted, permission=PermissionId(named("another")))
        given(*story, other, excepting, no_longer, mandated).when(asked.refer).refused(
            Refusal.RECIPIENT_EXCEPTED
        )
        given(*story, excepting, other, mandated).when(asked.refer).refused(
            Refusal.RECIPIENT_EXCEPTED
        )
        later = given(*story, excepting, no_longer, other, mandated).when(asked.refer)
        assert later.journal.record(asked.refer).refusal is None

    @pytest.mark.requirement("Z-10")
    def test_does_not_open_what_was_excepted_with_it(self) -> None:
        excepting = replace(permitted, not_to=(clinic,))
        history = (*story, excepting, no_longer, asked.mandated_to_disclose)
        given(*history).when(asked.disclose).refused(Refusal.RECIPIENT_EXCEPTED)

    @pytest.mark.requirement("Z-10")
    def test_is_taken_back_without_a_worker_by_whose_it_is_or_who_gave_it(self) -> None:
        own = asked.withdraw_own_permission
        given(*story, permitted).when(own).then(
            replace(no_longer, by=bakker), *self.told_by(by_bakker)
        )
        by_mother = acting(WorkerId(mother), by_bakker.function, by_bakker.organisation)
        hers = replace(own, context=by_mother)
        given(*story, permitted).when(hers).refused(Refusal.NOT_YOURS)
        given(*story, replace(permitted, giver=mother)).when(hers).then(
            replace(no_longer, by=mother), *self.told_by(by_mother)
        )

    @pytest.mark.requirement("Z-10")
    def test_is_taken_back_under_whichever_of_her_merged_records(self) -> None:
        own = replace(asked.withdraw_own_permission, context=by_max)
        given(*story, permitted).when(own).refused(Refusal.NOT_YOURS)
        given(*story, permitted, one_person).when(own).then(
            replace(no_longer, by=max_), *self.told_by(by_max)
        )

    def told_by(self, context: Context) -> list[Event]:
        """What the clinic hears of it, on that word."""
        return notice(
            context, NoticeCause.PERMISSION_WITHDRAWN, stairs, bakker, oost,
            organisation=clinic, permission=may_refer,
        )  # fmt: skip

    @pytest.mark.requirement("Z-10")
    def test_is_not_taken_back_in_somebody_elses_name(self) -> None:
        own = asked.withdraw_own_permission
        given(*story).when(own).refused(Refusal.NOT_YOURS)
        given(*town).when(own).unknown("case")
        # Who calls in a function is a worker, even one registered under the resident's own id.
        worker = replace(own, context=acting(WorkerId(bakker)))
        given(*story, permitted).when(worker).refused(Refusal.NOT_YOURS)


class TestAgreementToHelp:
    taken_on = (*at_the_door, opened, agreed)

    def test_is_taken_back_by_the_resident_without_a_worker(self) -> None:
        own = asked.withdraw_own_help_agreement
        given(*self.taken_on).when(own).then(withdrawn)
        given(*at_the_door, opened).when(own).refused(Refusal.NO_HELP_AGREEMENT)

    def test_is_taken_back_under_whichever_of_her_merged_records(self) -> None:
        own = replace(asked.withdraw_own_help_agreement, context=by_max)
        given(*self.taken_on, one_person).when(own).then(withdrawn)

    def test_is_not_taken_back_in_somebody_elses_name(self) -> None:
        own = asked.withdraw_own_help_agreement
        given(*self.taken_on).when(replace(own, context=by_max)).refused(Refusal.NOT_YOURS)
        worker = replace(own, context=acting(WorkerId(bakker)))
        given(*self.taken_on).when(worker).refused(Refusal.NOT_YOURS)


def test_every_kind_of_permission_is_taken_back_alike() -> None:
    for kind in PermissionKind:
        given(*story, replace(permitted, kind=kind)).when(asked.withdraw_permission).then(
            no_longer, *told_so
        )
