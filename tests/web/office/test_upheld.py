"""What an officer confirmed in an earlier case, marked on the page of the change, with a way to decide anew."""

import re

from xuzhi.casework.models import Case
from xuzhi.casework.operations.submit_case import submit_case

from ...casework import market
from ...casework.conftest import _own_programmes_and_folder, firm, office, registers  # noqa: F401
from ...casework.test_about import PRICES, change_of
from ..reviewer.browsing import browser_of, page_of


def change(firm, hours):  # noqa: F811
    """Of a stall that was confirmed; the prices differ, the name and the photo do not."""
    market.with_code(firm)
    stall = market.opened(firm, prices=PRICES)
    market.confirm_all(stall)
    case_id = change_of(stall, firm, market.later(hours=hours), stall__prices=[{"dish": "臭豆腐", "price_twd": 80}])
    submit_case(case_id, actor=firm, at=market.later(hours=hours))
    return Case.objects.get(id=stall), case_id


def test_whose_word_of_which_case_stands_and_what_waits(firm, office):  # noqa: F811
    stall, case_id = change(firm, 1)
    browser = browser_of(office)
    told = page_of(browser.get(f"/office/cases/{case_id}/?only=upheld"))
    where = f"/office/cases/{stall.id}/evidence/photo_shows_stall/"
    assert re.search(f'沿用 <a href="{where}">{stall.number}</a> [^<]*115[^<]* 林承辦 的認定：已查明', told)
    assert "重新認定" in told and 'id="check-photo_shows_stall"' in told and 'id="check-prices_fair"' not in told
    waiting = page_of(browser.get(f"/office/cases/{case_id}/?only=waits"))
    assert 'id="check-prices_fair"' in waiting and "沿用 <a" not in waiting and "由我認定" in waiting
    browser.post(f"/office/cases/{case_id}/findings/photo_shows_stall/confirm/", {"outcome": "met", "note": "再看一次"})
    anew = page_of(browser.get(f"/office/cases/{case_id}/"))
    assert "再看一次" in anew and "沿用 <a" not in anew
