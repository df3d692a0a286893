"""Dutch, as plain as it can be (taalniveau B1): short sentences, and words that people use."""

import re
from datetime import date

from domain.terms import Cents
from projections.narrative.nl import (
    awareness,
    contact,
    disclosure,
    mandates,
    permission,
    register,
    statements,
    terms,
)
from projections.narrative.nl.attempts import ATTEMPTS
from projections.narrative.nl.codes import CODES
from projections.narrative.nl.refusals import REFUSALS
from projections.narrative.nl.sentences import SENTENCES
from projections.narrative.speech import Speech

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
    "oktober", "november", "december",
)  # fmt: skip


def day(on: date) -> str:
    """2 maart 2026."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def euros(amount: Cents) -> str:
    """€ 3.950,00."""
    whole, cents = divmod(abs(amount), 100)
    return f"{'−' if amount < 0 else ''}€ {whole:,}".replace(",", ".") + f",{cents:02}"


def article(number: str, law: str) -> str:
    """Artikel 5, lid 1, onder c, van … for 5(1)(c)."""
    named = re.sub(r"\((\d+)\)", r", lid \1", number)
    named = re.sub(r"\(([a-z])\)", r", onder \1", named)
    return f"artikel {named}{'' if named == number else ','} van {law}"


DUTCH = Speech(
    code="nl",
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
        "Awb": "de Algemene wet bestuursrecht (Awb)",
        "AVG": "de privacywet (AVG)",
        "UAVG": "de Nederlandse uitvoeringswet bij de privacywet (UAVG)",
        "Wmo": "de Wet maatschappelijke ondersteuning (Wmo)",
        "Jw": "de Jeugdwet",
        "Pw": "de Participatiewet",
        "Wgs": "de Wet gemeentelijke schuldhulpverlening (Wgs)",
        "Gemeentewet": "de Gemeentewet",
        "BW": "het Burgerlijk Wetboek (BW)",
    },
    day=day,
    euros=euros,
    article=article,
    together=" en ",
    holder="de {role} van {where}",
    team="wijkteam {name}",
    worker="de medewerker",
    resident="een inwoner",
    unnamed={
        "organisation": "een organisatie",
        "team": "een wijkteam",
        "function": "medewerker met een andere functie",
    },
    sealed="(deze woorden zijn verzegeld)",
    destroyed="(deze woorden zijn vernietigd)",
    nothing="(geen)",
    late=" (Later opgeschreven: op {day}.)",
)
