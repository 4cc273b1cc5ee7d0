"""The catalogue's search as a page, and the page that listens."""

import pytest


@pytest.fixture
def get(client):
    return lambda path: client.get(path, headers={"accept-language": "zh-TW"})


def text(response):
    return response.content.decode()


def test_what_was_asked_for_is_marked_and_explained(catalogue, get):
    page = get("/catalogue/?q=插單").content.decode()
    assert "插單" in page
    assert "功能提到：<mark>插單</mark>試算" in page


def test_what_is_typed_is_no_markup(catalogue, get):
    page = get("/catalogue/?q=<script>alert(1)</script>排程").content.decode()
    assert "<script>alert" not in page
    assert "<mark>排程</mark>" in page


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("😀", "您輸入的內容裡，沒有可以找的字"),
        ("'", "您輸入的內容裡，沒有可以找的字"),
        ("！？，", "您輸入的內容裡，沒有可以找的字"),
        ("%00", "共 2 個方案"),
        ("   ", "共 2 個方案"),
        ("排" * 10_000, "這裡只用前 100 個字來找"),
        ("排程 護照", "沒有方案提到「護照」，以下只用其他的字來找"),
        ("護照", "沒有符合的方案"),
    ],
)
def test_bad_input_is_answered(catalogue, get, query, says):
    response = get("/catalogue/?q=" + query)
    assert response.status_code == 200
    assert says in text(response)


def test_the_page_that_listens(catalogue, client, get):
    assert get("/bottleneck/").status_code == 200
    assert "no-cache" in get("/bottleneck/")["Cache-Control"]
    answer = client.post("/bottleneck/", {"told": "我們常常臨時插單，排程整個亂掉。"})
    page = answer.content.decode()
    assert "用詞最接近的 2 個方案" in page
    assert "智慧排程雲" in page
    assert "沒有列出免費試用" in page
    assert answer["Cache-Control"] == "no-store"
    assert "csrfmiddlewaretoken" not in page


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ("", "還沒有寫。請寫一兩句話，不必完整。"),
        ("！！！😀", "這段話裡沒有找到可以比對的詞"),
        ("'; drop table --", "這次沒有找到"),
        ("插單" * 5_000, "只讀了前 2000 個字"),
        ("我的護照在哪裡", "目前沒有方案提到「護照」"),
        ("<b>插單</b>", "用詞最接近的 2 個方案"),
    ],
)
def test_whatever_is_told_is_answered(catalogue, client, told, says):
    answer = client.post("/bottleneck/", {"told": told})
    assert answer.status_code == 200
    assert says in text(answer)
    assert "<b>插單" not in answer.content.decode()


def test_few_queries_to_listen(catalogue, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        client.post("/bottleneck/", {"told": "我們常常臨時插單，排程整個亂掉。"})
