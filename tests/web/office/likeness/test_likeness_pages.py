"""Similar plans on a case's page, and lists of funded plans taken over."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from xuzhi.grants.likeness.operations.sign_plans import sign_plans

from ....grants.likeness.test_likeness import HEAD, OTHER, RECIPE, dish
from ...reviewer.browsing import browser_of, page_of

LISTS = "/office/registers/funded-plans/"


def funded(text=RECIPE, name="plans.csv"):
    return SimpleUploadedFile(name, f"{HEAD}酥炸小品,甲公司,,113,農業部,{text}\n".encode(), "text/csv")


@pytest.mark.clause("G10.1")
def test_passages_stand_side_by_side_with_the_same_words_marked(browser, firm, office, settings_made):
    browser.post(LISTS, {"title": "農業部 113 年度", "file": funded()})
    dish(firm, office, "臭豆腐", RECIPE)
    mine = dish(firm, office, "酥炸豆腐", f"做法：{RECIPE}")
    sign_plans()
    page = page_of(browser.get(f"/office/cases/{mine}/likeness/"))
    assert page.count("<mark>") == 4 and page.count("特製辣醬，最後鋪滿自家醃的泡菜") == 4
    for said in ("農業部 113 年度", "2 個計畫比對", "相同的段落", "（同一家公司）"):
        assert said in page
    assert f"/office/cases/{mine}/likeness/" in page_of(browser.get(f"/office/cases/{mine}/"))


def test_nothing_alike_is_said(browser, firm, office, settings_made):
    mine = dish(firm, office, "蚵仔煎", OTHER)
    assert "沒有找到相同的段落" in page_of(browser.get(f"/office/cases/{mine}/likeness/"))


def test_lists_are_taken_over_and_what_cannot_be_is_said(browser, office):
    assert "還沒有匯入清冊" in page_of(browser.get(LISTS))
    answer = browser.post(LISTS, {"title": "留著", "file": SimpleUploadedFile("x.csv", "甲,乙\n".encode())})
    assert answer.status_code == 422 and 'value="留著"' in page_of(answer)
    assert browser.post(LISTS, {"title": "留著"}).status_code == 422
    assert browser.post(LISTS, {"title": "農業部", "file": funded()})["Location"] == LISTS
    assert "農業部" in page_of(browser.get(LISTS))


def test_the_firm_has_no_such_page(firm, office, settings_made):
    mine = dish(firm, office, "蚵仔煎", OTHER)
    assert browser_of(firm).get(f"/office/cases/{mine}/likeness/").status_code in (302, 403)
