"""A change of what stands, in the browser: begun by the firm, shown side by side, decided by the office."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from xuzhi.casework.models import Case
from xuzhi.casework.operations.open_case import open_case


@pytest.fixture(autouse=True)
def _market(settings, tmp_path):
    from tests.casework import market

    settings.XUZHI_PROGRAMMES = [market.PROGRAMMES]
    settings.XUZHI_DATA = tmp_path
    settings.XUZHI_FILES = ""


@pytest.fixture
def market(db):
    from tests.casework import market

    market.import_company(market.company(), market.company(market.OTHER_UBN, "暮色小吃股份有限公司"))
    market.import_debarred(market.debarment("12345675", "別家營造股份有限公司"))
    return market


def browser_of(person) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(id=person.id))
    return client


@pytest.fixture
def firm(market):
    return market.begin()


@pytest.fixture
def stall(market, firm):
    market.with_code(firm)
    return market.opened(firm, prices=[{"dish": "臭豆腐", "price_twd": 70}])


@pytest.mark.clause("L6.2.2", "L6.2.3")
def test_my_listings_say_until_when_and_begin_a_change(firm, stall):
    browser = browser_of(firm)
    page = browser.get("/apply/listings/").content.decode()
    assert "臭豆腐攤" in page
    assert "有效至" in page
    address = f"/apply/cases/{stall}/about/stall_change/"
    assert address in page
    assert browser.get(address).status_code == 200
    begun = browser.post(address, {"key": "k"})
    change = Case.objects.get(kind="stall_change")
    assert begun.headers["Location"] == f"/apply/cases/{change.id}/"
    assert browser.post(address, {"key": "k"}).headers["Location"] == begun.headers["Location"]
    assert "進行中" in browser.get(f"/apply/cases/{stall}/").content.decode()


def test_what_cannot_be_begun_is_not_found_or_refused(market, firm, stall):
    browser = browser_of(firm)
    draft = market.stall(firm, "新攤")
    assert browser.get(f"/apply/cases/{draft}/about/stall_change/").status_code == 404
    refused = browser.post(f"/apply/cases/{draft}/about/stall_change/", {})
    assert (refused.status_code, "案件在使用中、即將屆期時才能提出" in refused.content.decode()) == (409, True)
    other = market.begin(market.OTHER_UBN, "暮色小吃股份有限公司", "owner@mose.test")
    assert browser_of(other).get(f"/apply/cases/{stall}/about/stall_change/").status_code == 404


@pytest.mark.clause("L6.2.3")
def test_the_difference_stands_side_by_side_for_firm_and_office(market, firm, stall):
    from tests.casework.test_about import change_of

    change = change_of(stall, firm, stall__name="老臭豆腐攤")
    shown = "<ins>老</ins>臭豆腐攤"
    assert shown in browser_of(firm).get(f"/apply/cases/{change}/check/").content.decode()
    office = browser_of(market.make_officer())
    assert shown in office.get(f"/office/cases/{change}/").content.decode()
    beside = office.get(f"/office/cases/{change}/related/").content.decode()
    assert shown in beside
    assert f"/office/cases/{stall}/" in beside


@pytest.mark.clause("L6.1", "L8")
def test_the_office_opens_about_a_listing_and_sees_what_a_decision_causes(market, firm, stall):
    officer = market.make_officer()
    office = browser_of(officer)
    page = office.get(f"/office/cases/{stall}/related/").content.decode()
    assert f"/office/cases/{stall}/about/patrol/" in page
    assert "stall_change" not in page
    opened = office.post(f"/office/cases/{stall}/about/patrol/", {"key": "k"})
    assert opened.headers["Location"] == f"/office/cases/{Case.objects.get(kind='patrol').id}/"
    ban = open_case(market.MARKET, "ban", actor=market.OFFICE, at=market.AT, about=stall)
    will = office.get(f"/office/cases/{ban}/steps/ban/").content.decode()
    assert "同時變動的其他案件" in will
    assert "撤除攤位：使用中 → 撤除" in will
    assert "自公開目錄、比較與訂購中消失" in will


def test_the_firm_does_not_open_what_is_the_offices(firm, stall):
    assert browser_of(firm).post(f"/office/cases/{stall}/about/patrol/", {}).status_code in (302, 403)
    assert browser_of(firm).get(f"/apply/cases/{stall}/about/patrol/").status_code == 404
    assert not Case.objects.filter(kind="patrol").exists()
