"""Roles in the office, and who acts as what."""

import pytest

from xuzhi.kernel.actor import Actor
from xuzhi.parties import refusals
from xuzhi.parties.models import User
from xuzhi.parties.operations import grant_staff_role, withdraw_staff_role
from xuzhi.parties.queries import actor_of, may_see, roles_of, staff_with

from .people import AT, UBN

SYSTEM = Actor.system("demo")


def test_a_role_is_granted_and_withdrawn_once(colleague: User) -> None:
    for _ in range(2):
        grant_staff_role(colleague, "officer", actor=SYSTEM, at=AT)
    grant_staff_role(colleague, "organiser", actor=SYSTEM, at=AT)
    assert roles_of(colleague) == ["officer", "organiser"]
    assert [each.name for each in staff_with("officer")] == ["陳柏宇"]
    for _ in range(2):
        withdraw_staff_role(colleague, "officer", actor=SYSTEM, at=AT)
    assert roles_of(colleague) == ["organiser"]
    with pytest.raises(refusals.RoleUnknown):
        grant_staff_role(colleague, "director", actor=SYSTEM, at=AT)


def test_who_acts_as_what(firm: str, owner: User, colleague: User) -> None:
    assert actor_of(owner, firm) == Actor.person(str(owner.id), "林怡君", "applicant", UBN)
    assert actor_of(owner, firm, "buyer") == Actor.person(str(owner.id), "林怡君", "buyer", UBN)
    assert actor_of(owner) == Actor.person(str(owner.id), "林怡君", "applicant")
    with pytest.raises(refusals.StaffRoleMissing):
        actor_of(owner, role="officer")
    grant_staff_role(colleague, "officer", actor=SYSTEM, at=AT)
    assert actor_of(colleague, role="officer") == Actor.person(str(colleague.id), "陳柏宇", "officer")
    with pytest.raises(refusals.NotMemberOfFirm):
        actor_of(colleague, firm)


def test_who_may_see_what_is_the_firms(firm: str, owner: User, colleague: User) -> None:
    assert may_see(owner, firm)
    assert not may_see(colleague, firm)
    grant_staff_role(colleague, "reviewer", actor=SYSTEM, at=AT)
    assert not may_see(colleague, firm)
    grant_staff_role(colleague, "officer", actor=SYSTEM, at=AT)
    assert may_see(colleague, firm)
