"""Dishes held against earlier ones and against lists that are imported."""

import io
import json

import openpyxl
import pytest

from xuzhi.grants.likeness.models import FundedList, FundedPlan, SignedPlan
from xuzhi.grants.likeness.operations.import_funded import import_funded
from xuzhi.grants.likeness.operations.sign_plans import sign_plans
from xuzhi.grants.likeness.queries import funded_lists, is_compared, likeness_of
from xuzhi.grants.likeness.refusals import FundedFileInvalid, TitleMissing
from xuzhi.panels.refusals import OfficeOnly
from xuzhi.registers.readers.shape import ShapeDiffers

from ...panels import contest

RECIPE = (
    "豆腐先以滷水浸泡兩夜，瀝乾之後切成四方小塊，入油鍋炸到外皮金黃酥脆，撈起淋上蒜泥與特製辣醬，最後鋪滿自家醃的泡菜。"
)
OTHER = "新鮮蚵仔洗淨，與地瓜粉漿和雞蛋同煎，加上小白菜，翻面煎至邊緣微焦，起鍋以後淋上甜辣的紅色醬汁即可上桌。"
HEAD = "計畫名稱,公司名稱,統一編號,年度,主管機關,計畫內容\n"


def dish(firm, office, name, look):
    steps = [{"name": "做法", "look": look}]
    return contest.at_tasting(firm, office, **{"dish.name": name, "dish.steps": steps})


@pytest.mark.clause("G10.1")
def test_an_earlier_case_with_the_same_text_is_shown_with_the_passages(firm, office):
    earlier = dish(firm, office, "臭豆腐", RECIPE)
    dish(firm, office, "蚵仔煎", OTHER)
    mine = dish(firm, office, "酥炸豆腐", f"我們的做法如下：{RECIPE}請慢用。")
    assert sign_plans() == 3
    found = likeness_of(mine, actor=office)
    assert found.compared_with == 2
    assert [(each.case_id, each.title, each.same_firm) for each in found.alike] == [(earlier, "臭豆腐", True)]
    assert found.alike[0].share > 70 and found.alike[0].longest >= 40
    assert [each.same for each in found.alike[0].passages] == [RECIPE.removesuffix("。")]
    assert found.alike[0].passages[0].before.endswith("我們的做法如下：")


@pytest.mark.clause("G10.1")
def test_a_funded_plan_of_a_list_is_found(firm, office):
    content = (
        f"{HEAD}酥炸小品,{contest.FARM},{contest.FARM_UBN},113年度,農業部,{RECIPE}\n無內容,甲,,112,農業部,\n".encode(
            "cp950"
        )
    )
    list_id, bad = import_funded("農業部 113 年度", content, actor=office, at=contest.AT)
    assert bad == [3]
    mine = dish(firm, office, "臭豆腐", RECIPE)
    found = likeness_of(mine, actor=office)
    assert [(each.case_id, each.authority, each.year, each.listed_in) for each in found.alike] == [
        (None, "農業部", "113", "農業部 113 年度")
    ]
    assert not found.alike[0].same_firm
    assert [each.plans for each in funded_lists(actor=office)] == [1]
    assert FundedPlan.objects.get().of_id == list_id


def test_xlsx_and_json_say_the_same(office):
    book = openpyxl.Workbook()
    book.active.append(["名稱", "內容", "年度"])
    book.active.append(["甲案", RECIPE, 115])
    kept = io.BytesIO()
    book.save(kept)
    listed = json.dumps([{"title": "甲案", "text": RECIPE, "year": 2026}], ensure_ascii=False).encode()
    for content in (kept.getvalue(), listed):
        import_funded("清冊", content, actor=office, at=contest.AT)
    assert set(FundedPlan.objects.values_list("title", "text", "year")) == {("甲案", RECIPE, 2026)}
    assert SignedPlan.objects.count() == 2


def test_what_cannot_be_taken_is_refused_whole(office, firm):
    with pytest.raises(ShapeDiffers):
        import_funded("清冊", "甲,乙\n一,二\n".encode(), actor=office, at=contest.AT)
    with pytest.raises(FundedFileInvalid):
        import_funded("清冊", b"[]", actor=office, at=contest.AT)
    with pytest.raises(TitleMissing):
        import_funded(" ", HEAD.encode(), actor=office, at=contest.AT)
    with pytest.raises(OfficeOnly):
        import_funded("清冊", HEAD.encode(), actor=firm, at=contest.AT)
    assert not FundedList.objects.exists()


def test_signatures_are_made_once_and_anew_by_another_algorithm(firm, office):
    dish(firm, office, "臭豆腐", RECIPE)
    assert (sign_plans(), sign_plans()) == (1, 0)
    SignedPlan.objects.update(algorithm="earlier")
    assert sign_plans() == 1


def test_the_firm_does_not_see_it(firm, office):
    case = dish(firm, office, "臭豆腐", RECIPE)
    with pytest.raises(OfficeOnly):
        likeness_of(case, actor=firm)
    assert is_compared(contest.CONTEST, "dish") and not is_compared(contest.CONTEST, "nothing")


def test_looking_costs_the_same_however_many_there_are(firm, office, django_assert_max_num_queries):
    mine = dish(firm, office, "臭豆腐", RECIPE)
    for name in ("甲", "乙", "丙"):
        dish(firm, office, name, RECIPE)
    sign_plans()
    with django_assert_max_num_queries(6):
        assert len(likeness_of(mine, actor=office).alike) == 3
