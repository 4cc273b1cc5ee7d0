"""Corrections round by round, as the officer sees and settles them."""

import re

import pytest
from django.utils import timezone

from xuzhi.casework.models import Defect

from ..applicant import school


@pytest.fixture
def answered(owner, officer):
    """A case whose correction has been handed in: the fee was changed, the consent replaced and explained."""
    case_id = school.sent_back(owner, officer)
    firm = school.browser_of(owner)
    firm.post(f"/apply/cases/{case_id}/sections/course/", {"seen:course.fee": "1", "answer:course.fee": "4,500"})
    school.attach(case_id, owner, "consent", timezone.now(), pages=2)
    consent = Defect.objects.get(case=case_id, name="consent").id
    firm.post(f"/apply/cases/{case_id}/steps/resubmit/", {"key": "r", f"reply:{consent}": "已經用印"})
    return case_id


def ids(case_id):
    return {row.name: str(row.id) for row in Defect.objects.filter(case=case_id, nth=1)}


def show(browser, case_id, where="corrections/"):
    return browser.get(f"/office/cases/{case_id}/{where}").content.decode()


def settle(browser, case_id, **said):
    known = ids(case_id)
    form = {}
    for name, (verdict, note) in said.items():
        form |= {f"verdict:{known[name]}": verdict, f"note:{known[name]}": note}
    return browser.post(f"/office/cases/{case_id}/corrections/settle/", form)


def fee_and_consent(case_id):
    known = {row.name: row for row in Defect.objects.filter(case=case_id)}
    return known["course.fee"], known["consent"]


def test_a_round_shows_letter_reply_and_what_changed_side_by_side(browser, answered):
    page = show(browser, answered)
    for said in ("第 1 次通知", "學費請附明細。", "同意書沒有用印。", "已經用印", "這次送件改了 2 處"):
        assert said in page
    assert "<del>4,800 元</del> → <ins>4,500 元</ins>" in page
    table = page[page.index('<table class="table table--fold difference">') :]
    assert "學費" in table and "原來" in table and "補正之後" in table
    assert page.count("等您認定") >= 2
    assert "記下認定" in page


def test_a_case_without_a_letter_has_no_such_part(browser, owner):
    case_id = school.submitted(owner)
    assert "corrections/" not in show(browser, case_id, "")
    assert "還沒有通知過補正" in show(browser, case_id)


def test_items_are_settled_one_by_one(browser, answered):
    assert settle(browser, answered, **{"course.fee": ("accepted", "")}).status_code == 302
    fee, consent = fee_and_consent(answered)
    assert (fee.state, consent.state) == ("accepted", "answered")
    answer = settle(browser, answered, consent=("wrong", "印章不清楚"))
    assert answer["Location"] == f"/office/cases/{answered}/corrections/"
    page = show(browser, answered)
    assert "仍不符合" in page and "印章不清楚" in page and "已補正" in page


def test_still_wrong_needs_a_note_and_nothing_is_lost(browser, answered):
    answer = settle(browser, answered, **{"course.fee": ("accepted", "可以"), "consent": ("wrong", "")})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "還沒有寫明哪裡不對" in page and 'value="accepted" id="accepted-' in page and "可以" in page
    fee, consent = fee_and_consent(answered)
    assert (fee.state, consent.state) == ("answered", "answered"), "all or none"
    assert f'href="#note-{consent.id}"' in page


def test_what_is_still_wrong_goes_into_the_next_letter_with_what_was_said(browser, answered):
    settle(browser, answered, **{"course.fee": ("accepted", ""), "consent": ("wrong", "印章不清楚")})
    page = show(browser, answered, "steps/request_correction/")
    line = page[page.index('value="document:consent"') :][:1500]
    assert "checked" in line[:80]
    for said in ("第 1 次通知：同意書沒有用印。", "已經用印", "印章不清楚"):
        assert said in line
    key = re.search(r'name="key" value="([^"]+)"', page).group(1)
    form = {"key": key, "defect": "document:consent", "note:document:consent": "請重蓋印章", "more": "document:consent"}
    assert browser.post(f"/office/cases/{answered}/steps/request_correction/", form).status_code == 302
    again = Defect.objects.get(case=answered, nth=2)
    assert [(said["nth"], said["note"], said["reply"], said["verdict"]) for said in again.earlier] == [
        (1, "同意書沒有用印。", "已經用印", "印章不清楚")
    ]
    states = dict(Defect.objects.filter(case=answered, nth=1).values_list("name", "state"))
    assert states == {"course.fee": "accepted", "consent": "closed"}
    page = show(browser, answered)
    assert page.index("第 2 次通知") < page.index("第 1 次通知")
    assert "等申請單位補正" in page


def test_nobody_but_the_office_settles(browser, answered, owner):
    firm = school.browser_of(owner)
    assert firm.get(f"/office/cases/{answered}/corrections/").status_code == 403
    assert firm.post(f"/office/cases/{answered}/corrections/settle/").status_code == 403
