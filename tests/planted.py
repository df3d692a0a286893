"""Breaches that the rules refuse, put on record past them: each as a small history.

Of each: its facts by day, the day on which somebody looks, and what kinds of breach there are then.
Where there are none, it is how it should have gone.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from domain.codes import (
    CaseRole,
    Character,
    CorrectionReason,
    LegalBasis,
    NoticeAnswer,
    StatementKind,
)
from domain.fact import Event
from domain.facts.contact import OutreachExtended, PressureEnded
from domain.facts.participation import ParticipationStarted
from domain.facts.recipient_notice import RecipientAcknowledged
from domain.facts.statement import StatementContested, StatementCorrected
from domain.terms import DisclosureId, OrganisationId, RecipientId, StatementId
from tests.asked.disclosure import (
    clinic_asked,
    clinic_notified,
    disclosed,
    first_notice,
    wider_sharing_approved,
)
from tests.asked.statement import steep, unsafe
from tests.people import (
    bakker,
    clinic,
    closed,
    consultant,
    helped,
    informed,
    max_,
    named,
    oost,
    planned,
    referred,
    reported,
    signalled,
    signals,
    stairs,
)
from tests.test_contact import (
    another_case,
    by_the_court,
    elsewhere,
    held,
    outreach,
    refused_help,
    tried,
    urged,
)
from tests.test_statement import recorded, supposed

Dated = tuple[int, Event]
"""On that day after Monday."""
Told = tuple[tuple[Dated, ...], int, frozenset[str]]


def told(on: int, *kinds: str, facts: tuple[Dated, ...]) -> Told:
    return facts, on, frozenset(kinds)


def all_on(day: int, *events: Event) -> tuple[Dated, ...]:
    return tuple((day, event) for event in events)


of_max: Any = {"case": signals, "resident": max_}
unaware = all_on(0, *helped, signalled)
helping = all_on(0, *helped)
knows = replace(informed, **of_max)

AWARENESS: dict[str, Told] = {
    "nobody told him": told(10, "unaware", facts=unaware),
    "nobody told him for longer than a month": told(40, "unaware", "overdue", facts=unaware),
    "he was told in time": told(40, facts=(*unaware, (9, knows))),
    "he was told too late": told(50, "told-late", facts=(*unaware, (40, knows))),
    "something about him left": told(
        10, "unaware", "overdue", "behind-a-back",
        facts=(*unaware, (5, replace(disclosed, **of_max))),
    ),
    "somebody was asked about him": told(
        10, "unaware", "overdue", "behind-a-back",
        facts=(*unaware, (5, replace(clinic_asked, **of_max))),
    ),
    "he was referred, and told afterwards": told(
        10, "behind-a-back", facts=(*unaware, (3, replace(referred, **of_max)), (5, knows))
    ),
    "he was told, and then referred": told(
        10, facts=(*unaware, (3, knows), (5, replace(referred, **of_max)))
    ),
    "a plan was made for him": told(
        10, "planned-unaware",
        facts=(*unaware, (3, replace(planned, **of_max)), (5, knows)),
    ),
}  # fmt: skip

unasked = replace(tried, wanted=False)
in_another_case = all_on(
    6, *another_case, replace(informed, case=elsewhere), replace(held, case=elsewhere)
)
by_order = replace(held, wanted=False, character=Character.COERCED, decision=by_the_court)
extended = OutreachExtended(case=stairs, resident=bakker, attempts=1, until=date(2026, 5, 1))
CONTACT: dict[str, Told] = {
    "they came after her no": told(9, "after-no", facts=(*helping, (5, refused_help), (6, held))),
    "they came in another case": told(
        9, "after-no", facts=(*helping, (5, refused_help), *in_another_case)
    ),
    "they came before her no": told(9, facts=(*helping, (5, held), (6, refused_help))),
    "she asked again": told(
        9, facts=(*helping, (5, refused_help), (6, reported), (7, held))
    ),
    "the court sent them": told(9, facts=(*helping, (5, refused_help), (6, by_order))),
    "there was a new ground": told(
        9, facts=(*helping, (5, refused_help), (6, outreach), (7, unasked))
    ),
    "nobody had decided on it": told(9, "past-cap", facts=(*helping, (5, unasked))),
    "they came a fourth time": told(
        9, "past-cap", facts=(*helping, (5, outreach), *all_on(6, *[unasked] * 4))
    ),
    "a fourth time was decided on": told(
        9, facts=(*helping, (5, outreach), (6, extended), *all_on(6, *[unasked] * 4))
    ),
    "they came after the last day": told(
        70, "past-cap", facts=(*helping, (5, outreach), (65, unasked))
    ),
}  # fmt: skip

over = PressureEnded(case=stairs, resident=bakker)
REVIEWS: dict[str, Told] = {
    "the plan was not looked at": told(186, "plan-review", "case-review", facts=helping),
    "it was looked at": told(
        186, "case-review", facts=(*helping, (100, replace(planned, review_on=date(2026, 12, 1))))
    ),
    "the case was closed": told(186, facts=(*helping, (100, closed))),
    "they went on urging": told(40, "pressure-review", facts=(*helping, (3, urged))),
    "they urged no longer": told(40, facts=(*helping, (3, urged), (20, over))),
}  # fmt: skip

cited = replace(disclosed, statements=(steep,))
his_words = StatementContested(statement=steep, case=stairs, resident=bakker, words="Nee.")
right = StatementCorrected(
    statement=steep, case=stairs, resident=bakker, reason=CorrectionReason.INACCURATE, text="Ja."
)
notified = replace(clinic_notified, statement=steep)
answered = RecipientAcknowledged(
    notice=first_notice, case=stairs, resident=bakker, answer=NoticeAnswer.CARRIED_OUT,
    organisation=clinic,
)  # fmt: skip
friend = replace(cited, organisation=None, recipient=RecipientId(named("a friend")))
written: tuple[Dated, ...] = (*helping, (1, recorded))
guess = replace(supposed, expires_on=date(2026, 3, 12))
judged = replace(
    recorded, statement=StatementId(named("judged")), kind=StatementKind.JUDGEMENT,
    rests_on=(unsafe,),
)  # fmt: skip
borne_out = replace(recorded, kind=StatementKind.FACT, confirms=unsafe)
again = replace(recorded, statement=StatementId(named("again")), origin=steep)
said_again = replace(cited, statements=(again.statement,), origins=(steep,))
right_again = replace(right, again=(again.statement,))
STATEMENTS: dict[str, Told] = {
    "her words stayed behind": told(
        9, "without-own-words", facts=(*written, (2, his_words), (3, cited))
    ),
    "her words went along": told(
        9, facts=(*written, (2, his_words), (3, replace(cited, contested=(steep,))))
    ),
    "her words came later": told(9, facts=(*written, (2, cited), (3, his_words))),
    "a guess was used too late": told(
        20, "used-too-late", facts=(*helping, (1, guess), (12, judged))
    ),
    "a guess went out too late": told(
        20, "used-too-late",
        facts=(*helping, (1, guess), (12, replace(disclosed, statements=(unsafe,)))),
    ),
    "a guess was used in time": told(20, facts=(*helping, (1, guess), (8, judged))),
    "a guess was borne out": told(
        20, facts=(*helping, (1, guess), (5, borne_out), (12, judged))
    ),
    "nobody told the clinic": told(9, "not-told", facts=(*written, (2, cited), (3, right))),
    "nobody told her friend": told(
        9, "not-told", facts=(*written, (2, cited), (2, friend), (3, right), (3, notified))
    ),
    "the clinic heard, and says nothing": told(
        20, "not-acknowledged", facts=(*written, (2, cited), (3, right), (3, notified))
    ),
    "the clinic has two weeks": told(
        17, facts=(*written, (2, cited), (3, right), (3, notified))
    ),
    "the clinic answered": told(
        20, facts=(*written, (2, cited), (3, right), (3, notified), (9, answered))
    ),
    "nobody told who had it said again": told(
        9, "not-told", facts=(*written, (1, again), (2, said_again), (3, right_again))
    ),
    "who had it said again was told": told(
        9, facts=(*written, (1, again), (2, said_again), (3, right_again), (3, notified))
    ),
    "it went out when it was right": told(
        20, facts=(*written, (3, right), (4, replace(cited, as_corrected=(steep,))))
    ),
}  # fmt: skip


def to_others(times: int) -> Iterator[Event]:
    for n in range(times):
        yield replace(
            disclosed, disclosure=DisclosureId(named(f"disclosure {n}")),
            organisation=OrganisationId(named(f"organisation {n}")),
        )  # fmt: skip


approved = replace(wider_sharing_approved, most=6, until=date(2026, 3, 10))
joins = ParticipationStarted(
    case=stairs, resident=bakker, team=oost, organisation=clinic, function=consultant,
    role=CaseRole.SECOND_WORKER, since=date(2026, 3, 7), until=date(2026, 4, 1),
    basis=LegalBasis.WMO_INVESTIGATION,
)  # fmt: skip
SHARING: dict[str, Told] = {
    "six had it": told(9, "too-many", facts=(*helping, *all_on(5, *to_others(6)))),
    "five had it": told(9, facts=(*helping, *all_on(5, *to_others(5)))),
    "a sixth takes part": told(
        9, "too-many", facts=(*helping, *all_on(5, *to_others(5), joins))
    ),
    "six had it, as approved": told(
        9, facts=(*helping, (4, approved), *all_on(5, *to_others(6)))
    ),
    "seven had it, where six were approved": told(
        9, "too-many", facts=(*helping, (4, approved), *all_on(5, *to_others(7)))
    ),
    "six had it, after that was over": told(
        12, "too-many", facts=(*helping, (4, approved), *all_on(10, *to_others(6)))
    ),
    "six had it, over half a year": told(
        100, facts=(*helping, *((15 * n, event) for n, event in enumerate(to_others(6))))
    ),
}  # fmt: skip
PLANTED = AWARENESS | CONTACT | REVIEWS | STATEMENTS | SHARING
