"""The read models are a view: dropped and rebuilt from the events, every row is as before."""

from typing import Any

import pytest

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import rebuild_read_models
from xuzhi.parties import refusals
from xuzhi.parties.models import User
from xuzhi.parties.operations import (
    accept_invitation,
    change_firm_contact,
    change_member_role,
    grant_staff_role,
    invite_member,
    issue_access_code,
    redeem_access_code,
    remove_member,
    withdraw_staff_role,
)
from xuzhi.parties.projectors import PROJECTOR

from .people import AT, as_person


def rows() -> dict[str, list[dict[str, Any]]]:
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in PROJECTOR.models}


def test_rebuilt_rows_equal_the_live_ones(firm: str, owner: User, colleague: User) -> None:
    actor, system = as_person(owner, firm), Actor.system("demo")
    invite_member(firm, "other@chenguang.example.tw", role="owner", by=owner, actor=actor, at=AT)
    token = invite_member(firm, colleague.email, by=owner, actor=actor, at=AT).token
    accept_invitation(token, colleague, actor=as_person(colleague), at=AT)
    change_member_role(firm, colleague.id, "owner", by=owner, actor=actor, at=AT)
    change_firm_contact(firm, "new@chenguang.example.tw", by=owner, actor=actor, at=AT)
    first = issue_access_code(firm, "a", "a@b.tw", valid_days=30, actor=system, at=AT)
    issue_access_code(firm, "b", "a@b.tw", actor=system, at=AT)
    issue_access_code(firm, "b", "a@b.tw", actor=system, at=AT)
    redeem_access_code(firm, owner, first, at=AT)
    with pytest.raises(refusals.AccessCodeWrong):
        redeem_access_code(firm, owner, "ACDE-3467", at=AT)
    grant_staff_role(colleague, "officer", actor=system, at=AT)
    grant_staff_role(colleague, "reviewer", actor=system, at=AT)
    withdraw_staff_role(colleague, "reviewer", actor=system, at=AT)
    remove_member(firm, owner.id, by=owner, actor=actor, at=AT)
    before = rows()
    assert {name: len(each) for name, each in before.items()} == {
        "Firm": 1,
        "Membership": 1,
        "Invitation": 2,
        "AccessCode": 3,
        "StaffRole": 1,
    }
    assert rebuild_read_models(["parties"]) > 10
    assert rows() == before
