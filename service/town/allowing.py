"""What residents of a simulated town allow, and except: to whom, in which of the three kinds."""

from datetime import timedelta
from typing import Any

from domain.codes import (
    DataCategory,
    Expression,
    LanguageLevel,
    LegalBasis,
    OrganisationKind,
    PermissionKind,
    Purpose,
    RecipientFunction,
)
from domain.decisions.disclosure import Disclose
from domain.decisions.permission import GivePermission
from domain.decisions.reach import ApproveWiderSharing
from domain.decisions.withdrawal import WithdrawPermission
from domain.terms import DisclosureId, PermissionId, RecipientId, day
from service.town.faults import Kind
from service.town.life import Attempt, Life, Script
from service.town.setting import LETTER
from service.town.words import EXCEPTIONS, FINDINGS, say

MOST_AT_FIRST = 4
"""So many organisations help in a case, until somebody says: not that one."""


def allowed(life: Life) -> Script:
    """One of the ways in which something is allowed, excepted or taken back."""
    ways = [_chosen, _on_permission]
    if len(life.providers) == MOST_AT_FIRST:
        ways += [_not_to]
        # Either a friend or two organisations more, or there would be too many recipients.
        ways += [] if life.spread else [_to_somebody, _many]
    yield from life.rng.choice(ways)(life)


def given(life: Life, fault: Kind | None = None, **what: Any) -> Attempt:
    """A permission, as it was shown beforehand and said."""
    fields = {
        "permission": PermissionId(life.new()), "resident": life.resident,
        "kind": PermissionKind.SECRECY_WAIVER, "purpose": Purpose.REFERRAL, "text": LETTER,
        "exceptions": "", "until": day(life.now) + timedelta(days=life.rng.randint(30, 300)),
        "language": life.language, "level": life.rng.choice(tuple(LanguageLevel)),
        "expression": life.rng.choice(tuple(Expression)), "withdrawal_told": True,
    }  # fmt: skip
    return life.about(GivePermission, fault, **fields | what)


def told(life: Life, fault: Kind | None = None, **whom: Any) -> Attempt:
    """Who they are, and how they are reached, leaves the team."""
    fields = {
        "disclosure": DisclosureId(life.new()), "resident": life.resident,
        "categories": (DataCategory.IDENTITY,), "mandate": life.team.own_mandate,
        "accountable": life.team.consultant, "to_whom": "", "why_necessary": "Om samen te helpen.",
        "why_not_less": "Minder is er niet.", "text": say(life.rng, FINDINGS, life.who),
    }  # fmt: skip
    return life.about(Disclose, fault, **fields | whom)


def _to_somebody(life: Life) -> Script:
    """A person whom the resident names, and nobody else; taken back, it ends."""
    life.spread = True
    friend, permission = RecipientId(life.new()), PermissionId(life.new())
    whom: dict[str, Any] = {"recipient": friend, "recipient_function": RecipientFunction.FRIEND}
    if life.chance(0.5):
        yield told(life, Kind.TOLD_WITHOUT_TASK, **whom)
    yield given(life, permission=permission, recipient=friend)
    yield told(life, permission=permission, **whom)
    if life.chance(0.5):
        yield life.pause(1, 5)
        yield life.about(WithdrawPermission, permission=permission)
        yield told(life, Kind.TOLD_AFTER_WITHDRAWAL, permission=permission, **whom)


def _not_to(life: Life) -> Script:
    """Somebody says: not to those; and it holds against every ground but safety."""
    first, *_, last = life.providers
    life.providers = life.providers[:-1]
    yield given(
        life, organisation=first.id, not_to=(last.id,),
        not_to_kinds=(OrganisationKind.SCHOOL,), exceptions=say(life.rng, EXCEPTIONS, life.who),
    )  # fmt: skip
    yield told(
        life, Kind.TOLD_THE_EXCEPTED, organisation=last.id,
        recipient_function=RecipientFunction.CARE_PROFESSIONAL,
    )  # fmt: skip


def _chosen(life: Life) -> Script:
    """What is allowed is never why somebody gets help; a budget and pictures are kinds apart."""
    whom: dict[str, Any] = {"organisation": life.providers[0].id}
    if life.chance(0.5):
        access: dict[str, Any] = {"kind": PermissionKind.PROCESSING, "purpose": Purpose.SUPPORT}
        yield given(life, Kind.PERMISSION_FOR_ACCESS, **access, **whom)
    kind = life.rng.choice((PermissionKind.BUDGET_CHOICE, PermissionKind.PHOTO_AUDIO))
    yield given(life, kind=kind, **whom)


def _on_permission(life: Life) -> Script:
    """The permission itself is the ground on which something is told."""
    permission = PermissionId(life.new())
    whom: dict[str, Any] = {
        "organisation": life.providers[0].id,
        "recipient_function": RecipientFunction.CARE_PROFESSIONAL,
        "on_basis": LegalBasis.PERMISSION,
    }  # fmt: skip
    if life.chance(0.5):
        yield told(life, Kind.TOLD_WITHOUT_PERMISSION, **whom)
    yield given(
        life, permission=permission, kind=PermissionKind.PROCESSING,
        organisation=life.providers[0].id,
    )  # fmt: skip
    yield told(life, permission=permission, **whom)


def _many(life: Life) -> Script:
    """More recipients than the limit: no, until who leads the team approves of them."""
    whom = [each.id for each in life.providers]
    more = [each.id for each in life.town.providers if each.id not in whom][:2]
    as_: dict[str, Any] = {"recipient_function": RecipientFunction.CARE_PROFESSIONAL}
    life.spread = True
    for each in (*whom, more[0]):
        yield told(life, organisation=each, **as_)
    yield told(life, Kind.TOLD_TOO_MANY, organisation=more[1], **as_)
    yield life.about(
        ApproveWiderSharing, most=6, until=day(life.now) + timedelta(days=29),
        why="Zes organisaties komen om beurten bij haar thuis.",
        by=life.team.leading, as_=life.team.leader,
    )  # fmt: skip
    yield told(life, organisation=more[1], **as_)
