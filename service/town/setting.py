"""The town itself: its organisations, teams, workers, mandates and budgets, and how they begin."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from random import Random
from typing import Any
from uuid import UUID

from domain.codes import (
    Law,
    LegalBasis,
    MandatedAct,
    MandateKind,
    MandatingBody,
    OrganisationKind,
    Provision,
    Purpose,
    Role,
    Stream,
)
from domain.decisions.budget import AllotQuarter, SetYearBudget
from domain.decisions.mandate import ConsentToMandate, GrantMandate
from domain.decisions.municipality import (
    AssignFunction,
    EstablishFunction,
    FormTeam,
    RegisterOrganisation,
)
from domain.decisions.organisation import EmployWorker, FundOrganisation, SteerTeam
from domain.fact import Context
from domain.facts.municipality import JournalOpened
from domain.terms import (
    BudgetId,
    Cents,
    CommandId,
    Digest,
    FunctionId,
    MandateId,
    OrganisationId,
    TeamId,
    WorkerId,
)
from service.deciding import AnyCommand
from service.town.words import PROVIDERS, TEAMS, Names

STREAMS = (Stream.WMO, Stream.YOUTH, Stream.SPECIAL_ASSISTANCE, Stream.TAILOR_MADE)
CONSULTANT_LIMIT, LEADER_LIMIT = Cents(5_000_00), Cents(25_000_00)
LETTER = Digest(sha256(b"what we write down, who sees it, for how long; version 3").hexdigest())


def drawn(rng: Random) -> str:
    """An id from a seeded source: random, and the same in every run."""
    return str(UUID(int=rng.getrandbits(128), version=4))


@dataclass(frozen=True)
class Team:
    """A neighbourhood team, who works in it, and under which mandates."""

    number: int
    name: str
    id: TeamId
    consultant: FunctionId
    leader: FunctionId
    workers: tuple[WorkerId, ...]
    leading: WorkerId
    own_mandate: MandateId
    leader_mandate: MandateId


@dataclass(frozen=True)
class Provider:
    """A care provider, and who answers referrals there."""

    name: str
    id: OrganisationId
    function: FunctionId
    worker: WorkerId


class Town:
    """Everything that has an id before the first resident comes to the door."""

    def __init__(self, genesis: JournalOpened, inhabitants: int, seed: int) -> None:
        rng = Random(f"{seed}/town")
        self.genesis, self.inhabitants, self.seed = genesis, inhabitants, seed
        self.names = Names(seed)
        self.foundation = OrganisationId(drawn(rng))
        self.holder, self.purse = WorkerId(drawn(rng)), FunctionId(drawn(rng))
        first = Random(f"{seed}/director")
        self.director, self.directing = WorkerId(drawn(first)), FunctionId(drawn(first))
        size = max(3, inhabitants // 1_700 // self._team_count())
        self.teams = [self._team(rng, n, size) for n in range(self._team_count())]
        self.providers = [
            Provider(name, OrganisationId(drawn(rng)), FunctionId(drawn(rng)), WorkerId(drawn(rng)))
            for name in PROVIDERS
        ]
        self.school, self.shop = (
            OrganisationId(drawn(Random(f"{seed}/{name}"))) for name in ("school", "shop")
        )

    def budget(self, team: Team, year: int, stream: Stream, quarter: int = 0) -> BudgetId:
        """A year's budget, or with `quarter` (1 to 4) that quarter's."""
        name = f"{self.seed}/budget/{team.number}/{year}/{stream}/{quarter}"
        return BudgetId(drawn(Random(name)))

    def quarter_amount(self) -> Cents:
        """What a team may give out in a quarter from one stream: ample for what it does."""
        return Cents(max(500_000, self.inhabitants * 150 // len(self.teams)) * 100)

    def founding(self, now: datetime) -> Iterator[AnyCommand]:
        """Organisations, teams, functions and mandates, by the first administrator."""
        draw = Random(f"{self.seed}/{self.inhabitants}/founding")

        def by_admin(kind: Any, /, **fields: Any) -> AnyCommand:
            return self._governed(kind, draw, now, fields)

        def function(function: FunctionId, organisation: OrganisationId, role: Role) -> AnyCommand:
            return by_admin(
                EstablishFunction, establish=function, organisation=organisation, role=role
            )

        since = now.date().replace(month=1, day=1)
        yield by_admin(
            RegisterOrganisation, organisation=self.foundation,
            kind=OrganisationKind.TEAM_FOUNDATION, name="Stichting Buurtteams (verzonnen)",
        )  # fmt: skip
        for stream in STREAMS:
            yield by_admin(
                FundOrganisation, organisation=self.foundation, by=self.genesis.organisation,
                stream=stream, since=since,
            )  # fmt: skip
        for provider in self.providers:
            yield by_admin(
                RegisterOrganisation, organisation=provider.id,
                kind=OrganisationKind.CARE_PROVIDER, name=f"{provider.name} (verzonnen)",
            )  # fmt: skip
            yield function(provider.function, provider.id, Role.PROVIDER)
            yield by_admin(
                AssignFunction, worker=provider.worker, assign=provider.function, since=since
            )
        for organisation, kind, called in (
            (self.school, OrganisationKind.SCHOOL, "Basisschool De Vlieger"),
            (self.shop, OrganisationKind.BUSINESS, "De Winkel"),
        ):
            yield by_admin(
                RegisterOrganisation, organisation=organisation, kind=kind,
                name=f"{called} (verzonnen)",
            )  # fmt: skip
        yield function(self.purse, self.genesis.organisation, Role.BUDGET_HOLDER)
        yield function(self.directing, self.foundation, Role.DIRECTOR)
        for team in self.teams:
            yield by_admin(
                FormTeam, team=team.id, organisation=self.foundation, name=f"Wijkteam {team.name}"
            )
            yield function(team.consultant, self.foundation, Role.WORKER)
            yield function(team.leader, self.foundation, Role.TEAM_LEADER)
            held = [(worker, team.consultant) for worker in team.workers]
            held.append((team.leading, team.leader))
            if team.number == 0:
                held += [(self.holder, self.purse), (self.director, self.directing)]
            for worker, one in held:
                yield by_admin(AssignFunction, worker=worker, assign=one, team=team.id, since=since)
            yield by_admin(SteerTeam, team=team.id, by=self.genesis.organisation, since=since)
            for worker in (*team.workers, team.leading):
                yield by_admin(
                    EmployWorker, worker=worker, organisation=self.foundation, since=since
                )
            for mandate, grantee, limit in (
                (team.own_mandate, team.consultant, CONSULTANT_LIMIT),
                (team.leader_mandate, team.leader, LEADER_LIMIT),
            ):
                yield by_admin(
                    GrantMandate, mandate=mandate, grantee=grantee,
                    organisation=self.genesis.organisation, kind=MandateKind.DECIDE,
                    laws=tuple(Law), acts=tuple(MandatedAct), provisions=tuple(Provision),
                    limit=limit, since=since, until=date(since.year + 4, 12, 31),
                    publication=self.genesis.publication, body=MandatingBody.COLLEGE,
                    decided_on=since,
                )  # fmt: skip
                # The foundation is no part of the municipality: it agrees, and so does its head.
                for worker, own in (
                    (held[0][0] if grantee == team.consultant else team.leading, grantee),
                    (self.director, self.directing),
                ):
                    yield self._governed(
                        ConsentToMandate, draw, now, {"mandate": mandate}, worker, own,
                        self.foundation,
                    )  # fmt: skip

    def new_year(self, year: int, now: datetime) -> Iterator[AnyCommand]:
        """A year's budgets, and their quarters, by the budget holder."""
        draw = Random(f"{self.seed}/year/{year}")
        amount = self.quarter_amount()

        def by_holder(kind: Any, /, **fields: Any) -> AnyCommand:
            return self._governed(kind, draw, now, fields, self.holder, self.purse)

        for team in self.teams:
            for stream in STREAMS:
                within = self.budget(team, year, stream)
                yield by_holder(
                    SetYearBudget, budget=within, team=team.id, year=year, stream=stream,
                    amount=Cents(amount * 4),
                )  # fmt: skip
                for quarter in (1, 2, 3, 4):
                    yield by_holder(
                        AllotQuarter, budget=self.budget(team, year, stream, quarter),
                        within=within, quarter=quarter, amount=amount,
                    )  # fmt: skip

    def _governed(
        self,
        kind: Any,
        draw: Random,
        now: datetime,
        fields: dict[str, Any],
        actor: WorkerId | None = None,
        function: FunctionId | None = None,
        organisation: OrganisationId | None = None,
    ) -> AnyCommand:
        municipality = self.genesis.organisation
        context = Context(
            command=CommandId(drawn(draw)),
            actor=actor or self.genesis.worker,
            function=function or self.genesis.function,
            organisation=organisation or municipality,
            purpose=Purpose.GOVERNANCE,
            basis=LegalBasis.GOVERNANCE,
            funding_responsible=municipality,
            content_responsible=municipality,
            occurred_at=now,
        )
        command: AnyCommand = kind(context=context, **fields)
        return command

    def _team_count(self) -> int:
        return min(40, max(2, self.inhabitants // 20_000))

    def _team(self, rng: Random, number: int, size: int) -> Team:
        name = TEAMS[number % len(TEAMS)] + (f" {number // 8 + 1}" if number >= 8 else "")
        return Team(
            number, name, TeamId(drawn(rng)), FunctionId(drawn(rng)), FunctionId(drawn(rng)),
            tuple(WorkerId(drawn(rng)) for _ in range(size)), WorkerId(drawn(rng)),
            MandateId(drawn(rng)), MandateId(drawn(rng)),
        )  # fmt: skip
