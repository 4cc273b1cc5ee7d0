"""The page that puts solutions side by side, and the tray that collects them."""

import re

import pytest

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


def listing_of(slug):
    from xuzhi.marketplace.queries import listed

    return str(listed([slug])[0].id)
