"""Public pages from the outside: what they say, how they are kept, what they cost."""

import json
import re

import pytest

PAGES = [
    "/", "/programmes/", "/programmes/{}/", "/eligibility/", "/eligibility/{}/", "/eligibility/{}/?ubn=22099131",
    "/catalogue/", "/compare/", "/contact/", "/about/", "/accessibility/",
]  # fmt: skip
STRANGE = (
    "?page=99999999999", "?page=-1", "?page=x", "?sort='", "?q=%00", "?industry=%27", "?q=" + "長" * 999,
)  # fmt: skip
SHOWN = (
    "智慧排程雲", "在臺中做排程軟體十年。", "插單試算", "3,900 元", "AI 雲端服務方案", "服務水準（SLA）", "99.9",
    "到場",
)  # fmt: skip


@pytest.fixture
def get(client, address):
    """Ask for a path; {} in it stands for the programme."""

    def asked(path, **headers):
        return client.get(path.replace("{}", address), headers={"accept-language": "zh-TW", **headers})

    return asked


def text(response):
    return response.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_every_page_stands_on_an_empty_house(db, get, path):
    response = get(path)
    assert response.status_code == 200
    assert text(response).count("<h1") == 1
    assert '<a class="skip-link" href="#main">' in text(response)
    assert 'lang="zh-Hant-TW"' in text(response)


@pytest.mark.parametrize("path", PAGES)
def test_ten_queries_at_most(catalogue, get, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        get(path)


@pytest.mark.parametrize("path", [*PAGES, "/catalogue/sme-115-00001/"])
def test_asked_about_every_time_and_answered_in_a_word_when_nothing_changed(catalogue, get, path):
    first = get(path)
    assert "no-cache" in first["Cache-Control"]
    assert "public" in first["Cache-Control"]
    assert {"Cookie", "Accept-Language"} <= {each.strip() for each in first["Vary"].split(",")}
    again = get(path, **{"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_kept_by_nobody_else_once_there_is_a_cookie(catalogue, client, get):
    client.cookies["sessionid"] = "x"
    assert "private" in get("/catalogue/")["Cache-Control"]


def test_strict_content_policy(db, get):
    policy = get("/")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy


@pytest.mark.clause("L1")
def test_anyone_may_browse_what_is_listed(catalogue, get):
    page = text(get("/catalogue/"))
    assert "智慧排程雲" in page
    assert "共 2 個方案" in page
    assert "每月 <strong>3,900 元</strong>起" in page


def test_a_search_can_be_shared_as_an_address(catalogue, get):
    page = text(get("/catalogue/?q=排程&industry=manufacturing&sort=price"))
    assert "「排程」找到 1 個方案" in page
    assert "圖面報價" not in page
    assert 'value="manufacturing" id="industry-1" checked' in page
    assert "移除條件：" in page


def test_nothing_found_says_what_to_try(catalogue, get):
    assert "沒有符合的方案" in text(get("/catalogue/?q=火箭"))


@pytest.mark.parametrize(
    "query", ["?page=99999999999", "?page=-1", "?page=x", "?sort='", "?q=%00", "?industry=%27", "?q=" + "長" * 999]
)
def test_a_strange_address_is_still_a_page(catalogue, get, query):
    assert get("/catalogue/" + query).status_code == 200


def test_a_solution_in_full(catalogue, get):
    page = text(get("/catalogue/sme-115-00001/"))
    for words in SHOWN:
        assert words in page
    assert "綠色通關" not in page


@pytest.mark.clause("L6.1")
def test_a_removed_solution_says_so_at_once(catalogue, get):
    from uuid import UUID

    etag = get("/catalogue/")["ETag"]
    catalogue.take_out(str(UUID(int=1)))
    response = get("/catalogue/sme-115-00001/")
    assert response.status_code == 410
    assert "這個方案已經下架" in text(response)
    after = get("/catalogue/", **{"if-none-match": etag})
    assert after.status_code == 200
    assert "智慧排程雲" not in text(after)


def test_the_rules_can_be_linked_clause_by_clause(db, get, rules):
    page = text(get("/programmes/{}/"))
    assert len(rules.clauses) > 50
    for clause in rules.clauses:
        assert f'<article class="rule" id="{clause}">' in page
    assert "<strong>1,000,000 元</strong>" in page
    assert "中國大陸、香港、澳門" in page
    assert "本平台的讀法：" in page
    assert "由執行單位設定，目前尚未設定" in page


def test_the_flow_is_drawn_from_the_steps(db, get):
    page = text(get("/programmes/{}/"))
    assert 'aria-label="辦理流程"' in page
    assert "方案審查" in page
    assert "補件期限 3 個工作天" in page


@pytest.mark.clause("L5.1")
def test_what_to_prepare_can_be_downloaded(db, get, address):
    sheet = get("/programmes/{}/solution/form.pdf")
    assert sheet["Content-Type"] == "application/pdf"
    assert sheet["Content-Disposition"].startswith(f'attachment; filename="{address}-solution-')
    assert sheet.content.startswith(b"%PDF-")
    table = get("/programmes/{}/solution/questions.csv")
    lines = table.content.decode("utf-8-sig").splitlines()
    assert lines[0].split(",")[:3] == ["頁", "欄位代碼", "題目"]
    assert any("solution.plans.price_twd" in line for line in lines)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "尚未填寫統一編號"),
        ("1234567", "不是 8 位數字"),
        ("２２０９９１３１", "全形數字"),
        ("00000000", "00000000 不是統一編號"),
        ("22099132", "檢查碼不符"),
        ("<b>", "&lt;b&gt;"),
    ],
)
def test_a_wrong_number_is_explained_and_kept(db, get, typed, says):
    response = get(f"/eligibility/{{}}/?ubn={typed}")
    assert response.status_code == 422
    page = text(response)
    assert says in page
    assert '<a href="#ubn">' in page
    assert "<b>" not in page


def test_a_number_that_nobody_knows_is_not_refused(db, get):
    page = text(get("/eligibility/{}/?ubn=22099131"))
    assert "請先核對這 8 個數字" in page
    assert "開始申請" in page
    assert "?ubn=22099131" in page


def test_the_first_page_leads_to_the_chosen_programme(db, get, address):
    response = get("/eligibility/?programme={}&ubn=22099131")
    assert (response.status_code, response["Location"]) == (302, f"/eligibility/{address}/?ubn=22099131")


@pytest.mark.parametrize(
    "path",
    [
        "/programmes/none/",
        "/eligibility/none/",
        "/catalogue/none/",
        "/programmes/{}/none/form.pdf",
        "/none",
    ],
)
def test_what_is_not_there(db, get, path):
    response = get(path)
    assert response.status_code == 404
    assert "找不到這一頁" in text(response)


def test_only_reading(db, client):
    assert client.post("/catalogue/").status_code == 405


@pytest.mark.clause("L5.1")
def test_attachments_can_be_downloaded_to_fill_in(db, get):
    import io

    from odfdo import Document

    def text_of(path: str) -> str:
        answer = get(path)
        assert answer["Content-Type"] == "application/vnd.oasis.opendocument.text"
        return Document(io.BytesIO(answer.content)).get_formatted_text()

    whole = text_of("/programmes/{}/solution/form.odt")
    assert "附件 8 資料可攜" in whole
    assert "☐ 綠色通關" in whole
    first = text_of("/programmes/{}/solution/characteristics/form.odt")
    assert first.startswith("附件 1 六大技術特性")
    six = ("隨需自助服務", "廣泛網路存取", "資源共用", "快速彈性調整", "計量服務", "資安與隱私")
    assert all(name in first for name in six)
    assert "附件 8 資料可攜" not in first
    assert get("/programmes/{}/solution/nothing/form.odt").status_code == 404


@pytest.mark.clause("L4.A4")
def test_a_screen_is_public_as_long_as_its_solution_is_listed(office, get, settings, tmp_path):
    import io

    import pikepdf

    from xuzhi.documents.operations.seal_file import seal_file
    from xuzhi.kernel.actor import Actor

    settings.XUZHI_DATA = tmp_path
    made = io.BytesIO()
    with pikepdf.new() as screen:
        screen.add_blank_page(page_size=(200, 300))
        screen.save(made)
    actor = Actor.person("7", "林小姐", "applicant", "24536806")
    sha256 = seal_file(io.BytesIO(made.getvalue()), "畫面.pdf", actor=actor, at=office.at).sha256
    case_id = office.put_in("智慧排程雲", functions=[{"name": "排程", "screenshots": [sha256]}])
    picture = f"/catalogue/sme-115-00001/pictures/{sha256}.png"
    assert picture in text(get("/catalogue/sme-115-00001/"))
    shown = get(picture)
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/png")
    assert get(f"/catalogue/sme-115-00001/pictures/{'a' * 64}.png").status_code == 404
    office.take_out(case_id)
    assert get(picture).status_code == 404


def head_of(page):
    canonical = re.search(r'<link rel="canonical" href="([^"]+)">', page)
    said = dict(re.findall(r'<meta property="(og:\w+)" content="([^"]*)">', page))
    assert canonical and said["og:url"] == canonical[1]
    return canonical[1].replace("&amp;", "&"), said


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("", ""),
        ("?utm_source=x&page=1&q=", ""),
        ("?q=排程&industry=manufacturing&sort=price&utm=1", "?q=%E6%8E%92%E7%A8%8B&industry=manufacturing&sort=price"),
        ("?sort=newest&industry=none&industry=manufacturing", "?industry=manufacturing"),
        ("?q=排程&sort=relevance&page=99", "?q=%E6%8E%92%E7%A8%8B"),
        ("?q=%22%3E%3Cscript%3E", "?q=%22%3E%3Cscript%3E"),
    ],
)
def test_the_catalogue_has_one_address_for_one_search(catalogue, get, settings, asked, canonical):
    settings.SITE_URL = "https://xuzhi.example"
    address, said = head_of(text(get(f"/catalogue/{asked}")))
    assert address == f"https://xuzhi.example/catalogue/{canonical}"
    assert said["og:image"] == "https://xuzhi.example/catalogue/share.png"
    assert "找方案" in said["og:title"] and said["og:description"]


def test_the_picture_of_the_catalogue(db, get):
    answer = get("/catalogue/share.png")
    assert (answer["Content-Type"], answer.content[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")


def test_a_supplier_is_shared_with_its_own_address(catalogue, get, settings):
    settings.SITE_URL = "https://xuzhi.example"
    address, said = head_of(text(get("/suppliers/22099131/")))
    assert address == "https://xuzhi.example/suppliers/22099131/"
    assert said["og:title"] == "精切智造軟體股份有限公司 · 供應商"
    picture = get("/suppliers/22099131/share.png")
    assert (picture["Content-Type"], picture.content[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")
    assert get("/suppliers/00000000/share.png").status_code == 404
    (described,) = re.findall(r'<script type="application/ld\+json">(.+?)</script>', text(get("/suppliers/22099131/")))
    made = json.loads(described)
    assert (made["@type"], made["taxID"], made["url"]) == ("Organization", "22099131", address)
    assert [each["itemOffered"]["name"] for each in made["makesOffer"]] == ["圖面報價", "智慧排程雲"]
