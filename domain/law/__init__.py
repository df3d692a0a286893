"""Law as dated data: each row with its source, and a mark that says how sure it is.

Rows are added, never edited: what was decided under an older edition can always be looked at
again. `docs/law.md` says how a rule is changed.
"""

from domain.law.rules import EDITION, FIRST, NotInForce, Rules

__all__ = ["EDITION", "FIRST", "NotInForce", "Rules"]
