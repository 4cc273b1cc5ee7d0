"""Firms come in by their number; their people come by invitation and go."""

from datetime import timedelta

import pytest

from xuzhi.kernel.texts import use_language
from xuzhi.kernel.ubn import BusinessNumberInvalid
from xuzhi.ledger.queries import read_stream
from xuzhi.parties import refusals
from xuzhi.parties.models import Invitation, User
from xuzhi.parties.operations import (
    accept_invitation,
    add_person,
    change_firm_contact,
    change_member_role,
    invite_member,
    register_firm,
    remove_member,
    withdraw_invitation,
)
from xuzhi.parties.queries import (
    FirmCard,
    actor_of,
    firm_of,
    firms_of,
    invitation_by,
    invitations_of,
    letter_addresses,
    may_see,
    members_of,
)

from .people import AT, UBN, as_person


def test_registering_makes_the_first_owner(firm: str, owner: User) -> None:
    card = FirmCard(UBN, "晨光智慧股份有限公司", "臺中市", "service@chenguang.example.tw", AT, "owner")
    assert firms_of(owner) == [card]
    assert [(each.type, each.actor.name) for each in read_stream(f"firm-{UBN}")] == [
        ("FirmRegistered", "林怡君"),
        ("MemberJoined", "林怡君"),
    ]
    assert letter_addresses(UBN) == ["service@chenguang.example.tw", "lin@chenguang.example.tw"]


@pytest.mark.parametrize("number", ["24549211", "２４５４９２１０", "00000000", "2454921", ""])
def test_a_wrong_number_is_refused(owner: User, number: str) -> None:
    with pytest.raises(BusinessNumberInvalid):
        register_firm(number, "某某公司", owner=owner, contact_email="a@b.tw", actor=as_person(owner), at=AT)
    assert firms_of(owner) == []


def test_names_and_addresses_are_checked(owner: User) -> None:
    def register(name: str, email: str) -> None:
        register_firm(UBN, name, owner=owner, contact_email=email, actor=as_person(owner), at=AT)

    with pytest.raises(refusals.FirmNameMissing):
        register("  　 ", "a@b.tw")
    with pytest.raises(refusals.FirmNameTooLong):
        register("長" * 201, "a@b.tw")
    with pytest.raises(refusals.EmailInvalid) as refused:
        register("某某公司", "沒有小老鼠")
    assert str(refused.value) == "「沒有小老鼠」不是電子郵件信箱。"


def test_a_second_registration_names_the_owner_to_ask(firm: str, colleague: User) -> None:
    with pytest.raises(refusals.FirmAlreadyRegistered) as refused:
        register_firm(UBN, "晨光", owner=colleague, contact_email="c@d.tw", actor=as_person(colleague), at=AT)
    assert refused.value.says == "「晨光智慧股份有限公司」已經有人註冊了。"
    assert "l***@chenguang.example.tw" in (refused.value.remedy or "")
    with use_language("en"):
        assert refused.value.says == "“晨光智慧股份有限公司” has been registered already."


def test_an_invitation_is_accepted_once_by_the_invited(firm: str, owner: User, colleague: User) -> None:
    sent = invite_member(firm, "Chen@Chenguang.example.tw ", by=owner, actor=as_person(owner, firm), at=AT)
    assert (sent.email, sent.expires_at) == ("chen@chenguang.example.tw", AT + timedelta(days=14))
    assert sent.token not in str([each.payload for each in read_stream(f"firm-{UBN}")])
    stranger = add_person("wu@elsewhere.example.tw", "吳家豪", at=AT)
    with pytest.raises(refusals.InvitationForAnother) as refused:
        accept_invitation(sent.token, stranger, actor=as_person(stranger), at=AT)
    assert refused.value.says == "這個邀請是寄給 c***@chenguang.example.tw 的，您現在用的是 wu@elsewhere.example.tw。"
    assert accept_invitation(sent.token, colleague, actor=as_person(colleague), at=AT) == firm
    assert [(each.name, each.role) for each in members_of(firm)] == [("林怡君", "owner"), ("陳柏宇", "member")]
    assert invitation_by(sent.token, AT).state == "accepted"
    with pytest.raises(refusals.InvitationUsed):
        accept_invitation(sent.token, colleague, actor=as_person(colleague), at=AT)


def test_an_invitation_expires_is_withdrawn_and_is_replaced(firm: str, owner: User, colleague: User) -> None:
    def invite() -> str:
        return invite_member(firm, colleague.email, by=owner, actor=as_person(owner, firm), at=AT).token

    first, second = invite(), invite()
    with pytest.raises(refusals.InvitationUnknown):
        accept_invitation(first, colleague, actor=as_person(colleague), at=AT)
    with pytest.raises(refusals.InvitationExpired) as refused:
        accept_invitation(second, colleague, actor=as_person(colleague), at=AT + timedelta(days=14))
    assert refused.value.says == "這個邀請已於115 年 12 月 7 日（一）上午 9 時 30 分到期。"
    third = Invitation.objects.get(accepted_at=None, withdrawn_at=None)
    withdraw_invitation(firm, third.id, by=owner, actor=as_person(owner, firm), at=AT)
    withdraw_invitation(firm, third.id, by=owner, actor=as_person(owner, firm), at=AT)
    assert [each.state for each in invitations_of(firm, AT)] == ["withdrawn", "withdrawn"]
    with pytest.raises(refusals.InvitationUnknown):
        accept_invitation(second, colleague, actor=as_person(colleague), at=AT)
    with pytest.raises(refusals.InvitationUnknown):
        accept_invitation("nobody-sent-this", colleague, actor=as_person(colleague), at=AT)


def test_only_owners_change_who_is_in(firm: str, owner: User, colleague: User) -> None:
    token = invite_member(firm, colleague.email, by=owner, actor=as_person(owner, firm), at=AT).token
    accept_invitation(token, colleague, actor=as_person(colleague), at=AT)
    actor = as_person(colleague, firm)
    with pytest.raises(refusals.OwnerOnly):
        invite_member(firm, "x@y.tw", by=colleague, actor=actor, at=AT)
    with pytest.raises(refusals.OwnerOnly):
        change_member_role(firm, colleague.id, "owner", by=colleague, actor=actor, at=AT)
    with pytest.raises(refusals.OwnerOnly):
        remove_member(firm, owner.id, by=colleague, actor=actor, at=AT)
    with pytest.raises(refusals.OwnerOnly):
        change_firm_contact(firm, "x@y.tw", by=colleague, actor=actor, at=AT)
    with pytest.raises(refusals.AlreadyMember):
        invite_member(firm, colleague.email, by=owner, actor=as_person(owner, firm), at=AT)


def test_an_owner_always_stays(firm: str, owner: User, colleague: User) -> None:
    actor = as_person(owner, firm)
    token = invite_member(firm, colleague.email, by=owner, actor=actor, at=AT).token
    accept_invitation(token, colleague, actor=as_person(colleague), at=AT)
    for refused in (
        lambda: remove_member(firm, owner.id, by=owner, actor=actor, at=AT),
        lambda: change_member_role(firm, owner.id, "member", by=owner, actor=actor, at=AT),
    ):
        with pytest.raises(refusals.LastOwnerStays):
            refused()
    change_member_role(firm, colleague.id, "owner", by=owner, actor=actor, at=AT)
    remove_member(firm, owner.id, by=owner, actor=actor, at=AT)
    assert [(each.name, each.role) for each in members_of(firm)] == [("陳柏宇", "owner")]
    assert firms_of(owner) == []
    assert not may_see(owner, firm)
    with pytest.raises(refusals.NotMemberOfFirm):
        actor_of(owner, firm)


def test_the_contact_address_changes_once(firm: str, owner: User) -> None:
    for _ in range(2):
        change_firm_contact(firm, "Office@Chenguang.example.tw", by=owner, actor=as_person(owner, firm), at=AT)
    assert firm_of(firm).contact_email == "office@chenguang.example.tw"
    assert [each.type for each in read_stream(f"firm-{UBN}")].count("FirmContactChanged") == 1


def test_one_person_one_account(owner: User) -> None:
    with pytest.raises(refusals.EmailTaken):
        add_person("LIN@chenguang.example.tw", "另一位林怡君", at=AT)
    with pytest.raises(refusals.PersonNameMissing):
        add_person("new@chenguang.example.tw", " ", at=AT)
