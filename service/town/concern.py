"""How great a concern a team of a simulated town thinks it is, and whom it then asks for more."""

from domain.codes import ConcernLevel, EscalatedTo, EscalationGround, LighterOption
from domain.decisions.case import RecordFinding
from domain.decisions.concern import JUMP, LEVELS, ClassifyConcern, EndorseClassification
from domain.decisions.review import DecideEscalation
from service.town.faults import Kind
from service.town.life import Attempt, Life, Script
from service.town.words import FINDINGS, VIEWS, say


def weighed(life: Life) -> Script:
    """Said anew after something was found out: a level further, or a leap that two have read."""
    answer = yield life.about(
        RecordFinding, topic=life.topics[0], finding=say(life.rng, FINDINGS, life.who)
    )
    assert answer is not None
    now, cited = LEVELS.index(life.concern), answer.position
    to = life.rng.choice([level for level in LEVELS[1:] if level is not life.concern])
    said = {"level": to, "cited": cited}
    last = LEVELS.index(life.agreed)
    if max(abs(LEVELS.index(to) - now), abs(LEVELS.index(to) - last)) >= JUMP:
        if life.chance(0.4):
            yield life.about(ClassifyConcern, Kind.LEAP_ALONE, **said)
        second = next(each for each in life.team.workers if each != life.worker)
        yield life.about(EndorseClassification, by=second, **said)
        life.agreed = to
    yield life.about(ClassifyConcern, **said)
    life.concern = to
    if life.chance(0.2):
        other = ConcernLevel.LIGHT if to is not ConcernLevel.LIGHT else ConcernLevel.RAISED
        yield life.about(ClassifyConcern, Kind.CONCERN_WITHOUT_NEWS, level=other, cited=cited)
    if to in (ConcernLevel.SERIOUS, ConcernLevel.ACUTE):
        yield escalated(life, EscalationGround.NEW_FACTS)


def escalated(life: Life, ground: EscalationGround, fault: Kind | None = None) -> Attempt:
    """Somebody with more powers is asked: on a ground, after what is lighter."""
    return life.about(
        DecideEscalation, fault, to=life.rng.choice(tuple(EscalatedTo)), grounds=(ground,),
        lighter=(life.rng.choice(tuple(LighterOption)),), view=say(life.rng, VIEWS, life.who),
        ends_when="Als het twee maanden rustig is.",
    )  # fmt: skip
