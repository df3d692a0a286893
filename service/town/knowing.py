"""Who stands in a case of a simulated town, and when they hear of it: in time, late, or never."""

from datetime import timedelta

from domain.codes import (
    LateReason,
    NoticeGround,
    Participant,
    PersonRelation,
    Source,
)
from domain.decisions.awareness import InformResident, InvolvePerson, OfferClientSupport
from domain.decisions.conversation import HoldConversation
from domain.decisions.postponing import PostponeNotice, ProposePostponement
from domain.terms import ResidentId, day
from service.town.faults import Fault, Kind
from service.town.life import Attempt, Life, Script
from service.town.setting import LETTER


def told(
    life: Life,
    fault: Kind | None = None,
    *,
    person: ResidentId | None = None,
    late: LateReason | None = None,
) -> Attempt:
    """Somebody hears what is written down, who sees it and for how long; the resident, unless
    another is named."""
    if person is None and fault is not Kind.LATE_WITHOUT_REASON:
        life.told = True
    return life.about(
        InformResident, fault, channel=life.channel, language=life.language, text=LETTER,
        resident=person, late_reason=late,
        note="Verteld wat wij opschrijven, wie dat ziet en hoe lang het blijft.",
    )  # fmt: skip


def beside(life: Life) -> Script:
    """Now and then others are written about as well: most hear of it in time, some never."""
    if not life.chance(0.2):
        return
    for _ in range(life.rng.randint(1, 2)):
        person = ResidentId(life.new())
        yield life.about(
            InvolvePerson, resident=person, relation=life.rng.choice(tuple(PersonRelation)),
            source=Source.INFORMAL_NETWORK,
        )  # fmt: skip
        if life.chance(0.15):
            life.faults.append(Fault(Kind.PERSON_NEVER_INFORMED, life.case, person=person))
            continue
        yield life.pause(0, 3)
        yield told(life, person=person)


def told_after_a_signal(life: Life) -> Script:
    """Somebody whom others told about hears of it: mostly soon, sometimes once it may wait no
    longer, and now and then too late."""
    how = life.rng.random()
    if how < 0.06:  # spoken to, and told nothing
        yield life.about(OfferClientSupport, channel=life.channel)
        yield life.pause(1, 3)
        yield told(life, Kind.LATE_WITHOUT_REASON)
        yield told(life, Kind.TOLD_LATE, late=LateReason.OVERLOOKED)
    elif how < 0.16:
        yield from _postponed(life, lapses=how < 0.1)
    else:
        yield told(life)


def talked(life: Life) -> Script:
    """A conversation at home; now and then before anything was explained."""
    if life.told:
        yield _conversation(life)
    elif life.chance(0.04):
        yield _conversation(life)
        yield life.pause(1, 2)
        yield told(life, Kind.TOLD_LATE, late=LateReason.OVERLOOKED)


def _conversation(life: Life) -> Attempt:
    others = life.rng.sample((Participant.FAMILY, Participant.CLIENT_SUPPORT), k=1)
    return life.about(
        HoldConversation, channel=life.channel, participants=(Participant.RESIDENT, *others)
    )


def _postponed(life: Life, *, lapses: bool) -> Script:
    """Telling waits: one proposes it, another decides. Told in time, or only after it lapsed."""
    days = 3 if lapses else life.rng.randint(8, 30)
    yield life.about(
        ProposePostponement, ground=life.rng.choice(tuple(NoticeGround)),
        review_on=day(life.now) + timedelta(days=days),
        reasoning="Wie dit nu hoort, kan een ander in huis iets aandoen.",
    )  # fmt: skip
    if life.chance(0.3):
        yield life.about(PostponeNotice, Kind.OWN_SECOND_READER)
    second = life.rng.choice([each for each in life.team.workers if each != life.worker])
    yield life.about(PostponeNotice, by=second)
    if lapses:
        yield life.pause(4, 6)
        yield told(life, Kind.TOLD_LATE, late=LateReason.POSTPONED_TOO_LONG)
    else:
        yield life.pause(1, 4)
        yield told(life)
