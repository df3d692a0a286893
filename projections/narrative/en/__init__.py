"""English, as plain as the Dutch."""

from datetime import date

from domain.terms import Cents
from projections.narrative.en import (
    awareness,
    contact,
    disclosure,
    mandates,
    permission,
    register,
    statements,
    terms,
)
from projections.narrative.en.attempts import ATTEMPTS
from projections.narrative.en.codes import CODES
from projections.narrative.en.refusals import REFUSALS
from projections.narrative.en.sentences import SENTENCES
from projections.narrative.speech import Speech

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def day(on: date) -> str:
    """2 March 2026."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def euros(amount: Cents) -> str:
    """€3,950.00."""
    whole, cents = divmod(abs(amount), 100)
    return f"{'−' if amount < 0 else ''}€{whole:,}.{cents:02}"


def article(number: str, law: str) -> str:
    """Article 5(1)(c) of …."""
    return f"article {number} of {law}"


ENGLISH = Speech(
    code="en",
    sentences={
        **SENTENCES,
        **mandates.SENTENCES,
        **register.SENTENCES,
        **terms.SENTENCES,
        **contact.SENTENCES,
        **disclosure.SENTENCES,
        **statements.SENTENCES,
        **awareness.SENTENCES,
        **permission.SENTENCES,
    },
    codes={
        **CODES,
        **REFUSALS,
        **register.CODES,
        **terms.CODES,
        **contact.CODES,
        **disclosure.CODES,
        **statements.CODES,
        **awareness.CODES,
        **permission.CODES,
    },
    attempts={
        **ATTEMPTS,
        **mandates.ATTEMPTS,
        **register.ATTEMPTS,
        **terms.ATTEMPTS,
        **contact.ATTEMPTS,
        **disclosure.ATTEMPTS,
        **statements.ATTEMPTS,
        **awareness.ATTEMPTS,
        **permission.ATTEMPTS,
    },
    laws={
        "Awb": "the General Administrative Law Act (Awb)",
        "AVG": "the privacy regulation (AVG, GDPR)",
        "UAVG": "the Dutch act on the privacy regulation (UAVG)",
        "Wmo": "the Social Support Act (Wmo)",
        "Jw": "the Youth Act (Jeugdwet)",
        "Pw": "the Participation Act (Participatiewet)",
        "Wgs": "the Municipal Debt Counselling Act (Wgs)",
        "Gemeentewet": "the Municipalities Act (Gemeentewet)",
        "BW": "the Civil Code (BW)",
    },
    day=day,
    euros=euros,
    article=article,
    together=" and ",
    holder="the {role} of {where}",
    team="team {name}",
    worker="the worker",
    resident="a resident",
    unnamed={
        "organisation": "an organisation",
        "team": "a team",
        "function": "worker with another function",
    },
    sealed="(these words are sealed)",
    destroyed="(these words are destroyed)",
    nothing="(none)",
    late=" (Written down later: on {day}.)",
)
