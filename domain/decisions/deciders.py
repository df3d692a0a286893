"""Who must say yes for somebody: by age, gezag and representation, on that day (Jw 7.3.4, 7.3.15).

An age is never on record: what the register of residents knows comes in with the command, as an
age band, and is pinned in what follows.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from domain.codes import (
    AgeBand,
    AuthorityKind,
    Capacity,
    Exemption,
    Party,
    RepresentativeKind,
)
from domain.command import Malformed, Refused
from domain.fact import Context
from domain.facts.agreement import Consents, HelpAgreement
from domain.facts.authority import Authority, Representation, Say
from domain.law import NotInForce, Rules
from domain.law.rows import Deciding
from domain.refusal import Refusal
from domain.terms import ResidentId

Spoken = Authority | Representation
"""What is known of who speaks for somebody."""
PROTECTED = frozenset({RepresentativeKind.CURATOR, RepresentativeKind.MENTOR})
"""While an adult has one of these, help is agreed with them (BW 1:381, 1:453; 7:465 lid 2)."""
NO_SAY_IN_HELP = frozenset({RepresentativeKind.ADMINISTRATOR_OF_PROPERTY})
"""Who looks after money alone."""

Group = Mapping[ResidentId, Capacity]
"""Those of whom one must say yes, and as what. Empty: there is nobody who can."""


class Deciders(NamedTuple):
    """Who must say yes: of each group, one."""

    groups: tuple[Group, ...]

    def capacity(self, who: ResidentId) -> Capacity | None:
        """As what they say yes; None where it is not theirs to say."""
        return next((group[who] for group in self.groups if who in group), None)

    def everybody(self) -> tuple[ResidentId, ...]:
        """All who have a say, each once."""
        return tuple(sorted({who for group in self.groups for who in group}))

    def complete(self, said: Iterable[ResidentId]) -> bool:
        """Whether nobody's yes is missing."""
        there = set(said)
        return all(there & group.keys() for group in self.groups)


class Speaking(NamedTuple):
    """Everything that says who decides for a resident on a day."""

    resident: ResidentId
    age: AgeBand
    authority: Authority
    representation: Representation
    rules: Rules
    on: date

    def row(self, exemption: Exemption | None = None) -> Deciding:
        """The row of the matrix. Raises Malformed for an exemption that this age has not."""
        if self.age is AgeBand.ADULT and exemption is None and self._protected():
            exemption = Exemption.UNABLE
        try:
            return self.rules.deciding(self.age, exemption, self.on)
        except NotInForce:
            raise Malformed("exemption: not at this age") from None

    def agree(self, exemption: Exemption | None = None) -> Deciders:
        """Who must agree to help. Raises Malformed."""
        return self._deciders(self.row(exemption).agrees)

    def agree_still(self, said: Consents) -> bool:
        """Whether those who said yes are those who must, at the age and by the gezag of now. An
        exemption that this age no longer has counts no more."""
        for exemption in {None, *(each.exemption for each in said.values())}:
            try:
                deciders = self.agree(exemption)
            except Malformed:
                continue
            if deciders.complete(
                who for who, each in said.items() if each.capacity is deciders.capacity(who)
            ):
                return True
        return False

    def permit(self) -> Deciders:
        """Who exercises rights: of these one is enough. Raises Malformed."""
        return self._deciders(self.row().rights)

    def told(self) -> tuple[ResidentId, ...]:
        """Who gets the letters. Raises Malformed."""
        return self._deciders(self.row().notice).everybody()

    def _protected(self) -> bool:
        return any(say.kind in PROTECTED for say in self.representation.of(self.on))

    def _deciders(self, parties: Iterable[Party]) -> Deciders:
        groups: list[Group] = []
        for party in parties:
            match party:
                case Party.SELF:
                    groups.append({self.resident: Capacity.SELF})
                case Party.AUTHORITY:
                    have = {say.by: Capacity.AUTHORITY for say in self.authority.of(self.on)}
                    groups += [{who: as_} for who, as_ in have.items()] or [{}]
                case Party.REPRESENTATIVE:
                    groups.append(_first(self.representation.of(self.on)))
        return Deciders(tuple(groups))


def _first(in_order: Iterable[Say]) -> Group:
    """Those who come first in the order of the law: any of them."""
    speak = [say for say in in_order if say.kind not in NO_SAY_IN_HELP]
    return {say.by: _as(say.kind) for say in speak if say.kind is speak[0].kind}


def _as(kind: AuthorityKind | RepresentativeKind) -> Capacity:
    return Capacity.AUTHORITY if isinstance(kind, AuthorityKind) else Capacity(kind.value)


def who_speaks(resident: ResidentId | None) -> tuple[Spoken, ...]:
    """What must be known of who speaks for a resident, where that is asked at all."""
    return () if resident is None else (Authority(resident), Representation(resident))


def speaking(
    resident: ResidentId,
    age: AgeBand | None,
    spoken: Sequence[Any],
    context: Context,
    on: date,
) -> Speaking | None:
    """Who decides for this resident on that day; None where that was not looked up.

    Raises Refused where it was looked up of somebody else.
    """
    if age is None or not spoken:
        return None
    authority, representation = spoken
    assert isinstance(authority, Authority)
    assert isinstance(representation, Representation)
    if authority.child != resident:
        raise Refused(Refusal.OTHER_RESIDENT)
    return Speaking(resident, age, authority, representation, Rules.of(context.rules), on)


def agreed_to_help(
    agreement: HelpAgreement,
    resident: ResidentId,
    age: AgeBand | None,
    spoken: tuple[Spoken, ...],
    context: Context,
    on: date,
) -> None:
    """Help stands while everybody who must agree to it does, that day (Jw 7.3.4). Raises Refused.

    Where the resident alone agreed, that is all there is to it.
    """
    if resident not in agreement.agreed:
        raise Refused(Refusal.NO_HELP_AGREEMENT)
    said = agreement.of(resident)
    if not said:
        return
    now = speaking(resident, age, spoken, context, on)
    if now is None:
        raise Refused(Refusal.AGE_UNKNOWN)
    if not now.agree_still(said):
        raise Refused(Refusal.HELP_AGREEMENT_PENDING)
