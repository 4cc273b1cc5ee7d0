"""A correction: what is wrong, until when, and nothing else can be changed."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from icalendar import Calendar

from xuzhi.casework.queries.case_page import case_page

from . import school


@pytest.fixture
def case_id(owner, officer):
    return school.sent_back(owner, officer)


def page_of(case_id, user):
    return case_page(case_id, actor=school.as_applicant(user), at=timezone.now())


def test_the_case_says_what_is_wrong_until_when_and_what_to_do(browser, case_id):
    page = browser.get(f"/apply/cases/{case_id}/").content.decode()
    for said in (
        "需要您補正 2 項",
        "學費請附明細。",
        "同意書沒有用印。",
        "補件期限",
        "截止",
        "期限怎麼算的",
        "您在這裡",
        "補件中",
    ):
        assert said in page
    assert f'href="/apply/cases/{case_id}/sections/course/#answer-course-fee"' in page
    assert f'href="/apply/cases/{case_id}/documents/consent/"' in page
    assert f'href="/apply/cases/{case_id}/steps/resubmit/"' in page


def test_only_what_is_wrong_can_be_changed(browser, case_id, owner):
    where = f"/apply/cases/{case_id}/sections/course/"
    page = browser.get(where).content.decode()
    assert 'name="answer:course.fee"' in page and 'name="answer:course.name"' not in page
    version = re.search(r'name="seen:course.fee" id="seen-course-fee" value="(\d+)"', page).group(1)
    sent = {
        "seen:course.fee": version,
        "answer:course.fee": "4,500",
        "seen:course.name": "1",
        "answer:course.name": "x",
    }
    assert browser.post(where, sent)["Location"] == f"/apply/cases/{case_id}/"
    answers = {q.question.name: q.value for s in page_of(case_id, owner).sections for q in s.questions}
    assert (answers["course.fee"], answers["course.name"]) == (4500, "深夜拉麵")


def test_handing_in_without_having_done_anything_names_what_is_left(browser, case_id):
    answer = browser.post(f"/apply/cases/{case_id}/steps/resubmit/", {"key": "r1"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "error-summary" in page and "學費" in page


def test_corrected_and_handed_in_once(browser, case_id, owner):
    browser.post(f"/apply/cases/{case_id}/sections/course/", {"seen:course.fee": "1", "answer:course.fee": "4,500"})
    file = SimpleUploadedFile("新同意書.pdf", school.pdf(2))
    assert browser.post(f"/apply/cases/{case_id}/documents/consent/", {"file": file}).status_code == 302
    page = browser.get(f"/apply/cases/{case_id}/steps/resubmit/").content.decode()
    assert "已更新 學費：4,500 元" in page and "已更新 附件 1 場地同意書：新同意書.pdf" in page and "這將會" in page
    sent = {"key": "r1"}
    for _ in range(2):
        assert browser.post(f"/apply/cases/{case_id}/steps/resubmit/", sent)["Location"] == f"/apply/cases/{case_id}/"
    case = page_of(case_id, owner)
    assert (case.case.stage, len(case.submissions)) == ("review", 2)
    assert "您現在不必做什麼" in browser.get(f"/apply/cases/{case_id}/").content.decode()


def test_what_was_submitted_stays_and_cannot_be_taken_off(browser, case_id, owner):
    page = browser.get(f"/apply/cases/{case_id}/documents/consent/").content.decode()
    assert "場地同意書.pdf" in page and 'name="detach"' not in page
    (attached,) = next(
        d.attached for s in page_of(case_id, owner).sections for d in s.documents if d.document.name == "consent"
    )
    refused = browser.post(f"/apply/cases/{case_id}/documents/consent/", {"detach": f"consent:{attached.sha256}"})
    assert refused.status_code == 422 and "不得取回或刪除" in refused.content.decode()


def test_a_reply_instead_of_a_change_is_kept_when_something_else_is_refused(browser, case_id, owner):
    (first, _) = page_of(case_id, owner).defects
    answer = browser.post(f"/apply/cases/{case_id}/steps/resubmit/", {"key": "r1", f"reply:{first.id}": "明細另寄"})
    assert answer.status_code == 409 and "明細另寄</textarea>" in answer.content.decode()


def test_the_deadline_for_ones_own_calendar(browser, case_id, owner):
    (clock,) = page_of(case_id, owner).clocks
    answer = browser.get(f"/apply/cases/{case_id}/deadline/{clock.id}.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.decoded("dtend") == clock.due_at
    assert event.decoded("dtstart") == clock.due_at - timedelta(minutes=30)
    assert "深夜拉麵" in str(event["summary"]) and str(event["url"]).endswith(f"/apply/cases/{case_id}/")
    other = "00000000-0000-4000-8000-000000000000"
    assert browser.get(f"/apply/cases/{case_id}/deadline/{other}.ics").status_code == 404


def test_asking_the_office(browser, case_id, owner):
    where = f"/apply/cases/{case_id}/ask/"
    assert browser.post(where, {"text": " "}).status_code == 422
    assert browser.post(where, {"text": "用印要正本嗎？"}).status_code == 302
    assert "用印要正本嗎？" in browser.get(where).content.decode()
