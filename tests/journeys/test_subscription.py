"""A shop subscribes, uses nothing yet, asks for its data, changes its plan and ends; nobody else sees any of it."""

from __future__ import annotations

from typing import Any

import pytest

from .walking import today

SELLER, OFFER = "穀倉數據", "包材庫存板"
SHOP, STRANGER = "巷子口小吃店有限公司", "大順連鎖餐飲股份有限公司"
SMALL, TEAM = "小店方案", "團隊方案"


def choose_plan(someone: Any, name: str) -> None:
    someone.main.get_by_role("radio", name=name).check()


def write(someone: Any, label: str, words: str) -> None:
    someone.main.get_by_label(label).first.fill(words)


def seen(someone: Any, *words: str) -> None:
    text = someone.text()
    assert [each for each in words if each not in text] == []


@pytest.mark.clause("L4.E5", "L4.E6", "L4.A8", "L6.1.5", "L9.2")
def test_subscribes_exports_changes_plan_and_ends(site: Any, walk: Any) -> None:
    seller_mail = site.do("firm", key=SELLER, days_ago=60)["email"]
    site.do("supplier_approved", key=SELLER, days_ago=60)
    slug = site.do("solution_listed", key=SELLER, offer=OFFER, days_ago=20)
    shop_mail = site.do("firm", key=SHOP)["email"]
    stranger_mail = site.do("firm", key=STRANGER)["email"]
    shop, seller, stranger = walk(), walk(), walk()

    shop.sign_in(shop_mail)
    shop.go(f"/catalogue/{slug}/")
    shop.follow("訂購")
    choose_plan(shop, SMALL)
    write(shop, "使用者帳號", "三個")
    write(shop, "訂閱期間", "12")
    write(shop, "聯絡信箱", shop_mail)
    write(shop, "給供應商的話", "先從門市開始用")
    shop.press("看金額與條款")
    assert shop.page.locator("#error-summary").count()
    assert shop.main.get_by_label("給供應商的話").input_value() == "先從門市開始用", "nothing typed is lost"
    write(shop, "使用者帳號", "3")
    shop.press("看金額與條款")
    seen(shop, "送出前確認", "每期未稅", "每期含稅", "期滿日", "提前終止與退費", "由雙方自負")
    shop.main.get_by_role("checkbox").check()
    shop.press("送出訂購")
    shop.page.wait_for_url(lambda url: "/buy/subscriptions/" in url)
    mine = shop.page.url.removeprefix(site.address)
    seen(shop, "等供應商回覆", "現在輪到供應商")

    stranger.sign_in(stranger_mail)
    assert stranger.page.goto(mine).status == 404

    seller.sign_in(seller_mail)
    seller.go("/apply/subscribers/")
    seen(seller, "輪到您", SMALL)
    seller.follow(OFFER)
    seller.follow("接受訂購")
    seller.press("接受訂購")
    seller.page.wait_for_url(lambda url: "/steps/" not in url)
    seen(seller, "訂閱中", "下載契約文件")

    shop.go(mine)
    seen(shop, "訂閱中", "不會自動續約", "下載契約文件", "資料怎麼帶走")
    shop.follow("資料匯出")
    shop.press("要求供應商交出")
    seen(shop, "等供應商交出", "現在輪到供應商")
    export = shop.page.url.removeprefix(site.address)

    seller.go("/apply/subscribers/")
    seller.follow("資料匯出")
    seller.follow("已經交出資料")
    write(seller, "說明", "已放在系統的「匯出」頁")
    seller.press("已經交出資料")
    shop.go(export)
    seen(shop, "請確認收到的資料", "已放在系統的「匯出」頁")
    shop.follow("資料完整，沒有問題")
    shop.press("資料完整，沒有問題")
    seen(shop, "資料完整交還")

    shop.go(mine)
    shop.follow("變更訂閱")
    choose_plan(shop, TEAM)
    write(shop, "使用者帳號", "12")
    write(shop, "從哪一天起變更", today().isoformat())
    shop.press("看新的金額")
    seen(shop, "新的契約條件", TEAM)
    shop.press("送出變更")
    seller.go("/apply/subscribers/")
    seller.follow("變更訂閱")
    seller.follow("接受變更")
    seller.press("接受變更")
    shop.go(mine)
    seen(shop, TEAM)

    shop.follow("終止訂閱")
    seen(shop, "費用", "仍可從這筆訂閱的頁面要求供應商完整交出")
    shop.press("現在終止")
    seen(shop, "已結束", "資料匯出")
    seller.go("/apply/subscribers/")
    seen(seller, "已結束")
