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


def test_the_number_that_was_checked_is_carried_along(owner, browser):
    start = "/apply/start/evening_class/course/"
    assert "另一家公司" not in browser.get(f"{start}?ubn={school.UBN}").content.decode()
    page = browser.get(f"{start}?ubn={school.OTHER_UBN}").content.decode()
    assert f"您剛才查的是統一編號 {school.OTHER_UBN}" in page
    assert f"/account/firms/register/?ubn={school.OTHER_UBN}&amp;next=" in page


def test_somebody_without_a_firm_registers_the_one_that_was_checked(db):
    from xuzhi.parties.operations import add_person

    browser = school.browser_of(add_person("new@example.test", "陳新來", at=school.timezone.now()))
    answer = browser.get(f"/apply/start/evening_class/course/?ubn={school.OTHER_UBN}")
    assert answer["Location"].startswith("/account/firms/register/?next=")
    assert answer["Location"].endswith(f"&ubn={school.OTHER_UBN}")


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
