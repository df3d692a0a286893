"""What is not written down because the resident asks so, and where that cannot be (C-02)."""

from collections.abc import Sequence

from domain.codes import Channel, Law, LegalBasis
from domain.command import Command, Malformed, Refused
from domain.decisions.guards import known_case
from domain.fact import Context, Event
from domain.facts.case import Case
from domain.facts.meldcode import Meldcode
from domain.facts.off_record import FileDutyExplained, LeftUnrecorded
from domain.refusal import Refusal
from domain.terms import CaseId


class ExplainFileDuty(Command[Case, Meldcode]):
    """Tell the resident, before she tells anything, that a file is kept by law in this case."""

    case: CaseId
    channel: Channel

    def needs(self) -> tuple[Case, Meldcode]:
        return Case(self.case), Meldcode(self.case)

    def decide(self, case: Case, meldcode: Meldcode) -> Sequence[Event]:
        resident = known_case(case)
        if not file_duty(case, meldcode, self.context):
            raise Malformed("case: no file has to be kept in it by law")
        return [FileDutyExplained(case=self.case, resident=resident, channel=self.channel)]


class LeaveUnrecorded(Command[Case, Meldcode]):
    """Write down that something was told, at her request without what. Not under a file duty."""

    case: CaseId

    def needs(self) -> tuple[Case, Meldcode]:
        return Case(self.case), Meldcode(self.case)

    def decide(self, case: Case, meldcode: Meldcode) -> Sequence[Event]:
        resident = known_case(case)
        if file_duty(case, meldcode, self.context):
            raise Refused(Refusal.FILE_DUTY)
        return [LeftUnrecorded(case=self.case, resident=resident)]


def file_duty(case: Case, meldcode: Meldcode, context: Context) -> bool:
    """Whether who helps must keep a file: of youth help (Jw 7.3.8), and while the meldcode runs."""
    helping = Law.YOUTH in case.laws or context.basis is LegalBasis.YOUTH_HELP
    return helping or meldcode.runs
