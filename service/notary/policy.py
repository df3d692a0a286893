"""Whom to trust (C2SP tlog-policy): which log, and which of its witnesses must have cosigned.

log <vkey> [<url>]
witness <name> <vkey> [<url>]
group <name> all|any|<k> <name>...
quorum <name>|none
"""

from collections.abc import Mapping
from dataclasses import dataclass

from service.notary.checkpoint import Checkpoint, open_checkpoint
from service.notary.cosignature import time_of
from service.notary.note import (
    COSIGNATURE,
    ED25519,
    ML_DSA,
    Key,
    Note,
    parse_key,
)
from service.notary.strict import Malformed, number

_CONTROLS = {*range(0x20), 0x7F} - {0x09, 0x0A}
MOST = 1000
"""Lines that define something, at most."""


class QuorumMissing(Exception):
    """Fewer witnesses cosigned a checkpoint than the policy asks for."""


@dataclass(frozen=True)
class Policy:
    """What a policy file says. Names of witnesses and groups are of this file alone."""

    logs: tuple[Key, ...]
    witnesses: Mapping[str, Key]
    groups: Mapping[str, tuple[int, tuple[str, ...]]]
    quorum: str
    urls: Mapping[str, str]

    def met(self, cosigned: set[str]) -> bool:
        """Whether these witnesses are enough (tlog-policy, Defining a witness group)."""
        there = {"none", *cosigned}
        for group, (needed, members) in self.groups.items():  # members were defined before it
            if len(there.intersection(members)) >= needed:
                there.add(group)
        return self.quorum in there

    def until_quorum(self, times: Mapping[str, int]) -> list[int]:
        """When witnesses cosigned, ascending, up to the last moment since which a quorum has.

        What fewer than a quorum say makes nothing newer; a log that cosigns its own tree counts,
        and its clock proves nothing. Empty where there is no quorum.
        """
        logs = {key.name for key in self.logs}
        own = {who for who in times if self.witnesses[who].name in logs}
        since = {at: {w for w in times if w in own or times[w] >= at} for at in times.values()}
        return sorted(at for who, at in times.items() if who not in own and self.met(since[at]))

    def open(self, data: bytes) -> tuple[Checkpoint, Note, list[int]]:
        """A checkpoint that one of the logs signed and a quorum cosigned, and when they did.

        Times are POSIX seconds, see `until_quorum`. Raises Malformed, SignatureInvalid,
        QuorumMissing.
        """
        found, signed = open_checkpoint(data, *self.logs)
        times = self.times(signed)
        if not self.met(set(times)):
            known = f"{len(times)} of {len(self.witnesses)} known witnesses"
            raise QuorumMissing(f"{known} cosigned: too few")
        return found, signed, self.until_quorum(times)

    def times(self, signed: Note) -> dict[str, int]:
        """When each witness cosigned, by its name here. Raises SignatureInvalid."""
        found = {who: time_of(signed, key) for who, key in self.witnesses.items()}
        return {who: time for who, time in found.items() if time is not None}


def parse_policy(data: bytes) -> Policy:
    """A policy file (tlog-policy, Policy file syntax and structure). Raises Malformed."""
    if set(data) & _CONTROLS:
        raise Malformed("a policy has no control characters but tab and newline")
    if data and not data.endswith(b"\n"):
        raise Malformed("every line of a policy ends in a newline")
    reading = _Reading()
    # Octets, not characters: a name is the same only where its bytes are.
    for line in data.decode("latin-1").split("\n"):
        words = [word for word in line.replace("\t", " ").split(" ") if word]
        if words and not words[0].startswith("#"):
            reading.take(words)
    return reading.done()


class _Reading:
    def __init__(self) -> None:
        self.logs: list[Key] = []
        self.witnesses: dict[str, Key] = {}
        self.groups: dict[str, tuple[int, tuple[str, ...]]] = {}
        self.urls: dict[str, str] = {}
        self.quorum: str | None = None
        self.members: set[str] = set()

    def take(self, words: list[str]) -> None:
        match words:
            case ["log", vkey, *url] if len(url) <= 1:
                key = self._key(vkey, (ED25519,), self.logs)
                self.logs.append(key)
            case ["witness", name, vkey, *url] if len(url) <= 1:
                key = self._key(vkey, (COSIGNATURE, ML_DSA), list(self.witnesses.values()))
                self.witnesses[self._new(name)] = key
                self.urls.update((name, each) for each in url)
            case ["group", name, how, *members] if members:
                self.groups[self._new(name)] = self._group(how, members)
            case ["quorum", name] if self.quorum is None:
                if name != "none":
                    self._known(name)
                self.quorum = name
            case _:
                raise Malformed("a line of this policy is none that is known")
        if len(self.logs) + len(self.witnesses) + len(self.groups) > MOST:
            raise Malformed("a policy this large is none")

    def _group(self, how: str, members: list[str]) -> tuple[int, tuple[str, ...]]:
        for each in members:
            self._known(each)
            if each in self.members:
                raise Malformed("a name is a member of one group, once")
            self.members.add(each)
        words = {"all": len(members), "any": 1}
        needed = words[how] if how in words else number(how)
        if not 1 <= needed <= len(members):
            raise Malformed("a group asks for one of its members at least, and for all at most")
        return needed, tuple(members)

    def _key(self, vkey: str, kinds: tuple[int, ...], others: list[Key]) -> Key:
        try:
            key = parse_key(vkey.encode("latin-1").decode("utf-8"))
        except UnicodeDecodeError:
            raise Malformed("a key's name is UTF-8") from None
        if key.kind not in kinds:
            raise Malformed("a log signs notes (type 01), a witness cosigns (type 04 or 06)")
        if any(key.public == each.public for each in others):
            raise Malformed("one key, twice")
        return key

    def _new(self, name: str) -> str:
        if name == "none" or name in self.witnesses or name in self.groups:
            raise Malformed("a name is given once, and never to nobody")
        return name

    def _known(self, name: str) -> None:
        if name not in self.witnesses and name not in self.groups:
            raise Malformed("a name stands for what was defined before it")

    def done(self) -> Policy:
        if self.quorum is None:
            raise Malformed("a policy says what its quorum is")
        return Policy(tuple(self.logs), self.witnesses, self.groups, self.quorum, self.urls)
