"""Statements a page: the same whatever it holds, ten for a page of the form, one a table for a whole case.

Four of them say who is at the keyboard: session, person, firms, roles.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from . import school

FORM, WITH_FINDINGS, WHOLE_CASE = 10, 15, 18
DRAFT = {
    "sections/course/": FORM,
    "sections/firm/": FORM,
    "documents/consent/": FORM,
    "answers/": FORM,
    "check/": WITH_FINDINGS,
    "submit/": WITH_FINDINGS,
    "": WHOLE_CASE,
    "ask/": WHOLE_CASE,
}


def statements(browser, where):
    browser.get(where)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(where).status_code == 200
    return len(captured)


@pytest.mark.parametrize(("page", "most"), DRAFT.items())
def test_a_draft(owner, browser, page, most):
    assert statements(browser, f"/apply/cases/{school.filled(owner)}/{page}") <= most


def test_a_page_of_the_form_costs_the_same_empty_and_full(owner, browser):
    empty = statements(browser, f"/apply/cases/{school.opened(owner)}/sections/rooms/")
    rooms = [{"name": f"教室 {n}", "country": "TW", "seats": "30", "from_on": ""} for n in range(30)]
    case_id = school.filled(owner, rooms=rooms)
    for _ in range(2):
        school.attach(case_id, owner, "consent", school.timezone.now(), pages=2 + _)
    assert statements(browser, f"/apply/cases/{case_id}/sections/rooms/") == empty


@pytest.mark.parametrize("page", ["", "receipt/", "steps/resubmit/"])
def test_a_correction(owner, officer, browser, page):
    case_id = school.sent_back(owner, officer)
    assert statements(browser, f"/apply/cases/{case_id}/{page}") <= WHOLE_CASE + 1  # the calendar, for the clock


def test_many_cases_cost_as_much_as_one(owner, browser):
    school.filled(owner)
    few = statements(browser, "/apply/")
    for _ in range(4):
        school.submitted(owner)
    assert statements(browser, "/apply/") == few <= 11
    assert statements(browser, "/apply/inbox/") <= FORM
