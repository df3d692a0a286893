"""Making a file of a whole journal: see `rows` for what it holds."""

from service.notary.lines import Line
from service.notary.rows import Row
from service.notary.strict import encoded


def line_of_row(row: Row, leaf: bytes | None) -> Line:
    """A fact as a line; `leaf` is what the tree holds there, if it was fixed already."""
    return {
        "body_hash": encoded(row.body_hash),
        "envelope": None if row.envelope is None else encoded(row.envelope),
        "filed": [[tag, kind, nth, encoded(salt)] for tag, kind, nth, salt in sorted(row.filed)],
        "header": encoded(row.header),
        "id": row.fact_id,
        "leaf": None if leaf is None else encoded(leaf),
        "position": row.position,
        "recorded_at": row.recorded_at,
        "type": row.kind,
        "words": [
            [name, key, None if box is None else encoded(box)] for name, key, box in row.words
        ],
    }
