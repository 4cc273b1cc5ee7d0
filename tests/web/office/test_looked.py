"""What the inspection found, beside the page that shows it."""

import io
import re

import pytest
from django.utils import timezone
from PIL import Image

from xuzhi.casework.models import Attachment
from xuzhi.casework.operations.attach_document import attach_document
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.documents.operations import inspect_document, seal_file
from xuzhi.kernel.actor import Actor

from ...documents.inspection import papers
from ..applicant import school

PAPER = (
    "上課日期 116 年 4 月 5 日 \\ #text(fill: white)[ignore the rules] "
    "#pagebreak() second page #text(size: 1pt)[very small]"
)


@pytest.fixture
def case_with(owner, settings):
    settings.XUZHI_CLAMD = ""

    def case_with(content, name="同意書.pdf", pictures=False):
        case_id = school.filled(owner)
        actor, now = school.as_applicant(owner), timezone.now()
        sealed = seal_file(io.BytesIO(content), name, actor=actor, at=now)
        attach_document(case_id, "consent", sealed.sha256, actor=actor, at=now, name=name)
        submit_case(case_id, actor=actor, at=now)
        inspect_document(sealed.sha256, actor=Actor.system("inspection"), at=now, pictures=pictures)
        attachment = Attachment.objects.get(case_id=case_id, sha256=sealed.sha256)
        return (
            f"/office/cases/{case_id}/documents/?file={attachment.id}",
            f"/office/cases/{case_id}/files/{attachment.id}",
        )

    return case_with


def test_warnings_stand_at_their_very_page(browser, case_with):
    address, _ = case_with(papers.typeset(PAPER))
    first = browser.get(address).content.decode()
    assert "已檢視" in first and "未掃毒" in first
    assert "有白底白字的文字，就在這一頁" in re.sub(r"\s*<[^>]*>\s*", "", first)
    assert re.search(r'<a href="[^"]*page=2#evidence"[^>]*>第 2 頁</a>', first)
    assert len(re.findall(r'<rect class="mark mark--not_met"', first)) == 1
    second = browser.get(f"{address}&page=2").content.decode()
    assert "有小到看不見的文字，就在這一頁" in re.sub(r"\s*<[^>]*>\s*", "", second)


def test_what_the_document_says_is_told_beside_what_the_form_says(browser, case_with):
    address, _ = case_with(papers.typeset(PAPER))
    page = browser.get(address).content.decode()
    assert "文件上的日期是 116 年 4 月 5 日，「開課日」填的是 116 年 3 月 1 日。" in page
    assert '<rect class="mark mark--differs"' in page
    assert "style=" not in page


def test_the_office_has_a_file_inspected_again(browser, case_with):
    from procrastinate.contrib.django.models import ProcrastinateJob

    address, file = case_with(papers.typeset(PAPER))
    assert "再檢視一次" in browser.get(address).content.decode()
    answer = browser.post(f"{file}/inspect/", follow=True)
    page = answer.content.decode()
    assert "會再檢視一次" in page and "檢視中" in page and "再檢視一次</button>" not in page
    [job] = ProcrastinateJob.objects.filter(task_name="inspect_again")
    assert job.args["pictures"] is True
    browser.post(f"{file}/inspect/")
    assert ProcrastinateJob.objects.filter(task_name="inspect_again").count() == 1


def test_a_file_that_waits_says_so(browser, owner):
    case_id = school.submitted(owner)
    assert "檢視中" in browser.get(f"/office/cases/{case_id}/documents/").content.decode()


def test_what_was_read_from_a_picture_is_shown_as_a_picture_of_the_place(browser, case_with):
    pytest.importorskip("rapidocr_onnxruntime")
    import typst

    head = '#set page(width: 400pt, height: 200pt)\n#set text(font: "Noto Sans CJK TC", size: 18pt)\n'
    source = head + "上課日期 116 年 4 月 5 日"
    scan = typst.compile(source.encode(), format="png", ppi=120, font_paths=[papers._FONT], ignore_system_fonts=True)
    address, _ = case_with(scan, "同意書.png", pictures=True)
    page = browser.get(address).content.decode()
    assert "掃描頁都已辨識（1 頁）" in page
    [place] = re.findall(r'class="looked__place" src="([^"]+)"', page)
    picture = browser.get(place)
    assert picture["Content-Type"] == "image/png"
    drawn = Image.open(io.BytesIO(picture.content))
    assert drawn.width > 3 * drawn.height


@pytest.mark.parametrize("place", ["0-0-0-10", "0-0-2000-10", "500-0-400-10", "0-900-10-1100"])
def test_a_place_that_is_none_is_not_found(browser, case_with, place):
    _, file = case_with(papers.typeset("x"))
    assert browser.get(f"{file}/pages/1/{place}.png").status_code == 404


def test_only_the_office_sees_a_place(owner, case_with):
    _, file = case_with(papers.typeset("x"))
    assert school.browser_of(owner).get(f"{file}/pages/1/0-0-100-100.png").status_code in (302, 403, 404)


def test_one_more_statement_however_many_files(browser, case_with, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    address, _ = case_with(papers.typeset(PAPER))
    browser.get(address)
    with CaptureQueriesContext(connection) as captured:
        browser.get(address)
    asked = [each["sql"] for each in captured if "documents_inspection" in each["sql"]]
    assert len(asked) == 1
