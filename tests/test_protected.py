"""Whatever is asked in whatever order, no resident is wronged, by a naive telling of the rules.

That telling was made from the requirement book alone, and agrees with every decision.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from domain.codes import (
    AgeBand,
    AuthorityKind,
    AuthoritySource,
    Channel,
    Character,
    ConcernLevel,
    ConsultedWith,
    DataCategory,
    EscalationGround,
    Initiative,
    MeldcodeStep,
    OutreachGround,
    PermissionKind,
    Purpose,
    RecipientFunction,
    StatementKind,
    StatementSource,
    Template,
    Topic,
)
from domain.command import Command, Malformed, Unknown
from domain.facts.authority import AuthorityRecorded
from domain.facts.contact import OutreachStarted
from domain.facts.message import MessageOrdered
from domain.facts.municipality import FunctionAssigned
from domain.templates import current
from domain.terms import (
    CaseId,
    CommandId,
    DisclosureId,
    OutsideDecision,
    PermissionId,
    QuestionId,
    RecipientId,
    ReportId,
    ResidentId,
    StatementId,
    day,
)
from service.codec import NotStorable
from tests import asked
from tests.asked.disclosure import mandated_to_disclose, may_disclose
from tests.naive import BOOK, OWNED, broken, unsound
from tests.naive.record import named as named_facts
from tests.on_postgres import OnPostgres
from tests.people import (
    acting,
    agreed,
    bakker,
    by_leader,
    cares,
    clarified,
    clinic,
    consultant,
    fatima,
    informed,
    leads,
    letter,
    mandated,
    max_,
    monday,
    named,
    oost,
    opened,
    pieter,
    reported,
    samira,
    signalled,
    signals,
    stairs,
    town,
    watches,
)
from tests.scenario import a_stage, played_on, put

pytestmark = pytest.mark.requirement(
    "M-03", "M-04", "M-08", "M-12", "M-17", "M-18", "M-19", "M-20", "M-21", "M-25", "M-26", "M-36",
    "C-04", "Z-10",
)  # fmt: skip

EVERYTHING: list[Any] = [each for each in vars(asked).values() if isinstance(each, Command)]
elsewhere = CaseId(named("another case of hers"))
WHOSE = {stairs: bakker, signals: max_, elsewhere: bakker}
OURS = current(Template.PRIVACY_NOTICE).digest
cases = st.sampled_from([stairs, stairs, signals, elsewhere])
workers = st.sampled_from([fatima, pieter])
statements = st.sampled_from([StatementId(named(f"statement {n}")) for n in range(3)])
reports = st.sampled_from([ReportId(named(f"report {n}")) for n in range(2)])
permissions = st.sampled_from([PermissionId(named(f"permission {n}")) for n in range(3)])
neighbours = [RecipientId(named(f"neighbour {n}")) for n in range(3)]
outreach = OutreachStarted(
    case=stairs, resident=bakker, ground=OutreachGround.SELF_NEGLECT, attempts=2,
    until=date(2026, 4, 20),
)  # fmt: skip
has_authority_over_max = AuthorityRecorded(
    child=max_, parent=ResidentId(named("who decides for Max")), kind=AuthorityKind.PARENTAL,
    since=date(2020, 1, 1), source=AuthoritySource.AUTHORITY_REGISTER,
)  # fmt: skip
COME_SO_FAR: tuple[Any, ...] = (informed, agreed, outreach)
grounds = st.lists(st.sampled_from(EscalationGround), min_size=1, max_size=2, unique=True)
days = st.integers(0, 70)
earlier = st.sampled_from([0, 0, 0, 1, 4, 15, 30])
ordinals = st.integers(0, 40)


class Protected(RuleBasedStateMachine):
    """The journal's answers beside those of somebody who only has the book and the facts."""

    @initialize(begun=st.sampled_from([0, 1, 2, 2, 3, 3]))
    def set_up(self, begun: int) -> None:
        """As far as the cases have come: nobody was told, or one, or helped, or written about."""
        self.stage = a_stage()
        self.journal, self.now = self.stage.journal, monday
        self.back = timedelta(0)
        also = FunctionAssigned(
            worker=pieter, function=consultant, team=oost, since=date(2026, 1, 1)
        )
        put(
            self.journal, *town, also, *leads, *watches, *cares, mandated, mandated_to_disclose,
            reported, clarified, opened, signalled,
            replace(clarified, case=signals, resident=max_),
            replace(opened, case=signals, resident=max_),
            replace(signalled, case=elsewhere, resident=bakker), replace(opened, case=elsewhere),
            has_authority_over_max,
        )  # fmt: skip
        put(self.journal, *COME_SO_FAR[:begun])
        if begun == len(COME_SO_FAR):
            put(
                self.journal,
                *(replace(each, case=signals, resident=max_) for each in COME_SO_FAR[:2]),
            )
            for n in range(2):
                self.write_down(
                    stairs, fatima, StatementId(named(f"statement {n}")), StatementKind.JUDGEMENT,
                    StatementSource.PROFESSIONAL, Topic.MOBILITY, None, None,
                )  # fmt: skip

    def ask(self, command: Any) -> None:
        """What the journal answers is what the book says, as far as it says anything."""
        earlier = command.context.occurred_at - self.back
        command = replace(command, context=replace(command.context, occurred_at=earlier))
        before, on = list(self.journal.read()), day(self.now)
        wrong = broken(command, before, on)
        try:
            refusal = self.journal.record(command).refusal
        except (Unknown, Malformed, NotStorable):
            return
        if refusal is None:
            assert not wrong, (type(command).__name__, wrong)
        elif refusal in OWNED and type(command).__name__ in BOOK:
            assert refusal in wrong, (type(command).__name__, refusal, wrong)

    def by(self, worker: Any, purpose: Purpose = Purpose.SUPPORT) -> Any:
        return acting(worker, purpose=purpose, at=self.now)

    @rule(
        case=cases, worker=workers, text=st.sampled_from([letter, OURS]),
        channel=st.sampled_from([Channel.PHONE, Channel.LETTER, Channel.WEB]),
        young=st.booleans(),
    )  # fmt: skip
    def inform(self, case: Any, worker: Any, channel: Channel, text: Any, young: bool) -> None:
        """By letter, of somebody young, to who decides for them where that is known."""
        whose: dict[str, Any] = {"letters_for": WHOSE[case], "age": AgeBand.UNDER_12}
        aloud = channel is Channel.PHONE
        self.ask(
            replace(asked.inform_resident, context=self.by(worker), case=case, channel=channel,
                    text=text, note="Alles is verteld." if aloud else "",
                    **whose if young else {})
        )  # fmt: skip

    @rule()
    def the_post_comes(self) -> None:
        """Every letter that was ordered arrives."""
        for fact in list(self.journal.read()):
            if isinstance(fact.event, MessageOrdered):
                context = replace(
                    asked.confirm_delivery.context, command=CommandId(str(uuid4())),
                    occurred_at=self.now,
                )  # fmt: skip
                self.ask(
                    replace(asked.confirm_delivery, context=context, message=fact.event.message)
                )

    @rule(case=cases, worker=workers, ahead=days)
    def propose_postponement(self, case: Any, worker: Any, ahead: int) -> None:
        until = day(self.now) + timedelta(days=ahead)
        self.ask(
            replace(asked.propose_postponement, context=self.by(worker), case=case, review_on=until)
        )

    @rule(case=cases, worker=workers)
    def postpone(self, case: Any, worker: Any) -> None:
        self.ask(replace(asked.postpone_notice, context=self.by(worker), case=case))

    @rule(case=cases, worker=workers)
    def signal(self, case: Any, worker: Any) -> None:
        self.ask(
            replace(asked.receive_signal, context=self.by(worker), case=case, resident=WHOSE[case])
        )

    @rule(case=cases, worker=workers)
    def agree(self, case: Any, worker: Any) -> None:
        self.ask(
            replace(asked.agree_to_help, context=self.by(worker), case=case, resident=WHOSE[case])
        )

    @rule(case=cases, worker=workers)
    def plan(self, case: Any, worker: Any) -> None:
        review = day(self.now) + timedelta(days=90)
        self.ask(replace(asked.agree_plan, context=self.by(worker), case=case, review_on=review))

    @rule(case=cases, worker=workers)
    def refuse_help(self, case: Any, worker: Any) -> None:
        self.ask(replace(asked.refuse_help, context=self.by(worker), case=case))

    @rule(case=cases, worker=workers, attempts=st.integers(1, 4), ahead=days)
    def start_outreach(self, case: Any, worker: Any, attempts: int, ahead: int) -> None:
        until = day(self.now) + timedelta(days=ahead)
        self.ask(
            replace(asked.start_outreach, context=self.by(worker), case=case, resident=WHOSE[case],
                    attempts=attempts, until=until)
        )  # fmt: skip

    @rule(case=cases, worker=workers, attempts=st.integers(1, 4), ahead=days)
    def extend_outreach(self, case: Any, worker: Any, attempts: int, ahead: int) -> None:
        until = day(self.now) + timedelta(days=ahead)
        self.ask(
            replace(asked.extend_outreach, context=self.by(worker), case=case, resident=WHOSE[case],
                    attempts=attempts, until=until)
        )  # fmt: skip

    @rule(
        case=cases, worker=workers, initiative=st.sampled_from(Initiative), wanted=st.booleans(),
        character=st.sampled_from(Character), safety=st.booleans(), reached=st.booleans(),
        decided=st.booleans(),
    )  # fmt: skip
    def contact(
        self, case: Any, worker: Any, initiative: Initiative, wanted: bool, character: Character,
        safety: bool, reached: bool, decided: bool,
    ) -> None:  # fmt: skip
        self.ask(
            replace(
                asked.record_contact, context=self.by(worker), case=case, resident=WHOSE[case],
                initiative=initiative, wanted=wanted, character=character, safety=safety,
                reached=reached,
                decision=OutsideDecision("rechter-2026-123") if decided else None,
            )
        )  # fmt: skip

    @rule(case=cases, worker=workers)
    def confirm_that_urging_was_talked_over(self, case: Any, worker: Any) -> None:
        self.ask(replace(asked.confirm_consultation, context=self.by(worker), case=case))

    @rule(case=cases, worker=workers, with_whom=st.sampled_from([fatima, pieter]))
    def urge(self, case: Any, worker: Any, with_whom: Any) -> None:
        review = day(self.now) + timedelta(days=20)
        self.ask(
            replace(asked.use_pressure, context=self.by(worker), case=case, consulted=with_whom,
                    review_on=review)
        )  # fmt: skip

    @rule(case=cases, worker=workers, step=st.sampled_from([MeldcodeStep.SIGNS,
          MeldcodeStep.CONSULT, MeldcodeStep.TALK]))  # fmt: skip
    def take_a_step_of_the_meldcode(self, case: Any, worker: Any, step: MeldcodeStep) -> None:
        consulted = ConsultedWith.EXPERT if step is MeldcodeStep.CONSULT else None
        self.ask(
            replace(asked.take_meldcode_step, context=self.by(worker), case=case, step=step,
                    consulted=consulted)
        )  # fmt: skip

    @rule(case=cases, worker=workers, level=st.sampled_from(ConcernLevel), back=ordinals,
          second=st.booleans())  # fmt: skip
    def classify(
        self, case: Any, worker: Any, level: ConcernLevel, back: int, second: bool
    ) -> None:
        cited = max(1, self.journal.head() - back)
        command = asked.endorse_classification if second else asked.classify_concern
        self.ask(replace(command, context=self.by(worker), case=case, level=level, cited=cited))

    @rule(
        case=cases,
        worker=workers,
        grounds=st.sets(st.sampled_from(EscalationGround), min_size=1, max_size=2),
    )
    def escalate(self, case: Any, worker: Any, grounds: list[EscalationGround]) -> None:
        self.ask(
            replace(asked.decide_escalation, context=self.by(worker), case=case,
                    grounds=tuple(grounds))
        )  # fmt: skip

    @rule(case=cases, worker=workers, view=st.sampled_from(["", "Zij wil verder."]))
    def go_on(self, case: Any, worker: Any, view: str) -> None:
        review = day(self.now) + timedelta(days=60)
        self.ask(
            replace(asked.continue_case, context=self.by(worker), case=case, view=view,
                    review_on=review)
        )  # fmt: skip

    @rule(
        case=cases, worker=workers, which=statements, kind=st.sampled_from(StatementKind),
        source=st.sampled_from(StatementSource),
        topic=st.sampled_from([Topic.MOBILITY, Topic.DEBT]),
        repeats=st.none() | statements, outside=st.sampled_from([None, "Het hangt samen."]),
        as_corrected=st.booleans(),
    )  # fmt: skip
    def write_down(
        self, case: Any, worker: Any, which: Any, kind: Any, source: Any, topic: Topic,
        repeats: Any, outside: Any, as_corrected: bool = False,
    ) -> None:  # fmt: skip
        self.ask(
            replace(
                asked.record_statement, context=self.by(worker), case=case, statement=which,
                kind=kind, source=source, topic=topic, repeats=repeats, outside=outside,
                observed_on=day(self.now), as_corrected=as_corrected and repeats is not None,
            )
        )  # fmt: skip

    @rule(case=cases, worker=workers, which=statements)
    def correct(self, case: Any, worker: Any, which: Any) -> None:
        command = replace(asked.correct_statement, context=self.by(worker), statement=which)
        self.ask(replace(command, case=case))

    @rule(case=cases, worker=workers, which=statements, lift=st.booleans())
    def confide(self, case: Any, worker: Any, which: Any, lift: bool) -> None:
        written = named_facts(list(self.journal.read()), "StatementRecorded", statement=which)
        command: Any = asked.lift_confidence if lift else asked.mark_confidence
        for fact in written:
            where: dict[str, Any] = {} if lift else {"statement": which}
            self.ask(
                replace(command, context=self.by(worker), case=case, resident=WHOSE[case],
                        position=fact.position, **where)
            )  # fmt: skip

    @rule(case=cases, which=statements)
    def look_whether_it_is_needed(self, case: Any, which: Any) -> None:
        fresh = replace(by_leader, command=CommandId(str(uuid4())), occurred_at=self.now)
        self.ask(replace(asked.check_reuse, context=fresh, case=case, statement=which))

    @rule(case=cases, worker=workers, report=reports, lines=st.lists(statements, min_size=1,
          max_size=3, unique=True), kept=st.booleans())  # fmt: skip
    def draft(self, case: Any, worker: Any, report: Any, lines: list[Any], kept: bool) -> None:
        self.ask(
            replace(asked.draft_report, context=self.by(worker), case=case, report=report,
                    statements=tuple(lines), needed=tuple(lines[:1]) if kept else ())
        )  # fmt: skip

    @rule(case=cases, worker=workers, report=reports)
    def share(self, case: Any, worker: Any, report: Any) -> None:
        self.ask(replace(asked.share_report, context=self.by(worker), case=case, report=report))

    @rule(case=cases, worker=workers, report=reports)
    def establish(self, case: Any, worker: Any, report: Any) -> None:
        self.ask(replace(asked.establish_report, context=self.by(worker), case=case, report=report))

    @rule(case=cases, worker=workers, report=reports, which=statements)
    def strike(self, case: Any, worker: Any, report: Any, which: Any) -> None:
        self.ask(
            replace(asked.take_down_strike, context=self.by(worker), case=case, report=report,
                    statement=which)
        )  # fmt: skip

    @rule(
        case=cases, worker=workers, permission=permissions, kind=st.sampled_from(PermissionKind),
        purpose=st.sampled_from([Purpose.SUPPORT, Purpose.REFERRAL]),
        to=st.sampled_from([clinic, *neighbours]),
        but_not=st.sampled_from(["nobody", "neighbours", "the clinic"]),
    )  # fmt: skip
    def permit(
        self, case: Any, worker: Any, permission: Any, kind: Any, purpose: Purpose, to: Any,
        but_not: str,
    ) -> None:  # fmt: skip
        self.ask(
            replace(
                asked.give_permission, context=self.by(worker), case=case, resident=WHOSE[case],
                permission=permission, kind=kind, purpose=purpose,
                organisation=clinic if to == clinic else None,
                recipient=None if to == clinic else to, until=None,
                not_to_functions=(RecipientFunction.NEIGHBOUR,) if but_not == "neighbours" else (),
                not_to=(clinic,) if but_not == "the clinic" else (),
            )
        )  # fmt: skip

    @rule(case=cases, ahead=days)
    def let_the_clinic_take_part(self, case: Any, ahead: int) -> None:
        today = day(self.now)
        fresh = replace(by_leader, command=CommandId(str(uuid4())), occurred_at=self.now)
        self.ask(
            replace(asked.start_participation, context=fresh, case=case, since=today,
                    until=today + timedelta(days=ahead))
        )  # fmt: skip

    @rule(case=cases, worker=workers, permission=permissions)
    def withdraw(self, case: Any, worker: Any, permission: Any) -> None:
        self.ask(
            replace(asked.withdraw_permission, context=self.by(worker), case=case,
                    permission=permission)
        )  # fmt: skip

    @rule(
        case=cases, worker=workers, to=st.sampled_from([clinic, *neighbours]),
        permission=st.none() | permissions, cited=st.lists(statements, max_size=2, unique=True),
        report=st.none() | reports, ask=st.booleans(), put_right=st.booleans(),
    )  # fmt: skip
    def disclose(
        self, case: Any, worker: Any, to: Any, permission: Any, cited: list[Any], report: Any,
        ask: bool, put_right: bool,
    ) -> None:  # fmt: skip
        where: dict[str, Any] = dict(
            context=self.by(worker, Purpose.REFERRAL), case=case, resident=WHOSE[case],
            organisation=clinic if to == clinic else None, permission=permission,
            recipient=None if to == clinic else to, mandate=may_disclose,
            recipient_function=RecipientFunction.CARE_PROFESSIONAL if to == clinic
            else RecipientFunction.NEIGHBOUR,
        )  # fmt: skip
        if ask:
            self.ask(replace(asked.ask_third_party, question=QuestionId(str(uuid4())), **where))
            return
        self.ask(
            replace(
                asked.disclose, disclosure=DisclosureId(str(uuid4())), statements=tuple(cited),
                reports=(report,) if report else (),
                as_corrected=tuple(cited) if put_right else (),
                categories=(DataCategory.HELP,), **where,
            )
        )  # fmt: skip

    @rule(case=cases)
    def approve_wider_sharing(self, case: Any) -> None:
        fresh = replace(by_leader, command=CommandId(str(uuid4())), occurred_at=self.now)
        until = day(self.now) + timedelta(days=10)
        self.ask(replace(asked.approve_wider_sharing, context=fresh, case=case, until=until))

    @rule(back=earlier)
    def tell_it_as_of_an_earlier_day(self, back: int) -> None:
        """From now on what is asked is said to have happened so many days ago."""
        self.back = timedelta(days=back)

    # What protects somebody is tried by steps that follow on each other; chance seldom takes them.

    def comes(self, case: Any, worker: Any, **how: Any) -> None:
        said: dict[str, Any] = {"wanted": False, "initiative": Initiative.TEAM, "reached": True}
        command = replace(asked.record_contact, context=self.by(worker), case=case)
        self.ask(replace(command, resident=WHOSE[case], **said | how))

    @rule(case=cases, worker=workers, colleague=workers, back=earlier, times=st.integers(1, 4))
    def come_again_after_her_no(
        self, case: Any, worker: Any, colleague: Any, back: int, times: int
    ) -> None:
        self.tell_it_as_of_an_earlier_day(back)
        self.refuse_help(case, worker)
        self.tell_it_as_of_an_earlier_day(0)
        self.comes(case, worker)
        self.time_passes(1)
        self.tell_it_as_of_an_earlier_day(back // 2)
        self.signal(case, colleague)
        self.tell_it_as_of_an_earlier_day(0)
        self.start_outreach(case, worker, 2, 20)
        for _ in range(times):
            self.comes(case, worker)

    @rule(case=cases, worker=workers, back=earlier)
    def come_as_of_an_earlier_day(self, case: Any, worker: Any, back: int) -> None:
        self.start_outreach(case, worker, 3, 30)
        self.tell_it_as_of_an_earlier_day(back)
        self.comes(case, worker)
        self.tell_it_as_of_an_earlier_day(0)

    @rule(case=cases, worker=workers, colleague=workers, posted=st.booleans(), back=earlier,
          waits=st.sampled_from([0, 0, 20]), first=st.booleans())  # fmt: skip
    def talk_over_and_urge(
        self, case: Any, worker: Any, colleague: Any, posted: bool, back: int, waits: int,
        first: bool,
    ) -> None:  # fmt: skip
        if first:
            self.inform(case, worker, Channel.PHONE, letter, False)
        self.confirm_that_urging_was_talked_over(case, colleague)
        if waits:
            self.time_passes(waits)
        self.urge(case, worker, colleague)
        if posted:
            self.the_post_comes()
        self.tell_it_as_of_an_earlier_day(back)
        self.comes(case, worker, wanted=True, character=Character.URGED)
        self.tell_it_as_of_an_earlier_day(0)

    @rule(case=cases, worker=workers, back=earlier, times=st.integers(1, 4), over=st.booleans())
    def come_for_safety(self, case: Any, worker: Any, back: int, times: int, over: bool) -> None:
        step = replace(asked.take_meldcode_step, context=self.by(worker), case=case, acute=True)
        self.ask(step)
        self.tell_it_as_of_an_earlier_day(back)
        for _ in range(times):
            self.comes(case, worker, safety=True)
        self.tell_it_as_of_an_earlier_day(0)
        if over:
            self.ask(
                replace(asked.report_to_safe_at_home, context=self.by(worker, Purpose.REFERRAL),
                        case=case)
            )  # fmt: skip

    @rule(case=cases, worker=workers, young=st.booleans(), posted=st.booleans())
    def write_and_plan(self, case: Any, worker: Any, young: bool, posted: bool) -> None:
        self.inform(case, worker, Channel.LETTER, OURS, young)
        if posted:
            self.the_post_comes()
        self.agree(case, worker)
        self.plan(case, worker)

    @rule(days=st.integers(1, 25))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)
        self.stage.it_is(self.now)

    @rule(command=st.sampled_from(EVERYTHING), who=st.sampled_from([fatima, pieter, samira, None]),
          case=cases)  # fmt: skip
    def anything_else(self, command: Any, who: Any, case: Any) -> None:
        """Every command that there is, by its own asker or by another, at this moment."""
        actor = command.context.actor if who is None else who
        context = replace(
            command.context, command=CommandId(str(uuid4())), occurred_at=self.now, actor=actor
        )
        changes = {"case": case} if hasattr(command, "case") else {}
        self.ask(replace(command, context=context, **changes))

    @invariant()
    def nobody_is_wronged(self) -> None:
        if hasattr(self, "journal"):
            assert unsound(list(self.journal.read())) == []


def lives(examples: int, steps: int) -> settings:
    return settings(
        max_examples=examples, stateful_step_count=steps, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip


def test_no_resident_is_wronged_whatever_is_asked() -> None:
    run_state_machine_as_test(Protected, settings=lives(30, 40))


@pytest.mark.long
def test_no_resident_is_wronged_in_a_thousand_lives(on_postgres: OnPostgres) -> None:
    run_state_machine_as_test(Protected, settings=lives(1_000, 80))
    with played_on(on_postgres):
        run_state_machine_as_test(Protected, settings=lives(50, 50))
