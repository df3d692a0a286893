"""What a team of a simulated town writes down: supposed, borne out, contested, struck."""

from datetime import timedelta
from typing import Any

from domain.codes import (
    Channel,
    ResidentView,
    SignedFor,
    StatementKind,
    StatementSource,
)
from domain.decisions.contest import ContestStatement
from domain.decisions.report import AnswerReport, DraftReport, EstablishReport, ShareReport
from domain.decisions.statement import RecordStatement
from domain.decisions.strike import StrikeLine
from domain.terms import ReportId, StatementId, day, function_of_residents
from service.town.faults import Fault, Kind
from service.town.life import Attempt, Life, Script
from service.town.words import CONTESTS, FINDINGS, GUESSES, say


def written(life: Life) -> Script:
    """Now and then something is supposed, or a report is made, besides what is found out."""
    if life.chance(0.04):
        yield from _supposed(life)
    if life.chance(0.03):
        yield from _reported(life)


def said(life: Life, statement: StatementId, **what: Any) -> Attempt:
    """One thing written down; what was seen by who writes it, unless said otherwise."""
    fields = {
        "topic": life.topics[0], "kind": StatementKind.OWN_OBSERVATION,
        "source": StatementSource.OBSERVATION, "observer": life.team.consultant,
        "observed_on": day(life.now), "text": say(life.rng, FINDINGS, life.who),
    }  # fmt: skip
    return life.about(RecordStatement, statement=statement, **fields | what)


def contested(life: Life, statement: StatementId) -> Attempt:
    """The resident's own words beside it."""
    words = say(life.rng, CONTESTS, life.who)
    return life.send(ContestStatement, statement=statement, words=words, **themselves(life))


def themselves(life: Life) -> dict[str, Any]:
    """In the resident's own voice."""
    of = life.town.genesis.organisation
    own = {"by": life.resident, "as_": function_of_residents(of), "of": of}
    return {"resident": life.resident, **own}


def _supposed(life: Life) -> Script:
    """A guess with a last day: a fact bears it out in time, or somebody still judges by it."""
    guess = StatementId(life.new())
    yield said(
        life, guess, kind=StatementKind.HYPOTHESIS, source=StatementSource.REASONING,
        text=say(life.rng, GUESSES, life.who), expires_on=day(life.now) + timedelta(days=6),
    )  # fmt: skip
    if life.chance(0.5):
        yield life.pause(1, 3)
        fact = {"kind": StatementKind.FACT, "source": StatementSource.RESIDENT}
        yield said(life, StatementId(life.new()), confirms=guess, **fact)
        return
    yield life.pause(7, 9)
    judged = {"kind": StatementKind.JUDGEMENT, "source": StatementSource.REASONING}
    yield said(life, StatementId(life.new()), rests_on=(guess,), **judged)
    life.faults.append(Fault(Kind.GUESS_USED_TOO_LATE, life.case))


def _reported(life: Life) -> Script:
    """A report of two sides: shown first, a line struck, what the resident makes of it, fixed."""
    report, lines = ReportId(life.new()), [StatementId(life.new()) for _ in range(3)]
    for line in lines:
        yield said(life, line)
    drafted = {"report": report, "statements": tuple(lines), "needed": (lines[0],)}
    yield life.about(DraftReport, **drafted)
    if life.chance(0.3):
        yield life.about(EstablishReport, Kind.REPORT_NOT_SHOWN, report=report)
    yield life.pause(1, 3)
    yield life.about(ShareReport, report=report, channel=Channel.HOME_VISIT)
    own = themselves(life)
    if life.chance(0.3):
        needed = {"report": report, "statement": lines[0]}
        yield life.send(StrikeLine, Kind.NEEDED_LINE_STRUCK, **needed, **own)
    if life.chance(0.6):
        yield life.send(StrikeLine, report=report, statement=lines[1], **own)
    disagrees = life.chance(0.3)
    if disagrees:
        yield contested(life, lines[2])
    yield life.send(
        AnswerReport, report=report, signed_for=SignedFor.SEEN, **own,
        view=ResidentView.DISAGREED if disagrees else ResidentView.AGREED,
        words=say(life.rng, CONTESTS, life.who) if disagrees else "",
    )  # fmt: skip
    yield life.about(EstablishReport, report=report)
