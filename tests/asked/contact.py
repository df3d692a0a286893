"""Contact, her no, outreach, pressure, the meldcode, classification, review and escalation."""

from datetime import date

from domain.codes import (
    Channel,
    Character,
    ConcernLevel,
    Consequence,
    EscalatedTo,
    EscalationGround,
    Initiative,
    LighterOption,
    MeldcodeStep,
    OutreachGround,
    PressureGround,
)
from domain.decisions.concern import ClassifyConcern, EndorseClassification
from domain.decisions.contact import RecordContact, RefuseHelp
from domain.decisions.meldcode import LiftWithholding, ReportToSafeAtHome, TakeMeldcodeStep
from domain.decisions.outreach import ExtendOutreach, StartOutreach
from domain.decisions.pressure import ConfirmConsultation, EndPressure, UsePressure
from domain.decisions.review import ContinueCase, DecideEscalation
from tests.people import bakker, by_fatima, by_pieter, fatima, stairs

record_contact = RecordContact(
    context=by_fatima, case=stairs, resident=bakker, channel=Channel.HOME_VISIT, reached=True,
    initiative=Initiative.TEAM, wanted=True, character=Character.VOLUNTARY,
)  # fmt: skip
refuse_help = RefuseHelp(
    context=by_fatima, case=stairs, channel=Channel.HOME_VISIT, words="Laat mij met rust."
)
start_outreach = StartOutreach(
    context=by_fatima, case=stairs, resident=bakker, ground=OutreachGround.SELF_NEGLECT,
    attempts=3, until=date(2026, 5, 1),
)  # fmt: skip
extend_outreach = ExtendOutreach(
    context=by_pieter, case=stairs, resident=bakker, attempts=2, until=date(2026, 4, 1)
)
confirm_consultation = ConfirmConsultation(
    context=by_fatima, case=stairs, ground=PressureGround.HOUSING_AT_RISK
)
use_pressure = UsePressure(
    context=by_pieter, case=stairs, ground=PressureGround.HOUSING_AT_RISK, consulted=fatima,
    consequences=(Consequence.EVICTION_GOES_ON,), review_on=date(2026, 4, 1),
)  # fmt: skip
end_pressure = EndPressure(context=by_fatima, case=stairs)
take_meldcode_step = TakeMeldcodeStep(
    context=by_fatima, case=stairs, step=MeldcodeStep.SIGNS, acute=False
)
report_to_safe_at_home = ReportToSafeAtHome(context=by_fatima, case=stairs)
lift_withholding = LiftWithholding(context=by_fatima, case=stairs)
classify_concern = ClassifyConcern(
    context=by_fatima, case=stairs, level=ConcernLevel.LIGHT, cited=1
)
endorse_classification = EndorseClassification(
    context=by_pieter, case=stairs, level=ConcernLevel.LIGHT, cited=1
)
continue_case = ContinueCase(
    context=by_fatima, case=stairs, reason="De lift komt pas in mei.",
    view="Zij wil graag dat wij blijven komen.", review_on=date(2026, 8, 1),
)  # fmt: skip
decide_escalation = DecideEscalation(
    context=by_fatima, case=stairs, to=EscalatedTo.SPECIALIST_TEAM,
    grounds=(EscalationGround.LIGHTER_HELP_FAILED,),
    lighter=(LighterOption.OTHER_WORKER,), view="Zij vindt het te veel.",
    ends_when="Als zij weer zelf naar buiten gaat.",
)  # fmt: skip
