"""One case in a simulated town: who is in it, and how its commands are put together."""

from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from domain.codes import (
    Channel,
    ConcernLevel,
    Language,
    Law,
    LegalBasis,
    Provision,
    Purpose,
    Stream,
    Topic,
)
from domain.decisions.application import ReceiveApplication, SendDecision
from domain.decisions.budget import ReleaseReservation, ReserveBudget
from domain.decisions.decision import TakeDecision
from domain.decisions.disclosure import Disclose
from domain.decisions.intake import (
    ClarifyQuestion,
    ConfirmReceipt,
    HoldConsult,
    ReceiveNotification,
    ReceiveSignal,
    TurnAway,
)
from domain.decisions.meldcode import ReportToSafeAtHome
from domain.decisions.message import ConfirmDelivery
from domain.decisions.referral import AcceptReferral, DeclineReferral, Refer
from domain.decisions.spending import ReverseSpending, SpendBudget
from domain.decisions.third_party import AskThirdParty
from domain.fact import Context
from domain.facts.message import MessageOrdered
from domain.terms import (
    BudgetId,
    CaseId,
    CommandId,
    FunctionId,
    OrganisationId,
    Proof,
    ResidentId,
    SpendingId,
    WorkerId,
    day,
    quarter,
)
from service.deciding import AnyCommand
from service.outcome import Answer
from service.register.person import Person
from service.town.faults import Fault, Kind
from service.town.setting import Team, Town, drawn

TOPICS: dict[Law, tuple[Topic, ...]] = {
    Law.WMO: (Topic.MOBILITY, Topic.HOUSING, Topic.HOUSEKEEPING, Topic.LONELINESS, Topic.HEALTH),
    Law.YOUTH: (Topic.UPBRINGING, Topic.SCHOOL, Topic.SAFETY),
    Law.PARTICIPATION: (Topic.INCOME, Topic.WORK, Topic.DAY_ACTIVITY),
    Law.DEBT: (Topic.DEBT, Topic.INCOME),
}
BASES = {
    Law.WMO: LegalBasis.WMO_INVESTIGATION,
    Law.YOUTH: LegalBasis.YOUTH_ACCESS,
    Law.PARTICIPATION: LegalBasis.INCOME,
    Law.DEBT: LegalBasis.DEBT_HELP,
}
STREAM_OF = {
    Law.WMO: Stream.WMO,
    Law.YOUTH: Stream.YOUTH,
    Law.PARTICIPATION: Stream.SPECIAL_ASSISTANCE,
    Law.DEBT: Stream.TAILOR_MADE,
}
PROVISIONS: dict[Law, tuple[Provision, ...]] = {
    Law.WMO: (Provision.STAIR_LIFT, Provision.WHEELCHAIR, Provision.HOUSEKEEPING,
              Provision.GUIDANCE, Provision.DAY_CARE),
    Law.YOUTH: (Provision.YOUTH_GUIDANCE,),
    Law.PARTICIPATION: (Provision.SPECIAL_ASSISTANCE,),
    Law.DEBT: (Provision.DEBT_PLAN, Provision.TAILOR_MADE),
}  # fmt: skip
PURPOSES: dict[type, Purpose] = {
    **dict.fromkeys(
        (
            ReceiveSignal,
            ReceiveNotification,
            ConfirmReceipt,
            ClarifyQuestion,
            TurnAway,
            HoldConsult,
        ),
        Purpose.FRONT_DOOR,
    ),
    **dict.fromkeys(
        (
            Refer,
            AcceptReferral,
            DeclineReferral,
            Disclose,
            AskThirdParty,
            ReportToSafeAtHome,
        ),
        Purpose.REFERRAL,
    ),
    ConfirmDelivery: Purpose.GOVERNANCE,
    **dict.fromkeys((ReceiveApplication, TakeDecision, SendDecision), Purpose.DECISION),
    **dict.fromkeys(
        (ReserveBudget, ReleaseReservation, SpendBudget, ReverseSpending), Purpose.PAYMENT
    ),
}
"""What each command's data is processed for; support, where nothing else is said."""
BASIS_OF: dict[type, LegalBasis] = {
    HoldConsult: LegalBasis.NO_PERSONAL_DATA,
    ReportToSafeAtHome: LegalBasis.SAFE_AT_HOME_REPORT,
}
"""On what ground, where it is another than that of the case's law."""


@dataclass(frozen=True)
class Pause:
    """Nothing more now; on again after so many days of work (0: in the next half hours)."""

    days: int


@dataclass(frozen=True)
class Attempt:
    """A command to send now, with the fault that it holds, if any."""

    command: AnyCommand
    fault: Fault | None = None


@dataclass(frozen=True)
class Enrolment:
    """Somebody to put in the register of residents, now."""

    context: Context
    resident: ResidentId
    who: Person


Script = Generator[Attempt | Pause, Answer | None, None]
"""What happens in a life, step by step; it is sent what came of each command."""
Story = Generator[Attempt | Pause | Enrolment, Answer | None, None]
"""The same, of people who are in the register of residents."""


class Life:
    """A case and its people. All chance in it comes from its own seeded source."""

    def __init__(self, town: Town, name: str) -> None:
        self.town = town
        self.rng = Random(f"{town.seed}/{name}")
        self.now = datetime.min
        self.team: Team = self.rng.choice(town.teams)
        self.worker: WorkerId = self.rng.choice(self.team.workers)
        self.case = CaseId(drawn(self.rng))
        self.resident = ResidentId(drawn(self.rng))
        self.who = town.names.pick(self.rng)
        self.law = self.rng.choices(tuple(Law), (50, 25, 10, 15))[0]
        self.topics = tuple(self.rng.sample(TOPICS[self.law], k=min(2, len(TOPICS[self.law]))))
        self.channel = self.rng.choice((Channel.PHONE, Channel.COUNTER, Channel.HOME_VISIT))
        self.language = self.rng.choices(
            (Language.DUTCH, Language.TURKISH, Language.ARABIC, Language.POLISH), (85, 6, 5, 4)
        )[0]
        self.providers = Random(f"{town.seed}/{name}/providers").sample(town.providers, k=4)
        """Who helps in this case: no more than may know of it without another decision (M-26)."""
        self.jitter = 45
        """The most minutes between something and writing it down."""
        self.concern = self.agreed = ConcernLevel.NONE
        """What it was said to be last, and when somebody read along."""
        self.spread = False
        """Whether something went to others than these already."""
        self.opened = False
        self.told = False
        self.spendings: list[tuple[SpendingId, bool]] = []
        self.faults: list[Fault] = []
        """Faults that no single command holds."""

    def chance(self, share: float) -> bool:
        """True that often, of 1."""
        return self.rng.random() < share

    def new(self) -> str:
        """A fresh id."""
        return drawn(self.rng)

    def pause(self, least: int, most: int) -> Pause:
        """Between so many days of work."""
        return Pause(self.rng.randint(least, most))

    def budget(self, quarter_: int | None = None) -> BudgetId:
        """The team's, for this law, of the quarter that it is now."""
        on = day(self.now)
        return self.town.budget(self.team, on.year, STREAM_OF[self.law], quarter_ or quarter(on))

    def send(self, kind: Any, fault: Kind | None = None, /, **fields: Any) -> Attempt:
        """A command of this kind, by the worker; `by`, `as_`, `of`, `on_basis`, `late` if not."""
        context = self._context(kind, fields)
        command: AnyCommand = kind(context=context, **fields)
        held = Fault(fault, self.case, context.command) if fault else None
        return Attempt(command, held)

    def about(self, kind: Any, fault: Kind | None = None, /, **fields: Any) -> Attempt:
        """The same, about this case."""
        return self.send(kind, fault, case=self.case, **fields)

    def posted(self, answer: Answer) -> Attempt:
        """The letter that was ordered by that arrives."""
        (letter,) = (fact.event for fact in answer.facts if isinstance(fact.event, MessageOrdered))
        genesis = self.town.genesis
        return self.send(
            ConfirmDelivery, message=letter.message, channel=letter.channel,
            proof=Proof(f"{self.rng.getrandbits(256):064x}"), by=genesis.worker,
            as_=genesis.function, of=genesis.organisation, on_basis=LegalBasis.GOVERNANCE,
        )  # fmt: skip

    def enrolled(self, resident: ResidentId, who: Person) -> Enrolment:
        """Put this person in the register, by the worker."""
        return Enrolment(self._context(Enrolment, {}), resident, who)

    def _context(self, kind: type, fields: dict[str, Any]) -> Context:
        by: WorkerId = fields.pop("by", self.worker)
        function: FunctionId = fields.pop("as_", self.team.consultant)
        of: OrganisationId = fields.pop("of", self.town.foundation)
        basis: LegalBasis = fields.pop("on_basis", BASIS_OF.get(kind, BASES[self.law]))
        ago = timedelta(days=fields.pop("late", 0), minutes=self.rng.randint(0, self.jitter))
        purpose = PURPOSES.get(kind, Purpose.SUPPORT)
        return Context(
            command=CommandId(self.new()),
            actor=by,
            function=function,
            organisation=of,
            purpose=purpose,
            basis=basis,
            funding_responsible=self.town.genesis.organisation,
            content_responsible=of,
            occurred_at=self.now - ago,
        )
