"""What the cast asks for: one sensible command of every kind, to be changed by `replace`.

A noun's own examples stand in a module of their own; all are imported from here.
"""

from tests.asked.awareness import *  # noqa: F403
from tests.asked.contact import *  # noqa: F403
from tests.asked.disclosure import *  # noqa: F403
from tests.asked.first import *  # noqa: F403
from tests.asked.permission import *  # noqa: F403
from tests.asked.refiling import *  # noqa: F403
from tests.asked.statement import *  # noqa: F403
from tests.asked.statutory_term import *  # noqa: F403
