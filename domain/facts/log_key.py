"""With which key the log signs: that another one took over, as a fact that both trees hold."""

from dataclasses import replace
from typing import Self

from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import FunctionId, VerifierKey


class LogKeyRenewed(Event):
    """Sleutel van het logboek vernieuwd: from now on the tree is signed with the new one."""

    function: FunctionId
    """In which somebody did that."""
    old: VerifierKey
    new: VerifierKey


class LogKeys(Knowledge):
    """The keys that took over."""

    function: FunctionId
    renewed: frozenset[VerifierKey] = frozenset()

    def evolve(self, fact: Fact[LogKeyRenewed]) -> Self:
        return replace(self, renewed=self.renewed | {fact.event.new})
