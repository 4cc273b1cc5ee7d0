"""Nothing typed is lost when a session runs out or a token has changed; nothing is repeated for a stranger."""

import html
import re
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from xuzhi.parties.models import ParkedForm

from .browsing import send, sign_in

HERE = "http://testserver"


def words(response: Any) -> str:
    return str(response.content.decode())


def hidden_fields(page: str) -> dict[str, str]:
    texts = re.findall(r'<textarea name="([^"]+)" hidden aria-hidden="true">\n(.*?)</textarea>', page, re.DOTALL)
    marks = re.findall(r'<input type="hidden" name="(_parked)" value="(1)">', page)
    return {html.unescape(name): html.unescape(value) for name, value in [*texts, *marks]}


def let_session_expire() -> None:
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))


def send_too_late(browser: Client, name: str) -> Any:
    browser.get("/account/name/")
    token = browser.cookies["csrftoken"].value
    let_session_expire()
    return browser.post("/account/name/", {"name": name, "csrfmiddlewaretoken": token})


def test_a_form_sent_too_late_is_sent_again_after_signing_in(browser: Client, owner: Any) -> None:
    sign_in(browser, owner)
    response = send_too_late(browser, "林怡君<b>\n第二行")
    assert response["Location"] == "/account/login/?next=%2Faccount%2Frestore%2F"
    assert "登入已經逾時。請重新登入，您剛才填的內容會留著。" in words(browser.get(response["Location"]))
    assert sign_in(browser, owner, "/account/restore/")["Location"] == "/account/restore/"
    page = words(browser.get("/account/restore/"))
    assert "您剛才填的內容還在" in page
    assert 'action="/account/name/"' in page
    fields = hidden_fields(page)
    assert fields == {"name": "林怡君<b>\n第二行", "_parked": "1"}
    assert browser.get("/account/arrived/")["Location"] == "/account/restore/"
    response = send(browser, "/account/name/", fields)
    assert response.status_code == 302
    owner.refresh_from_db()
    assert owner.name == "林怡君<b> 第二行"
    assert ParkedForm.objects.count() == 0
    assert browser.get("/account/restore/").status_code == 404


def test_what_is_refused_stays_kept(browser: Client, owner: Any) -> None:
    sign_in(browser, owner)
    send_too_late(browser, "")
    sign_in(browser, owner)
    assert send(browser, "/account/name/", {"name": "", "_parked": "1"}).status_code == 422
    assert ParkedForm.objects.count() == 1


def test_somebody_else_at_the_same_computer_does_not_see_it(browser: Client, owner: Any, colleague: Any) -> None:
    sign_in(browser, owner)
    send_too_late(browser, "林怡君的祕密")
    sign_in(browser, colleague)
    response = browser.get("/account/restore/")
    assert response.status_code == 404
    assert "先前暫存的內容已經不在了。" in words(response)


def test_it_can_be_thrown_away(browser: Client, owner: Any) -> None:
    sign_in(browser, owner)
    send_too_late(browser, "不要了")
    sign_in(browser, owner)
    assert send(browser, "/account/restore/")["Location"] == "/account/arrived/"
    assert ParkedForm.objects.count() == 0


def test_another_browser_cannot_guess_it(browser: Client, owner: Any) -> None:
    sign_in(browser, owner)
    send_too_late(browser, "內容")
    other = Client(enforce_csrf_checks=True)
    other.cookies["xuzhi_parked"] = browser.cookies["xuzhi_parked"].value[:-2] + "xx"
    sign_in(other, owner)
    assert other.get("/account/restore/").status_code == 404


def test_htmx_is_led_to_sign_in_with_the_whole_page(browser: Client, owner: Any) -> None:
    sign_in(browser, owner)
    browser.get("/account/name/")
    token = browser.cookies["csrftoken"].value
    let_session_expire()
    response = browser.post(
        "/account/name/", {"name": "半句", "csrfmiddlewaretoken": token}, headers={"HX-Request": "true"}
    )
    assert (response.status_code, response["HX-Redirect"]) == (200, "/account/login/?next=%2Faccount%2Frestore%2F")


def test_files_are_named_and_passwords_never_kept(browser: Client, owner: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    sign_in(browser, owner)
    browser.get("/account/name/")
    token = browser.cookies["csrftoken"].value
    let_session_expire()
    data = {"name": "名", "old_password": "祕密", "csrfmiddlewaretoken": token}
    browser.post("/account/name/", {**data, "file": SimpleUploadedFile("計畫書.pdf", b"%PDF-")})
    kept = ParkedForm.objects.get()
    assert (kept.fields, kept.file_names) == ([["name", "名"]], ["計畫書.pdf"])
    sign_in(browser, owner)
    assert "檔案不能代為保留，請回到原本的頁面重新選擇：計畫書.pdf。" in words(browser.get("/account/restore/"))


def test_a_page_opened_before_signing_in_again_keeps_what_was_typed(browser: Client, owner: Any) -> None:
    sign_in(browser, owner)
    browser.get("/account/name/")
    old = browser.cookies["csrftoken"].value
    send(browser, "/account/logout/")
    sign_in(browser, owner)
    response = browser.post(
        "/account/name/", {"name": "另一個分頁", "csrfmiddlewaretoken": old[::-1]}, headers={"Origin": HERE}
    )
    assert response.status_code == 403
    page = words(response)
    assert "請確認內容，再送出一次" in page
    assert hidden_fields(page) == {"name": "另一個分頁"}
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[0]
    again = browser.post(
        "/account/name/", {"name": "另一個分頁", "csrfmiddlewaretoken": token}, headers={"Origin": HERE}
    )
    assert again.status_code == 302


def test_a_form_from_elsewhere_is_not_repeated(browser: Client, owner: Any) -> None:
    sign_in(browser, owner)
    response = browser.post("/account/name/", {"name": "壞人"}, headers={"Origin": "https://evil.example"})
    assert response.status_code == 403
    page = words(response)
    assert "這個要求不是從本平台的頁面送出的" in page
    assert "壞人" not in page
    owner.refresh_from_db()
    assert owner.name == "林怡君"


def test_a_stale_sign_in_page_shows_no_password(browser: Client, owner: Any) -> None:
    data = {"login": owner.email, "password": "祕密祕密祕密"}
    response = browser.post("/account/login/", data, headers={"Origin": HERE})
    page = words(response)
    assert response.status_code == 403
    assert "這一頁放太久了，請重新開啟" in page
    assert "祕密祕密祕密" not in page


def test_the_cookie_cannot_be_read_by_scripts(browser: Client, owner: Any) -> None:
    sign_in(browser, owner)
    send_too_late(browser, "內容")
    cookie = browser.cookies["xuzhi_parked"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 86400)
    assert bool(cookie["secure"]) is settings.SESSION_COOKIE_SECURE
