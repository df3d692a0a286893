"""A resident's own record to read and keep: in plain sentences, with its proof inside."""

from contextlib import ExitStack
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from domain.terms import WorkerId, tag
from service.database import Database
from service.notary.export import verify_export
from service.readable_copy import LABELS
from tests.http import Api, serving, token
from tests.notary.fixing import Fixed, fixed
from tests.people import bakker, gemeente, helped, max_, reported, residents
from tests.scenario import put

OWN = f"/residents/{bakker}/copies"
by_herself = token(WorkerId(bakker), residents, gemeente)


def served(stack: ExitStack, database: Database, folder: Path) -> tuple[Api, Fixed]:
    place = stack.enter_context(fixed(database, folder, witnessed=True))
    api = stack.enter_context(serving(database))
    put(api.journal, *helped)
    return api, place


@pytest.mark.requirement("M-34", "Z-25")
def test_she_reads_her_record_and_the_proof_is_in_the_same_file(
    database: Database, tmp_path: Path
) -> None:
    with ExitStack() as stack:
        api, place = served(stack, database, tmp_path)
        assert api.get(OWN, by=by_herself).status_code == 503
        api.app.state.service.notary = place.place
        place.step()
        place.witness()
        for by in (None, token(WorkerId(max_), residents, gemeente)):
            assert api.get(OWN, by=by).status_code == 403
        sent = api.get(OWN, by=by_herself)
        assert sent.status_code == 200 and sent.headers["content-type"] == "application/pdf"
        document = PdfReader(BytesIO(sent.content))
        read = " ".join(page.extract_text() for page in document.pages).replace("\n", " ")
        assert reported.question in " ".join(read.split())
        assert "Gemeente Haarlem" in read and LABELS["nl"]["title"] in read
        (proof,) = document.attachments["afschrift.jsonl"]
        report = verify_export(proof, place.policy)
        assert (report.findings, report.about) == ([], tag("resident", bakker))
        assert f"staan {report.facts} feiten" in " ".join(read.split())


def test_it_declares_that_it_can_be_kept_and_read_aloud(database: Database, tmp_path: Path) -> None:
    with ExitStack() as stack:
        api, place = served(stack, database, tmp_path)
        api.app.state.service.notary = place.place
        place.step()
        place.witness()
        sent = api.get(f"{OWN}?language=en", by=by_herself).content
        document = PdfReader(BytesIO(sent))
        root = document.root_object
        assert str(root["/Lang"]) == "en"
        metadata = document.xmp_metadata
        assert metadata is not None
        declared = metadata.stream.get_data().decode()
        for said in ("pdfaid:part>3<", "pdfaid:conformance>A<", "pdfuaid:part>1<"):
            assert said in declared


def test_what_a_document_says_it_says_in_every_language() -> None:
    dutch, english = LABELS["nl"], LABELS["en"]
    assert dutch.keys() == english.keys()
    assert all(type(dutch[name]) is type(english[name]) for name in dutch)
