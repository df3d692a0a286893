"""One statement with all its versions: what it said first is never hidden by what it says now."""

from difflib import unified_diff
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from domain.codes import (
    CorrectionReason,
    StatementKind,
    StatementMark,
    StatementSource,
    Topic,
)
from domain.command import Unknown
from domain.fact import Fact
from domain.facts.statement import Statement, StatementRecorded
from domain.terms import CaseId, StatementId
from service.beside import recording, standing_beside
from service.codec import instant
from service.journal import Journal


class Shown(BaseModel):
    """What every part of it has: its names in camelCase."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True)


class Version(Shown):
    """One text of it, and since when it stands."""

    text: str
    recorded_at: str = Field(json_schema_extra={"format": "date-time"})
    position: int
    reason: CorrectionReason | None = Field(description="None: it is the first.")
    diff: list[str] = Field(description="What changed: lines with - stood there, with + do.")


class OwnWords(Shown):
    """What the resident says of it."""

    words: str
    recorded_at: str = Field(json_schema_extra={"format": "date-time"})


class StatementVersions(Shown):
    """A statement, its versions in order, and what stands beside it."""

    statement: str
    topic: Topic
    kind: StatementKind
    source: StatementSource
    observed_on: str = Field(json_schema_extra={"format": "date"})
    expires_on: str | None
    rests_on: list[str]
    sources: int = Field(description="Independent origins: a repetition counts once.")
    origin: str | None
    marks: list[StatementMark]
    versions: list[Version]
    contests: list[OwnWords]
    read: int = Field(description="Where this read is on record.")


def versions(
    journal: Journal, case: CaseId, statement: StatementId, read: int
) -> StatementVersions:
    """A statement of that case, opened on that committed read.

    Raises Unknown, ReadRequired, WordsTampered, StoreUnavailable.
    """
    (known,) = journal.known_now(Statement(statement))
    if known.recorded is None or known.recorded.case != case:
        raise Unknown("statement")
    (fact,) = journal.told([recording(journal, statement)], read)
    event = fact.event
    assert isinstance(event, StatementRecorded)
    beside = standing_beside(journal, [fact], read)[fact.position]
    texts = [_version(fact, event.text)]
    for each in beside.corrected:
        texts.append(_version(each, each.event.text, each.event.reason, texts[-1].text))
    return StatementVersions(
        statement=statement,
        topic=event.topic,
        kind=event.kind,
        source=event.source,
        observed_on=event.observed_on.isoformat(),
        expires_on=event.expires_on.isoformat() if event.expires_on else None,
        rests_on=list(event.rests_on),
        sources=event.sources,
        origin=event.origin,
        marks=list(beside.marks),
        versions=texts,
        contests=[
            OwnWords(words=each.event.words, recorded_at=instant(each.recorded_at))
            for each in beside.contested
        ],
        read=read,
    )


def _version(
    fact: Fact[Any], text: str, reason: CorrectionReason | None = None, before: str | None = None
) -> Version:
    changed = (
        ()
        if before is None
        else unified_diff(before.splitlines(), text.splitlines(), lineterm="", n=0)
    )
    return Version(
        text=text, recorded_at=instant(fact.recorded_at), position=fact.position, reason=reason,
        diff=list(changed)[2:],
    )  # fmt: skip
