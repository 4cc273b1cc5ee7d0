"""What the applicant sees of the inspection of one's own files."""

import io

import pytest
from django.utils import timezone

from xuzhi.casework.operations.attach_document import attach_document
from xuzhi.documents.operations import inspect_document, seal_file
from xuzhi.kernel.actor import Actor

from ...documents.inspection import papers
from . import school


@pytest.fixture
def attached(owner, settings):
    """A draft whose consent is the given content; gives the case and the file."""
    settings.XUZHI_CLAMD = ""

    def attached(content, name="同意書.pdf"):
        case_id = school.filled(owner)
        actor, now = school.as_applicant(owner), timezone.now()
        sealed = seal_file(io.BytesIO(content), name, actor=actor, at=now)
        attach_document(case_id, "consent", sealed.sha256, actor=actor, at=now, name=name)
        return f"/apply/cases/{case_id}/documents/consent/", sealed.sha256

    return attached


def inspect(sha256):
    inspect_document(sha256, actor=Actor.system("inspection"), at=timezone.now())


def test_each_file_says_how_far_its_inspection_is(browser, attached):
    page, sha256 = attached(papers.typeset("上課日期 116 年 3 月 1 日"))
    assert browser.get(page).content.decode().count("檢視中") == 2
    inspect(sha256)
    shown = browser.get(page).content.decode()
    assert (shown.count("檢視中"), shown.count("已檢視")) == (1, 1)
    assert "文件上的日期" not in shown


def test_what_the_document_says_otherwise_is_a_hint(browser, attached):
    page, sha256 = attached(papers.typeset("上課日期 116 年 4 月 5 日"))
    inspect(sha256)
    shown = browser.get(page).content.decode()
    assert "文件上的日期是 116 年 4 月 5 日，「開課日」填的是 116 年 3 月 1 日。" in shown
    section = page.replace("documents/consent", "sections/rooms")
    assert "文件上的日期是 116 年 4 月 5 日" in browser.get(section).content.decode()


def test_one_that_could_not_be_inspected_says_why_and_is_kept(browser, attached, settings):
    page, sha256 = attached(papers.typeset("x"))
    from xuzhi.documents.storage import files, key_of

    files().delete(key_of(sha256))
    inspect(sha256)
    shown = browser.get(page).content.decode()
    assert "未能檢視：檔案不在儲存區。檔案已保留，由承辦人查看。" in shown
