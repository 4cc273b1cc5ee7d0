"""From a complaint to the removal: answered, found, ordered in vain; gone everywhere, kept for who subscribed."""

from __future__ import annotations

import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from .officers import act, at_case

SELLER, OFFER, OTHER_OFFER = "條文雲", "法規雷達", "合約審閱員"
SHOP = "日日鮮超市股份有限公司"
TOLD = {
    "complaint.topic": "data",
    "complaint.what": "三月起匯出的檔案都少了最近兩週，客服三次都說已修好。",
    "complaint.wanted": "補齊資料，退還三月的費用。",
}
ANSWER = "匯出的排程在二月底停了，已經補跑；退費依契約辦理。"
FOUND = "補跑之後仍然少了兩週，契約與須知都要求完整。"


class Caches:
    """Copies of pages as any cache may keep them: each is asked for anew with what it knows of the one before."""

    def __init__(self, address: str, cookies: str) -> None:
        self.address, self.cookies = address, cookies
        self.kept: dict[str, str] = {}

    def ask(self, path: str) -> tuple[int, str, float]:
        """Status and text, and when it was asked for."""
        request = urllib.request.Request(self.address + urllib.parse.quote(path, safe="/?=&"))
        request.add_header("Accept-Language", "zh-TW")
        if path.startswith("/buy/"):
            request.add_header("Cookie", self.cookies)
        if path in self.kept:
            request.add_header("If-None-Match", self.kept[path])
        asked = time.monotonic()
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                if answer.headers.get("ETag"):
                    self.kept[path] = answer.headers["ETag"]
                return answer.status, answer.read().decode(), asked
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(), asked

    def ask_all(self, paths: Any) -> dict[str, tuple[int, str, float]]:
        with ThreadPoolExecutor(len(paths)) as pool:
            return dict(zip(paths, pool.map(self.ask, paths), strict=True))


def write_complaint(buyer: Any, order: str) -> str:
    """Begin it from the subscription, fill it in, send it; gives the case."""
    buyer.go(f"/buy/subscriptions/{order}/")
    buyer.follow("申訴")
    buyer.press("開始填寫")
    buyer.page.wait_for_url("**/sections/**")
    case = str(buyer.page.url.split("/cases/")[1].split("/")[0])
    assert buyer.answer_section(TOLD) == list(TOLD)
    buyer.go(f"/apply/cases/{case}/")
    buyer.follow("檢核並送件")
    buyer.follow("繼續送件")
    buyer.page.locator("#declared").check()
    buyer.press("送件")
    assert buyer.heading == "收件回條"
    return case


def answer(seller: Any, order: str) -> None:
    """Reached from the supplier's own list of subscribers."""
    seller.go(f"/apply/subscribers/{order}/")
    seller.follow("申訴")
    text = seller.text()
    assert TOLD["complaint.what"] in text
    assert "現在輪到您" in text
    seller.follow("答覆申訴")
    seller.main.get_by_label("說明").fill(ANSWER)
    seller.press("答覆申訴")
    seller.page.wait_for_url(lambda url: "/steps/" not in url)
    assert "認定責任" in seller.text()


@pytest.mark.clause("L6.1", "L6.2.1", "L9.2")
def test_a_complaint_leads_to_removal_and_the_subscription_goes_on(site: Any, walk: Any, worker: None) -> None:
    seller_mail = site.do("firm", key=SELLER, days_ago=60)
    site.do("supplier_approved", key=SELLER, days_ago=60)
    slug = site.do("solution_listed", key=SELLER, offer=OFFER, days_ago=30)
    site.do("solution_listed", key=SELLER, offer=OTHER_OFFER, days_ago=30)
    shop_mail = site.do("firm", key=SHOP, days_ago=30)["email"]
    order = site.do("subscribed", key=SELLER, offer=OFFER, shop=SHOP)
    buyer, seller, officer = walk(), walk(), walk()

    buyer.sign_in(shop_mail)
    case = write_complaint(buyer, order)
    site.mailed(shop_mail, r"(您的申訴已送出)")
    site.mailed(seller_mail["email"], r"(訂戶提出申訴，請在期限內答覆)")
    seller.sign_in(seller_mail["email"])
    answer(seller, order)

    at_case(officer, case)
    officer.follow("填答")
    assert TOLD["complaint.what"] in officer.text()
    officer.follow("歷程")
    assert ANSWER in officer.text()
    will = act(officer, "可歸責於供應商，要求改善", reason=FOUND, grounds=("dispute", "portability"))
    assert "開立「上架查核」案件。" in will
    site.mailed(shop_mail, r"(申訴成立：可歸責於供應商)")
    site.mailed(seller_mail["email"], r"(經認定可歸責於貴單位)")
    buyer.go(f"/catalogue/{slug}/")
    assert "認定由供應商負責的申訴" in buyer.text(), "what was found is told to whoever thinks of buying"

    inspection = site.do("ordered_in_vain", key=SELLER, code="dispute")
    site.mailed(seller_mail["email"], r"(請在期限內改善)")
    cookies = "; ".join(f"{each['name']}={each['value']}" for each in buyer.context.cookies())
    caches = Caches(site.address, cookies)
    page, line, supplier = f"/catalogue/{slug}/", f"/catalogue/?q={OFFER}", f"/suppliers/{seller_mail['ubn']}/"
    comparing, ordering, told = f"/compare/?s={slug}", f"/buy/order/{slug}/", f"/api/v1/catalogue?q={OFFER}"
    one = f"/api/v1/catalogue/{slug}"
    before = caches.ask_all([page, line, supplier, comparing, ordering, told, one])
    assert {path: status for path, (status, _, _) in before.items() if status != 200} == {}
    assert [path for path, (_, text, _) in before.items() if slug not in text] == []
    assert caches.ask(page)[0] == 304

    at_case(officer, inspection)
    act(officer, "沒有改善，撤除上架資格", reason="複查兩次，匯出仍然不完整。")
    removed = time.monotonic()
    now = caches.ask_all(list(before))
    assert max(asked for _, _, asked in now.values()) - removed < 1
    statuses = {path: status for path, (status, _, _) in now.items()}
    assert statuses == {page: 410, line: 200, supplier: 200, comparing: 200, ordering: 404, told: 200, one: 410}
    assert [path for path in (line, supplier, comparing, told) if f"/catalogue/{slug}/" in now[path][1]] == []
    assert f'"{slug}"' not in now[told][1]
    assert OTHER_OFFER in now[supplier][1]
    assert "這個方案目前不在上架中" in now[ordering][1]
    site.mailed(seller_mail["email"], r"(撤除上架資格)")

    buyer.go(f"/buy/order/{slug}/")
    assert "已經成立的訂閱，供應商仍依契約履行" in buyer.text()
    for someone, face in ((buyer, "buy/subscriptions"), (seller, "apply/subscribers")):
        someone.go(f"/{face}/{order}/")
        text = someone.text()
        assert all(each in text for each in ("訂閱中", "下載契約文件", "契約條件", "可歸責於供應商")), text
        pdf = someone.context.request.get(f"/{face}/{order}/contract.pdf")
        assert pdf.body().startswith(b"%PDF")
    buyer.go(f"/buy/cases/{case}/")
    assert all(each in buyer.text() for each in (ANSWER, FOUND))
