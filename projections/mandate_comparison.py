"""Who may decide what, per organisation: mandates side by side, their gaps and their overlaps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.codes import Law, MandatedAct, MandateKind, Provision
from domain.decisions.by_mandate import DECISIONS
from domain.facts.mandate import Mandate
from domain.terms import Cents, FunctionId, MandateId, OrganisationId


@dataclass(frozen=True, order=True)
class Power:
    """One thing that can be decided, spent or passed on (bevoegdheid)."""

    law: Law
    provision: Provision
    act: MandatedAct


@dataclass(frozen=True)
class Holder:
    """Who has a power: a function of an organisation, up to a limit, under a mandate."""

    organisation: OrganisationId | None
    """Whom the function is of."""
    function: FunctionId
    mandate: MandateId
    kind: MandateKind
    limit: Cents
    limit_per_year: Cents | None


@dataclass(frozen=True)
class Compared:
    """A power, and all who have it."""

    power: Power
    holders: Sequence[Holder]

    @property
    def organisations(self) -> frozenset[OrganisationId | None]:
        """The organisations that have it, in any of their functions."""
        return frozenset(holder.organisation for holder in self.holders)

    @property
    def gap(self) -> bool:
        """Nobody has it: it stays with the college (Awb 10:7), and waits there."""
        return not self.holders

    @property
    def overlap(self) -> bool:
        """More than one organisation has it: which of them decides, is to be agreed."""
        return len(self.organisations) > 1

    @property
    def most(self) -> Cents | None:
        """The highest limit of a decision that anybody has."""
        return max((holder.limit for holder in self.holders), default=None)


def compare(
    mandates: Iterable[Mandate],
    works_for: Mapping[FunctionId, OrganisationId],
    falls_under: Mapping[Provision, frozenset[Law]],
    on: date,
) -> list[Compared]:
    """Every power that there could be, in order, and who has it on that day.

    `works_for` says whose a function is; `falls_under`, under which laws a provision can be given.
    Only a mandaat gives power to decide: others count for spending and referring (Awb 10:1).
    """
    found: dict[Power, list[Holder]] = {
        Power(law, provision, act): []
        for provision, laws in falls_under.items()
        for law in laws
        for act in MandatedAct
    }
    for mandate in mandates:
        granted = mandate.granted
        if granted is None or not mandate.stands(on):
            continue
        holder = Holder(
            works_for.get(granted.function), granted.function, granted.mandate, granted.kind,
            granted.limit, granted.limit_per_year,
        )  # fmt: skip
        for power, holders in found.items():
            if (
                power.law in granted.laws
                and power.provision in granted.provisions
                and power.act in granted.acts
                and (power.act not in DECISIONS or granted.kind is MandateKind.DECIDE)
            ):
                holders.append(holder)
    return [
        Compared(power, sorted(holders, key=lambda each: (-each.limit, each.mandate)))
        for power, holders in sorted(found.items())
    ]
