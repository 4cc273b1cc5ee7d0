"""My cases, and beginning one."""

from . import school


def test_an_empty_home_says_what_will_be_here_and_what_can_be_started(browser):
    page = browser.get("/apply/").content.decode()
    assert "您還沒有案件" in page
    assert "/apply/start/evening_class/course/" in page


def test_cases_stand_by_whose_turn_it_is(owner, officer, browser):
    school.filled(owner)
    school.submitted(owner, **{"course.name": "送出的課"})
    school.sent_back(owner, officer)
    page = browser.get("/apply/").content.decode()
    where = [
        page.index(words) for words in ("輪到您", "深夜拉麵", "填寫中，還沒送件", "開始填寫", "辦理中", "送出的課")
    ]
    assert where == sorted(where)
    assert "待補正 2 項" in page and "截止" in page


def test_starting_twice_with_one_key_opens_one_case(browser):
    start = "/apply/start/evening_class/course/"
    assert "您會需要準備" in browser.get(start).content.decode()
    first = browser.post(start, {"key": "k1"})
    again = browser.post(start, {"key": "k1"})
    assert first.status_code == 302 and first["Location"] == again["Location"]
    assert browser.get(first["Location"]).status_code == 200


def test_a_kind_that_is_not_there(browser):
    assert browser.get("/apply/start/evening_class/nothing/").status_code == 404


SERIES = "/apply/start/evening_class/series/"


def test_what_must_come_first_is_said_with_a_way_to_it(browser):
    page = browser.get(SERIES).content.decode()
    assert "申請「系列課程」之前，貴公司要先通過「課程」。（條款 C3）" in page
    assert 'href="/apply/start/evening_class/course/"' in page and 'name="key"' not in page
    refused = browser.post(SERIES, {"key": "k1"})
    assert refused.status_code == 409 and "error-summary" in refused.content.decode()


def test_an_approved_case_tells_of_its_code_and_sends_another(owner, officer, browser):
    case_id = school.approved(owner, officer)
    page = browser.get(f"/apply/cases/{case_id}/").content.decode()
    assert "驗證碼已於" in page and "service@chenguang.test" in page
    assert "/account/code/?next=" in browser.get(SERIES).content.decode()
    again = browser.post(f"/apply/cases/{case_id}/code/")
    assert again["Location"].startswith("/account/code/")
    from xuzhi.parties.queries import codes_of

    assert [code.state for code in codes_of(school.UBN, school.timezone.now())] == ["open", "superseded"]


def test_a_case_without_a_code_has_none_to_send(owner, browser):
    case_id = school.submitted(owner)
    assert browser.post(f"/apply/cases/{case_id}/code/")["Location"] == f"/apply/cases/{case_id}/"
