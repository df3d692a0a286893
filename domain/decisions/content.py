"""What of a record may be shown outside: nothing unestablished, uncorrected or uncontested."""

from collections.abc import Sequence

from domain.command import Malformed, Refused, Unknown
from domain.decisions.guards import informed
from domain.decisions.statement import may_be_used, standing
from domain.facts.awareness import Awareness
from domain.facts.report import Report
from domain.facts.statement import Reuse, Statement
from domain.refusal import Refusal
from domain.terms import CaseId, ResidentId, StatementId

MOST_CITED = 200
"""No disclosure holds more of a record than this: nobody could say why each was needed."""


def shows(
    cited: Sequence[Statement | Report],
    case: CaseId,
    resident: ResidentId,
    reuse: Reuse,
    as_corrected: Sequence[StatementId],
    awareness: Awareness | None,
) -> tuple[StatementId, ...]:
    """Which of these statements the resident contested: their own words go along (M-14).

    A report is shown once it is established (M-08), with every line of it named; a statement
    that was corrected, itself or by what it repeats, by who knows what to (AVG 5(1)(d)). Who is
    written about in it knows of it in this case, and nothing that was confided is shown (Jw
    7.3.11): `awareness` is None where it is about safety, and then neither is asked.

    Raises Unknown, Malformed, Refused.
    """
    statements = [each for each in cited if isinstance(each, Statement)]
    for each in statements:
        about = standing(each).resident
        may_be_used(each, case, resident, reuse)
        if awareness is not None:
            informed(awareness, about)
            if each.confided:
                raise Refused(Refusal.TOLD_IN_CONFIDENCE)
        if each.corrected and each.statement not in as_corrected:
            raise Refused(Refusal.STATEMENT_CORRECTED)
    named = {each.statement for each in statements}
    for report in cited:
        if isinstance(report, Report):
            _established(report, case, named)
    return tuple(each.statement for each in statements if each.contested)


def said_again(cited: Sequence[Statement | Report]) -> tuple[StatementId, ...]:
    """What these statements repeat, each once."""
    said = [each.recorded for each in cited if isinstance(each, Statement)]
    return tuple(dict.fromkeys(one for each in said if each for one in each.repeated))


def _established(report: Report, case: CaseId, named: set[StatementId]) -> None:
    drafted = report.drafted
    if drafted is None or drafted.case != case:
        raise Unknown("report")
    if not report.established:
        raise Refused(Refusal.REPORT_NOT_ESTABLISHED)
    if not named.issuperset(report.lines):
        raise Malformed("statements: every line of each report")
