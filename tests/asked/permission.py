"""Taking back, what is told in confidence, and what a parent may read."""

from domain.codes import AgeBand, AuthoritySource
from domain.decisions.age import CheckAge
from domain.decisions.confidence import LiftConfidence, MarkConfidence
from domain.decisions.parenthood import RecordParenthood
from domain.decisions.reading_child import ReadOfChild
from domain.decisions.withdrawal import (
    WithdrawHelpAgreement,
    WithdrawOwnHelpAgreement,
    WithdrawOwnPermission,
    WithdrawPermission,
)
from tests.people import bakker, by_admin, by_bakker, by_fatima, max_, may_refer, stairs

withdraw_help_agreement = WithdrawHelpAgreement(context=by_fatima, case=stairs)
withdraw_permission = WithdrawPermission(context=by_fatima, permission=may_refer, case=stairs)
withdraw_own_help_agreement = WithdrawOwnHelpAgreement(context=by_bakker, case=stairs)
withdraw_own_permission = WithdrawOwnPermission(
    context=by_bakker, permission=may_refer, case=stairs
)
mark_confidence = MarkConfidence(context=by_fatima, case=stairs, resident=bakker, position=7)
lift_confidence = LiftConfidence(context=by_fatima, case=stairs, resident=bakker, position=7)
record_parenthood = RecordParenthood(
    context=by_fatima, child=max_, parent=bakker, source=AuthoritySource.POPULATION_REGISTER
)
check_age = CheckAge(context=by_admin, resident=bakker)
read_of_child = ReadOfChild(context=by_bakker, resident=max_, age=AgeBand.UNDER_12)
