"""A dish's way to the tasting, told in calls of the operations."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.operations.set_parameter import set_parameter
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.casework.operations.take_step import take_step
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import TAIPEI
from xuzhi.panels.meeting import Meeting
from xuzhi.panels.models import Panel, ScriptStep, Seat
from xuzhi.panels.operations.appoint_reviewer import appoint_reviewer
from xuzhi.panels.operations.arrange_sitting import arrange_sitting
from xuzhi.panels.operations.declare_conflicts import declare_conflicts
from xuzhi.panels.operations.draw_script import draw_script
from xuzhi.panels.operations.enter_reviewer import enter_reviewer
from xuzhi.panels.operations.form_panel import form_panel
from xuzhi.panels.operations.hand_in_scores import hand_in_scores
from xuzhi.panels.operations.place_on_agenda import place_on_agenda
from xuzhi.panels.operations.pledge_confidentiality import pledge_confidentiality
from xuzhi.panels.profiles import Profile
from xuzhi.parties.operations import add_person, grant_staff_role, register_firm
from xuzhi.registers.operations.import_snapshot import import_snapshot

PROGRAMMES = Path(__file__).parent / "programmes"
CONTEST = "recipe_contest"
AT = datetime(2026, 11, 23, 9, 30, tzinfo=TAIPEI)  # a Monday
SITS_AT = datetime(2026, 11, 30, 10, 0, tzinfo=TAIPEI)
UBN, FARM_UBN, OTHER_UBN = "24549210", "22099131", "12345675"
NAME, FARM = "晨光小吃股份有限公司", "暮色農場股份有限公司"
SETTINGS = {"weight_taste": 60, "weight_story": 40, "pass_mark": 70, "bonus_most": 5, "least_tasters": 2}
ANSWERS: dict[str, Any] = {
    "dish.name": "臭豆腐",
    "dish.steps": [{"name": "下鍋", "look": "外皮金黃"}, {"name": "淋醬", "look": "香氣"}],
    "dish.growers": [{"role": "farm", "name": FARM, "ubn": FARM_UBN}],
    "contact.email": "service@chenguang.test",
}
TASTERS = ("甲委員", "乙委員", "丙委員")
GOOD = {"points-taste": "50", "reason-taste": "外酥內嫩", "points-story": "8", "reason-story": "老店"}
POOR = {"points-taste": "20", "reason-taste": "太油", "points-story": "9", "reason-story": "老店"}


def later(**spans: int) -> datetime:
    return AT + timedelta(**spans)


def import_companies() -> None:
    def company(ubn: str, name: str, person: str, address: str) -> dict[str, Any]:
        return {
            "Business_Accounting_NO": ubn,
            "Company_Status_Desc": "核准設立",
            "Company_Name": name,
            "Capital_Stock_Amount": 500000,
            "Paid_In_Capital_Amount": 500000,
            "Responsible_Name": person,
            "Company_Location": address,
            "Register_Organization_Desc": "臺中市政府",
            "Company_Setup_Date": "1050221",
            "Change_Of_Approval_Data": "1150525",
            "Revoke_App_Date": "",
            "Case_Status": "",
            "Case_Status_Desc": "",
            "Sus_App_Date": "",
            "Sus_Beg_Date": "",
            "Sus_End_Date": "",
        }

    records = [
        company(UBN, NAME, "王小明", "臺中市西屯區文心路一段1號"),
        company(FARM_UBN, FARM, "林大同", "南投縣埔里鎮中山路2號"),
        company(OTHER_UBN, "晚霞顧問有限公司", "陳三", "台中市西屯區文心路一段１號"),
    ]
    content = json.dumps(records, ensure_ascii=False).encode()
    day = date(2026, 11, 20)
    noon = datetime(2026, 11, 20, 12, tzinfo=TAIPEI)
    import_snapshot("company", content, day, "測試", actor=Actor.system("registers"), at=noon)


def make_officer(email: str = "office@contest.test") -> Actor:
    user = add_person(email, "林承辦", at=AT)
    grant_staff_role(user, "officer", actor=Actor.system("setup"), at=AT)
    return Actor.person(str(user.id), user.name, "officer")


def make_firm() -> Actor:
    owner = add_person("owner@chenguang.test", "林怡君", at=AT)
    person = Actor.person(str(owner.id), owner.name, "applicant")
    register_firm(UBN, NAME, owner=owner, contact_email="contact@chenguang.test", county="臺中市", actor=person, at=AT)
    return Actor.person(str(owner.id), owner.name, "applicant", UBN)


def make_settings(**changes: int) -> None:
    for name, value in {**SETTINGS, **changes}.items():
        set_one(name, value)


def set_one(name: str, value: int) -> None:
    setup = Actor.system("setup")
    set_parameter(CONTEST, name, value, from_on=date(2026, 1, 1), reason="測試", actor=setup, at=AT)


def profile(name: str = "甲委員", **changes: Any) -> Profile:
    known = Profile(name=name, email=f"{ord(name[0])}@taster.test", organisation=f"{name}的餐館", expertise=("cook",))
    return replace(known, **changes)


def at_tasting(firm: Actor, office: Actor, **answers: Any) -> UUID:
    case_id = open_case(CONTEST, "dish", actor=firm, at=AT)
    save_answers(case_id, ANSWERS | answers, seen={}, actor=firm, at=AT)
    submit_case(case_id, actor=firm, at=AT)
    take_step(case_id, "send_to_tasting", actor=office, at=AT)
    return case_id


def taster(reviewer_id: UUID, name: str) -> Actor:
    return Actor.person(str(reviewer_id), name, "reviewer")


def meeting(starts_at: datetime | None = SITS_AT, **changes: Any) -> Meeting:
    return replace(Meeting(starts_at, 40, "市場二樓", "", "請帶筷子"), **changes)


class Table:
    """Three tasters of a dish, each pledged and declared; `panel` is the panel's id."""

    def __init__(self, firm: Actor, office: Actor, names: tuple[str, ...] = TASTERS) -> None:
        self.firm, self.office = firm, office
        self.case = at_tasting(firm, office)
        self.panel = form_panel(self.case, actor=office, at=AT)
        self.members: list[Actor] = []
        for name in names:
            reviewer_id = enter_reviewer(profile(name), actor=office, at=AT)
            appoint_reviewer(self.panel, reviewer_id, actor=office, at=AT)
            self.members.append(taster(reviewer_id, name))
        self.sitting = arrange_sitting(CONTEST, meeting(), actor=office, at=AT)
        place_on_agenda(self.panel, self.sitting, actor=office, at=AT)
        draw_script(self.panel, actor=office, at=AT)
        for member in self.members:
            pledge_confidentiality(self.panel, actor=member, at=AT)
            declare_conflicts(self.panel, conflict=False, actor=member, at=AT)

    @property
    def row(self) -> Panel:
        return Panel.objects.get(id=self.panel)

    def seat(self, member: Actor) -> Seat:
        return Seat.objects.get(panel_id=self.panel, reviewer_id=member.id)

    def script(self) -> list[ScriptStep]:
        return list(ScriptStep.objects.filter(panel_id=self.panel).order_by("order"))

    def hand_in(self, *sheets: dict[str, str], at: datetime = SITS_AT) -> None:
        """The sheets of the members in their order; fewer than members leave the rest out."""
        for member, sheet in zip(self.members, sheets, strict=False):
            hand_in_scores(self.panel, sheet, actor=member, at=at)
