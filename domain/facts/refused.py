"""That somebody was told no: a fact like any other, and the resident's to see."""

from domain.fact import Event
from domain.refusal import NextStep, Refusal
from domain.terms import Article, CaseId, CommandName, ResidentId


class AttemptRefused(Event):
    """Geweigerde poging: what was asked, and the rule that said no. Nothing else happened."""

    attempted: CommandName
    code: Refusal
    article: Article
    next_step: NextStep
    cases: tuple[CaseId, ...]
    residents: tuple[ResidentId, ...]
