"""Letters: the list, one letter, its PDF."""

import pytest
from django.utils import timezone

from xuzhi.notices.operations import deliver_notice
from xuzhi.notices.queries import inbox

from . import school


@pytest.fixture
def letter(owner, officer):
    """The request for correction, sent."""
    school.sent_back(owner, officer)
    for line in inbox(school.UBN):
        deliver_notice(line.id, at=timezone.now())
    return next(line for line in inbox(school.UBN) if line.rule == "correction_request")


def test_an_empty_inbox_says_what_will_come(browser):
    assert "還沒有通知書" in browser.get("/apply/inbox/").content.decode()


def test_a_letter_is_unread_until_it_is_opened(browser, letter):
    assert "2 封通知書還沒有讀過" in browser.get("/apply/inbox/").content.decode()
    page = browser.get(f"/apply/inbox/{letter.id}/").content.decode()
    for said in (
        letter.number,
        "學費請附明細。",
        school.NAME,
        "截止" if letter.deadline_at is None else "期限",
        "前往案件",
    ):
        assert said in page
    assert "1 封通知書還沒有讀過" in browser.get("/apply/inbox/").content.decode()


def test_the_letter_as_pdf(browser, letter):
    answer = browser.get(f"/apply/inbox/{letter.id}/letter.pdf")
    assert answer.content.startswith(b"%PDF") and answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_letter_to_another_firm_is_not_found(letter, stranger):
    browser = school.browser_of(stranger)
    assert browser.get(f"/apply/inbox/{letter.id}/").status_code == 404
    assert browser.get(f"/apply/inbox/{letter.id}/letter.pdf").status_code == 404


def test_a_letter_that_is_still_being_made(owner, browser):
    school.submitted(owner)
    (line,) = inbox(school.UBN)
    answer = browser.get(f"/apply/inbox/{line.id}/letter.pdf")
    assert answer.status_code == 409 and "error-summary" in answer.content.decode()


def test_english_readers_are_told_what_the_chinese_letter_says(browser, letter):
    page = browser.get(f"/apply/inbox/{letter.id}/", headers={"Accept-Language": "en"}).content.decode()
    reading = page[page.index('class="reading"') : page.index('lang="zh-Hant"')]
    assert "The Chinese text is the one that counts" in reading
    assert "學費請附明細。" in page[page.index('lang="zh-Hant"') :]
