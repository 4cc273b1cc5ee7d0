"""What goes wrong in people's hands: one clear sentence, what to do, and nothing typed or sent is lost."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest

from xuzhi.console.demo import papers
from xuzhi.console.demo.content import firms

from .walking import today

TYPED = "依個人資料保護法訂有程序，權限依職務分級，每年檢視一次。"
# What people paste: paragraphs, empty lines, blanks in a row, marks that HTML knows, signs beyond the first plane.
PART = "第 {n} 節　權限與紀錄\n  「甲」<b>不是標籤</b> & 'quotes' \"double\"；50%  用量，𠮷與 🧾。\n\t縮排的一行，"
LONG = "\n\n".join(PART.format(n=n) + TYPED * 3 for n in range(1, 41))


@pytest.fixture
def applying(site: Any, walk: Any, request: pytest.FixtureRequest) -> Any:
    """Somebody signed in with a supplier's case: `applying(firm, hand_in=…, sections=…)`."""

    def begin(key: str, **given: Any) -> tuple[Any, dict[str, str], str]:
        firm = site.do("firm", key=key)
        case = site.do("supplier_draft", key=key, **given)
        walker = walk()
        walker.sign_in(firm["email"])
        return walker, firm, case

    return begin


@pytest.mark.clause("L2.1")
def test_a_wrong_business_number(site: Any, walk: Any) -> None:
    somebody = walk()
    for typed, says in (("99271568", "99271568"), ("9927156", "8"), ("９９２７１５６７", "半形")):
        somebody.go(f"/eligibility/{site.programme}/")
        somebody.page.locator("#ubn").fill(typed)
        somebody.press("查資格")
        error = somebody.main.locator(".error-summary a")
        assert error.get_attribute("href") == "#ubn"
        assert says in error.inner_text()
        assert somebody.page.locator("#ubn").input_value() == typed
        assert somebody.page.locator("#ubn").get_attribute("aria-invalid") == "true"
        error.click()
        assert somebody.page.evaluate("document.activeElement.id") == "ubn"


@pytest.mark.clause("L3.D1")
def test_files_that_cannot_be_taken(applying: Any) -> None:
    applicant, _, case = applying("果落科技", hand_in=False)
    applicant.go(f"/apply/cases/{case}/sections/tax/")
    picture = papers.architecture()
    refused = applicant.main.locator(".upload-row[data-state=refused] .upload-row__words")

    applicant.attach("tax_clearance", "無欠稅證明.pdf", picture)
    refused.wait_for()
    assert "「無欠稅證明.pdf」的檔名看起來是PDF，但內容其實是圖片" in refused.inner_text()

    applicant.attach("tax_clearance", "加密.pdf", encrypted_pdf())
    applicant.main.locator(".upload-row__words", has_text="密碼").wait_for()
    assert "「加密.pdf」需要密碼才能打開，審查人員無法閱讀。" in refused.inner_text()
    assert "請先移除密碼" in refused.inner_text()

    applicant.attach("tax_clearance", "空的.pdf", b"")
    applicant.main.locator(".upload-row__words", has_text="「空的.pdf」裡面沒有任何內容。").wait_for()

    applicant.attach("tax_clearance", "截圖.png", picture, "image/png")
    applicant.main.get_by_role("link", name="截圖.png").wait_for()
    assert applicant.main.locator(".file-list li").count() == 1


def test_an_answer_of_the_wrong_type_is_kept_and_pointed_at(applying: Any) -> None:
    applicant, firm, case = applying("漁光智慧", sections=["contact"], hand_in=False)
    applicant.go(f"/apply/cases/{case}/sections/tax/")
    applicant.answer("tax.ubn", firm["ubn"])
    applicant.answer("tax.issued_on", "上禮拜三")
    applicant.wait_until_saved()
    assert "上禮拜三" in applicant.main.locator("#saved-tax-issued_on").inner_text()
    applicant.press("儲存並繼續")

    errors = applicant.errors()
    assert list(errors) == ["answer-tax-issued_on"]
    assert "上禮拜三" in errors["answer-tax-issued_on"]
    field = applicant.page.locator("#answer-tax-issued_on")
    assert field.input_value() == "上禮拜三"
    assert field.get_attribute("aria-invalid") == "true"
    assert applicant.page.locator("#answer-tax-ubn").input_value() == firm["ubn"]
    applicant.page.locator("#error-summary a").click()
    assert applicant.page.evaluate("document.activeElement.id") == "answer-tax-issued_on"

    field.fill("115/10/7")
    applicant.press("儲存並繼續")
    applicant.page.wait_for_url(re.compile("/sections/security/"))
    applicant.go(f"/apply/cases/{case}/sections/tax/")
    assert applicant.page.locator("#answer-tax-issued_on").input_value() == "115/10/7"


def test_a_file_sent_by_its_button_meets_no_answer_of_ones_own(applying: Any) -> None:
    """Choosing a file counts as typing, which is saved by itself: behind the button's own form it must not overtake."""
    applicant, _, case = applying("豐味製程科技", hand_in=False)
    applicant.go(f"/apply/cases/{case}/sections/security/")
    applicant.page.locator('button[name="add"][value="security.reports"]').click()
    tool = applicant.page.locator('[name="answer:security.reports:0:tool"]')
    applicant.wait_until_saved()
    sent: list[str] = []
    applicant.page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)

    tool.fill("Trivy 0.58")
    scanned = papers.paper("security_report", firms()["豐味製程科技"], today())
    report = {"name": papers.file_name("security_report"), "mimeType": "application/json", "buffer": scanned}
    applicant.page.locator('[name="send:security.reports:0:proof"]').set_input_files(report)
    applicant.page.locator('button[name="sent"][value="answer-security-reports-0-proof"]').click()
    applicant.page.wait_for_url("**#answer-security-reports-0-proof")

    assert "/autosave/" not in sent[-1]
    assert applicant.main.locator(".conflict").count() == 0
    assert tool.input_value() == "Trivy 0.58"
    assert applicant.page.locator('[name="answer:security.reports:0:proof"]').count() == 1


def test_a_double_click_and_the_back_button_submit_once(applying: Any, site: Any) -> None:
    applicant, _, case = applying("芽點資訊")
    applicant.go(f"/apply/cases/{case}/submit/")
    applicant.press("送件")
    assert list(applicant.errors()) == ["declared"]
    applicant.page.locator("#declared").check()
    applicant.page.locator("main .submit-form button").dblclick()
    applicant.page.wait_for_url("**/receipt/")
    receipt = applicant.main.locator(".facts--wide").inner_text()

    applicant.page.go_back()
    if applicant.main.locator(".submit-form").count():
        applicant.page.locator("#declared").check()
        applicant.press("送件")
    applicant.page.wait_for_url("**/receipt/")
    assert applicant.main.locator(".facts--wide").inner_text() == receipt
    assert site.do("submissions", case=case) == 1


def test_a_session_that_ended_while_typing(applying: Any, site: Any) -> None:
    applicant, firm, case = applying("茶山雲", sections=["contact"], hand_in=False)
    applicant.go(f"/apply/cases/{case}/sections/security/")
    assert site.do("end_sessions", email=firm["email"]) >= 1
    applicant.page.locator("#answer-security-personal_data").fill(TYPED)
    applicant.page.locator("#answer-security-personal_data").blur()
    applicant.page.wait_for_url("**/account/login/**")
    applicant.fill_in_sign_in(firm["email"])
    assert "您剛才填的內容還在" in applicant.heading
    assert TYPED in applicant.text()
    applicant.press("送出這些內容")
    applicant.go(f"/apply/cases/{case}/sections/security/")
    assert applicant.page.locator("#answer-security-personal_data").input_value() == TYPED


def test_two_people_see_both_answers(applying: Any, site: Any, walk: Any) -> None:
    one, _, case = applying("保修通科技", hand_in=False)
    site.do("colleague", key="保修通科技", email="lin@fixing.example", name="林同仁")
    other = walk()
    other.sign_in("lin@fixing.example")
    page = f"/apply/cases/{case}/sections/contact/"
    one.go(page)
    other.go(page)

    other.answer("contact.telephone", "04-2222-0001")
    other.press("儲存並繼續")
    other.page.wait_for_url("**/sections/standing/")
    one.answer("contact.job_title", "資訊長")
    one.answer("contact.telephone", "04-2222-0002")
    one.wait_until_saved()
    one.press("儲存並繼續")

    conflict = one.main.locator("#question-contact-telephone .conflict")
    assert "04-2222-0001" in conflict.inner_text()
    assert "04-2222-0002" in conflict.inner_text()
    assert "林同仁" in conflict.inner_text()
    assert one.page.locator("#answer-contact-telephone").input_value() == "04-2222-0002"
    conflict.get_by_role("button", name="留下我填的").click()
    conflict.wait_for(state="detached")
    assert one.page.locator("#answer-contact-telephone").input_value() == "04-2222-0002"

    other.go(page)
    assert other.page.locator("#answer-contact-telephone").input_value() == "04-2222-0002"
    assert other.page.locator("#answer-contact-job_title").input_value() == "資訊長"


def test_a_long_text_is_kept_to_the_letter(applying: Any, site: Any, walk: Any) -> None:
    """Over a session that ends while it is typed, and over somebody else's answer: not a sign is lost."""
    one, firm, case = applying("山海行程科技", sections=["contact"], hand_in=False)
    site.do("colleague", key="山海行程科技", email="peng@mountain.example", name="彭同仁")
    page = f"/apply/cases/{case}/sections/security/"
    field = "#answer-security-personal_data"
    assert len(LONG) > 4_000

    one.go(page)
    assert site.do("end_sessions", email=firm["email"]) >= 1
    one.page.locator(field).fill(LONG)
    one.page.locator(field).blur()
    one.page.wait_for_url("**/account/login/**")
    one.fill_in_sign_in(firm["email"])
    assert "您剛才填的內容還在" in one.heading
    one.press("送出這些內容")
    one.go(page)
    assert one.page.locator(field).input_value() == LONG

    other = walk()
    other.sign_in("peng@mountain.example")
    other.go(page)
    assert other.page.locator(field).input_value() == LONG
    other.page.locator(field).fill(TYPED)
    other.press("儲存並繼續")
    other.page.wait_for_url("**/sections/strength/")

    longer = LONG + "\n\n最後一節：另一位同仁同時在改。"
    one.page.locator(field).fill(longer)
    one.wait_until_saved()
    one.press("儲存並繼續")
    conflict = one.main.locator("#question-security-personal_data .conflict")
    assert TYPED in conflict.inner_text()
    assert "彭同仁" in conflict.inner_text()
    assert one.page.locator(field).input_value() == longer
    conflict.get_by_role("button", name="留下我填的").click()
    conflict.wait_for(state="detached")
    assert one.page.locator(field).input_value() == longer
    other.go(page)
    assert other.page.locator(field).input_value() == longer


def encrypted_pdf() -> bytes:
    """A page that opens with a password only."""
    import pikepdf

    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(made, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return made.getvalue()
