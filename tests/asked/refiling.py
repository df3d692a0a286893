"""A fact put with the right person, as the cast asks for it."""

from domain.codes import RefilingReason
from domain.decisions.refiling import ProposeRefiling, RefileFact
from tests.people import bakker, by_fatima, by_leader, max_

propose_refiling = ProposeRefiling(
    context=by_fatima, position=6, resident=bakker, into=max_, reason=RefilingReason.WRONG_PERSON
)
refile_fact = RefileFact(context=by_leader, position=6, resident=bakker, into=max_)
