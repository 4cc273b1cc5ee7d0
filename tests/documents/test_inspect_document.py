"""A sealed file is looked into once, and what was found is an event with its read model."""

import io

import pytest

from xuzhi.documents.events import DocumentInspected
from xuzhi.documents.operations import ask_inspection, inspect_document, seal_file
from xuzhi.documents.projectors import PROJECTOR
from xuzhi.documents.queries import inspections_of
from xuzhi.documents.refusals import FileUnknown
from xuzhi.documents.storage import files, key_of
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import rebuild_read_models
from xuzhi.ledger.queries import read_stream
from xuzhi.ledger.reactions import connected_only

from .conftest import APPLICANT, AT
from .inspection import papers

SYSTEM = Actor.system("inspection")


@pytest.fixture(autouse=True)
def ledger(store, settings):
    settings.XUZHI_CLAMD = ""
    with connected_only([PROJECTOR]):
        yield


def sealed(content, name):
    return seal_file(io.BytesIO(content), name, actor=APPLICANT, at=AT).sha256


def inspect(sha256, **more):
    return inspect_document(sha256, actor=SYSTEM, at=AT, **more)


def test_what_is_found_is_recorded_and_stands_in_the_read_model():
    sha256 = sealed(papers.typeset("統一編號：22099131 #text(fill: white)[hidden]"), "證明.pdf")
    assert inspections_of([sha256]) == {}
    found = inspect(sha256)
    assert (found.state, found.why, found.facts["pages"]) == ("inspected", {}, 1)
    assert [(each["rule"], each["page"], each["text"]) for each in found.findings] == [("white_text", 1, "hidden")]
    assert [(each["kind"], each["value"]) for each in found.suggestions] == [("business_number", "22099131")]
    assert found.virus == {"state": "not_scanned", "why": "off", "name": ""}
    assert found.ocr == {"state": "not_needed"}
    [stored] = read_stream(f"file-{sha256}")
    assert isinstance(stored.event, DocumentInspected)
    assert stored.actor == SYSTEM


def test_the_read_model_is_the_same_after_a_rebuild():
    sha256 = sealed(b"a,b\n1,2\n", "a.csv")
    before = inspect(sha256)
    rebuild_read_models()
    assert inspections_of([sha256]) == {sha256: before}


def test_the_same_file_is_looked_into_once_unless_asked_again():
    sha256 = sealed(b"a,b\n1,2\n", "a.csv")
    inspect(sha256)
    inspect(sha256)
    assert len(read_stream(f"file-{sha256}")) == 1
    inspect(sha256, again=True)
    assert len(read_stream(f"file-{sha256}")) == 2


def test_a_scan_is_read_only_where_it_is_asked_for():
    pytest.importorskip("rapidocr_onnxruntime")
    sha256 = sealed(papers.scanned_pdf(), "scan.pdf")
    assert inspect(sha256).ocr == {"state": "not_asked"}
    assert inspect(sha256, pictures=True).ocr == {"state": "done", "pages": [1], "left": 0}
    assert len(read_stream(f"file-{sha256}")) == 2


def test_a_file_that_cannot_be_read_is_kept_and_said_to_be_not_inspected():
    content = papers.docx(papers.paragraph("x"), more=[("customXml/a.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>")])
    fine = sealed(content, "a.docx")
    assert inspect(fine).state == "inspected"
    broken = sealed(
        papers.with_entry(papers.workbook(("A", [["x"]], "visible")), ("x.xml", b"<!DOCTYPE x><x/>")), "a.xlsx"
    )
    found = inspect(broken)
    assert (found.state, found.why) == ("not_inspected", {"code": "inspection_dtd"})
    assert files().exists(key_of(broken))


def test_a_file_gone_from_the_store_is_not_inspected():
    sha256 = sealed(b"a,b\n1,2\n", "a.csv")
    files().delete(key_of(sha256))
    assert inspect(sha256).why == {"code": "inspection_file_gone"}


def test_an_unknown_file_is_refused():
    with pytest.raises(FileUnknown):
        inspect("0" * 64)


def test_asked_again_it_waits_until_it_was_looked_into():
    sha256 = sealed(b"a,b\n1,2\n", "a.csv")
    assert ask_inspection(sha256, actor=APPLICANT, at=AT) is False
    inspect(sha256)
    assert ask_inspection(sha256, actor=APPLICANT, at=AT) is True
    assert inspections_of([sha256]) == {}
    assert ask_inspection(sha256, actor=APPLICANT, at=AT) is False
    assert inspect(sha256).state == "inspected"
    assert [stored.type for stored in read_stream(f"file-{sha256}")] == [
        "DocumentInspected",
        "InspectionAsked",
        "DocumentInspected",
    ]
