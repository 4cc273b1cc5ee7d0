"""A firm that proposes an evening class: a made-up programme, and what its people do, in calls of the operations."""

from __future__ import annotations

import io
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pikepdf
from django.test import Client
from django.utils import timezone

from xuzhi.casework.operations.attach_document import attach_document
from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.casework.operations.take_step import take_step
from xuzhi.documents.operations.seal_file import seal_file
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.parties.models import User
from xuzhi.parties.operations import add_person, grant_staff_role, invite_member, register_firm
from xuzhi.parties.operations.accept_invitation import accept_invitation
from xuzhi.registers.operations.import_snapshot import import_snapshot

from ...casework.market import company

PROGRAMMES = Path(__file__).parent / "programmes"
PROGRAMME, KIND = "evening_class", "course"
UBN, OTHER_UBN = "24549210", "22099131"
NAME, OTHER_NAME = "晨光小吃股份有限公司", "暮色小吃股份有限公司"
ANSWERS: dict[str, Any] = {
    "contact.email": "service@chenguang.test",
    "course.name": "深夜拉麵",
    "course.fee": "4,800",
    "course.starts_on": "116/3/1",
    "course.cooking": "no",
    "course.days": ["mon", "fri"],
    "rooms": [{"name": "一樓教室", "country": "TW", "seats": "30", "from_on": ""}],
}


def load_register() -> None:
    """The company register as of five days ago."""
    then = timezone.now() - timedelta(days=5)
    content = json.dumps([company(UBN, NAME), company(OTHER_UBN, OTHER_NAME)], ensure_ascii=False).encode()
    import_snapshot("company", content, taipei_day(then), "測試", actor=Actor.system("registers"), at=then)


def found_firm(ubn: str = UBN, name: str = NAME, email: str = "owner@chenguang.test", person: str = "林怡君") -> User:
    """A person with a registered firm."""
    at = timezone.now() - timedelta(days=4)
    owner = add_person(email, person, at=at)
    actor = Actor.person(str(owner.id), owner.name, "applicant")
    register_firm(ubn, name, owner=owner, contact_email=email, county="臺中市", actor=actor, at=at)
    return owner


def join_firm(owner: User, email: str = "chen@chenguang.test", person: str = "陳柏宇") -> User:
    """A colleague of the owner's."""
    at = timezone.now() - timedelta(days=4)
    colleague = add_person(email, person, at=at)
    sent = invite_member(UBN, email, by=owner, actor=as_applicant(owner), at=at)
    accept_invitation(sent.token, colleague, actor=Actor.person(str(colleague.id), colleague.name, "applicant"), at=at)
    return colleague


def as_applicant(user: User, ubn: str = UBN) -> Actor:
    return Actor.person(str(user.id), user.name, "applicant", ubn)


def make_officer(email: str = "office@class.test", person: str = "王承辦") -> User:
    at = timezone.now() - timedelta(days=4)
    user = add_person(email, person, at=at)
    grant_staff_role(user, "officer", actor=Actor.system("setup"), at=at)
    return user


def as_officer(user: User) -> Actor:
    return Actor.person(str(user.id), user.name, "officer")


def browser_of(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def pdf(pages: int = 1) -> bytes:
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page(page_size=(200, 300))
        made = io.BytesIO()
        document.save(made, deterministic_id=True)
    return made.getvalue()


def opened(user: User, ubn: str = UBN) -> UUID:
    """An empty draft."""
    return open_case(PROGRAMME, KIND, actor=as_applicant(user, ubn), at=timezone.now() - timedelta(hours=6))


def filled(user: User, ubn: str = UBN, **answers: Any) -> UUID:
    """A draft with everything that is due."""
    case_id, actor, at = opened(user, ubn), as_applicant(user, ubn), timezone.now() - timedelta(hours=5)
    save_answers(case_id, ANSWERS | answers, seen={}, actor=actor, at=at)
    attach(case_id, user, "consent", at, ubn=ubn)
    return case_id


def attach(case_id: UUID, user: User, document: str, at: datetime, pages: int = 1, ubn: str = UBN) -> UUID:
    actor = as_applicant(user, ubn)
    sealed = seal_file(io.BytesIO(pdf(pages)), "場地同意書.pdf", actor=actor, at=at)
    return attach_document(case_id, document, sealed.sha256, actor=actor, at=at)


def submitted(user: User, ubn: str = UBN, **answers: Any) -> UUID:
    case_id = filled(user, ubn, **answers)
    submit_case(case_id, actor=as_applicant(user, ubn), at=timezone.now() - timedelta(hours=4), key="first")
    return case_id


def sent_back(user: User, officer: User, note: str = "學費請附明細。") -> UUID:
    """A case in correction: the fee and the consent are to be put right."""
    from xuzhi.casework.correcting import Wrong

    case_id = submitted(user)
    wrong = [Wrong("question", "course.fee", note), Wrong("document", "consent", "同意書沒有用印。")]
    at = timezone.now() - timedelta(hours=3)
    take_step(case_id, "request_correction", actor=as_officer(officer), at=at, defects=wrong)
    return case_id


def approved(user: User, officer: User) -> UUID:
    """A case that went through, and brought a code."""
    from xuzhi.casework.operations.confirm_finding import confirm_finding

    case_id, actor, at = submitted(user), as_officer(officer), timezone.now() - timedelta(hours=3)
    confirm_finding(case_id, "seats", "met", note="已查明", actor=actor, at=at)
    take_step(case_id, "approve", actor=actor, at=at)
    return case_id
