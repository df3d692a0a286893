"""The insider, as a story: a worker opens the file of her neighbour, and it is seen."""

from typing import Any

from domain.codes import GlassReason, GlassVerdict, Part
from domain.decisions.break_glass import BreakGlass, ReviewBreakGlass
from domain.decisions.reading import ReadRecord
from domain.terms import FunctionId, GlassId
from service.town.faults import Kind
from service.town.front_door import question
from service.town.knowing import told
from service.town.life import Life, Pause, Script

STORY = tuple(part for part in Part if part is not Part.READING)


def insider(life: Life) -> Script:
    """Mevrouw De Wit is helped by another team than her neighbour works in."""
    elsewhere = next(team for team in life.town.teams if team is not life.team)
    neighbour: dict[str, Any] = {"by": elsewhere.workers[0], "as_": elsewhere.consultant}
    leader: dict[str, Any] = {"by": life.team.leading, "as_": life.team.leader}
    yield question(life)
    yield told(life)
    yield life.about(ReadRecord, Kind.READING_ELSEWHERE, parts=STORY, **neighbour)
    glass = GlassId(life.new())
    yield life.about(
        BreakGlass, glass=glass, reason=GlassReason.ACUTE_DANGER, minutes=60,
        tell=FunctionId(life.team.leader), **neighbour,
        explanation="Haar deur staat open en zij doet niet open.",
    )  # fmt: skip
    yield life.about(ReadRecord, parts=STORY, **neighbour)
    yield Pause(1)
    yield life.about(ReadRecord, Kind.READING_ELSEWHERE, parts=STORY, **neighbour)
    yield life.about(
        ReviewBreakGlass, glass=glass, verdict=GlassVerdict.NOT_JUSTIFIED,
        findings="Zij was boodschappen doen, en er was niets aan de hand.", **leader,
    )  # fmt: skip
