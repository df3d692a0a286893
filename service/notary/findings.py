"""What a verifier has to say: findings with a name and a place, and how it ends."""

import enum
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from service.notary.merkle import ProofInvalid
from service.notary.note import SignatureInvalid
from service.notary.policy import QuorumMissing
from service.notary.strict import Malformed


class Code(enum.StrEnum):
    """What is wrong, by a name that stays."""

    EDITED = "EDITED"  # a stored byte is not what was recorded
    MISSING = "MISSING"  # something that was recorded is not there, and nothing says why
    TRUNCATED = "TRUNCATED"  # the end is gone: a signed tree was larger
    ROOT = "ROOT"  # the facts do not make the tree that was signed
    BACKDATED = "BACKDATED"  # recorded at a moment at which it cannot have been
    FORK = "FORK"  # two trees of one size, both signed
    SIGNATURE = "SIGNATURE"  # not signed by the log that it says it is of
    QUORUM = "QUORUM"  # too few witnesses
    STALE = "STALE"  # all of it stands, and it is not of now
    UNREADABLE = "UNREADABLE"  # not of the format


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong."""

    code: Code
    message: str
    position: int | None = None
    """Of a fact: from 1."""

    def __str__(self) -> str:
        place = "" if self.position is None else f" at position {self.position}"
        return f"{self.code}{place}: {self.message}"


@dataclass
class Report:
    """What was found, and what was looked at."""

    about: str = ""
    facts: int = 0
    size: int = 0
    """Leaves in the tree that it was held against."""
    cases: int = 0
    """Of a whole journal: how many cases there are facts of."""
    simulated: bool = False
    passed: int = 0
    """Of a whole journal: checkpoints of another log, or by a key that was replaced."""
    cosigned_at: int | None = None
    """When a quorum last said so, POSIX seconds."""
    findings: list[Finding] = field(default_factory=list)

    def add(self, code: Code, message: str, position: int | None = None) -> None:
        """One more thing that is wrong."""
        self.findings.append(Finding(code, message, position))

    @property
    def status(self) -> int:
        """The exit code: 0 all is as recorded; 1 it is not; 2 it cannot be read; 3 only stale."""
        found = {each.code for each in self.findings}
        if Code.UNREADABLE in found:
            return 2
        return 1 if found - {Code.STALE} else 3 * len(found)


@contextmanager
def reported(report: Report) -> Iterator[None]:
    """What ends a verification early becomes its last finding."""
    try:
        yield
    except (Malformed, ProofInvalid) as error:
        report.add(Code.UNREADABLE, str(error))
    except SignatureInvalid as error:
        report.add(Code.SIGNATURE, str(error))
    except QuorumMissing as error:
        report.add(Code.QUORUM, str(error))
