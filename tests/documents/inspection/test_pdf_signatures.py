"""Signatures of PDFs: unsigned, intact, changed afterwards, by whom; never said to hold when nobody has verified it."""

from __future__ import annotations

import io

import pikepdf
import pytest

from xuzhi.documents.inspection.sandbox import inspect_apart

from .signing import Signer, added_to

OWNER = Signer("林怡君")


def blank() -> bytes:
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(200, 300))
        made = io.BytesIO()
        document.save(made, deterministic_id=True)
    return made.getvalue()


@pytest.fixture
def look(tmp_path):
    def look(content: bytes):
        path = tmp_path / "contract.pdf"
        path.write_bytes(content)
        report = inspect_apart(path, "contract.pdf")
        assert report.state == "inspected", report.why
        return report

    return look


def states(report):
    return [each["state"] for each in report.facts["signed"]]


def rules(report):
    return {each.rule for each in report.findings if each.rule.startswith("pdf_signature")}


def test_what_nobody_signed_has_no_signature(look):
    report = look(blank())
    assert report.facts["signed"] == []
    assert rules(report) == set()


def test_a_signature_that_holds_says_whose_it_is(look):
    report = look(OWNER.sign(blank()))
    (told,) = report.facts["signed"]
    assert (told["signer"], told["issuer"], told["state"]) == ("林怡君", "林怡君", "intact")
    assert told["fingerprint"] == OWNER.fingerprint
    assert told["signed_at"]
    assert rules(report) == set()


def test_who_certified_it_is_known_only_when_they_did(look):
    office = Signer("憑證中心", authority=True)
    (told,) = look(Signer("林怡君", by=office).sign(blank())).facts["signed"]
    assert told["issuer_fingerprint"] == office.fingerprint
    forged = Signer("林怡君", by=office)
    forged.by = Signer("憑證中心", authority=True)  # the name of the authority, but not its key
    (told,) = look(forged.sign(blank())).facts["signed"]
    assert (told["issuer"], told["issuer_fingerprint"]) == ("憑證中心", "")


def test_who_may_not_certify_has_not_certified(look):
    nobody = Signer("不是憑證中心")
    (told,) = look(Signer("林怡君", by=nobody).sign(blank())).facts["signed"]
    assert told["issuer_fingerprint"] == ""


def test_a_byte_that_changed_is_seen(look):
    signed = OWNER.sign(blank())
    report = look(signed.replace(b"[ 0 0 200 300 ]", b"[ 0 0 200 301 ]", 1))
    assert states(report) == ["changed"]
    assert rules(report) == {"pdf_signature_changed"}


def test_a_page_that_was_added_is_seen(look):
    assert states(look(added_to(OWNER.sign(blank())))) == ["changed"]


def test_a_second_signature_leaves_the_first_intact(look):
    twice = Signer("王承辦").sign(OWNER.sign(blank()), "Signature2")
    report = look(twice)
    assert states(report) == ["intact", "intact"]
    assert [each["signer"] for each in report.facts["signed"]] == ["林怡君", "王承辦"]


def test_a_signature_that_is_none_is_not_verified(look):
    signed = OWNER.sign(blank())
    start = signed.index(b"/Contents <") + len(b"/Contents <")
    report = look(signed[:start] + b"00" * 40 + signed[start + 80 :])
    assert states(report) == ["unread"]
    assert rules(report) == {"pdf_signature_unread"}
