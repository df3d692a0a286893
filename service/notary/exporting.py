"""Making a sealed export: see `export` for what it holds."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from service.notary.checkpoint import parse_checkpoint
from service.notary.export import Manifest
from service.notary.lines import Line, line_of
from service.notary.note import Note, Signature, parse_note
from service.notary.paths import Node, inclusion_proof
from service.notary.rows import Row
from service.notary.strict import encoded


@dataclass(frozen=True)
class Shown:
    """A fact, and what of it is shown: all but what is sealed, or, where withheld, its place."""

    row: Row
    opened: Mapping[str, tuple[bytes, str]]
    """Salt and text, by segment."""
    sealed: Mapping[str, str]
    """Why words are not opened, by segment: a code."""
    withheld: str | None = None
    """Why nothing of it is shown: a code."""


def make_export(
    identity: str,
    facts: Iterable[Shown],
    checkpoint: bytes,
    policy: bytes,
    node: Node,
    sign: Callable[[str], Signature],
) -> bytes:
    """The export of all facts under one identity, in their order, up to the checkpoint's size.

    `sign` gives the log's signature of a manifest. Raises ValueError for a fact that is not filed
    under that identity.
    """
    tree = parse_checkpoint(parse_note(checkpoint).text)
    lines = [_fact(identity, each, node, tree.size) for each in facts]
    fixed = {"checkpoint": checkpoint.decode(), "policy": policy.decode()}
    rest = b"".join(map(line_of, (fixed, *lines)))
    last = lines[-1]["position"] if lines else 0
    digest = sha256(rest).digest()
    text = Manifest(tree.origin, identity, len(lines), last, tree.size, digest).text()
    manifest = Note(text, (sign(text),)).data().decode()
    return line_of({"manifest": manifest, "wijkboek": "export/v1"}) + rest


def _fact(identity: str, shown: Shown, node: Node, size: int) -> Line:
    row = shown.row
    place = next(((nth, salt) for tag, _, nth, salt in row.filed if tag == identity), None)
    if place is None:
        raise ValueError(f"the fact at position {row.position} is not filed under {identity}")
    said: Line = {
        "header": encoded(row.header),
        "nth": place[0],
        "position": row.position,
        "proof": [encoded(each) for each in inclusion_proof(node, row.position - 1, size)],
        "salt": encoded(place[1]),
    }
    if shown.withheld is not None or row.envelope is None:
        return said | {
            "body_hash": encoded(row.body_hash), "withheld": shown.withheld or "removed",
        }  # fmt: skip
    opened = {name: [encoded(salt), text] for name, (salt, text) in shown.opened.items()}
    return said | {
        "envelope": row.envelope.decode(), "type": row.kind, "words": opened,
        "sealed": dict(shown.sealed),
    }  # fmt: skip
