"""Proof of each member as a file: named in the list, one file for several, what is missing shown and counted."""

from __future__ import annotations

import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from xuzhi.casework.operations.attach_document import attach_document
from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.queries.findings_now import findings_now
from xuzhi.documents.operations.seal_file import seal_file
from xuzhi.grants.lists.proving import proofs_in
from xuzhi.grants.queries.listed import listed

from ..casework.market import pdf
from . import proposing
from .proposing import AT

pytestmark = [pytest.mark.django_db, pytest.mark.clause("G3.3")]


def members(count: int, *proofs: str) -> list[dict[str, str]]:
    rows = proposing.members(count)
    return [row | {"proof": proofs[at] if at < len(proofs) else ""} for at, row in enumerate(rows)]


def attach(case, firm, name: str, pages: int) -> None:
    sealed = seal_file(io.BytesIO(pdf(pages)), name, actor=firm, at=AT)
    attach_document(case, "member_proofs", sealed.sha256, actor=firm, at=AT)


def test_one_file_proves_all_who_name_it_with_ending_or_without_in_any_width(firm):
    case = proposing.begin(firm, {"plan.members": members(5, "同意書A.pdf", "同意書Ａ", "同意書a", "同意書B.pdf")})
    attach(case, firm, "同意書A.pdf", 1)
    (found,) = listed(case, "members", actor=firm, at=AT)
    assert (found.proved.rows, found.proved.proved, found.proved.lacking) == (5, 3, (3, 4))
    assert [row.unproved for row in found.rows] == [False, False, False, True, True]
    attach(case, firm, "同意書B.pdf", 2)
    (found,) = listed(case, "members", actor=firm, at=AT)
    assert found.proved.lacking == (4,)


def test_only_those_without_their_file_are_shown_when_asked_for(firm):
    case = proposing.begin(firm, {"plan.members": members(120, *["同意書.pdf"] * 60)})
    attach(case, firm, "同意書.pdf", 1)
    (found,) = listed(case, "members", actor=firm, at=AT, only_lacking=True, page=2)
    assert (found.pages, found.page, [row.place for row in found.rows]) == (2, 2, list(range(110, 120)))


def test_the_office_reads_how_many_and_which_have_none(firm, officer):
    case = proposing.begin(firm, {"plan.members": members(3, "同意書.pdf")})
    attach(case, firm, "同意書.pdf", 1)
    ((told, names),) = proofs_in(case_page(case, actor=officer, at=AT).sections)
    assert (told.document_label, told.proved, names) == ("合作成員的證明", 1, ("第1號夥伴商行", "第2號夥伴商行"))


def finding_of(case, firm):
    (found,) = [each for each in findings_now(case, actor=firm, at=AT) if each.check == "member_proofs"]
    return found


def test_who_has_no_proof_is_named_in_the_finding_with_clause_and_next_step(firm):
    case = proposing.begin(firm, {"plan.members": members(5, "", "同意書A.pdf", "同意書A.pdf", "同意書B.pdf")})
    attach(case, firm, "同意書A.pdf", 1)
    found = finding_of(case, firm)
    assert (found.outcome, found.clause, found.needs_confirmation) == ("not_met", ("G3.3",), True)
    assert found.reason == (
        "這些合作成員沒有證明，或名單裡寫的檔名不在「合作成員的證明」之中：第3號夥伴商行、第4號夥伴商行。"
    )
    assert found.remedy == "請上傳每一家的證明，並在合作成員名單填上檔名；一個檔案可以證明好幾家。"
    proposing.give(case, {"plan.members": members(4, "", "同意書A.pdf", "同意書A.pdf", "同意書B.pdf")}, firm)
    attach(case, firm, "同意書B.pdf", 2)
    found = finding_of(case, firm)
    assert (found.outcome, found.reason) == (
        "met",
        "4 筆合作成員都對得上證明檔案，或就是貴公司自身；由承辦人看過內容確認。",
    )


def test_while_there_is_no_list_it_is_not_known(firm):
    case = proposing.begin(firm, {"plan.members": []})
    found = finding_of(case, firm)
    assert (found.outcome, found.missing) == ("undetermined", ("member_proofs.lacking",))


def test_two_hundred_members_cost_no_more_questions_than_two(owner, firm):
    browser = Client()
    browser.force_login(owner)
    asked = []
    for count in (2, 200):
        case = proposing.begin(firm, {"plan.members": members(count, *["同意書.pdf"] * count)})
        attach(case, firm, "同意書.pdf", count)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = browser.get(f"/apply/cases/{case}/sections/members/").content.decode()
        assert f"{count} 筆都有證明檔案。" in page
        asked.append(len(queries))
    assert asked[0] == asked[1]
