"""Two at once: one firm is registered, one code is redeemed, one invitation is accepted."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.ledger.queries import read_stream
from xuzhi.parties.operations import (
    accept_invitation,
    add_person,
    invite_member,
    issue_access_code,
    redeem_access_code,
    register_firm,
)

from .people import AT, UBN, as_person


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do all of it at the same moment; gives what was refused, or "done", in alphabetical order."""
    together = Barrier(len(acts))

    def do(act: Callable[[], object]) -> str:
        try:
            together.wait()
            act()
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(do, acts))


def test_two_at_once(fresh_database: str) -> None:
    owner = add_person("lin@chenguang.example.tw", "林怡君", at=AT)
    colleague = add_person("chen@chenguang.example.tw", "陳柏宇", at=AT)

    def register() -> object:
        return register_firm(
            UBN, "晨光智慧", owner=owner, contact_email="s@c.example.tw", actor=as_person(owner), at=AT
        )

    assert at_once(register, register) == ["done", "parties.firm_already_registered"]
    token = invite_member(UBN, colleague.email, by=owner, actor=as_person(owner, UBN), at=AT).token

    def accept() -> object:
        return accept_invitation(token, colleague, actor=as_person(colleague), at=AT)

    assert at_once(accept, accept) == ["done", "parties.invitation_used"]
    code = issue_access_code(UBN, "listing", "s@c.example.tw", actor=Actor.system(), at=AT)
    assert at_once(
        lambda: redeem_access_code(UBN, owner, code, at=AT), lambda: redeem_access_code(UBN, colleague, code, at=AT)
    ) == ["done", "parties.access_code_used"]
    assert [each.type for each in read_stream(f"firm-{UBN}")] == [
        "FirmRegistered",
        "MemberJoined",
        "MemberInvited",
        "MemberJoined",
        "AccessCodeIssued",
        "AccessCodeRedeemed",
    ]


def test_guessing_at_once_is_counted_in_full(fresh_database: str) -> None:
    owner = add_person("lin@chenguang.example.tw", "林怡君", at=AT)
    register_firm(UBN, "晨光智慧", owner=owner, contact_email="s@c.example.tw", actor=as_person(owner), at=AT)
    issue_access_code(UBN, "listing", "s@c.example.tw", actor=Actor.system(), at=AT)
    outcomes = at_once(*[lambda: redeem_access_code(UBN, owner, "ACDE-3467", at=AT)] * 7)
    assert outcomes == ["parties.access_code_locked"] * 3 + ["parties.access_code_wrong"] * 4
    assert [each.type for each in read_stream(f"firm-{UBN}")].count("AccessCodeMistyped") == 5
