"""What a firm and the office do with a contract on the pages."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from .officers import at_case

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


def write(firm: Any, case: str, section: str, answers: dict[str, Any], papers: dict[str, bytes] | None = None) -> None:
    """Answer a section of the form; its files are chosen first, for an answer may name them."""
    firm.go(f"/apply/cases/{case}/sections/{section}/")
    for document, content in (papers or {}).items():
        send(firm, document, content)
    assert sorted(firm.answer_section(answers)) == sorted(answers)
    firm.save()
    firm.page.wait_for_url(lambda url: f"/sections/{section}/" not in url)


def send(firm: Any, document: str, content: bytes) -> None:
    firm.attach(document, f"{document}.pdf", content)
    firm.main.get_by_role("link", name=f"{document}.pdf").first.wait_for()


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
