"""Search, sharing out, figures, files, who looked, and the organiser who reads all of it and does nothing."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from python_calamine import CalamineWorkbook

from xuzhi.casework.operations.answer_look_ups import answer_look_ups
from xuzhi.casework.operations.record_viewing import record_viewing
from xuzhi.casework.queries.look_ups import look_up_requests
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.queries import read_stream
from xuzhi.parties.operations import add_person, grant_staff_role
from xuzhi.web.office.look_ups import numbers_in

from ..applicant import school


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def organiser(db):
    person = add_person("organiser@school.test", "李科長", at=timezone.now())
    grant_staff_role(person, "organiser", actor=Actor.system("test"), at=timezone.now())
    return person


class TestSearch:
    def test_a_word_of_an_answer_finds_the_case_and_is_shown(self, owner, browser):
        school.submitted(owner, **{"course.name": "深夜拉麵"})
        page = text_of(browser.get("/office/?text=拉麵"))
        assert "深夜拉麵" in page and "<mark>" not in page  # it stands in the subject
        assert "一樓<mark>教室</mark>" in text_of(browser.get("/office/?text=教室"))

    def test_kept_lists(self, owner, browser):
        school.submitted(owner)
        where = browser.post("/office/views/", {"query": "turn=office&evil=1", "name": "等我"})["Location"]
        assert where == "/office/?turn=office"
        page = text_of(browser.get(where))
        assert ">等我</a>" in page and "留存這份清單" not in page
        browser.post("/office/views/", {"query": "turn=office", "forget": "等我"})
        assert ">等我</a>" not in text_of(browser.get(where))
        assert "要留存的清單還沒有名稱" in text_of(
            browser.post("/office/views/", {"query": "", "name": " "}, follow=True)
        )


class TestFiles:
    @pytest.mark.clause("L9.1")
    @pytest.mark.parametrize("format", ["csv", "xlsx", "ods"])
    def test_the_queue_as_a_file_and_that_it_was_taken_out(self, owner, officer, browser, format):
        case_id = school.submitted(owner, **{"course.name": "=HYPERLINK(1)"})
        school.submitted(owner)
        answer = browser.get(f"/office/cases.file?format={format}")
        content = b"".join(answer.streaming_content)
        if format == "csv":
            heads, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
            assert "'=HYPERLINK(1)" in {row[3] for row in rows}
        else:
            heads, *rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
            assert "=HYPERLINK(1)" in {row[3] for row in rows}
        assert heads[:2] == ["案號", "計畫"] and len(rows) == 2
        (event,) = read_stream("exports")
        assert (event.payload["what"], event.payload["format"], event.payload["rows"]) == ("cases", format, 2)
        assert str(case_id) in event.payload["cases"] and event.actor.name == officer.name
        assert "案件清單" in text_of(browser.get("/office/exports/"))
        assert "匯出清單，本案在內" in text_of(browser.get(f"/office/cases/{case_id}/looks/"))

    def test_a_format_that_is_not_made_here(self, browser):
        assert browser.get("/office/cases.file?format=exe").status_code == 404
        assert read_stream("exports") == []

    def test_figures_and_workload_as_files(self, owner, browser):
        school.submitted(owner)
        answer = browser.get("/office/figures/by_month.file?format=csv")
        assert b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()[-1].startswith("合計,")
        assert browser.get("/office/figures/nothing.file?format=csv").status_code == 404
        heads = b"".join(browser.get("/office/workload.file?format=csv").streaming_content).decode("utf-8-sig")
        assert heads.startswith("承辦人,承辦中,")


class TestWorkload:
    def test_sharing_out_what_nobody_has(self, owner, officer, browser):
        one, two = school.submitted(owner), school.submitted(owner)
        page = text_of(browser.get("/office/workload/"))
        assert f'name="officer:{one}"' in page and f'<option value="{officer.id}" selected>' in page
        sent = {"case": [str(one), str(two)], f"officer:{one}": str(officer.id), f"officer:{two}": str(officer.id)}
        assert "已分派 2 件" in text_of(browser.post("/office/workload/share/", sent, follow=True))
        assert "每件待辦都有承辦人" in text_of(browser.get("/office/workload/"))
        handed = text_of(browser.get(f"/office/workload/?of={officer.id}"))
        assert f"{officer.name} 的案件" in handed

    def test_nothing_ticked_and_nobody_known(self, owner, browser):
        case_id = school.submitted(owner)
        assert "還沒有勾選案件" in text_of(browser.post("/office/workload/share/", {}, follow=True))
        sent = {"case": [str(case_id), "no id"], f"officer:{case_id}": "nobody"}
        assert "這個人不是承辦人" in text_of(browser.post("/office/workload/share/", sent, follow=True))


class TestFigures:
    def test_chart_and_table_of_each(self, owner, officer, browser):
        school.submitted(owner)
        page = text_of(browser.get("/office/figures/"))
        assert (
            page.count('<svg class="chart" role="img" aria-label="') == page.count("<figure") == page.count("<tbody>")
        )
        assert "每月收件的長條圖" in page and "style=" not in page.partition("<main")[2]
        assert "還沒有可以統計的案件" in text_of(browser.get("/office/figures/?year=2024"))

    def test_the_same_number_of_statements(self, owner, browser):
        def cost():
            browser.get("/office/figures/")
            with CaptureQueriesContext(connection) as captured:
                browser.get("/office/figures/")
            return len(captured)

        school.submitted(owner)
        few = cost()
        for _ in range(3):
            school.submitted(owner)
        assert cost() == few <= 14


class TestCostOfSearch:
    def test_a_page_of_what_was_found_takes_at_most_ten_statements(self, owner, browser):
        def cost():
            browser.get("/office/?text=24549210")
            with CaptureQueriesContext(connection) as captured:
                page = text_of(browser.get("/office/?text=24549210"))
            return len(captured), page.count("data-open")

        school.submitted(owner)
        few, one = cost()
        for _ in range(3):
            school.submitted(owner)
        assert (one, few) == (1, few)
        assert cost() == (few, 4)
        assert few <= 10


class TestLookUps:
    def test_pasted_and_uploaded_numbers(self):
        assert numbers_in("統一編號\n24549210\n２２０９９１３１\t某公司\n\nabc 1\n'04595257'") == [
            "24549210",
            "22099131",
            "abc",
            "04595257",
        ]
        assert numbers_in("24549210, 22099131、12345675") == ["24549210", "22099131", "12345675"]

    def test_asked_answered_and_taken_out(self, browser):
        file = io.BytesIO("統編,名稱\n22099131,某\n".encode("cp950"))
        file.name = "a.csv"
        sent = {"numbers": "24549210\n12345678", "purpose": "年度複查", "file": file}
        where = browser.post("/office/look-ups/", sent)["Location"]
        (asked,) = look_up_requests()
        assert asked.total == 3 and "已查 0／3" in text_of(browser.get(where))
        answer_look_ups(asked.id)
        page = text_of(browser.get(where))
        assert "沒有查過" in page and "檢查碼不符" in page and "已查" not in page
        lines = b"".join(browser.get(f"/office/look-ups/{asked.id}.file?format=csv").streaming_content)
        assert len(lines.decode("utf-8-sig").splitlines()) == 4
        assert [each.type for each in read_stream("exports")] == ["RecordsExported"]

    def test_all_that_is_wrong_at_once_and_nothing_typed_is_lost(self, browser):
        page = text_of(browser.post("/office/look-ups/", {"numbers": "", "purpose": ""}))
        assert 'href="#numbers"' in page and 'href="#purpose"' in page
        kept = browser.post("/office/look-ups/", {"numbers": "24549210", "purpose": ""})
        assert kept.status_code == 422 and "24549210</textarea>" in text_of(kept)
        pdf = io.BytesIO(b"%PDF-1.7\x00\x01\xff\xfe")
        pdf.name = "a.csv"
        assert "不是看得懂的文字檔" in text_of(browser.post("/office/look-ups/", {"purpose": "x", "file": pdf}))
        assert browser.get("/office/look-ups/00000000-0000-4000-8000-000000000000/").status_code == 404


@pytest.mark.clause("L9.1")
class TestLooks:
    def test_the_applicant_reads_who_looked(self, owner, officer):
        case_id = school.submitted(owner)
        school.browser_of(officer).get(f"/office/cases/{case_id}/")
        reviewer = Actor.person("1", "陳委員", "reviewer")
        record_viewing(case_id, actor=reviewer, at=timezone.now())
        page = text_of(school.browser_of(owner).get(f"/apply/cases/{case_id}/looks/"))
        assert officer.name in page and "審查委員" in page and "陳委員" not in page

    def test_another_firm_s_case_is_not_there(self, owner, stranger):
        case_id = school.submitted(owner)
        assert school.browser_of(stranger).get(f"/apply/cases/{case_id}/looks/").status_code == 404

    def test_a_file_that_is_opened_first_is_a_look(self, owner, officer, browser):
        case_id = school.submitted(owner)
        page = school.browser_of(officer).get(f"/office/cases/{case_id}/documents/")
        assert page.status_code == 200
        assert "閱覽案件" in text_of(browser.get(f"/office/cases/{case_id}/looks/"))


@pytest.mark.clause("L1")
class TestOrganiser:
    def test_reads_everything(self, owner, officer, organiser):
        case_id = school.submitted(owner)
        reads = school.browser_of(organiser)
        page = text_of(reads.get("/office/overview/"))
        assert "總覽" in page and "每月收件" in page
        for where in ("", "workload/", "figures/", "exports/", f"cases/{case_id}/", f"cases/{case_id}/letters/"):
            page = text_of(reads.get(f"/office/{where}"))
            main = page.partition("<main")[2].partition("</main>")[0]
            assert 'method="post"' not in main, where
        assert "李科長" in text_of(school.browser_of(officer).get(f"/office/cases/{case_id}/looks/"))

    def test_does_nothing(self, owner, organiser):
        case_id = school.submitted(owner)
        reads = school.browser_of(organiser)
        for where in (
            f"cases/{case_id}/assign/",
            f"cases/{case_id}/recheck/",
            f"cases/{case_id}/steps/dismiss/",
            f"cases/{case_id}/findings/seats/confirm/",
            "workload/share/",
            "look-ups/",
        ):
            assert reads.post(f"/office/{where}", {}).status_code == 403, where
