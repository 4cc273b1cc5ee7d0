"""A firm's way through the made-up programme of these tests, told in calls of the operations."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pikepdf

from xuzhi.casework.models import FindingRow
from xuzhi.casework.operations.attach_document import attach_document
from xuzhi.casework.operations.confirm_finding import confirm_finding
from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.casework.operations.take_step import take_step
from xuzhi.documents.operations.seal_file import seal_file
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import TAIPEI
from xuzhi.notices.models import Notice
from xuzhi.parties.models import User
from xuzhi.parties.operations import add_person, grant_staff_role, redeem_access_code, register_firm
from xuzhi.parties.operations.issue_access_code import issue_access_code
from xuzhi.registers.operations.import_snapshot import import_snapshot

PROGRAMMES = Path(__file__).parent / "programmes"
MARKET = "night_market"
AT = datetime(2026, 11, 23, 9, 30, tzinfo=TAIPEI)  # a Monday
UBN, OTHER_UBN = "24549210", "22099131"
OFFICE = Actor.person("0e5d1a52-0000-4000-8000-000000000001", "林承辦", "officer")
SET_UP = Actor.system("setup")
REGISTERS = Actor.system("registers")
FOUND = {"plan.food": "cold", "contact.email": "service@chenguang.test"}


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=TAIPEI)


def later(**spans: int) -> datetime:
    return AT + timedelta(**spans)


def applicant(user: User, ubn: str = UBN) -> Actor:
    return Actor.person(str(user.id), user.name, "applicant", ubn)


def company(ubn: str = UBN, name: str = "晨光小吃股份有限公司", **changes: Any) -> dict[str, Any]:
    return {
        "Business_Accounting_NO": ubn,
        "Company_Status_Desc": "核准設立",
        "Company_Name": name,
        "Capital_Stock_Amount": 500000,
        "Paid_In_Capital_Amount": 500000,
        "Responsible_Name": "王小明",
        "Company_Location": "臺中市西屯區文心路一段1號",
        "Register_Organization_Desc": "臺中市政府",
        "Company_Setup_Date": "1050221",
        "Change_Of_Approval_Data": "1150525",
        "Revoke_App_Date": "",
        "Case_Status": "",
        "Case_Status_Desc": "",
        "Sus_App_Date": "",
        "Sus_Beg_Date": "",
        "Sus_End_Date": "",
    } | changes


def import_company(*records: dict[str, Any], taken_on: date = date(2026, 11, 20)) -> None:
    content = json.dumps(list(records), ensure_ascii=False).encode()
    import_snapshot("company", content, taken_on, "測試", actor=REGISTERS, at=_noon(taken_on))


def import_debarred(*entries: dict[str, Any], taken_on: date = date(2026, 11, 20)) -> None:
    content = json.dumps({"Rvlmd_List": {"Rvlmd": list(entries)}}, ensure_ascii=False).encode()
    import_snapshot("debarred", content, taken_on, "測試", actor=REGISTERS, at=_noon(taken_on))


def debarment(ubn: str = UBN, name: str = "晨光小吃股份有限公司") -> dict[str, Any]:
    return {
        "Corporation_Number": ubn,
        "Corporation_Name": name,
        "Announce_Agency_Name": "某市政府",
        "Announce_Date": "115/06/18",
        "Origional_Announce_Date": "",
        "Judgment_Doc_No": "",
        "GPA101_Caluse": "第12款",
        "Crime_Info": "",
        "Suitable_Law": "",
        "Case_no": "A-115-001",
        "Case_Name": "某案",
        "Effective_Date": "115/06/19",
        "Expire_Date": "116/06/18",
        "Remark": "",
    }


def begin(ubn: str = UBN, name: str = "晨光小吃股份有限公司", email: str = "owner@chenguang.test") -> Actor:
    """A person with a registered firm; gives the actor."""
    owner = add_person(email, "林怡君", at=AT)
    person = Actor.person(str(owner.id), owner.name, "applicant")
    register_firm(
        ubn, name, owner=owner, contact_email=f"contact@{email.partition('@')[2]}", county="臺中市", actor=person, at=AT
    )
    return applicant(owner, ubn)


def make_officer(email: str = "office@market.test") -> Actor:
    user = add_person(email, "林承辦", at=AT)
    grant_staff_role(user, "officer", actor=Actor.system("setup"), at=AT)
    return Actor.person(str(user.id), user.name, "officer")


def pdf(pages: int = 1) -> bytes:
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page(page_size=(200, 300))
        made = io.BytesIO()
        document.save(made)
    return made.getvalue()


def seal(actor: Actor, name: str = "衛生證明.pdf", pages: int = 1) -> str:
    return seal_file(io.BytesIO(pdf(pages)), name, actor=actor, at=AT).sha256


def filled(actor: Actor, at: datetime = AT, **answers: Any) -> UUID:
    """A stallholder's draft with everything that is due."""
    case_id = open_case(MARKET, "stallholder", actor=actor, at=at)
    save_answers(case_id, FOUND | answers, seen={}, actor=actor, at=at)
    attach_document(case_id, "hygiene", seal(actor), actor=actor, at=at)
    return case_id


def submitted(actor: Actor, at: datetime = AT) -> UUID:
    case_id = filled(actor, at)
    submit_case(case_id, actor=actor, at=at)
    return case_id


def confirm_all(case_id: UUID, at: datetime = AT) -> None:
    for row in FindingRow.objects.filter(case_id=case_id, needs_confirmation=True, confirmed_at=None):
        confirm_finding(case_id, row.check_name, "met", note="已查明", actor=OFFICE, at=at)


def approved(actor: Actor, at: datetime = AT) -> UUID:
    case_id = submitted(actor, at)
    confirm_all(case_id, at)
    take_step(case_id, "approve", actor=OFFICE, at=at)
    return case_id


def with_code(actor: Actor) -> None:
    """Approve the firm and type its code."""
    approved(actor)
    user = User.objects.get(id=actor.id)
    code = issue_access_code(
        actor.firm or "", f"{MARKET}/stallholder", "x@chenguang.test", actor=Actor.system("test"), at=AT
    )
    redeem_access_code(actor.firm or "", user, code, at=AT)


def stall(actor: Actor, name: str = "臭豆腐", at: datetime = AT) -> UUID:
    """A draft of a stall."""
    case_id = open_case(MARKET, "stall", actor=actor, at=at)
    save_answers(case_id, {"stall.name": name}, seen={}, actor=actor, at=at)
    return case_id


def opened(actor: Actor, name: str = "臭豆腐攤", at: datetime = AT, prices: Any = None) -> UUID:
    """A stall that is open, with a photo; the firm must have typed its code."""
    case_id = open_case(MARKET, "stall", actor=actor, at=at)
    said = {"stall.name": name} | ({"stall.prices": prices} if prices else {})
    save_answers(case_id, said, seen={}, actor=actor, at=at)
    attach_document(case_id, "photo", seal(actor, "照片.pdf"), actor=actor, at=at)
    submit_case(case_id, actor=actor, at=at)
    take_step(case_id, "open_stall", actor=OFFICE, at=at)
    return case_id


def letter_data(notice_id: Any) -> Mapping[str, Any]:
    """What a letter was made of."""
    data: Mapping[str, Any] = Notice.objects.get(id=notice_id).content
    return data
