"""Terms that something elsewhere begins: mevrouw Bakker complains, and is answered."""

from datetime import date

from domain.codes import TermCode
from domain.decisions.statutory_term import (
    CompleteStatutoryTerm,
    ExtendStatutoryTerm,
    StartStatutoryTerm,
)
from tests.people import by_fatima, stairs

start_statutory_term = StartStatutoryTerm(
    context=by_fatima, case=stairs, term=TermCode.COMPLAINT, since=date(2026, 3, 2)
)
complete_statutory_term = CompleteStatutoryTerm(
    context=by_fatima, case=stairs, term=TermCode.COMPLAINT
)
extend_statutory_term = ExtendStatutoryTerm(
    context=by_fatima, case=stairs, term=TermCode.COMPLAINT, until=date(2026, 5, 11)
)
