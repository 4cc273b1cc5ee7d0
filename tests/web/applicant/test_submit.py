"""From the check to the receipt: everything that is wrong at once, one declaration, one submission."""

import json
import re

import pytest
from django.utils import timezone

from xuzhi.casework.queries.case_page import case_page

from . import school


def submissions(case_id, user):
    return case_page(case_id, actor=school.as_applicant(user), at=timezone.now()).submissions


def key_of(page):
    return re.search(r'name="key" value="([^"]+)"', page).group(1)


def test_the_check_names_everything_at_once_with_links(owner, browser):
    case_id = school.opened(owner)
    page = browser.get(f"/apply/cases/{case_id}/check/").content.decode()
    assert "登記狀況是「核准設立」。" in page
    assert "待承辦確認" in page
    assert f'href="/apply/cases/{case_id}/sections/course/#answer-course-fee"' in page
    assert f'href="/apply/cases/{case_id}/documents/consent/"' in page
    assert f'href="/apply/cases/{case_id}/sections/firm/#answer-contact-email"' in page


def test_answers_are_read_through_with_links_to_change_them(owner, browser):
    case_id = school.filled(owner)
    page = browser.get(f"/apply/cases/{case_id}/answers/").content.decode()
    for shown in ("深夜拉麵", "4,800 元", "116 年 3 月 1 日", "週一、週五", "一樓教室", "場地同意書.pdf", school.NAME):
        assert shown in page
    assert f'href="/apply/cases/{case_id}/sections/course/#answer-course-fee"' in page


def test_without_the_declaration_nothing_is_submitted(owner, browser):
    case_id = school.filled(owner)
    answer = browser.post(f"/apply/cases/{case_id}/submit/", {"key": "k1"})
    page = answer.content.decode()
    assert answer.status_code == 422 and 'href="#declared"' in page and "您還沒有勾選聲明" in page
    assert submissions(case_id, owner) == ()


def test_submitted_once_however_often_the_button_is_pressed(owner, browser):
    case_id = school.filled(owner)
    where = f"/apply/cases/{case_id}/submit/"
    sent = {"key": key_of(browser.get(where).content.decode()), "declared": "yes"}
    answers = [browser.post(where, sent) for _ in range(2)]
    assert [(a.status_code, a["Location"]) for a in answers] == [(302, f"/apply/cases/{case_id}/receipt/")] * 2
    assert len(submissions(case_id, owner)) == 1
    another = browser.post(where, {"key": "other", "declared": "yes"})  # a second tab
    assert another["Location"] == f"/apply/cases/{case_id}/receipt/"
    assert browser.get(where)["Location"] == f"/apply/cases/{case_id}/receipt/"  # the back button
    assert len(submissions(case_id, owner)) == 1


def test_what_blocks_is_said_with_value_clause_and_way_out(owner, browser):
    case_id = school.filled(owner, **{"course.fee": "9,000"})
    where = f"/apply/cases/{case_id}/submit/"
    assert "還不能送件" in browser.get(where).content.decode()
    answer = browser.post(where, {"key": "k1", "declared": "yes"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "學費 9,000 元，超過上限 5,000 元。（條款 C3）" in page and "請把學費調到 5,000 元 以內。" in page
    assert f'href="/apply/cases/{case_id}/sections/course/#answer-course-fee"' in page
    assert submissions(case_id, owner) == ()


def test_the_receipt_and_its_file(owner, browser):
    case_id = school.submitted(owner)
    (sent,) = submissions(case_id, owner)
    page = browser.get(f"/apply/cases/{case_id}/receipt/").content.decode()
    assert sent.answers_sha256 in page and sent.files[0]["sha256"] in page and sent.edition_sha256 in page
    file = browser.get(f"/apply/cases/{case_id}/receipt.json")
    assert re.fullmatch(r'attachment; filename="receipt-EC-\d+-\d{5}\.json"', file["Content-Disposition"])
    assert json.loads(file.content)


@pytest.mark.parametrize("page", ["receipt/", "receipt.json"])
def test_no_receipt_before_there_is_one(owner, browser, page):
    case_id = school.opened(owner)
    assert browser.get(f"/apply/cases/{case_id}/{page}")["Location"] == f"/apply/cases/{case_id}/"


def test_what_is_missing_is_listed_by_section_and_in_one_line_at_the_top(owner, browser):
    case_id = school.opened(owner)
    where = f"/apply/cases/{case_id}/submit/"
    answer = browser.post(where, {"key": "k1", "declared": "yes"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert re.search(r'<a href="#gaps">還有 \d+ 項沒有填或沒有附', page) and 'id="gaps"' in page
    assert f'href="/apply/cases/{case_id}/sections/course/#answer-course-name"' in page
    assert 'name="declared"' not in page
