"""A resident's own record as a document to read and keep, with the sealed export inside it.

The file declares PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1): it can be kept for ever, and a
screen reader can read it aloud.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
import typst

from domain.terms import day
from projections.narrative import SPEECHES
from service.replay import Line

TEMPLATE = Path(__file__).with_suffix(".typ")
LABELS: Mapping[str, Mapping[str, Any]] = {
    "nl": {
        "title": "Wat over u is opgeschreven",
        "about": (
            "Dit is een afschrift van uw dossier bij de wijkteams. U leest wat er is gebeurd, wie"
            " het opschreef, wie er gegevens van u kreeg en wie in uw dossier keek.",
            "Bewaar dit bestand goed: er staan persoonlijke gegevens in.",
        ),
        "counted": "Op naam van uw dossier staan {facts} feiten. Van {withheld} daarvan ziet u hier"
        " en in het bewijs niet wat er staat: bijvoorbeeld omdat het over iemand anders gaat.",
        "record": "Wat er is gebeurd",
        "received": "Wie gegevens over u kreeg",
        "looked": "Wie in uw dossier keek",
        "rights": "Klopt er iets niet?",
        "ways": (
            "U mag bij elke zin zeggen dat die niet klopt. Dat komt er dan bij te staan, ook voor"
            " wie de zin al kreeg. U mag ook vragen om de zin te verbeteren. Noem het nummer van de"
            " zin. Doe dit bij uw wijkteam.",
            "Bent u het niet eens met wat het wijkteam doet? U kunt een klacht indienen bij de"
            " gemeente, daarna bij de ombudsman. Over hoe wij met uw gegevens omgaan kunt u klagen"
            " bij de Autoriteit Persoonsgegevens.",
        ),
        "proof": "Zelf nagaan of dit afschrift klopt",
        "check": (
            "In dit bestand zit een tweede bestand: afschrift.jsonl. Daarin staan dezelfde feiten"
            " met hun bewijs. Bewaar het apart op uw computer en open het met de controlepagina van"
            " bijvoorbeeld de ombudsman. Dan ziet u of er niets is veranderd of weggelaten. Daar is"
            " geen internet voor nodig.",
            "Het bewijs gaat over wat er is opgeschreven en wanneer. Het bewijst niet dat het ook"
            " zo is gebeurd.",
        ),
        "attached": "De feiten met hun bewijs, om zelf na te gaan",
        "when": "Wanneer",
        "what": "Wat",
        "number": "nummer",
        "nothing": "Niets.",
        "nobody": "Niemand.",
    },
    "en": {
        "title": "What was written down about you",
        "about": (
            "This is a copy of your record with the neighbourhood teams. It says what happened, who"
            " wrote it down, who received something about you and who looked at your record.",
            "Keep this file safe: it holds personal data.",
        ),
        "counted": "Your record holds {facts} facts. Of {withheld} of them you do not see here, or"
        " in the proof, what they say: because it is about somebody else, for example.",
        "record": "What happened",
        "received": "Who received something about you",
        "looked": "Who looked at your record",
        "rights": "Is something not right?",
        "ways": (
            "Of every sentence you may say that it is not right. That will stand beside it, also"
            " for who received it before. You may also ask to have it corrected. Give the number of"
            " the sentence to your neighbourhood team.",
            "Do you disagree with what the team does? You can complain to the municipality, and"
            " then to the ombudsman. About how we handle your data you can complain to the data"
            " protection authority (Autoriteit Persoonsgegevens).",
        ),
        "proof": "Check this copy yourself",
        "check": (
            "This file has another file inside it: afschrift.jsonl. It holds the same facts with"
            " their proof. Save it apart on your computer and open it with the page for checking"
            " of the ombudsman, for example. It shows whether anything was changed or left out. You"
            " need no internet for it.",
            "The proof is about what was written down and when. It does not prove that it happened"
            " so.",
        ),
        "attached": "The facts with their proof, to check for yourself",
        "when": "When",
        "what": "What",
        "number": "number",
        "nothing": "Nothing.",
        "nobody": "Nobody.",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Copied:
    """What goes into a copy: lines in words, and the sealed export with the same facts."""

    municipality: str
    at: datetime
    record: Sequence[Line]
    received: Sequence[Line]
    looked: Sequence[Line]
    export: bytes
    facts: int
    """How many facts the export counts, and of how many of them it shows only that they are."""
    withheld: int


def readable_copy(copied: Copied, language: str) -> bytes:
    """The document. Raises KeyError for a language that nothing is told in."""
    on = day(copied.at)
    told = {
        "labels": LABELS[language], "language": language, "municipality": copied.municipality,
        "on": SPEECHES[language].day(on), "year": on.year, "month": on.month, "day": on.day,
        "facts": copied.facts, "withheld": copied.withheld,
        "record": _lines(copied.record, language), "received": _lines(copied.received, language),
        "looked": _lines(copied.looked, language),
    }  # fmt: skip
    inputs = {"told": orjson.dumps(told).decode(), "export": copied.export.decode()}
    return typst.compile(
        TEMPLATE, format="pdf", sys_inputs=inputs, pdf_standards=["a-3a", "ua-1"],
        ignore_system_fonts=True, timestamp=int(copied.at.timestamp()),
    )  # fmt: skip


def _lines(lines: Iterable[Line], language: str) -> list[dict[str, object]]:
    said = SPEECHES[language].day
    return [
        {
            "day": said(day(line.occurred_at)), "position": line.position,
            "sentence": line.sentence, "who": line.who,
        }
        for line in lines
    ]  # fmt: skip
