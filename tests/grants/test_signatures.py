"""What the case of a contract says of the signatures in what was handed in: never more than was verified."""

from __future__ import annotations

import io

import pytest

from xuzhi.casework.models import FindingRow
from xuzhi.casework.operations.attach_document import attach_document
from xuzhi.casework.operations.recheck_case import recheck_case
from xuzhi.casework.operations.set_parameter import set_parameter
from xuzhi.casework.queries.case_page import case_page
from xuzhi.documents.operations.inspect_document import inspect_document
from xuzhi.documents.operations.seal_file import seal_file

from ..casework.market import pdf
from ..documents.inspection.signing import Signer, added_to
from .contracting import AT, PROGRAMME, SYSTEM, Desk, revised, terms

pytestmark = [pytest.mark.django_db, pytest.mark.clause("G9.3")]
CENTRE = Signer("憑證中心", authority=True)
OWNER = Signer("林怡君", by=CENTRE)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.XUZHI_DATA = tmp_path
    settings.XUZHI_FILES = ""


def hand_in(contract: bytes):
    """Hand in a contract and an undertaking; gives the state of the contract's signature and its findings."""
    desk = Desk()
    case = revised(desk)
    terms(desk)
    desk.step(case, "open_signing")
    papers = {"signed_contract": contract, "signed_undertaking": OWNER.sign(pdf(5)), "signed_plan": pdf(6)}
    for document, content in papers.items():
        sealed = seal_file(io.BytesIO(content), f"{document}.pdf", actor=desk.firm, at=AT)
        attach_document(case, document, sealed.sha256, actor=desk.firm, at=AT)
        inspect_document(sealed.sha256, actor=SYSTEM, at=AT)
    desk.step(case, "deliver", by=desk.firm)
    recheck_case(case, actor=desk.officer, at=AT)
    page = case_page(case, actor=desk.officer, at=AT)
    asked = {one.question.name: one.value for part in page.sections for one in part.questions}
    found = dict(FindingRow.objects.filter(case_id=case).values_list("check_name", "outcome"))
    (row,) = asked["signed_contract.signatures"]
    return row["state"], found["contract_unchanged"], found["contract_trusted"]


def trust(*signers: Signer) -> None:
    fingerprints = [each.fingerprint for each in signers]
    set_parameter(
        PROGRAMME, "trusted_certificates", fingerprints, from_on=AT.date(), reason="測試", actor=SYSTEM, at=AT
    )


def test_without_a_list_of_the_office_nobody_is_trusted():
    assert hand_in(OWNER.sign(pdf(4))) == ("intact", "met", "undetermined")


def test_signed_by_whom_the_office_trusts():
    trust(CENTRE)
    assert hand_in(OWNER.sign(pdf(4))) == ("intact", "met", "met")


def test_signed_by_somebody_else():
    trust(CENTRE)
    assert hand_in(Signer("別人").sign(pdf(4))) == ("intact", "met", "not_met")


def test_changed_after_it_was_signed():
    trust(CENTRE)
    assert hand_in(added_to(OWNER.sign(pdf(4)))) == ("changed", "not_met", "not_met")


def test_not_signed():
    trust(CENTRE)
    assert hand_in(pdf(4)) == ("unsigned", "met", "not_met")
