"""The switch between Chinese and English."""

import pytest

from xuzhi.kernel.texts import current_language


def test_chinese_unless_asked_otherwise(db, client):
    assert 'lang="zh-Hant-TW"' in client.get("/about/").content.decode()


def test_the_switch_keeps_the_page_and_stays(db, client):
    response = client.post("/language/", {"language": "en", "next": "/catalogue/?q=x"})
    assert (response.status_code, response["Location"]) == (302, "/catalogue/?q=x")
    page = client.get("/catalogue/").content.decode()
    assert '<html lang="en">' in page
    assert ">中文</button>" in page


def test_another_site_is_not_gone_back_to(db, client):
    response = client.post("/language/", {"language": "en", "next": "https://evil.example/"})
    assert response["Location"] == "/"


def test_it_needs_no_token_since_shared_pages_can_hold_none(db):
    from django.test import Client

    assert Client(enforce_csrf_checks=True).post("/language/", {"language": "en"}).status_code == 302


def test_the_rooms_below_speak_it_too(db, client, address):
    client.post("/language/", {"language": "en"})
    page = client.get(f"/eligibility/{address}/?ubn=1").content.decode()
    assert "eight digits" in page.lower() or "8 digits" in page.lower()


@pytest.mark.parametrize("path", ["/programmes/{}/", "/programmes/{}/solution/questions.csv"])
def test_the_rules_too(db, client, address, path):
    page = client.get(path.format(address), headers={"accept-language": "en"}).content.decode()
    assert "solution" in page.lower()


def test_the_language_ends_with_the_request(db, client):
    client.get("/about/", headers={"accept-language": "en"})
    assert current_language() == "zh-Hant"
