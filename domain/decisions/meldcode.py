"""The five steps of the meldcode, in order, and the report to Veilig Thuis (Wmo 3.3, 5.2.6)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.codes import ConsultedWith, MeldcodeStep, SkipGround, TermCode, Weighing
from domain.command import Command, Malformed, Refused
from domain.decisions.guards import known_case, resident_of
from domain.fact import Context, Event
from domain.facts.case import Case
from domain.facts.intake import FrontDoor
from domain.facts.meldcode import (
    Meldcode,
    MeldcodeStepTaken,
    SafetyContact,
    VtReported,
    Withheld,
    WithholdingLifted,
)
from domain.law import Rules
from domain.law.due import due
from domain.refusal import Refusal
from domain.terms import CaseId, ResidentId, TeamId, day

HELPED = frozenset({Weighing.CAN_HELP, Weighing.HELP_ACCEPTED, Weighing.HELP_LEADS_TO_SAFETY})
"""Only where all of these are answered yes, and nobody is unsafe, help takes a report's place."""
STEPS = tuple(MeldcodeStep)


class TakeMeldcodeStep(Command[Case, FrontDoor, Meldcode]):
    """Take the next step. Also while the resident does not know: safety may ask that.

    Each step says what belongs to it: with whom it was consulted (2), why nobody was spoken to, if
    nobody was (3), which of the five questions are answered yes (4), whether it is reported (5).
    """

    case: CaseId
    step: MeldcodeStep
    acute: bool
    consulted: ConsultedWith | None = None
    skipped: SkipGround | None = None
    weighed: tuple[Weighing, ...] | None = None
    report: bool | None = None

    def needs(self) -> tuple[Case, FrontDoor, Meldcode]:
        return Case(self.case), FrontDoor(self.case), Meldcode(self.case)

    def decide(self, case: Case, door: FrontDoor, meldcode: Meldcode) -> Sequence[Event]:
        if (self.consulted is not None) is not (self.step is MeldcodeStep.CONSULT):
            raise Malformed("consulted: in step 2, and in no other")
        if self.skipped is not None and self.step is not MeldcodeStep.TALK:
            raise Malformed("skipped: step 3 alone, and for safety")
        if (self.weighed is not None) is not (self.step is MeldcodeStep.WEIGH):
            raise Malformed("weighed: in step 4, and in no other")
        if (self.report is not None) is not (self.step is MeldcodeStep.DECIDE):
            raise Malformed("report: in step 5, and in no other")
        resident, team = _helped_by(case, door)
        if self.step is not following(meldcode.last):
            raise Refused(Refusal.MELDCODE_OUT_OF_ORDER)
        if self.report is False and must_report(meldcode.weighed):
            raise Refused(Refusal.MELDCODE_SAYS_REPORT)
        return [
            MeldcodeStepTaken(
                case=self.case, resident=resident, team=team, step=self.step, acute=self.acute,
                consulted=self.consulted, skipped=self.skipped, weighed=self.weighed,
                report=self.report,
            )
        ]  # fmt: skip


class ReportToSafeAtHome(Command[Case, FrontDoor, Meldcode]):
    """Report to Veilig Thuis: as was decided in step 5, or at once where danger is acute."""

    case: CaseId

    def needs(self) -> tuple[Case, FrontDoor, Meldcode]:
        return Case(self.case), FrontDoor(self.case), Meldcode(self.case)

    def decide(self, case: Case, door: FrontDoor, meldcode: Meldcode) -> Sequence[Event]:
        resident, team = _helped_by(case, door)
        if meldcode.last is not MeldcodeStep.DECIDE and not meldcode.acute:
            raise Refused(Refusal.MELDCODE_OUT_OF_ORDER)
        return [VtReported(case=self.case, resident=resident, team=team)]


class LiftWithholding(Command[Case, Withheld]):
    """Let the resident see what was done for safety. Also when the case is closed."""

    case: CaseId

    def needs(self) -> tuple[Case, Withheld]:
        return Case(self.case), Withheld(self.case)

    def decide(self, case: Case, withheld: Withheld) -> Sequence[Event]:
        resident = resident_of(case)
        if withheld.lifted:
            raise Refused(Refusal.ALREADY_DONE)
        return [WithholdingLifted(case=self.case, resident=resident)]


def following(last: MeldcodeStep | None) -> MeldcodeStep | None:
    """The step after that one; the first, where none runs; None after the last."""
    nth = 0 if last is None else STEPS.index(last) + 1
    return STEPS[nth] if nth < len(STEPS) else None


def must_report(weighed: Iterable[Weighing]) -> bool:
    """What the afwegingskader says: a suspicion is reported, unless nobody is unsafe and help that
    is accepted leads to safety."""
    said = frozenset(weighed)
    return Weighing.SUSPICION in said and (Weighing.UNSAFE in said or not said >= HELPED)


def for_safety(meldcode: Meldcode, safety: SafetyContact, context: Context, at: datetime) -> bool:
    """Whether safety opens contact now: a step was taken lately, before it, and it did not end
    since. Once begun it does not stay open by itself, and who began it before does not open it
    again alone. Raises Refused."""
    if meldcode.last_at is None or meldcode.since is None:
        return False
    term = due(TermCode.SAFETY_CONTACT, meldcode.last_at, Rules.of(context.rules))
    if day(at) > term.on or day(context.occurred_at) < meldcode.since:
        return False
    if not safety.now - safety.before:
        raise Refused(Refusal.SECOND_PERSON_MISSING)
    return True


def _helped_by(case: Case, door: FrontDoor) -> tuple[ResidentId, TeamId]:
    """Whom it is about, and who helps, or at whose door it came in. Raises Unknown, Refused."""
    resident, team = known_case(case), case.team or door.team
    assert team is not None  # a case that came in came in somewhere
    return resident, team
