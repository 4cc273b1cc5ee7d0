"""The pages of solutions and suppliers: owners' words cleaned, files to take along, and what machines read."""

import hashlib
import io
import json
import re
from datetime import UTC, datetime

import pytest
from PIL import Image

from xuzhi.web.templatetags.xuzhi import as_json_ld

SLUG = "sme-115-00001"
CSV = "編號,日期\n1,2026-11-01\n".encode()


def ask(client, path, **headers):
    return client.get(path, headers={"accept-language": "zh-TW", **headers})


def text(response):
    return response.content.decode()


def structured(page):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1])


def test_an_owner_s_text_is_markdown_and_nothing_else(office, client):
    office.put_in(
        description="# 情境\n**每天**排程\n\n<script>alert(1)</script>\n\n<i hx-get='/buy/'>![圖](https://e.com/x.png)"
    )
    page = text(ask(client, f"/catalogue/{SLUG}/"))
    assert "<h3>情境</h3>" in page
    assert "<strong>每天</strong>排程" in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<i hx-get" not in page
    assert "e.com/x.png" not in page


def test_long_answers_and_introductions_too(office, client):
    office.approve_supplier(company__introduction="做**排程**。[站](https://e.com)")
    office.put_in(solution__export__steps="1. 登入\n2. 按匯出")
    page = text(ask(client, f"/catalogue/{SLUG}/"))
    assert "<li>登入</li>" in page
    assert "做<strong>排程</strong>。" in page
    assert '<a href="https://e.com" rel="nofollow noopener">站</a>' in page
    assert "做<strong>排程</strong>。" in text(ask(client, "/suppliers/22099131/"))


@pytest.fixture
def sample(office, db):
    from xuzhi.documents.operations.seal_file import seal_file
    from xuzhi.kernel.actor import Actor

    sealed = seal_file(
        io.BytesIO(CSV), name="匯出樣本.csv", actor=Actor.system("test"), at=datetime(2026, 11, 2, tzinfo=UTC)
    )
    return getattr(sealed, "sha256", None) or hashlib.sha256(CSV).hexdigest()


@pytest.mark.clause("L4.E6", "L4.A8")
def test_the_sample_export_can_be_taken_along_by_anybody(office, client, sample):
    office.put_in(solution__export__sample=[sample], solution__export__formats=["csv"])
    page = text(ask(client, f"/catalogue/{SLUG}/"))
    address = f"/catalogue/{SLUG}/samples/{sample}"
    assert f'href="{address}"' in page
    assert "匯出樣本.csv" in page
    answer = ask(client, address)
    assert b"".join(answer.streaming_content) == CSV
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "private, no-store"


def test_no_other_file_comes_out_this_way(office, client, sample):
    office.put_in()
    assert ask(client, f"/catalogue/{SLUG}/samples/{sample}").status_code == 404
    assert "下載匯出樣本" not in text(ask(client, f"/catalogue/{SLUG}/"))


def test_what_machines_read(office, client, settings):
    settings.SITE_URL = "https://xuzhi.example"
    office.put_in(functions=[{"name": "插單", "description": "算"}])
    page = text(ask(client, f"/catalogue/{SLUG}/"))
    said = structured(page)
    assert said["@type"] == "SoftwareApplication"
    assert (said["name"], said["url"]) == ("智慧排程雲", f"https://xuzhi.example/catalogue/{SLUG}/")
    assert said["provider"] == {
        "@type": "Organization", "name": "精切智造軟體股份有限公司", "taxID": "22099131",
        "url": "https://xuzhi.example/suppliers/22099131/",
    }  # fmt: skip
    (offer,) = said["offers"]
    assert (offer["price"], offer["priceCurrency"]) == (3_900, "TWD")
    assert offer["priceSpecification"] == {
        "@type": "UnitPriceSpecification", "price": 3_900, "priceCurrency": "TWD", "valueAddedTaxIncluded": True,
        "billingDuration": 1, "unitCode": "MON",
    }  # fmt: skip
    assert f'<link rel="canonical" href="https://xuzhi.example/catalogue/{SLUG}/">' in page
    assert f'<meta property="og:image" content="https://xuzhi.example/catalogue/{SLUG}/share.png">' in page


def test_structured_data_cannot_end_its_block(office, client):
    office.put_in("</script><script>alert(1)</script>", summary="<!-- & 'x' \"y\"")
    page = text(ask(client, f"/catalogue/{SLUG}/"))
    assert structured(page)["name"] == "</script><script>alert(1)</script>"
    assert structured(page)["description"] == "<!-- & 'x' \"y\""
    assert "<script>alert" not in page
    assert as_json_ld({"a": "<&>"}) == ('<script type="application/ld+json">{"a": "\\u003C\\u0026\\u003E"}</script>')


def test_the_picture_beside_a_shared_link(office, client):
    office.put_in("名" * 40, summary="很長的介紹。" * 40)
    answer = ask(client, f"/catalogue/{SLUG}/share.png")
    assert answer["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)
    assert ask(client, "/catalogue/nothing/share.png").status_code == 404


def test_a_supplier_with_what_they_offer(office, client):
    office.approve_supplier(__credentials=[{"kind": "award", "name": "創新獎", "holder": "甲公司"}])
    office.put_in("智慧排程雲")
    office.put_in("圖面報價")
    office.take_out(office.put_in("撤除的"))
    page = text(ask(client, "/suppliers/22099131/"))
    for said in (
        "精切智造軟體股份有限公司",
        "22099131",
        "115 年 11 月 2 日",
        "創新獎",
        "智慧排程雲",
        "圖面報價",
        "3,900 元",
    ):
        assert said in page
    assert "撤除的" not in page
    assert ask(client, "/suppliers/00000000/").status_code == 404


def test_as_many_queries_for_few_as_for_many(office, client, django_assert_num_queries):
    case_id = office.put_in()
    office.approve_supplier()
    ask(client, f"/catalogue/{SLUG}/")
    with django_assert_num_queries(7):
        ask(client, f"/catalogue/{SLUG}/")
    with django_assert_num_queries(3):
        ask(client, "/suppliers/22099131/")
    for version in range(2, 9):
        office.amend(case_id, version, summary=f"第 {version} 版。")
        office.put_in(f"方案 {version}")
    with django_assert_num_queries(7):
        ask(client, f"/catalogue/{SLUG}/")
    with django_assert_num_queries(3):
        ask(client, "/suppliers/22099131/")


@pytest.mark.clause("L6.2.3")
def test_the_history_of_agreed_changes(office, client):
    case_id = office.put_in()
    office.amend(case_id, 2, summary="新的介紹。")
    page = text(ask(client, f"/catalogue/{SLUG}/"))
    assert "第 2 版" in page
    assert "經同意的變更" in page


class TestCrawlers:
    def test_robots(self, db, client, settings):
        settings.SITE_URL = "https://xuzhi.example"
        said = text(ask(client, "/robots.txt")).splitlines()
        assert said[0] == "User-agent: *"
        assert {"Disallow: /office/", "Disallow: /account/", "Disallow: /compare/"} <= set(said)
        assert said[-1] == "Sitemap: https://xuzhi.example/sitemap.xml"

    def test_every_listing_is_in_the_map_and_nothing_else(self, office, client, settings):
        settings.SITE_URL = "https://xuzhi.example"
        office.put_in("甲")
        office.take_out(office.put_in("乙"))
        index = text(ask(client, "/sitemap.xml"))
        assert re.findall(r"<loc>(.*?)</loc>", index) == [
            "https://xuzhi.example/sitemap-0.xml", "https://xuzhi.example/sitemap-1.xml"
        ]  # fmt: skip
        part = text(ask(client, "/sitemap-1.xml"))
        assert re.findall(r"<loc>(.*?)</loc>", part) == [
            f"https://xuzhi.example/catalogue/{SLUG}/", "https://xuzhi.example/suppliers/22099131/"
        ]  # fmt: skip
        assert "<lastmod>2026-11-02</lastmod>" in part
        assert ask(client, "/sitemap-2.xml").status_code == 404

    def test_an_empty_catalogue_has_its_standing_pages(self, db, client):
        assert "<sitemap>" in text(ask(client, "/sitemap.xml"))
        assert "/catalogue/</loc>" in text(ask(client, "/sitemap-0.xml"))
