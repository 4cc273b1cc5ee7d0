"""Who sees which case."""

from uuid import uuid4

import pytest

from . import school

PAGES = (
    "",
    "sections/course/",
    "documents/consent/",
    "check/",
    "answers/",
    "submit/",
    "receipt/",
    "ask/",
    "receipt.json",
)


@pytest.mark.parametrize("page", PAGES)
def test_a_case_of_another_firm_is_not_found(owner, stranger, page):
    case_id = school.opened(owner)
    assert school.browser_of(stranger).get(f"/apply/cases/{case_id}/{page}").status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_signed_out_one_is_asked_to_sign_in(owner, client, page):
    case_id = school.opened(owner)
    answer = client.get(f"/apply/cases/{case_id}/{page}")
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/account/login/")


def test_a_colleague_sees_the_case(owner, colleague):
    case_id = school.opened(owner)
    assert school.browser_of(colleague).get(f"/apply/cases/{case_id}/").status_code == 200


def test_the_office_does_not_enter_by_the_applicants_door(owner, officer):
    case_id = school.opened(owner)
    answer = school.browser_of(officer).get(f"/apply/cases/{case_id}/")
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/account/firms/register/")


def test_a_case_that_is_not_there(browser):
    assert browser.get(f"/apply/cases/{uuid4()}/").status_code == 404


def test_somebody_of_two_firms_acts_for_the_one_whose_case_it_is(owner, stranger):
    from django.utils import timezone

    from xuzhi.parties.operations import invite_member
    from xuzhi.parties.operations.accept_invitation import accept_invitation

    at = timezone.now()
    actor = school.as_applicant(stranger, school.OTHER_UBN)
    sent = invite_member(school.OTHER_UBN, owner.email, by=stranger, actor=actor, at=at)
    accept_invitation(sent.token, owner, actor=school.as_applicant(owner), at=at)
    theirs = school.opened(stranger, school.OTHER_UBN)
    browser = school.browser_of(owner)
    assert browser.get(f"/apply/cases/{theirs}/").status_code == 200
    answer = browser.post(
        f"/apply/cases/{theirs}/sections/course/", {"seen:course.name": "0", "answer:course.name": "宵夜"}
    )
    assert answer.status_code == 302
    assert "宵夜" in browser.get(f"/apply/cases/{theirs}/answers/").content.decode()


@pytest.mark.parametrize("page", ["home", "inbox"])
def test_pages_of_ones_own(browser, page):
    assert browser.get({"home": "/apply/", "inbox": "/apply/inbox/"}[page]).status_code == 200


def test_without_a_firm_the_home_page_says_how_to_begin(db):
    from xuzhi.parties.operations import add_person

    person = add_person("new@chenguang.test", "新來的", at=school.timezone.now())
    page = school.browser_of(person).get("/apply/").content.decode()
    assert "登記公司" in page and "/account/firms/register/" in page
