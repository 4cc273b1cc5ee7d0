"""Sending files: plainly, in pieces, and what is refused."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from xuzhi.casework.queries.task_list import task_list

from . import school


def files_of(case_id, user, document="consent"):
    sections = task_list(case_id, actor=school.as_applicant(user), at=timezone.now()).sections
    views = {each.document.name: each for section in sections for each in section.documents}
    return [each.name for each in views[document].attached]


def upload(name, content):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def case_id(owner):
    return school.opened(owner)


@pytest.fixture
def consent(case_id):
    return f"/apply/cases/{case_id}/documents/consent/"


def test_several_files_by_a_plain_form(browser, consent, case_id, owner):
    page = browser.get(consent).content.decode()
    assert "附件 1" in page and "PDF、圖檔" in page and "1 MB" in page
    sent = browser.post(consent, {"file": [upload("甲.pdf", school.pdf()), upload("乙.pdf", school.pdf(2))]})
    assert sent.status_code == 302
    assert files_of(case_id, owner) == ["甲.pdf", "乙.pdf"]


def test_one_refused_file_does_not_take_the_others_with_it(browser, consent, case_id, owner):
    sent = browser.post(consent, {"file": [upload("空的.pdf", b""), upload("好的.pdf", school.pdf())]})
    page = sent.content.decode()
    assert sent.status_code == 422 and "空的.pdf" in page and 'href="#file-consent"' in page
    assert files_of(case_id, owner) == ["好的.pdf"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("不是.pdf", b"MZ\x90\x00 not a pdf at all"),
        ("名單.csv", "甲,乙\n".encode()),
        ("太大.pdf", b"%PDF-1.7\n" + b"0" * (1024 * 1024 + 1)),
    ],
)
def test_each_bad_file_gets_a_sentence(browser, consent, case_id, owner, name, content):
    sent = browser.post(consent, {"file": upload(name, content)})
    assert (sent.status_code, files_of(case_id, owner)) == (422, [])
    assert name in sent.content.decode()


def test_a_form_without_a_file(browser, consent):
    sent = browser.post(consent, {})
    assert sent.status_code == 422 and "您還沒有選擇檔案" in sent.content.decode()


def test_a_file_of_a_draft_can_be_taken_off(browser, consent, case_id, owner):
    browser.post(consent, {"file": upload("甲.pdf", school.pdf())})
    sections = task_list(case_id, actor=school.as_applicant(owner), at=timezone.now()).sections
    (attached,) = next(each for s in sections for each in s.documents if each.document.name == "consent").attached
    browser.post(consent, {"detach": f"consent:{attached.sha256}"})
    assert files_of(case_id, owner) == []


def test_ones_own_file_comes_back_as_something_to_keep(browser, consent, case_id, owner):
    browser.post(consent, {"file": upload("甲.pdf", school.pdf())})
    sections = task_list(case_id, actor=school.as_applicant(owner), at=timezone.now()).sections
    (attached,) = next(each for s in sections for each in s.documents if each.document.name == "consent").attached
    answer = browser.get(f"/apply/cases/{case_id}/files/{attached.id}/")
    assert b"".join(answer.streaming_content) == school.pdf()
    assert answer["Content-Disposition"].startswith("attachment") and "sandbox" in answer["Content-Security-Policy"]


def pieces(browser, case_id, content, name="甲.pdf", size=None, document="consent"):
    begin = f"/apply/cases/{case_id}/documents/{document}/upload/"
    return browser.post(begin, {"name": name, "size": str(size or len(content)), "upload": ""})


def put(browser, url, content, offset):
    return browser.put(url, content, content_type="application/octet-stream", headers={"Upload-Offset": str(offset)})


def test_in_pieces_with_a_break_in_between(browser, case_id, owner):
    content = school.pdf()
    begun = pieces(browser, case_id, content).json()
    half = len(content) // 2
    assert put(browser, begun["url"], content[:half], 0).json() == {"received": half}
    assert put(browser, begun["url"], content[:half], 0).json() == {"received": half}  # its answer was lost
    again = browser.post(
        f"/apply/cases/{case_id}/documents/consent/upload/",
        {"name": "甲.pdf", "size": str(len(content)), "upload": begun["upload"]},
    ).json()
    assert (again["upload"], again["received"]) == (begun["upload"], half)
    assert put(browser, begun["url"], content[half:], half).json() == {"received": len(content), "done": True}
    assert files_of(case_id, owner) == ["甲.pdf"]


def test_a_piece_after_a_gap_is_told_where_to_go_on(browser, case_id):
    content = school.pdf()
    begun = pieces(browser, case_id, content).json()
    answer = put(browser, begun["url"], content[50:60], 50)
    assert (answer.status_code, answer.json()) == (409, {"received": 0})


def test_too_large_is_refused_before_a_byte_is_sent(browser, case_id):
    answer = pieces(browser, case_id, b"", size=2 * 1024 * 1024)
    assert answer.status_code == 422 and "1 MB" in json.loads(answer.content)["refusal"]


def test_an_upload_of_somebody_else_is_not_there(browser, case_id, stranger):
    content = school.pdf()
    begun = pieces(browser, case_id, content).json()
    assert put(school.browser_of(stranger), begun["url"], content, 0).status_code == 404


def test_a_script_whose_person_has_signed_out_is_told_so(client, case_id):
    begin = f"/apply/cases/{case_id}/documents/consent/upload/"
    assert client.post(begin, {"name": "甲.pdf", "size": "9"}).status_code == 401
    assert put(client, f"{begin}00000000-0000-4000-8000-000000000000/", b"x", 0).status_code == 401


def test_within_a_section_files_go_along_with_what_was_typed(browser, case_id, owner):
    """Without script the button of a document sends the section's form: nothing typed on the page is lost."""
    page = f"/apply/cases/{case_id}/sections/rooms/"
    typed = {"seen:rooms": "0", "rows:rooms": "1", "answer:rooms:0:name": "一樓教室"}
    assert 'name="document:consent" form="answers"' in browser.get(page).content.decode()
    sent = browser.post(page, typed | {"document:consent": upload("甲.pdf", school.pdf()), "sent": "document-consent"})
    assert (sent.status_code, sent["Location"]) == (302, f"{page}#document-consent")
    assert files_of(case_id, owner) == ["甲.pdf"]
    drawn = browser.get(page).content.decode()
    assert 'value="一樓教室"' in drawn

    refused = browser.post(page, {"document:consent": upload("空的.pdf", b""), "sent": "document-consent"})
    assert refused.status_code == 422 and 'href="#file-consent"' in refused.content.decode()
    taken = re.search(r'form="answers" name="detach" value="(consent:[0-9a-f]{64})"', drawn)
    taken_off = browser.post(page, {"detach": taken.group(1)})
    assert (taken_off.status_code, taken_off["Location"]) == (302, f"{page}#document-consent")
    assert files_of(case_id, owner) == []
