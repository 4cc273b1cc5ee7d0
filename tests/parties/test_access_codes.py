"""A code opens one door once; whoever guesses is stopped."""

from datetime import timedelta

import pytest

from xuzhi.ledger.queries import read_stream
from xuzhi.parties import refusals
from xuzhi.parties.models import AccessCode, User
from xuzhi.parties.operations import issue_access_code, redeem_access_code
from xuzhi.parties.operations.redeem_access_code import RedeemedCode
from xuzhi.parties.queries import code_state, codes_of, has_redeemed

from .people import AT, UBN, as_person

PURPOSE = "supplier-115-0001"
WRONG = "ACDE-3467"


def issue(firm: str, purpose: str = PURPOSE, days: int | None = 30) -> str:
    from xuzhi.kernel.actor import Actor

    officer = Actor.person("1", "承辦人", "officer")
    code = issue_access_code(firm, purpose, "service@chenguang.example.tw", valid_days=days, actor=officer, at=AT)
    assert code != WRONG
    return code


def state(purpose: str = PURPOSE, at: timedelta = timedelta()) -> str:
    found = code_state(UBN, purpose, AT + at)
    assert found is not None
    return found.state


@pytest.mark.clause("L7.4")
def test_a_code_is_redeemed_once_by_a_member(firm: str, owner: User) -> None:
    code = issue(firm)
    assert state() == "open"
    assert not has_redeemed(firm, PURPOSE)
    typed = code.lower().replace("-", " ")
    assert redeem_access_code(firm, owner, typed, at=AT) == RedeemedCode(firm, PURPOSE)
    assert state() == "redeemed"
    assert has_redeemed(firm, PURPOSE)
    last = read_stream(f"firm-{UBN}")[-1]
    assert (last.type, last.payload["user_id"], last.actor) == (
        "AccessCodeRedeemed",
        str(owner.id),
        as_person(owner, firm),
    )
    with pytest.raises(refusals.AccessCodeUsed) as refused:
        redeem_access_code(firm, owner, code, at=AT + timedelta(days=1))
    assert refused.value.says == "這組代碼已於115 年 11 月 23 日（一）上午 9 時 30 分用過了，每組只能用一次。"


def test_the_ledger_never_holds_the_code(firm: str) -> None:
    code = issue(firm)
    told = str([each.payload for each in read_stream(f"firm-{UBN}")])
    assert code not in told
    assert code.replace("-", "") not in told


def test_a_stranger_cannot_redeem(firm: str, colleague: User) -> None:
    code = issue(firm)
    with pytest.raises(refusals.NotMemberOfFirm):
        redeem_access_code(firm, colleague, code, at=AT)
    assert state() == "open"


def test_a_wrong_code_counts_down_and_five_lock(firm: str, owner: User) -> None:
    code = issue(firm)
    for left in (4, 3, 2, 1):
        with pytest.raises(refusals.AccessCodeWrong) as wrong:
            redeem_access_code(firm, owner, WRONG, at=AT)
        assert wrong.value.says == f"代碼不對，還可以再試 {left} 次。"
    with pytest.raises(refusals.AccessCodeLocked):
        redeem_access_code(firm, owner, WRONG, at=AT)
    assert state() == "locked"
    with pytest.raises(refusals.AccessCodeLocked):
        redeem_access_code(firm, owner, code, at=AT)
    assert AccessCode.objects.get().wrong_tries == 5
    again = issue(firm)
    assert redeem_access_code(firm, owner, again, at=AT).purpose == PURPOSE


def test_what_cannot_be_a_code_costs_no_try(firm: str, owner: User) -> None:
    issue(firm)
    for typed in ("", "123", "太長的東西太長的東西", "0000-0000"):
        with pytest.raises(refusals.AccessCodeMalformed):
            redeem_access_code(firm, owner, typed, at=AT)
    assert codes_of(UBN, AT)[0].tries_left == 5


def test_an_expired_code_says_since_when(firm: str, owner: User) -> None:
    code = issue(firm, days=30)
    in_time = AT + timedelta(days=30) - timedelta(seconds=1)
    too_late = AT + timedelta(days=30)
    assert state(at=in_time - AT) == "open"
    with pytest.raises(refusals.AccessCodeExpired) as refused:
        redeem_access_code(firm, owner, code, at=too_late)
    assert refused.value.says == "這組代碼已於115 年 12 月 23 日（三）上午 9 時 30 分到期。"
    with pytest.raises(refusals.AccessCodeMissing):
        redeem_access_code(firm, owner, WRONG, at=too_late)
    assert redeem_access_code(firm, owner, code, at=in_time).purpose == PURPOSE


def test_a_new_code_takes_the_old_ones_place(firm: str, owner: User) -> None:
    old, new = issue(firm), issue(firm)
    with pytest.raises(refusals.AccessCodeSuperseded):
        redeem_access_code(firm, owner, old, at=AT)
    assert codes_of(UBN, AT)[0].tries_left == 5
    assert redeem_access_code(firm, owner, new, at=AT).purpose == PURPOSE


def test_codes_of_two_purposes_stand_side_by_side(firm: str, owner: User) -> None:
    one, other = issue(firm, "a", None), issue(firm, "b", None)
    assert redeem_access_code(firm, owner, other, at=AT).purpose == "b"
    with pytest.raises(refusals.AccessCodeMissing):
        redeem_access_code(firm, owner, one, purpose="c", at=AT)
    assert redeem_access_code(firm, owner, one, at=AT + timedelta(days=3650)).purpose == "a"


def test_without_a_code_it_says_where_codes_come_from(firm: str, owner: User) -> None:
    with pytest.raises(refusals.AccessCodeMissing) as refused:
        redeem_access_code(firm, owner, WRONG, at=AT)
    assert refused.value.says == "貴公司目前沒有可以使用的代碼。"
