"""Where a municipality's notary keeps what it needs: its key, what was signed, whom to trust."""

import os
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

from service.fixing.publishing import Public
from service.notary.kept import write_whole
from service.notary.note import ML_DSA, Key
from service.notary.policy import Policy, parse_policy
from service.notary.signer import Signer, SignerAway, SignerClient
from service.notary.signing import key_of, second_key_of
from service.notary.strict import Malformed, name
from service.secret_file import secret_file
from service.settings import Settings


class NotaryUnusable(RuntimeError):
    """The notary's files are not there, or cannot be used; the message says what to do."""


@dataclass(frozen=True)
class Place:
    """The files of one municipality's notary."""

    folder: Path

    @property
    def log_key(self) -> Path:
        """The log's key: 32 bytes that the signer alone reads."""
        return self.folder / "log.key"

    @property
    def second_key(self) -> Path:
        """The log's other key (ML-DSA-44): 32 bytes, the signer's as well."""
        return self.folder / "second.key"

    @property
    def signed(self) -> Path:
        """The last tree that the signer signed. Never put back from a backup."""
        return self.folder / "signed"

    @property
    def socket(self) -> Path:
        """Where the signer answers."""
        return self.folder / "signer.sock"

    @property
    def public(self) -> Path:
        """Tiles and checkpoint, for anybody."""
        return self.folder / "public"

    @property
    def policy_file(self) -> Path:
        """Which log this is, and which witnesses must have cosigned (tlog-policy)."""
        return self.folder / "policy"

    def begun(self) -> bool:
        """Whether there is a notary here."""
        return self.policy_file.exists()

    def policy(self) -> Policy:
        """Whom to trust. Raises NotaryUnusable."""
        try:
            policy = parse_policy(self.policy_file.read_bytes())
        except FileNotFoundError:
            raise NotaryUnusable("There is no notary here yet: wijkboek notary init") from None
        except (OSError, Malformed) as error:
            raise NotaryUnusable(f"{self.policy_file} cannot be used: {error}") from None
        if not policy.logs:
            raise NotaryUnusable(f"{self.policy_file} names no log")
        return policy

    def log(self) -> Key:
        """The key that this log is known by: the policy names it last. Raises NotaryUnusable."""
        return self.policy().logs[-1]

    def private(self) -> Ed25519PrivateKey:
        """The log's key, made when there is none yet. Raises SharedSecret, OSError."""
        return Ed25519PrivateKey.from_private_bytes(
            secret_file(self.log_key, lambda: os.urandom(32))
        )

    def signer(self) -> Signer:
        """What signs here. Raises NotaryUnusable."""
        log, private = self.log(), self.private()
        if key_of(log.name, private) != log:
            raise NotaryUnusable(f"{self.log_key} is not the key that {self.policy_file} names")
        named = [key for key in self.policy().witnesses.values() if key.kind == ML_DSA]
        second = self._second() if log.name in {key.name for key in named} else None
        if second is not None and second_key_of(log.name, second) not in named:
            raise NotaryUnusable(f"{self.second_key} is not a key that {self.policy_file} names")
        return Signer(log.name, private, self.signed, second)

    def _second(self) -> MLDSA44PrivateKey:
        return MLDSA44PrivateKey.from_seed_bytes(
            secret_file(self.second_key, lambda: os.urandom(32))
        )

    def signed_for(self) -> int | None:
        """How many facts the signer says that it signed for; None where nobody says so."""
        if not self.begun():
            return None
        signer = SignerClient(self.socket, self.log())
        try:
            return signer.size()
        except SignerAway:
            return None
        finally:
            signer.close()

    def signed_at_least(self) -> int:
        """How many facts were signed for, as what is published says, and the signer if it answers
        at once. 0 where there is no notary, or what it has cannot be read."""
        if not self.begun():
            return 0
        try:
            signer = SignerClient(self.socket, self.log(), timeout=1.0)
        except NotaryUnusable:
            return Public(self.public).size()
        with closing(signer), suppress(SignerAway):
            return max(Public(self.public).size(), signer.size())
        return Public(self.public).size()

    def begin(self, origin: str, witnesses: Iterable[tuple[Key, str]] = ()) -> Policy:
        """Make the log's key and its policy: a majority of those witnesses, each with its URL.

        May be done again until the first signature, since witnesses ask for the log's key before
        they have one. Raises Malformed for an origin that is none, NotaryUnusable after that.
        """
        if self.signed.exists():
            raise NotaryUnusable(
                f"This log has signed already: {self.policy_file} says whose it is"
            )
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        log = key_of(name(origin), self.private())
        second = second_key_of(log.name, self._second())
        lines, members = [f"log {log.vkey()}", f"witness second {second.vkey()}"], []
        for nth, (key, url) in enumerate(witnesses, 1):
            lines.append(f"witness w{nth} {key.vkey()} {url}")
            members.append(f"w{nth}")
        if members:
            lines.append(f"group witnesses {len(members) // 2 + 1} {' '.join(members)}")
        lines.append(f"quorum {'witnesses' if members else 'none'}")
        content = "".join(f"{line}\n" for line in lines).encode()
        write_whole(self.policy_file, content)
        return parse_policy(content)

    def renewal(self) -> tuple[Key, Key]:
        """The key of now, and the one that is to take over: made when it is first asked for, and
        signing nothing yet. Raises NotaryUnusable, SharedSecret, OSError."""
        logs = self.policy().logs
        seed = secret_file(self._next_key, lambda: os.urandom(32))
        new = key_of(logs[-1].name, Ed25519PrivateKey.from_private_bytes(seed))
        return logs[-2] if new == logs[-1] else logs[-1], new

    def renew(self) -> Key:
        """That key for the log from now on; the old one stays beside it, and in the policy. What
        was broken off may be done again. Raises as `renewal`."""
        old, new = self.renewal()
        lines = self.policy_file.read_text(encoding="utf-8").splitlines()
        if new != self.log():
            at = next(n for n, line in enumerate(lines) if old.vkey() in line)
            lines.insert(at + 1, f"log {new.vkey()}")
            write_whole(self.policy_file, "".join(f"{line}\n" for line in lines).encode())
        with suppress(FileExistsError):
            os.link(self.log_key, self.folder / f"log-{old.key_id.hex()}.key")
        self._next_key.replace(self.log_key)
        return new

    @property
    def _next_key(self) -> Path:
        return self.folder / "log-next.key"


def place_of(settings: Settings) -> Place:
    """Of the municipality that the settings name."""
    return Place(settings.notary_folder or settings.home / "notary" / settings.municipality)
