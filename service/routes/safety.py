"""Safety and how far a team goes: the meldcode, the level of concern, going on, escalating."""

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from domain.codes import (
    ConcernLevel,
    ConsultedWith,
    EscalatedTo,
    EscalationGround,
    LegalBasis,
    LighterOption,
    MeldcodeStep,
    Purpose,
    SkipGround,
    Weighing,
)
from domain.decisions.concern import ClassifyConcern, EndorseClassification
from domain.decisions.meldcode import LiftWithholding, ReportToSafeAtHome, TakeMeldcodeStep
from domain.decisions.review import ContinueCase, DecideEscalation
from service.asking import AskedNow
from service.codec import LARGEST
from service.entrance import routes_about
from service.routes.documented import COMMAND
from service.routes.fields import CaseBody, CaseId, Day, OptionalText, Yes

router = routes_about("safety")

WHY = Purpose.SUPPORT, LegalBasis.WMO_INVESTIGATION
REPORT = Purpose.REFERRAL, LegalBasis.SAFE_AT_HOME_REPORT
Position = Annotated[int, Field(strict=True, ge=1, le=LARGEST)]


class Step(CaseBody):
    step: MeldcodeStep
    acute: Yes = Field(description="There is acute danger.")
    consulted: ConsultedWith | None = Field(None, description="Of step 2.")
    skipped: SkipGround | None = Field(None, description="Of step 3, where nobody was spoken to.")
    weighed: Annotated[tuple[Weighing, ...], Field(max_length=len(Weighing))] | None = Field(
        None, description="Of step 4: the questions answered yes."
    )
    report: Yes | None = Field(None, description="Of step 5: whether Veilig Thuis is told.")


class Level(CaseBody):
    level: ConcernLevel
    cited: Position = Field(description="Of a fact about this case, recorded since the last time.")


class GoingOn(CaseBody):
    reason: OptionalText = Field(description="Without one it is refused.")
    view: OptionalText = Field(description="The resident's own; without it it is refused.")
    review_on: Day


class Escalation(CaseBody):
    to: EscalatedTo
    grounds: Annotated[
        tuple[EscalationGround, ...], Field(min_length=1, max_length=len(EscalationGround))
    ]
    lighter: Annotated[tuple[LighterOption, ...], Field(max_length=len(LighterOption))] = ()
    view: OptionalText = Field(description="The resident's own.")
    ends_when: OptionalText = Field(description="By what it is seen that it can go back.")


@router.post("/cases/{case}/meldcode-steps", **COMMAND)
def take_meldcode_step(case: CaseId, body: Step, asked: AskedNow) -> Response:
    """Stap van de meldcode (Wmo 3.3): the five, in their order."""
    command = TakeMeldcodeStep(
        context=asked.context(*WHY, body), case=case, step=body.step, acute=body.acute,
        consulted=body.consulted, skipped=body.skipped, weighed=body.weighed, report=body.report,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/cases/{case}/safe-at-home-reports", **COMMAND)
def report_to_safe_at_home(case: CaseId, asked: AskedNow, body: CaseBody | None = None) -> Response:
    """Melden bij Veilig Thuis (Wmo 5.2.6): as decided in step 5, or at once in acute danger."""
    return asked.record(ReportToSafeAtHome(context=asked.context(*REPORT, body), case=case), body)


@router.post("/cases/{case}/withholding-liftings", **COMMAND)
def lift_withholding(case: CaseId, asked: AskedNow, body: CaseBody | None = None) -> Response:
    """Niet langer achterhouden: the resident may see what was done for safety."""
    return asked.record(LiftWithholding(context=asked.context(*WHY, body), case=case), body)


@router.post("/cases/{case}/concern-levels", **COMMAND)
def classify_concern(case: CaseId, body: Level, asked: AskedNow) -> Response:
    """Zorgniveau inschatten: by a person, on a new fact that is cited."""
    context = asked.context(*WHY, body)
    command = ClassifyConcern(context=context, case=case, level=body.level, cited=body.cited)
    return asked.record(command, body)


@router.post("/cases/{case}/concern-endorsements", **COMMAND)
def endorse_classification(case: CaseId, body: Level, asked: AskedNow) -> Response:
    """Zorgniveau meelezen: as a second person, before it jumps two levels or more."""
    context = asked.context(*WHY, body)
    command = EndorseClassification(context=context, case=case, level=body.level, cited=body.cited)
    return asked.record(command, body)


@router.post("/cases/{case}/continuations", **COMMAND)
def continue_case(case: CaseId, body: GoingOn, asked: AskedNow) -> Response:
    """Zaak voortzetten (Wmo 2.3.9): with a reason, and with what the resident thinks of it."""
    command = ContinueCase(
        context=asked.context(*WHY, body), case=case, reason=body.reason, view=body.view,
        review_on=body.review_on,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/cases/{case}/escalations", **COMMAND)
def decide_escalation(case: CaseId, body: Escalation, asked: AskedNow) -> Response:
    """Opschalen: never on the ground alone that the resident refuses help."""
    command = DecideEscalation(
        context=asked.context(*WHY, body), case=case, to=body.to, grounds=body.grounds,
        lighter=body.lighter, view=body.view, ends_when=body.ends_when,
    )  # fmt: skip
    return asked.record(command, body)
