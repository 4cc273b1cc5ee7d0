"""The page that puts solutions side by side, and the tray that collects them."""

import re
from datetime import date

import pytest

from xuzhi.marketplace.queries import comparison
from xuzhi.web.public.compare_columns import Orderer

from ...marketplace.deciding import PLAN

ONE, TWO = "sme-115-00001", "sme-115-00002"


def text(response):
    return response.content.decode()


@pytest.fixture
def get(client):
    return lambda path, **headers: client.get(path, headers={"accept-language": "zh-TW", **headers})


def asked(*slugs, **more):
    return "/compare/?" + "&".join([*(f"s={each}" for each in slugs), *(f"{k}={v}" for k, v in more.items())])


def test_an_address_says_it_all(catalogue, get):
    page = text(get(asked(TWO, ONE, seats=5, months=24)))
    assert re.findall(r'class="compare__name" href="/catalogue/([\w-]+)/"', page) == [TWO, ONE]
    assert "5 人使用 24 個月的價格" in page
    assert page.count("93,600 元") >= 2
    assert "營業稅 4,464 元" in page  # 24 times 186
    assert 'name="s" value="sme-115-00002"' in page


def test_what_differs_says_so_in_a_word_and_a_sign(catalogue, get):
    page = text(get(asked(ONE, TWO)))
    assert re.search(r"適用的產業.{0,80}≠ </span>不同", page, re.S)
    assert re.search(r"每期|訂閱費.{0,80}＝ </span>相同", page, re.S)
    only = text(get(asked(ONE, TWO, show="differences")))
    assert "適用的產業" in only
    assert "用在哪些工作" not in only


def test_each_word_says_what_it_rests_on(catalogue, get):
    assert re.search(r"99\.9%.{0,200}業者填報 .{0,40}115/11/2", text(get(asked(ONE))), re.S)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"seats": "0"}, "「0」不是可以計算的人數，先以 10 人計算；請填 1 到 10,000 的整數。"),
        ({"seats": "-3"}, "「-3」不是可以計算的人數，先以 10 人計算；請填 1 到 10,000 的整數。"),
        ({"months": "61"}, "「61」不是可以計算的期間，先以 12 個月計算；請填 1 到 60 的整數。"),
        ({"months": "<b>"}, "「&lt;b&gt;」不是可以計算的期間"),
    ],
)
def test_what_cannot_be_reckoned_with_is_told_and_kept(catalogue, get, typed, says):
    page = text(get(asked(ONE, **typed)))
    assert says in page
    (name, value), *_ = typed.items()
    assert f'name="{name}" value="{value.replace("<b>", "&lt;b&gt;")}"' in page
    assert "10 人使用 12 個月的價格" in page


def test_nothing_to_compare_says_how_to_begin(db, get):
    page = text(get("/compare/"))
    assert "還沒有要比較的方案" in page
    assert "在目錄上按「加入比較」" in page


@pytest.mark.parametrize("strange", ["?s=%00", "?s='", "?s=" + "x" * 9_000, "?s=" + "&s=y" * 500, "?seats=" + "9" * 99])
def test_strange_addresses(catalogue, get, strange):
    assert get(f"/compare/{strange}").status_code == 200


def test_the_chart_has_its_table(catalogue, get):
    page = text(get(asked(ONE, TWO, months=3)))
    assert page.count('<svg class="chart"') == 1
    assert re.findall(r'<th scope="row">第 (\d) 個月</th><td class="number">([\d,]+ 元)</td>', page) == [
        ("1", "3,900 元"), ("2", "7,800 元"), ("3", "11,700 元")
    ]  # fmt: skip


def test_as_many_queries_for_one_as_for_four(office, get, django_assert_num_queries):
    office.approve_supplier()
    for number in range(4):
        office.put_in(f"方案 {number}", functions=[{"name": "x", "description": "y"}] * 9)
    four = asked(*(f"sme-115-0000{n}" for n in (1, 2, 3, 4)))
    get(four)
    get(asked(ONE))
    with django_assert_num_queries(3):
        get(asked(ONE))
    with django_assert_num_queries(3):
        get(four)


class TestTray:
    def put(self, client, **said):
        return client.post("/compare/collect/", {"next": "/catalogue/?q=雲", **said})

    def test_collected_without_a_script_and_back_to_where_one_was(self, catalogue, client, get):
        answer = self.put(client, add=ONE)
        assert (answer.status_code, answer["Location"]) == (302, "/catalogue/?q=%E9%9B%B2")
        page = text(get("/catalogue/"))
        assert 'data-slugs="sme-115-00001"' in page
        assert re.search(r'name="remove" value="sme-115-00001" data-compare', page)
        assert re.search(r'name="add" value="sme-115-00002" data-compare', page)
        assert get("/compare/")["Location"] == "/compare/?s=sme-115-00001"

    def test_in_and_out_again(self, catalogue, client, get):
        self.put(client, add=ONE)
        self.put(client, add=TWO)
        self.put(client, add=TWO)
        assert 'data-slugs="sme-115-00001 sme-115-00002"' in text(get("/catalogue/"))
        self.put(client, remove=ONE)
        assert 'data-slugs="sme-115-00002"' in text(get("/catalogue/"))
        self.put(client, clear="1")
        assert 'data-slugs=""' in text(get("/catalogue/"))

    def test_four_at_the_most_and_the_fifth_is_told(self, office, client, get):
        for number in range(5):
            office.put_in(f"方案 {number}")
        for number in range(1, 6):
            self.put(client, add=f"sme-115-0000{number}")
        page = text(get("/catalogue/"))
        assert 'data-slugs="sme-115-00001 sme-115-00002 sme-115-00003 sme-115-00004"' in page
        assert "最多並列 4 個方案。請先從比較欄移掉一個，再加入這一個。" in page

    def test_a_script_gets_the_tray_alone(self, catalogue, client):
        answer = client.post("/compare/collect/", {"add": ONE}, headers={"x-requested-with": "fetch"})
        assert text(answer).startswith('<section class="tray')
        assert "智慧排程雲" in text(answer)
        assert answer["Cache-Control"] == "no-store"

    @pytest.mark.clause("L6.1")
    def test_what_was_removed_leaves_the_tray(self, catalogue, client, get):
        self.put(client, add=ONE)
        catalogue.take_out(listing_of(ONE))
        assert 'data-slugs=""' in text(get("/catalogue/"))

    @pytest.mark.parametrize("cookie", ["...", "' or 1=1", "x" * 5_000, "sme-115-00001." * 40])
    def test_a_cookie_may_say_anything(self, catalogue, client, get, cookie):
        client.cookies["compare"] = cookie
        assert get("/catalogue/").status_code == 200

    def test_nobody_is_sent_elsewhere(self, catalogue, client):
        for elsewhere in ("https://evil.example/", "//evil.example/", "javascript:alert(1)", ""):
            answer = client.post("/compare/collect/", {"next": elsewhere, "add": ONE})
            assert answer["Location"] == "/catalogue/"


@pytest.fixture
def by_usage(office):
    counted = [{"code": "runs", "name": "產生的排程", "counts": "times", "every": "day"}]
    tier = {"plan": "標準版", "measure": "runs", "above": 500, "per": 100, "price_twd": 50, "remainder": "pro_rata"}
    office.put_in("甲", measures=counted, usage_tiers=[tier], plans=[{**PLAN, "price_twd": 3_000}])
    office.put_in("乙")
    return office


@pytest.mark.clause("L4.E5")
class TestUsage:
    def test_it_asks_for_what_is_charged_for_and_reckons_with_it(self, by_usage, get):
        page = text(get(asked(ONE, TWO)))
        assert '<label for="use-runs">每月用量：產生的排程<span class="soft">（次）</span></label>' in page
        assert "「標準版」另依用量計費；請在上面填每月大約用多少，就能算出合計。" in page
        assert "要填每月用量才能計算" in page
        page = text(get(asked(ONE, TWO, **{"use-runs": "1500"})))
        assert "每月產生的排程 1,500 次，500 元。" in page
        assert "產生的排程，每月：500 次以內不另收；超過 500 次的部分，每 100 次 50 元（不滿的按比例計算）。" in page
        assert "42,000 元" in page  # 12 times 3,500
        assert "最低，比次低的少 4,800 元" in page
        assert "use-runs=1500" in page, "the way out of the comparison keeps what was typed"

    @pytest.mark.parametrize("typed", ["-1", "很多", "1.5", "9" * 11, "' or 1=1"])
    def test_what_is_no_usage_is_told_and_kept(self, by_usage, get, typed):
        page = text(get(asked(ONE, **{"use-runs": typed})))
        assert "不是可以計算的用量；請填 0 到 1,000,000,000 的整數。" in page
        assert 'aria-describedby="use-runs-error"' in page

    @pytest.mark.parametrize(
        "strange", ["use-=5", "use-x=5", "use-%00=1", f"use-{'x' * 900}=1", "&".join(f"use-{n}=1" for n in range(900))]
    )
    def test_strange_usage(self, by_usage, get, strange):
        assert get(f"/compare/?s={ONE}&{strange}").status_code == 200

    def test_nothing_is_asked_where_nothing_is_charged_for(self, catalogue, get):
        assert "每月用量" not in text(get(asked(ONE, TWO)))


class TestPriceByUse:
    """What costs by use alone has no price a month; the row says from which price."""

    def test_the_catalogue_and_the_supplier_say_it(self, office, get):
        counted = [{"code": "runs", "name": "產生的排程", "counts": "times", "every": "day"}]
        tier = {"plan": "標準版", "measure": "runs", "above": 500, "per": 100, "price_twd": 50, "remainder": "whole"}
        office.put_in("甲", measures=counted, usage_tiers=[tier], plans=[{**PLAN, "price_twd": 0}])
        found = text(get("/catalogue/"))
        supplier = re.search(r"/suppliers/\d{8}/", text(get(f"/catalogue/{ONE}/")))[0]
        for page in (found, text(get(supplier))):
            assert "產生的排程 每 100 次 50 元起" in page and "價格請看方案頁" not in page


class TestOrdering:
    def test_it_can_be_done_at_the_head_of_the_column_too(self, catalogue, get):
        page = text(get(asked(ONE)))
        head = page.partition("</thead>")[0]
        assert f'compare__order no-print" href="/buy/order/{ONE}/' in head

    def told(self, page):
        order = re.search(r'<a class="button button--small" href="([^"]+)">訂購<', page)
        return order and order[1].replace("&amp;", "&")

    def test_the_way_to_order_keeps_plan_and_people_and_time(self, catalogue, get):
        page = text(get(asked(ONE, seats=5, months=7)))
        assert self.told(page) == f"/buy/order/{ONE}/?seats=5&months=7&plan=%E6%A8%99%E6%BA%96%E7%89%88"
        assert "訂購要先登入，以公司的名義送出；還沒有帳號的，可以先註冊。" in page

    def test_a_year_that_is_paid_for_is_ordered_whole(self, office, get):
        office.put_in(plans=[{**PLAN, "billing": "yearly", "term_months": 12}])
        assert "months=12" in self.told(text(get(asked(ONE, months=7))))

    def test_what_is_not_sold_here_says_so(self, office, get):
        office.put_in(plans=[{**PLAN, "billing": "one_off"}])
        page = text(get(asked(ONE)))
        assert self.told(page) is None and "沒有可以在本平台訂購的方案，請洽供應商。" in page

    @pytest.mark.django_db
    @pytest.mark.parametrize(
        ("firms", "works", "may", "says"),
        [
            (["04595257"], False, True, ""),
            ([], False, True, "下一步會先請您登記公司"),
            (["22099131"], False, False, "不能向自己訂購"),
            (["22099131", "04595257"], False, True, ""),
            ([], True, False, "工作人員的帳號不能訂購"),
        ],
    )
    def test_who_may_order(self, catalogue, firms, works, may, says):
        who = Orderer(True, frozenset(firms), works)
        column = comparison([ONE], seats=1, months=1, on=date(2026, 11, 22)).columns[0]
        assert who.may(column) is may
        assert says in who.says(column) and bool(says) == bool(who.says(column))


def listing_of(slug):
    from xuzhi.marketplace.queries import listed

    return str(listed([slug])[0].id)
