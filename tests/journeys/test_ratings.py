"""Ratings: only by who subscribes or did, one each, with the supplier's answer; everybody reads them."""

from __future__ import annotations

from typing import Any

import pytest

from .looking import faults

SELLER = "人資好好"
SHOP, OTHER = "南風咖啡連鎖股份有限公司", "元氣健身事業股份有限公司"
SAID, AGAIN = "排班表自動帶入出勤，月底結薪少花兩天。", "用了兩週：結薪快了，加班費規則要自己先設好。"
OTHERS, ANSWER = "功能夠用，但匯入舊資料花了兩天。", "謝謝回饋，下一版會附加班費規則的範本。"


def rate(someone: Any, stars: int, text: str) -> None:
    if stars:
        someone.main.get_by_label(f"{stars} 顆星").check()
    someone.main.locator("#text").fill(text)
    someone.press("送出評價")


def stars_shown(anyone: Any) -> list[str]:
    return [str(each.get_attribute("aria-label")) for each in anyone.main.locator(".rating__stars").all()]


@pytest.mark.clause("L6.1")
def test_who_used_it_says_so_once_and_the_supplier_answers(site: Any, walk: Any) -> None:
    from xuzhi.console.demo.content import solutions

    offer = next(each.name for each in solutions() if each.firm == SELLER)
    seller_mail = site.do("firm", key=SELLER, days_ago=60)["email"]
    site.do("supplier_approved", key=SELLER, days_ago=60)
    slug = site.do("solution_listed", key=SELLER, offer=offer, days_ago=40)
    shop_mail, other_mail = site.do("firm", key=SHOP)["email"], site.do("firm", key=OTHER)["email"]
    mine = site.do("subscribed", key=SELLER, offer=offer, shop=SHOP, days_ago=14)
    theirs = site.do("subscribed", key=SELLER, offer=offer, shop=OTHER, days_ago=14)
    shop, other, seller, anyone = walk(), walk(), walk(), walk()

    shop.sign_in(shop_mail)
    shop.go(f"/buy/subscriptions/{mine}/")
    shop.follow("評價這個方案")
    rate(shop, 0, SAID)
    assert "還沒有選幾顆星" in " ".join(shop.errors().values())
    assert shop.main.locator("#text").input_value() == SAID, "nothing typed is lost"
    rate(shop, 5, "好")
    assert "評價要說明實際使用的情形" in " ".join(shop.errors().values())
    rate(shop, 5, SAID)
    shop.page.wait_for_url(f"**/buy/subscriptions/{mine}/")
    assert "已收到您的評價" in shop.text()

    other.sign_in(other_mail)
    assert other.page.goto(f"/buy/subscriptions/{mine}/rating/").status == 404, "of others nobody rates"
    other.go(f"/buy/subscriptions/{theirs}/end/")
    other.press("現在終止")
    other.go(f"/buy/subscriptions/{theirs}/rating/")
    rate(other, 3, OTHERS)
    other.page.wait_for_url(f"**/buy/subscriptions/{theirs}/")

    waiting = order_that_waits(other, slug, other_mail)
    assert other.page.goto(f"/buy/subscriptions/{waiting}/rating/").status == 404, "what never ran is not rated"

    anyone.go(f"/catalogue/{slug}/")
    assert stars_shown(anyone) == ["3 顆星，滿分 5 顆", "5 顆星，滿分 5 顆"]
    text = anyone.text()
    assert SAID in text and OTHERS in text and "南風咖啡" not in text and "元氣健身" not in text

    seller.sign_in(seller_mail)
    seller.go("/apply/listings/")
    seller.follow("評價與回覆")
    section = seller.main.locator("section.rating-own", has_text=SAID)
    section.get_by_role("link", name="回覆").click()
    seller.main.locator("#text").fill(ANSWER)
    seller.press("送出回覆")
    seller.page.wait_for_url(lambda url: "/rating/" not in url)
    anyone.go(f"/catalogue/{slug}/")
    assert ANSWER in anyone.text()

    shop.go(f"/buy/subscriptions/{mine}/rating/")
    assert ANSWER in shop.text()
    rate(shop, 4, AGAIN)
    shop.page.wait_for_url(f"**/buy/subscriptions/{mine}/")
    anyone.go(f"/catalogue/{slug}/")
    text = anyone.text()
    assert sorted(stars_shown(anyone)) == ["3 顆星，滿分 5 顆", "4 顆星，滿分 5 顆"], "one each"
    assert AGAIN in text and SAID not in text and "回覆的是修改前的評價" in text and "修改過" in text
    assert faults(anyone, f"/catalogue/{slug}/") == []
    assert faults(seller, "/apply/ratings/", "/apply/listings/") == []


def order_that_waits(buyer: Any, slug: str, mail: str) -> str:
    """Ordered from the comparison, with the plan that was reckoned with; nobody has accepted it."""
    buyer.go(f"/compare/?s={slug}&seats=2&months=1")
    buyer.main.get_by_role("link", name="訂購").first.click()
    buyer.page.wait_for_url("**/buy/order/**")
    assert buyer.main.get_by_label("使用者帳號").first.input_value() == "2"
    assert buyer.main.get_by_role("radio", checked=True).count() >= 1
    buyer.main.get_by_label("聯絡信箱").first.fill(mail)
    buyer.press("看金額與條款")
    buyer.main.get_by_role("checkbox").check()
    buyer.press("送出訂購")
    buyer.page.wait_for_url(lambda url: "/buy/subscriptions/" in url)
    return str(buyer.page.url.split("/subscriptions/")[1].split("/")[0])
