"""Another key for the log: who administers the service says so, before it signs anything."""

from collections.abc import Sequence

from domain.command import Command, Malformed, Refused
from domain.fact import Event
from domain.facts.log_key import LogKeyRenewed, LogKeys
from domain.refusal import Refusal
from domain.terms import VerifierKey


class RenewLogKey(Command[LogKeys]):
    """Say that the log signs with another key from now on. A key takes over once."""

    old: VerifierKey
    new: VerifierKey

    def needs(self) -> tuple[LogKeys]:
        return (LogKeys(self.context.function),)

    def decide(self, known: LogKeys) -> Sequence[Event]:
        if self.old == self.new or self.old.split("+")[0] != self.new.split("+")[0]:
            raise Malformed("new: another key, of the same log")
        if self.new in known.renewed:
            raise Refused(Refusal.ALREADY_DONE)
        return [LogKeyRenewed(function=self.context.function, old=self.old, new=self.new)]
