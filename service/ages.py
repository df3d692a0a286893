"""How old somebody is, where a decision hangs on it: looked up at that instant, and on record.

The register holds birth dates, and the journal none. What a decision is given, and pins, is the age
band of that day; a birth date that is put right later changes nothing that was decided.
"""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from domain.codes import AgeBand, RegisterPart
from domain.command import Malformed, Unknown
from domain.decisions.age import CheckAge
from domain.facts.agreement import HelpConsentWithdrawn
from domain.facts.authority import age_band
from domain.facts.case import Case
from domain.facts.municipality import JournalOpened
from domain.facts.refused import AttemptRefused
from domain.refusal import Refusal
from domain.terms import CommandId, ResidentId, day
from service.acting import acting_for_the_service
from service.deciding import AnyCommand
from service.journal import Journal
from service.register.register import Register


def with_age(command: AnyCommand, residents: Register, genesis: JournalOpened) -> AnyCommand:
    """The same command, saying how old the resident is if its decision asks for that.

    Where it would be refused for another reason, or the register does not know the resident,
    nothing is looked up. Raises StoreUnavailable, NobodyActs, WordsTampered.
    """
    journal = residents.journal
    if not hasattr(command, "age") or not _asks(journal, command):
        return command
    resident = _whose(journal, command)
    age = age_of(residents, resident, command.context.command, genesis)
    found: dict[str, Any] = {"age": age}
    if hasattr(command, "consent_of"):
        found["consent_of"] = resident
    return replace(command, **found)


def _asks(journal: Journal, command: AnyCommand) -> bool:
    try:
        first = next(iter(journal.would(command)), None)
    except (Unknown, Malformed):
        return False  # as it will be told
    # Whose yes is taken back counts by the age of now as well.
    asked = isinstance(first, AttemptRefused) and first.code is Refusal.AGE_UNKNOWN
    return asked or isinstance(first, HelpConsentWithdrawn)


def _whose(journal: Journal, command: Any) -> ResidentId:
    """Whom the command names, or whose case it is about: there is one, or it would be Unknown."""
    named: ResidentId | None = getattr(command, "resident", None)
    if named is None:
        (case,) = journal.known_now(Case(command.case))
        named = case.resident
    assert named is not None
    return named


def age_of(
    residents: Register,
    resident: ResidentId,
    command: CommandId,
    genesis: JournalOpened,
    on: date | None = None,
) -> AgeBand | None:
    """In which row of the matrix, on that day or else today; None: the register does not say."""
    journal = residents.journal
    # A retry finds the same look-up on record, and that opens nothing once it is too old for it:
    # so each try is one of its own.
    now = journal.now()
    own = CommandId(str(uuid5(UUID(command), f"age {now.isoformat()}")))
    context = acting_for_the_service(journal, genesis, own)
    try:
        read = journal.record(CheckAge(context=context, resident=resident))
        if read.refusal is not None:
            return None
        birth = residents.shown(resident, (RegisterPart.BIRTH_DATE,), read.position).birth_date
    except Unknown:
        return None
    return age_band(birth, on or day(now)) if birth is not None and birth <= day(now) else None
