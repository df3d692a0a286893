"""How a simulated town is in contact with its residents: asked for or not, urged, and told no."""

from datetime import timedelta
from typing import Any

from domain.codes import (
    Channel,
    Consequence,
    ConsultedWith,
    EscalationGround,
    Initiative,
    MeldcodeStep,
    OutreachGround,
    PressureGround,
    Source,
    Urgency,
    Weighing,
)
from domain.codes import Character as How
from domain.decisions.contact import RecordContact, RefuseHelp
from domain.decisions.intake import ReceiveSignal
from domain.decisions.meldcode import ReportToSafeAtHome, TakeMeldcodeStep
from domain.decisions.outreach import ExtendOutreach, StartOutreach
from domain.decisions.pressure import ConfirmConsultation, EndPressure, UsePressure
from domain.decisions.review import ContinueCase
from domain.terms import OutsideDecision, WorkerId, day
from service.town.concern import escalated, weighed
from service.town.faults import Fault, Kind
from service.town.life import Attempt, Life, Script
from service.town.words import NOS, SIGNALS, VIEWS, WHYS, say


def contact(life: Life, fault: Kind | None = None, **how: Any) -> Attempt:
    """Contact, as it mostly is: wanted, and by somebody's initiative."""
    said = {
        "resident": life.resident,
        "channel": life.rng.choice((Channel.PHONE, Channel.HOME_VISIT, Channel.COUNTER)),
        "reached": True, "wanted": True, "initiative": life.rng.choice(tuple(Initiative)),
    }  # fmt: skip
    fields = said | how
    if not fields["reached"]:
        fields["initiative"] = Initiative.TEAM
    return life.about(RecordContact, fault, **fields)


def signal(life: Life) -> Attempt:
    """Somebody else tells something about the resident."""
    return life.about(
        ReceiveSignal, resident=life.resident, team=life.team.id,
        source=life.rng.choice(tuple(Source)),
        urgency=Urgency.URGENT if life.chance(0.08) else Urgency.ORDINARY,
        content=say(life.rng, SIGNALS, life.who),
    )  # fmt: skip


def sought(life: Life, decides: WorkerId | None = None) -> Script:
    """Somebody whom others told about is called on unasked, and does not open the door."""
    yield life.about(
        StartOutreach, resident=life.resident, ground=life.rng.choice(tuple(OutreachGround)),
        attempts=3, until=day(life.now) + timedelta(days=60), by=decides or life.worker,
    )  # fmt: skip
    unasked: dict[str, Any] = {"reached": False, "wanted": False, "initiative": Initiative.TEAM}
    times = life.rng.randint(1, 3)
    for _ in range(times):
        yield life.pause(0, 0)
        yield contact(life, **unasked)
    if times == 3 and life.chance(0.5):
        yield contact(life, Kind.FOURTH_ATTEMPT, **unasked)
    if times == 3 and decides is None and life.chance(0.5):
        yield life.about(
            ExtendOutreach, resident=life.resident, attempts=1,
            until=day(life.now) + timedelta(days=30),
            by=life.team.leading, as_=life.team.leader,
        )  # fmt: skip
        yield contact(life, **unasked)


def spoken(life: Life) -> Script:
    """What goes on between a team and somebody it helps, besides what is arranged."""
    if life.chance(0.4):
        yield contact(life, reached=life.chance(0.8))
    if life.chance(0.08):
        yield from _urged(life)
    if life.chance(0.01):
        yield from _coerced(life)
    if life.chance(0.05):
        yield from weighed(life)
    if life.chance(0.02):
        yield from _unsafe(life)
    if life.chance(0.06):
        yield looked_again(life)
    if life.chance(0.01):
        yield looked_again(life, Kind.CONTINUED_WITHOUT_HER)


def looked_again(life: Life, fault: Kind | None = None) -> Attempt:
    """Whether to go on: why, and what the resident thinks of it."""
    return life.about(
        ContinueCase, fault, reason=say(life.rng, WHYS, life.who),
        view="" if fault else say(life.rng, VIEWS, life.who),
        review_on=day(life.now) + timedelta(days=life.rng.randint(60, 170)),
    )  # fmt: skip


def said_no(life: Life) -> Script:
    """The resident says no; who comes all the same is refused."""
    yield life.about(RefuseHelp, channel=life.channel, words=say(life.rng, NOS, life.who))
    if life.chance(0.5):
        yield contact(life, Kind.CONTACT_AFTER_NO, initiative=Initiative.TEAM)
    if life.chance(0.3):
        yield escalated(life, EscalationGround.HELP_REFUSED, Kind.ESCALATED_ON_A_NO)
    if life.chance(0.3):  # somebody else tells something new: then who comes has a ground again
        yield life.pause(1, 3)
        yield signal(life)
        yield from sought(life, decides=colleague(life))


def colleague(life: Life) -> WorkerId:
    """Another of the same team."""
    return life.rng.choice([w for w in life.team.workers if w != life.worker])


def _urged(life: Life) -> Script:
    ground = life.rng.choice(tuple(PressureGround))
    yield life.about(ConfirmConsultation, ground=ground, by=life.team.leading, as_=life.team.leader)
    answer = yield life.about(
        UsePressure, ground=ground, consulted=life.team.leading,
        consequences=(life.rng.choice(tuple(Consequence)),), language=life.language,
        review_on=day(life.now) + timedelta(days=life.rng.randint(5, 28)),
    )  # fmt: skip
    if life.chance(0.3):  # in haste, while the letter is on its way
        yield contact(life, Kind.URGED_UNTOLD, character=How.URGED)
    assert answer is not None
    yield life.posted(answer)
    yield contact(life, character=How.URGED)
    if life.chance(0.5):
        life.faults.append(Fault(Kind.PRESSURE_NOT_REVIEWED, life.case))
    else:
        yield life.about(EndPressure)


def _coerced(life: Life) -> Script:
    """Only as somebody decided who has the power to."""
    against: dict[str, Any] = {
        "wanted": False,
        "initiative": Initiative.OTHER,
        "character": How.COERCED,
    }
    if life.chance(0.5):
        yield contact(life, Kind.COERCED_WITHOUT_POWER, **against)
    decision = OutsideDecision(f"rechter-{life.now.year}-{life.rng.randint(1, 9999)}")
    yield contact(life, decision=decision, **against)


def _unsafe(life: Life) -> Script:
    """The five steps, and a report where the weighing asks it."""
    reports = life.chance(0.4)
    helped = (Weighing.CAN_HELP, Weighing.HELP_ACCEPTED, Weighing.HELP_LEADS_TO_SAFETY)
    steps: dict[MeldcodeStep, dict[str, Any]] = {
        MeldcodeStep.SIGNS: {},
        MeldcodeStep.CONSULT: {"consulted": life.rng.choice(tuple(ConsultedWith))},
        MeldcodeStep.TALK: {},
        MeldcodeStep.WEIGH: {"weighed": (Weighing.SUSPICION, *(() if reports else helped))},
        MeldcodeStep.DECIDE: {"report": reports},
    }
    for step, said in steps.items():
        yield life.about(TakeMeldcodeStep, step=step, acute=reports, **said)
    if reports:
        yield life.about(ReportToSafeAtHome)
