"""What a firm and the office do with a contract on the pages."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

from .looking import faults
from .officers import act, at_case

SECOND = "officer2@demo.xuzhi.test"


def day(on: date) -> str:
    """As people here write a day."""
    return f"{on.year - 1911}/{on.month}/{on.day}"


def until(on: date) -> str:
    return f"{day(on)} 17:00"


def paper(pages: int) -> bytes:
    """A PDF of blank pages; another number of pages is another file."""
    import pikepdf

    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page(page_size=(595, 842))
        made = io.BytesIO()
        document.save(made)
    return made.getvalue()


def fill(officer: Any, case: str, answers: dict[str, Any]) -> None:
    """Answer what the case asks of the office."""
    at_case(officer, case)
    officer.go(f"/office/cases/{case}/fill/")
    assert sorted(officer.answer_section(answers)) == sorted(answers)
    officer.press("儲存")
    officer.page.wait_for_url(lambda url: "/fill/" not in url)
    assert officer.errors() == {}


def write(
    firm: Any, case: str, section: str, answers: dict[str, Any], papers: dict[str, tuple[str, bytes]] | None = None
) -> None:
    """Answer a section of the form; its files are chosen first, for an answer may name them."""
    firm.go(f"/apply/cases/{case}/sections/{section}/")
    for document, (name, content) in (papers or {}).items():
        send(firm, document, name, content)
    assert sorted(firm.answer_section(answers)) == sorted(answers)
    firm.save()
    firm.page.wait_for_url(lambda url: f"/sections/{section}/" not in url)


def send(firm: Any, document: str, name: str, content: bytes) -> None:
    """Hand a file in and wait until it stands there."""
    firm.attach(document, name, content)
    firm.main.get_by_role("link", name=name).first.wait_for()


def step(firm: Any, case: str, name: str) -> None:
    """Take a step from the firm's page of the case."""
    firm.go(f"/apply/cases/{case}/")
    firm.follow(name)
    firm.press(name)
    firm.page.wait_for_url(lambda url: "/steps/" not in url)
    assert firm.errors() == {}


def submit(firm: Any, case: str) -> None:
    """Send a draft: what the checks say, then the declaration."""
    firm.go(f"/apply/cases/{case}/")
    firm.follow("檢核並送件")
    firm.follow("繼續送件")
    firm.page.locator("#declared").check()
    firm.press("送件")
    firm.page.wait_for_url(lambda url: "/submit/" not in url)
    assert firm.errors() == {}


def begin(firm: Any, contract: str, title: str) -> str:
    """Begin something about the contract; gives its case."""
    firm.go(f"/apply/cases/{contract}/")
    firm.follow(title)
    firm.press("開始填寫")
    firm.page.wait_for_url(lambda url: "/about/" not in url)
    return str(firm.page.url.split("/cases/")[1].split("/")[0])


def signed_in(officer: Any, email: str) -> Any:
    officer.sign_in(email, after="/office/")
    return officer


def revise(
    firm: Any,
    officer: Any,
    case: str,
    due: date,
    parts: dict[str, dict[str, Any]],
    plan: tuple[str, bytes],
    *,
    look: bool = False,
) -> None:
    """The office says until when; the firm answers each comment, with the revised plan and what changes in the form."""
    fill(officer, case, {"revision.due_at": until(due)})
    assert "請依審查意見修正計畫書" in act(officer, "通知修正計畫書")
    firm.go(f"/apply/cases/{case}/")
    assert "修正計畫書的期限" in firm.text()
    for section, answers in parts.items():
        write(firm, case, section, answers, {"revised_plan": plan} if section == "revision" else {})
    if look:
        assert faults(firm, f"/apply/cases/{case}/sections/revision/") == []
    step(firm, case, "送出修正計畫書")


def signed_papers(sign: Callable[[bytes], bytes] = bytes) -> dict[str, bytes]:
    """Contract, undertaking and plan, the first two signed."""
    return {"signed_contract": sign(paper(3)), "signed_undertaking": sign(paper(4)), "signed_plan": paper(5)}


def deliver(firm: Any, officer: Any, case: str, papers: dict[str, bytes]) -> None:
    """What was agreed is set as one document; signed, it is handed in."""
    at_case(officer, case)
    assert "請在期限內完成簽約" in act(officer, "複核確認，通知簽約")
    package = firm.context.request.get(f"/apply/cases/{case}/package.pdf")
    assert package.body().startswith(b"%PDF")
    firm.go(f"/apply/cases/{case}/")
    assert firm.main.get_by_role("link", name="簽約文件").count()
    for document, content in papers.items():
        firm.go(f"/apply/cases/{case}/documents/{document}/")
        send(firm, document, f"{document}.pdf", content)
    step(firm, case, "交付簽約文件")


def conclude(officer: Any, case: str, on: date) -> None:
    """The office has checked what was signed: the contract is in force."""
    fill(officer, case, {"contract.signed_on": day(on)})
    assert "貴公司成為受補助業者" in act(officer, "完成簽約，成為受補助業者")


def claim(firm: Any, officer: Any, second: Any, case: str, amount: str, on: date) -> None:
    """An instalment: one officer checks, only another approves; then it is paid and booked."""
    asked = begin(firm, case, "請款")
    told = {"claim.instalment": "1", "claim.amount": amount, "claim.fulfilled": "已經簽約。"}
    write(firm, asked, "claim", told, {"claim_receipt": ("領據.pdf", paper(7))})
    submit(firm, asked)
    at_case(officer, asked)
    act(officer, "審核通過")
    officer.follow("核准撥付")
    officer.press("核准撥付")
    assert "另一位" in officer.text()
    at_case(second, asked)
    act(second, "核准撥付")
    fill(second, asked, {"claim.paid_on": day(on), "claim.reference": "P-1"})
    assert faults(second, f"/office/cases/{asked}/") == []
    at_case(second, asked)
    act(second, "完成撥付，入帳")
    officer.go(f"/office/cases/{case}/money/")
    assert amount in officer.text()
    assert faults(officer, f"/office/cases/{case}/money/") == []
    assert faults(firm, f"/apply/cases/{case}/money/") == []
