"""Signing in by password, by a code sent by e-mail, with a second step; signing up; a new password."""

import re
from typing import Any

from django.conf import settings as django_settings
from django.core import mail
from django.test import Client
from django.utils.html import escape

from xuzhi.parties.models import User

from .browsing import PASSWORD, send, sign_in


def words(response: Any) -> str:
    return str(response.content.decode())


def sent_code() -> str:
    found = re.search(r"^(\d{6})$", mail.outbox[-1].body, re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


def confirm(browser: Client, after: str) -> None:
    """Give the password again, as pages ask that matter for the account's safety."""
    response = send(browser, "/account/reauthenticate/", {"password": PASSWORD, "next": after})
    assert response["Location"] == after


def test_by_password(browser: Client, owner: Any) -> None:
    response = sign_in(browser, owner)
    assert response["Location"] == "/account/arrived/"
    assert browser.get("/account/arrived/")["Location"] == "/account/firms/register/"


def test_a_wrong_password_says_so_and_nothing_about_the_account(browser: Client, owner: Any) -> None:
    said = []
    for login in (owner.email, "nobody@chenguang.example.tw"):
        response = send(browser, "/account/login/", {"login": login, "password": "不是這一個密碼"})
        said.append(re.findall(r"信箱或密碼不對。請再試一次，或改用信箱驗證碼登入。", words(response)))
    assert said[0] == said[1] != []


def test_after_five_wrong_tries_it_stops(browser: Client, owner: Any) -> None:
    for _ in range(5):
        response = send(browser, "/account/login/", {"login": owner.email, "password": "不是這一個密碼"})
        assert "信箱或密碼不對" in words(response)
    response = send(browser, "/account/login/", {"login": owner.email, "password": PASSWORD})
    assert "錯誤次數太多，請過五分鐘再試" in words(response)


def test_what_is_missing_is_said_beside_the_field_and_on_top(browser: Client) -> None:
    page = words(send(browser, "/account/login/", {"login": "", "password": ""}))
    assert page.count("請填寫電子郵件信箱。") == 2
    assert page.count("請填寫密碼。") == 2
    assert 'href="#id_login"' in page


def test_by_a_code_sent_by_email(browser: Client, owner: Any) -> None:
    response = send(browser, "/account/login/code/", {"email": owner.email})
    assert response["Location"].startswith("/account/login/code/confirm/")
    assert "請在 10 分鐘內輸入" in words(browser.get("/account/login/code/confirm/"))
    assert mail.outbox[-1].subject == "登入驗證碼"
    code = sent_code()
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    page = words(send(browser, "/account/login/code/confirm/", {"code": wrong}))
    assert "驗證碼不對。" in page
    assert send(browser, "/account/login/code/confirm/", {"code": code}).status_code == 302
    assert browser.get("/account/name/").status_code == 200


def test_signing_up_proves_the_address_and_keeps_the_name(browser: Client) -> None:
    data = {"name": "吳家豪", "email": "Wu@Example.com.tw", "password1": PASSWORD}
    response = send(browser, "/account/signup/", data)
    assert response["Location"] == "/account/confirm-email/"
    assert mail.outbox[-1].subject == "驗證您的信箱"
    assert browser.get("/account/name/").status_code == 302
    assert "請在 15 分鐘內輸入" in words(browser.get("/account/confirm-email/"))
    assert "請在 15 分鐘內輸入" in mail.outbox[-1].body
    assert send(browser, "/account/confirm-email/", {"code": sent_code()}).status_code == 302
    user = User.objects.get()
    assert (user.name, user.email, user.joined_at is not None) == ("吳家豪", "wu@example.com.tw", True)
    assert browser.get("/account/name/").status_code == 200


def test_signing_up_twice_tells_only_the_owner_of_the_address(browser: Client, owner: Any) -> None:
    data = {"name": "林怡君", "email": owner.email, "password1": PASSWORD}
    response = send(browser, "/account/signup/", data)
    assert response["Location"] == "/account/confirm-email/"
    assert mail.outbox[-1].subject == "這個信箱已經有帳號了"
    assert User.objects.count() == 1


def test_a_weak_password_is_refused(browser: Client) -> None:
    page = words(send(browser, "/account/signup/", {"name": "吳", "email": "wu@e.tw", "password1": "password"}))
    assert "field--invalid" in page
    assert User.objects.count() == 0


def test_a_new_password(browser: Client, owner: Any) -> None:
    send(browser, "/account/password/reset/", {"email": owner.email})
    assert mail.outbox[-1].subject == "重設密碼的驗證碼"
    response = send(browser, "/account/password/reset/confirm/", {"code": sent_code()})
    assert response["Location"] == "/account/password/reset/complete/"
    new = "傍晚的第二班車 0613"
    response = send(browser, "/account/password/reset/complete/", {"password1": new, "password2": new})
    assert response.status_code == 302
    assert mail.outbox[-1].subject == "您的密碼已重設"
    assert User.objects.get().check_password(new)


def test_a_second_step(browser: Client, owner: Any) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    def number(secret: str) -> str:
        return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))

    sign_in(browser, owner)
    confirm(browser, "/account/2fa/totp/activate/")
    page = words(browser.get("/account/2fa/totp/activate/"))
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page)
    assert secret
    assert "<svg" in page
    assert "data:image" not in page
    token = browser.cookies["csrftoken"].value
    response = browser.post("/account/2fa/totp/activate/", {"code": number(secret[1]), "csrfmiddlewaretoken": token})
    assert response.status_code == 302, words(response)
    stored = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert secret[1] not in str(stored.data)
    send(browser, "/account/logout/")
    assert sign_in(browser, owner)["Location"].startswith("/account/2fa/authenticate/")
    assert "請輸入驗證程式上的 6 位數字" in words(browser.get("/account/2fa/authenticate/"))
    assert browser.get("/account/name/").status_code == 302


def test_every_page_of_an_account_is_ours_and_has_no_inline_script(browser: Client, owner: Any, firm: str) -> None:
    pages = ["/account/login/", "/account/signup/", "/account/login/code/", "/account/password/reset/"]
    sign_in_first = [
        "/account/name/", "/account/email/", "/account/password/change/", "/account/2fa/",
        "/account/2fa/totp/activate/", "/account/2fa/webauthn/", "/account/2fa/webauthn/add/",
        f"/account/firms/{firm}/", "/account/code/", "/account/firms/register/", "/account/logout/",
    ]  # fmt: skip
    seen = [browser.get(page) for page in pages]
    sign_in(browser, owner)
    confirm(browser, "/account/2fa/")
    seen += [browser.get(page) for page in sign_in_first]
    for response in seen:
        page = words(response)
        assert response.status_code == 200, (response.request["PATH_INFO"], response.status_code)
        assert 'lang="zh-Hant-TW"' in page
        assert "css/tokens.css" in page
        assert not re.search(r"<[^>]+\sstyle=|\son\w+=\"", page), response.request["PATH_INFO"]
        for attributes in re.findall(r"<script([^>]*)>", page):
            assert "src=" in attributes or 'type="application/json"' in attributes


def test_a_name_is_corrected(browser: Client, owner: Any) -> None:
    sign_in(browser, owner)
    assert "請填寫姓名。" in words(send(browser, "/account/name/", {"name": "  "}))
    send(browser, "/account/name/", {"name": " 林　怡君 "})
    owner.refresh_from_db()
    assert owner.name == "林 怡君"


def test_the_demos_people_are_on_the_sign_in_page_of_a_demo_only(browser: Client, settings: Any) -> None:
    listed = escape("supplier@demo.xuzhi.test")
    assert listed not in words(browser.get("/account/login/"))
    settings.XUZHI_DEMO = True
    page = words(browser.get("/account/login/"))
    for who in ("supplier", "buyer", "office", "reviewer", "organiser", "applicant"):
        assert f'value="{who}@demo.xuzhi.test"' in page


def test_english_by_switch(browser: Client) -> None:
    browser.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"
    page = words(send(browser, "/account/login/", {"login": "", "password": ""}))
    assert "Give your e-mail address." in page
