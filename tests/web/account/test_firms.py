"""Registering a firm, its people, invitations by e-mail, and the code."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from xuzhi.kernel.actor import Actor
from xuzhi.parties.operations import issue_access_code
from xuzhi.parties.queries import code_state, firm_of, firms_of, members_of

from .browsing import AT, UBN, send, sign_in

REGISTER = "/account/firms/register/"


def words(response: Any) -> str:
    return str(response.content.decode())


def issue() -> str:
    return issue_access_code(
        UBN, "listing", "service@chenguang.example.tw", valid_days=30, actor=Actor.system(), at=timezone.now()
    )


def test_a_firm_is_registered_and_its_owner_comes_back_to_where_they_were(browser: Client, owner: Any) -> None:
    sign_in(browser, owner)
    page = words(browser.get(f"{REGISTER}?ubn={UBN}&next=/account/name/"))
    assert f"統一編號 {UBN}" in page
    data = {
        "ubn": UBN,
        "name": " 晨光智慧股份有限公司 ",
        "county": "臺中市",
        "contact_email": "Service@Chenguang.example.tw",
        "next": "/account/name/",
    }
    response = send(browser, REGISTER, data)
    assert response["Location"] == "/account/name/"
    assert "「晨光智慧股份有限公司」已經註冊完成，您是管理者。" in words(browser.get("/account/name/"))
    assert firm_of(UBN).contact_email == "service@chenguang.example.tw"
    assert [each.ubn for each in firms_of(owner)] == [UBN]


@pytest.mark.parametrize("number", ["24549211", "２４５４９２１０", "00000000", "123", "", "<script>"])
def test_a_wrong_number_gets_one_sentence_and_is_still_there(browser: Client, owner: Any, number: str) -> None:
    sign_in(browser, owner)
    response = browser.get(REGISTER, {"ubn": number})
    assert response.status_code == 422
    page = words(response)
    assert len(re.findall(r'class="field__error"', page)) == 1
    assert "<script>" not in page.replace("<script ", "")


def test_a_registered_firm_says_whom_to_ask(browser: Client, firm: str, colleague: Any) -> None:
    sign_in(browser, colleague)
    data = {"ubn": UBN, "name": "晨光", "contact_email": "c@d.example.tw"}
    response = send(browser, REGISTER, data)
    assert response.status_code == 422
    page = words(response)
    assert "「晨光智慧股份有限公司」已經有人註冊了。 請向貴公司的管理者（l***@chenguang.example.tw）索取邀請" in page
    assert 'value="晨光"' in page


def test_next_leads_nowhere_else(browser: Client, owner: Any) -> None:
    sign_in(browser, owner)
    data = {"ubn": UBN, "name": "晨光", "contact_email": "c@d.example.tw", "next": "https://evil.example/"}
    assert send(browser, REGISTER, data)["Location"] == "/account/arrived/"


def test_a_colleague_joins_by_the_link_in_the_mail(browser: Client, firm: str, owner: Any, colleague: Any) -> None:
    sign_in(browser, owner)
    page_of_firm = f"/account/firms/{firm}/"
    send(browser, f"{page_of_firm}invite/", {"email": colleague.email, "role": "member"}, page=page_of_firm)
    message = mail.outbox[-1]
    assert (message.to, message.subject) == ([colleague.email], "林怡君邀請您加入「晨光智慧股份有限公司」")
    link = re.search(r"http://testserver(/account/invitations/\S+)", message.body)
    assert link
    other = Client(enforce_csrf_checks=True)
    assert "請用收到邀請的信箱登入或註冊" in words(other.get(link[1]))
    sign_in(other, colleague, link[1])
    assert send(other, link[1])["Location"] == "/account/arrived/"
    assert [(each.name, each.role) for each in members_of(firm)] == [("林怡君", "owner"), ("陳柏宇", "member")]
    assert "這個邀請已經用過了。" in words(send(other, link[1], page="/account/name/"))
    assert "邀請同仁、變更聯絡信箱，請由公司的管理者辦理。" in words(other.get(page_of_firm))


def test_a_stranger_sees_no_firm(browser: Client, firm: str, colleague: Any) -> None:
    sign_in(browser, colleague)
    assert browser.get(f"/account/firms/{firm}/").status_code == 404
    assert "這個邀請連結無效" in words(browser.get("/account/invitations/guessed/"))


def test_an_owner_runs_the_firm(browser: Client, firm: str, owner: Any) -> None:
    sign_in(browser, owner)
    page = f"/account/firms/{firm}/"
    said = words(send(browser, f"{page}members/{owner.id}/remove/", page=page))
    assert said == ""
    assert "至少要有一位管理者" in words(browser.get(page))
    send(browser, f"{page}contact/", {"contact_email": "new@chenguang.example.tw"}, page=page)
    assert firm_of(firm).contact_email == "new@chenguang.example.tw"
    send(browser, f"{page}contact/", {"contact_email": "沒有小老鼠"}, page=page)
    assert "這不是電子郵件信箱" in words(browser.get(page))
    response = send(browser, f"{page}invite/", {"email": owner.email, "role": "member"}, page=page)
    assert response.status_code == 422
    assert "已經是「晨光智慧股份有限公司」的成員了" in words(response)


def test_the_code_is_entered_once(browser: Client, firm: str, owner: Any) -> None:
    sign_in(browser, owner)
    assert "貴公司目前沒有可以使用的代碼" in words(send(browser, "/account/code/", {"code": "ACDE-3467"}))
    code = issue()
    assert "代碼不對，還可以再試 4 次。" in words(send(browser, "/account/code/", {"code": "ACDE-3467"}))
    assert "這次不計入次數" in words(send(browser, "/account/code/", {"code": "123"}))
    response = send(browser, "/account/code/", {"code": code.lower(), "next": "/account/name/"})
    assert response["Location"] == "/account/name/"
    state = code_state(UBN, "listing", timezone.now())
    assert state is not None
    assert state.state == "redeemed"
    assert "每組只能用一次" in words(send(browser, "/account/code/", {"code": code}))


def test_five_wrong_codes_lock_even_over_pages(browser: Client, firm: str, owner: Any) -> None:
    sign_in(browser, owner)
    code = issue()
    for _ in range(5):
        response = send(browser, "/account/code/", {"code": "ACDE-3467"})
    assert "已經鎖住" in words(response)
    assert "已經鎖住" in words(send(browser, "/account/code/", {"code": code}))


def test_without_a_firm_the_code_page_leads_to_registering(browser: Client, owner: Any) -> None:
    sign_in(browser, owner)
    assert browser.get("/account/code/")["Location"] == f"{REGISTER}?next=%2Faccount%2Fcode%2F"


def test_one_chooses_for_which_firm_to_act(browser: Client, firm: str, owner: Any) -> None:
    from xuzhi.parties.operations import register_firm

    second = register_firm(
        "12345675", "文心茶行", owner=owner, contact_email="a@b.tw", actor=Actor.system(), at=AT + timedelta(days=1)
    )
    sign_in(browser, owner)
    assert browser.get("/account/code/").context["firm"].ubn == firm
    send(browser, "/account/firms/switch/", {"firm": second}, page="/account/name/")
    assert browser.get("/account/code/").context["firm"].ubn == second
    send(browser, "/account/firms/switch/", {"firm": "04595257"}, page="/account/name/")
    assert browser.get("/account/code/").context["firm"].ubn == second
