"""What is in a backup, and what proves it: its manifest, and the archive that it lies in.

The archive is a plain tar: manifest.json first, then its parts. Each part is named with its size
and SHA-256; the manifest itself is authenticated under the root key, so that nobody without it can
make or change a backup unnoticed.
"""

import hashlib
import hmac
import tarfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from service.keys import Root

FORMAT = 1
MANIFEST, DUMP, ROOT_KEY, EPOCHS = "manifest.json", "journal.dump", "root.key", "epochs.json"
_LARGEST_MANIFEST = 1_000_000


class BackupRefused(RuntimeError):
    """A backup that cannot be made or put back; the message says why, and what to do."""


@dataclass(frozen=True)
class Part:
    """A file in the archive: its size in bytes and its SHA-256 (hex)."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup holds."""

    municipality: str
    simulated: bool
    head: int
    """The position of its last fact."""
    recorded_at: datetime | None
    """When that fact was recorded; None in an empty journal."""
    migrations: Sequence[tuple[str, str]]
    """Name and checksum of every migration that its schema had."""
    root_key: str
    """A fingerprint of the root key that its words are sealed under."""
    parts: dict[str, Part]
    secrets: Sequence[str] = ()
    """The files that its epochs hang on besides the root key: see `keys.root`."""


def described(path: Path) -> Part:
    """The size and hash of a file."""
    with path.open("rb") as file:
        return Part(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def key_fingerprint(root: Root) -> str:
    """Says which root it is, and nothing about it."""
    return root.mac(b"wijkboek/backup/key/v1", b"").hex()


def write_archive(path: Path, manifest: Manifest, folder: Path, root: Root) -> None:
    """The manifest, and its parts as they lie in `folder`, as one tar. Raises OSError."""
    content = orjson.dumps({"format": FORMAT, **asdict(manifest)}, option=orjson.OPT_SORT_KEYS)
    whole = {"content": content.decode(), "mac": _mac(root, content)}
    (folder / MANIFEST).write_bytes(orjson.dumps(whole, option=orjson.OPT_INDENT_2))
    with tarfile.open(path, "w") as archive:
        for name in (MANIFEST, *manifest.parts):
            archive.add(folder / name, arcname=name, recursive=False)


def read_archive(path: Path, folder: Path) -> tuple[Manifest, bytes, str]:
    """The manifest, its bytes and their authentication code; the parts, checked, in `folder`.

    Raises BackupRefused for what is no whole backup.
    """
    try:
        with tarfile.open(path, "r:") as archive:
            content, mac = _opened(_member(archive, MANIFEST, _LARGEST_MANIFEST))
            manifest = _read(content)
            for name, part in manifest.parts.items():
                _extract(archive, name, part, folder)
    except FileNotFoundError:
        raise BackupRefused(f"There is no file {path}.") from None
    except (tarfile.TarError, EOFError):
        raise _damaged(path) from None
    except OSError as error:
        raise BackupRefused(f"{path} cannot be read: {error.strerror or error}.") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _damaged(path) from None
    return manifest, content, mac


def authentic(content: bytes, mac: str, root: Root) -> bool:
    """Whether the manifest was made by somebody who has this root."""
    return hmac.compare_digest(_mac(root, content), mac)


def _mac(root: Root, content: bytes) -> str:
    return root.mac(b"wijkboek/backup/manifest/v1\n", content).hex()


def _opened(whole: bytes) -> tuple[bytes, str]:
    said = orjson.loads(whole)
    return str(said["content"]).encode(), str(said["mac"])


def _read(content: bytes) -> Manifest:
    said: dict[str, Any] = orjson.loads(content)
    if said.pop("format") != FORMAT:
        raise BackupRefused(
            "This backup is of another format: restore it with the version that made it."
        )
    at = said.pop("recorded_at")
    parts = {str(name): Part(**part) for name, part in said.pop("parts").items()}
    if not {DUMP} <= parts.keys() <= {DUMP, ROOT_KEY, EPOCHS}:
        raise ValueError
    migrations = [(str(name), str(checksum)) for name, checksum in said.pop("migrations")]
    recorded_at = datetime.fromisoformat(at) if at else None
    return Manifest(**said, migrations=migrations, recorded_at=recorded_at, parts=parts)


def _member(archive: tarfile.TarFile, name: str, most: int) -> bytes:
    member = archive.getmember(name)
    file = archive.extractfile(member)
    if file is None or member.size > most:
        raise ValueError
    return file.read()


def _extract(archive: tarfile.TarFile, name: str, part: Part, folder: Path) -> None:
    # By its name in our own list, never by a path in the archive.
    file = archive.extractfile(archive.getmember(name))
    if file is None:
        raise ValueError
    digest = hashlib.sha256()
    with (folder / name).open("wb") as copy:
        while piece := file.read(1 << 20):
            digest.update(piece)
            copy.write(piece)
    if digest.hexdigest() != part.sha256:
        raise BackupRefused(
            f"{name} in this backup is not what was put into it: use another backup."
        )


def _damaged(path: Path) -> BackupRefused:
    return BackupRefused(f"{path} is no whole backup of Wijkboek: use another one.")
