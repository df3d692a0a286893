"""Exports of the small journal, and the ways in which somebody might change one."""

from collections.abc import Callable, Iterable
from hashlib import sha256
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from service.notary.export import parse_manifest
from service.notary.exporting import Shown, make_export
from service.notary.lines import Line, line_of, parse_lines
from service.notary.note import Note, parse_note
from service.notary.paths import node_of
from service.notary.rows import Row
from service.notary.signing import sign_note
from tests.notary.signed import LOG, ORIGIN, POLICY
from tests.notary.small import fixed, leaves, signed


def opened(row: Row) -> dict[str, tuple[bytes, str]]:
    """The words of a fact of the small journal, with the salt that lies within."""
    found = {}
    for segment, key, box in row.words:
        assert box is not None
        aad = UUID(row.fact_id).bytes + UUID(key).bytes + b"\0\1" + segment.encode()
        framed = AESGCM(fixed("secret", 32)).decrypt(box[:12], box[12:], aad)
        length = int.from_bytes(framed[32:36])
        found[segment] = framed[:32], framed[36 : 36 + length].decode()
    return found


def shown(row: Row) -> Shown:
    """Every fourth is withheld; of the ninth the words stay sealed."""
    if row.position % 4 == 0:
        return Shown(row, {}, {}, "third-party")
    if row.position == 9:
        return Shown(row, {}, {segment: "third-party" for segment, _, _ in row.words})
    return Shown(row, opened(row), {})


def export(rows: list[Row], identity: str, size: int | None = None, at: int | None = None) -> bytes:
    """All of one case, up to a checkpoint; only facts that it covers."""
    size = len(rows) if size is None else size
    filed = [r for r in rows[:size] if identity in {tag for tag, *_ in r.filed}]
    return make_export(
        identity, map(shown, filed), signed(rows, size, at), POLICY, node_of(leaves(rows)),
        lambda text: sign_note(text, ORIGIN, LOG),
    )  # fmt: skip


def changed(data: bytes, change: Callable[[list[Line]], Iterable[Line]], *, anew: bool) -> bytes:
    """With other facts; `anew`, the manifest is signed again, as an operator can."""
    first, fixed_, *facts = parse_lines(data)
    rest = b"".join(map(line_of, (fixed_, *change(facts))))
    if anew:
        manifest = parse_manifest(parse_note(first["manifest"].encode()).text)
        text = type(manifest)(
            manifest.origin, manifest.identity, manifest.count, manifest.last, manifest.size,
            sha256(rest).digest(),
        ).text()  # fmt: skip
        first["manifest"] = Note(text, (sign_note(text, ORIGIN, LOG),)).data().decode()
    return line_of(first) + rest
