"""What is removed is gone everywhere with the next question, whatever a cache has kept of it."""

import pytest

from xuzhi.marketplace.queries import listed

SLUG, SCREEN = "sme-115-00001", "ab" * 32
SHOWING = {
    f"/catalogue/{SLUG}/": 410,
    f"/catalogue/{SLUG}/share.png": 404,
    f"/compare/?s={SLUG}": 200,
    "/suppliers/22099131/": 404,
    "/catalogue/": 200,
    "/catalogue/?q=排程": 200,
    "/": 200,
    "/sitemap-1.xml": 404,
}


@pytest.fixture
def one(office):
    office.approve_supplier(company__introduction="在臺中做排程軟體十年。")
    return office.put_in("智慧排程雲", functions=[{"name": "插單", "description": "算", "screenshots": [SCREEN]}])


def ask(client, path, **headers):
    return client.get(path, headers={"accept-language": "zh-TW", **headers})


@pytest.mark.clause("L6.1", "L6.2.1")
@pytest.mark.parametrize(("path", "status"), SHOWING.items())
@pytest.mark.parametrize("how", ["removed", "suspended"])
def test_an_old_copy_is_never_said_to_be_right(one, office, client, path, status, how):
    kept = ask(client, path)
    assert kept.status_code == 200
    said = {each.strip() for each in kept["Cache-Control"].split(",")}
    assert said == {"no-cache", "public"}
    assert ask(client, path, **{"if-none-match": kept["ETag"]}).status_code == 304
    if how == "removed":
        office.take_out(one)
    else:
        office.effect(one, "suspend")
    again = ask(client, path, **{"if-none-match": kept["ETag"]})
    assert again.status_code == (404 if how == "suspended" and status == 410 else status)
    assert "no-cache" in again["Cache-Control"]
    if status == 200:
        assert f"/catalogue/{SLUG}/" not in again.content.decode()


def test_what_is_listed_again_is_there_again(one, office, client):
    office.effect(one, "suspend")
    office.effect(one, "resume")
    assert ask(client, f"/catalogue/{SLUG}/").status_code == 200
    assert [each.slug for each in listed([SLUG])] == [SLUG]


def test_a_change_of_price_is_seen_at_once(one, office, client):
    kept = ask(client, f"/compare/?s={SLUG}")
    office.amend(one, 2, plans=[{"name": "標準版", "price_twd": 9_999, "billing": "monthly", "tax_included": True}])
    again = ask(client, f"/compare/?s={SLUG}", **{"if-none-match": kept["ETag"]})
    assert again.status_code == 200
    assert "119,988 元" in again.content.decode()


def test_no_screen_and_no_sample_of_what_is_gone(one, office, client):
    office.take_out(one)
    assert ask(client, f"/catalogue/{SLUG}/pictures/{SCREEN}.png").status_code == 404
    assert ask(client, f"/catalogue/{SLUG}/samples/{SCREEN}").status_code == 404
