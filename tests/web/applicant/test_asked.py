"""The pages of a firm that is asked for its part of another's case: that part alone, whose turn, the signature."""

from __future__ import annotations

import pytest
from django.test import Client

from xuzhi.casework.models import Signature

from ...grants import proposing
from ...grants.test_asked_firms import ENERGY, ESCO, invited

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _real_programmes(settings):
    settings.XUZHI_PROGRAMMES = []


@pytest.fixture
def firm(db):
    proposing.load_register()
    return proposing.found_firm()


@pytest.fixture
def esco(firm):
    return proposing.found_firm(proposing.OTHER_UBN, proposing.OTHER_NAME, "owner@mose.test", "何美")


@pytest.fixture
def cases(firm, esco):
    actor = proposing.as_applicant(firm)
    plan = proposing.begin(actor, ENERGY | ESCO)
    return plan, invited(plan, actor)


def signed_in(person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def text_of(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_reads_its_part_signs_it_and_reads_nothing_else(cases, firm, esco):
    plan, case = cases
    browser = signed_in(esco)
    assert "其他公司請您確認的部分" in text_of(browser.get("/apply/"))
    assert browser.get(f"/apply/cases/{case}/").url == f"/apply/asked/{case}/"
    page = text_of(browser.get(f"/apply/asked/{case}/"))
    assert "現在輪到您。請看過下面的內容" in page
    assert "以電表讀數與基準線比較" in page
    assert "推動策略" not in page
    assert "需求預測減少缺貨" not in page
    for address in ("", "answers/", "sections/plan/", "money/", "check/"):
        assert browser.get(f"/apply/cases/{plan}/{address}").status_code == 404
    sign = browser.get(f"/apply/asked/{case}/steps/sign/")
    read = sign.context["part"].sha256
    assert browser.post(f"/apply/asked/{case}/steps/sign/", {"key": "1", "shown": "0" * 64}).status_code == 409
    assert not Signature.objects.exists()
    browser.post(f"/apply/asked/{case}/steps/sign/", {"key": "1", "shown": read})
    assert Signature.objects.get().sha256 == read
    assert "能源技術服務業者已簽署，內容相同" in text_of(browser.get(f"/apply/asked/{case}/"))


def test_the_applicant_reads_on_the_plan_and_on_the_invitation_what_was_signed_and_what_changed(cases, firm, esco):
    plan, case = cases
    mine, theirs = signed_in(firm), signed_in(esco)
    assert f"現在輪到能源技術服務業者（{proposing.OTHER_NAME}）" in text_of(mine.get(f"/apply/cases/{case}/"))
    theirs.post(f"/apply/asked/{case}/steps/sign/", {"key": "1"})
    for address in (plan, case):
        assert "能源技術服務業者已簽署，內容相同" in text_of(mine.get(f"/apply/cases/{address}/"))
    proposing.give(plan, {"plan.saving_rate": "15"}, proposing.as_applicant(firm))
    for address in (plan, case):
        page = text_of(mine.get(f"/apply/cases/{address}/"))
        assert "能源技術服務業者簽署之後內容有變動，要重新簽署" in page
        assert "變動的是：節能率的目標" in page
    assert "現在輪到您：請重新送請能源技術服務業者簽署。" in page
    assert "簽署之後內容有變動，簽署不再有效" in text_of(theirs.get(f"/apply/asked/{case}/"))


def test_nobody_else_finds_the_part(cases, firm):
    _, case = cases
    third = proposing.found_firm(proposing.NUMBERS[5], "第三者股份有限公司", "third@mose.test", "丙")
    for browser in (signed_in(third), signed_in(firm)):
        assert browser.get(f"/apply/asked/{case}/").status_code == 404
        assert browser.get(f"/apply/asked/{case}/steps/sign/").status_code == 404


def test_the_pages_are_read_in_english_too(cases, esco):
    _, case = cases
    browser = signed_in(esco)
    browser.cookies["xuzhi_language"] = "en"
    page = text_of(browser.get(f"/apply/asked/{case}/", headers={"accept-language": "en"}))
    assert "energy services company" in page
