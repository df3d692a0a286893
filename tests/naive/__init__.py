"""The rules that protect a resident, told a second time and naively: over the plain list of facts.

Written from `docs/requirements.md` alone. It keeps nothing in mind: every question runs through all
that happened. `broken` says which rules a command would break; `unsound` finds facts that should
not be there. Of other rules (who may, by which mandate) it has no opinion.
"""

from tests.naive.rules import BOOK, OWNED, broken
from tests.naive.sound import unsound

__all__ = ["BOOK", "OWNED", "broken", "unsound"]
