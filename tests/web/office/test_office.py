"""The office: who may enter, the queue, a case on one page, and every act with what it sets off."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from xuzhi.casework.operations.confirm_finding import confirm_finding
from xuzhi.casework.queries.case_page import case_page

from ..applicant import school


def page_of(case_id, officer):
    return case_page(case_id, actor=school.as_officer(officer), at=timezone.now())


def key_of(page):
    return re.search(r'name="key" value="([^"]+)"', page).group(1)


class TestAccess:
    def test_an_applicant_does_not_enter(self, owner):
        case_id = school.submitted(owner)
        browser = school.browser_of(owner)
        for where in ("/office/", f"/office/cases/{case_id}/"):
            assert browser.get(where).status_code == 403

    def test_signed_out_one_is_asked_to_sign_in(self, client, db):
        assert client.get("/office/")["Location"].startswith("/account/login/")

    def test_a_case_that_is_not_there(self, browser):
        assert browser.get("/office/cases/00000000-0000-4000-8000-000000000000/").status_code == 404

    def test_a_look_is_recorded(self, owner, officer, browser):
        case_id = school.submitted(owner)
        browser.get(f"/office/cases/{case_id}/")
        assert "CaseViewed" in {entry.type for entry in page_of(case_id, officer).timeline}


class TestQueue:
    def test_an_empty_queue_says_what_will_be_here(self, browser):
        assert "目前沒有待辦案件" in browser.get("/office/").content.decode()

    def test_what_ends_first_is_at_the_top(self, owner, officer, browser):
        school.submitted(owner, **{"course.name": "沒有時限的課"})
        school.sent_back(owner, officer)
        page = browser.get("/office/").content.decode()
        assert page.index("深夜拉麵") < page.index("沒有時限的課")
        for said in ("剩", "補件中", "申請單位", school.NAME):
            assert said in page

    def test_filters_are_addresses(self, owner, officer, browser):
        school.submitted(owner, **{"course.name": "沒有時限的課"})
        school.sent_back(owner, officer)
        page = browser.get("/office/").content.decode()
        assert 'href="/office/?turn=applicant"' in page
        only = browser.get("/office/?turn=applicant").content.decode()
        assert "深夜拉麵" in only and "沒有時限的課" not in only
        assert "沒有時限的課" in browser.get("/office/?text=沒有時限").content.decode()
        assert "沒有符合這些條件的案件" in browser.get("/office/?text=沒有這種課").content.decode()

    def test_taking_a_case_on(self, owner, officer, browser):
        case_id = school.submitted(owner)
        answer = browser.post(f"/office/cases/{case_id}/assign/", {"next": "/office/?officer=none"})
        assert answer["Location"] == "/office/?officer=none"
        assert page_of(case_id, officer).case.officer_name == officer.name
        assert "沒有符合" in browser.get("/office/?officer=none").content.decode()
        assert "深夜拉麵" in browser.get("/office/?officer=me").content.decode()
        elsewhere = browser.post(f"/office/cases/{case_id}/assign/", {"next": "https://evil.test/"})
        assert elsewhere["Location"] == f"/office/cases/{case_id}/"

    def test_ten_statements_whatever_its_length(self, owner, browser):
        def cost():
            browser.get("/office/")
            with CaptureQueriesContext(connection) as captured:
                assert browser.get("/office/").status_code == 200
            return len(captured)

        school.submitted(owner)
        few = cost()
        for _ in range(6):
            school.submitted(owner)
        assert cost() == few <= 10

    @pytest.mark.parametrize(
        "address", ["?page=999", "?page=x", "?page=0", "?due=today", "?view=ended", "?view=in_force"]
    )
    def test_any_address_is_answered(self, owner, browser, address):
        school.submitted(owner)
        assert browser.get(f"/office/{address}").status_code == 200


class TestCase:
    def test_findings_with_values_sources_and_the_evidence_beside_them(self, owner, browser):
        case_id = school.submitted(owner)
        page = browser.get(f"/office/cases/{case_id}/evidence/in_business/").content.decode()
        for said in ("登記狀況是「核准設立」。", "公司登記", "由承辦人確認", "佐證：營業中", "Company_Status_Desc"):
            assert said in page

    def test_what_waits_for_the_office_is_not_shown_as_met(self, owner, officer, browser):
        """The rule alone finds it met; ✓ stands beside it once an officer has answered for it."""
        case_id = school.submitted(owner)

        def tag():
            page = browser.get(f"/office/cases/{case_id}/").content.decode()
            start = page.index('id="check-seats"')
            return re.search(r'class="status status--(\w+)"', page[start:])[1]

        assert tag() == "unconfirmed"
        confirm_finding(case_id, "seats", "met", note="看過", actor=school.as_officer(officer), at=timezone.now())
        assert tag() == "met"

    def test_the_evidence_alone_for_htmx(self, owner, browser):
        case_id = school.submitted(owner)
        where = f"/office/cases/{case_id}/evidence/seats/"
        page = browser.get(where, headers={"HX-Request": "true", "HX-Target": "evidence"}).content.decode()
        assert page.lstrip().startswith("<section") and "一樓教室" in page and "<html" not in page

    def test_a_page_of_a_file_is_a_picture(self, owner, officer, browser):
        case_id = school.submitted(owner)
        page = browser.get(f"/office/cases/{case_id}/documents/").content.decode()
        image = re.search(r'src="([^"]+/pages/1\.png)"', page).group(1)
        answer = browser.get(image)
        assert answer.content.startswith(b"\x89PNG") and "sandbox" in answer["Content-Security-Policy"]
        assert browser.get(image.replace("/1.png", "/9.png")).status_code == 404
        download = browser.get(image.partition("pages/")[0])
        assert download["Content-Disposition"].startswith("attachment")

    @pytest.mark.parametrize("part", ["answers", "documents", "letters", "history"])
    def test_every_part(self, owner, officer, browser, part):
        case_id = school.sent_back(owner, officer)
        said = {"answers": "深夜拉麵", "documents": "場地同意書.pdf", "letters": "請補件", "history": "送件紀錄"}[part]
        assert said in browser.get(f"/office/cases/{case_id}/{part}/").content.decode()

    def test_only_the_findings_that_wait(self, owner, browser):
        case_id = school.submitted(owner)
        page = browser.get(f"/office/cases/{case_id}/?only=waits").content.decode()
        assert 'id="check-seats"' in page and 'id="check-in_business"' not in page

    def test_what_changed_since_the_last_round_is_marked(self, owner, officer, browser):
        case_id = school.sent_back(owner, officer)
        firm = school.browser_of(owner)
        firm.post(f"/apply/cases/{case_id}/sections/course/", {"seen:course.fee": "1", "answer:course.fee": "4,500"})
        school.attach(case_id, owner, "consent", timezone.now(), pages=2)
        assert firm.post(f"/apply/cases/{case_id}/steps/resubmit/", {"key": "r"}).status_code == 302
        page = browser.get(f"/office/cases/{case_id}/").content.decode()
        assert "補件後有 2 處不同" in page and "2 項等您認定" in page
        assert "<del>4,800 元</del> → <ins>4,500 元</ins>" in page and "有變動" in page
        assert page.count(">記下認定</button>") >= 1 and f'action="/office/cases/{case_id}/corrections/settle/"' in page
        assert f"/office/cases/{case_id}/corrections/" in page


class TestActs:
    def test_steps_at_the_foot_and_why_not(self, owner, browser):
        case_id = school.submitted(owner)
        page = browser.get(f"/office/cases/{case_id}/").content.decode()
        assert f'href="/office/cases/{case_id}/steps/request_correction/"' in page
        assert "1 項現在不能做" in page and "還有 1 項沒有確認，或有不符的項目。" in page

    def test_a_finding_is_answered_for_with_a_note(self, owner, officer, browser):
        case_id = school.submitted(owner)
        where = f"/office/cases/{case_id}/findings/seats/confirm/"
        refused = browser.post(where, {"outcome": "met", "note": " "})
        assert refused.status_code == 422 and 'href="#confirm-seats"' in refused.content.decode()
        kept = browser.post(where, {"outcome": "", "note": "看過平面圖"}).content.decode()
        assert "看過平面圖</textarea>" in kept
        assert browser.post(where, {"outcome": "met", "note": "看過平面圖"}).status_code == 302
        (finding,) = (each for each in page_of(case_id, officer).findings if each.check == "seats")
        assert (finding.stands, finding.confirmed_by, finding.note) == ("met", officer.name, "看過平面圖")

    def test_before_it_is_sent_the_page_says_what_it_will_do(self, owner, browser):
        case_id = school.submitted(owner)
        page = browser.get(f"/office/cases/{case_id}/steps/request_correction/").content.decode()
        assert "這將會：" in page and "請補件" in page and "補件期限" in page and "截止" in page and "補件中" in page

    def test_a_request_for_correction_from_findings_and_what_was_added(self, owner, officer, browser):
        case_id = school.submitted(owner)
        where = f"/office/cases/{case_id}/steps/request_correction/"
        key = key_of(browser.get(where).content.decode())
        nothing = browser.post(where, {"key": key})
        assert nothing.status_code == 422 and 'href="#defects"' in nothing.content.decode()
        added = browser.post(where, {"key": key, "add": "yes", "add_thing": "document:consent"}).content.decode()
        assert 'name="note:document:consent"' in added and 'value="document:consent"' in added
        sent = {"key": key, "more": "document:consent", "defect": "document:consent"}
        unsaid = browser.post(where, sent)
        assert unsaid.status_code == 422
        done = browser.post(where, sent | {"note:document:consent": "沒有用印。"})
        assert done["Location"] == f"/office/cases/{case_id}/"
        browser.post(where, sent | {"note:document:consent": "沒有用印。"})  # pressed twice
        page = page_of(case_id, officer)
        assert page.case.stage == "correction"
        assert [(each.kind, each.name, each.note) for each in page.defects] == [("document", "consent", "沒有用印。")]

    def test_a_dismissal_keeps_what_was_typed_when_it_is_refused(self, owner, officer, browser):
        case_id = school.submitted(owner)
        where = f"/office/cases/{case_id}/steps/dismiss/"
        refused = browser.post(where, {"key": "d1", "reason": "現場已經歇業。"})
        page = refused.content.decode()
        assert refused.status_code == 422 and 'href="#grounds"' in page and "現場已經歇業。</textarea>" in page
        browser.post(where, {"key": "d1", "reason": "現場已經歇業。", "ground": "closed"})
        assert page_of(case_id, officer).case.stage == "dismissed"

    def test_a_step_that_the_rules_do_not_allow(self, owner, officer, browser):
        case_id = school.submitted(owner)
        refused = browser.post(f"/office/cases/{case_id}/steps/approve/", {"key": "a1"})
        assert refused.status_code == 422 and "還有 1 項沒有確認" in refused.content.decode()
        assert page_of(case_id, officer).case.stage == "review"

    def test_a_step_that_is_not_there(self, owner, browser):
        case_id = school.submitted(owner)
        assert browser.get(f"/office/cases/{case_id}/steps/nothing/")["Location"] == f"/office/cases/{case_id}/"
        assert browser.post(f"/office/cases/{case_id}/steps/nothing/", {})["Location"] == f"/office/cases/{case_id}/"

    def test_checking_again(self, owner, browser):
        case_id = school.submitted(owner)
        assert browser.post(f"/office/cases/{case_id}/recheck/")["Location"] == f"/office/cases/{case_id}/"

    def test_a_question_is_answered_in_its_place(self, owner, officer, browser):
        case_id = school.submitted(owner)
        firm = school.browser_of(owner)
        firm.post(f"/apply/cases/{case_id}/ask/", {"text": "要正本嗎？"})
        (asked,) = page_of(case_id, officer).questions
        where = f"/office/cases/{case_id}/questions/{asked.id}/"
        assert browser.post(where, {"text": ""}).status_code == 422
        assert browser.post(where, {"text": "影本即可。"})["Location"] == f"/office/cases/{case_id}/letters/"
        assert "影本即可。" in firm.get(f"/apply/cases/{case_id}/ask/").content.decode()

    def test_a_case_costs_the_same_whatever_is_in_it(self, owner, browser):
        def cost(case_id):
            browser.get(f"/office/cases/{case_id}/")
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(f"/office/cases/{case_id}/").status_code == 200
            return len(captured)

        small = school.submitted(owner)
        rooms = [{"name": f"教室 {n}", "country": "TW", "seats": "30", "from_on": ""} for n in range(30)]
        assert cost(school.submitted(owner, rooms=rooms)) == cost(small)
