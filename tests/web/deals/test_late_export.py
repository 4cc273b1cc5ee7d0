"""An export that is late or refused: one press files the complaint, with when it was asked for and how it stands."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from xuzhi.casework.models import Case
from xuzhi.casework.operations.sweep_clocks import sweep_clocks
from xuzhi.casework.operations.take_step import take_step
from xuzhi.kernel.roc import format_instant
from xuzhi.marketplace.models import Listing
from xuzhi.marketplace.operations.request_export import request_export

from ...programmes.buying import SELLER, buyer, running, set_limits, sold
from ...programmes.market_day import AT, Market, open_market
from ...programmes.test_inspection import _own_folder  # noqa: F401  a fixture that holds for every test here
from .test_pages import browser_of, said

pytestmark = pytest.mark.django_db
ASKED = AT + timedelta(days=1)


@pytest.fixture
def market() -> Market:
    market = open_market()
    set_limits(market)
    return market


@pytest.fixture
def scene(market: Market) -> tuple[Any, Any, Any]:
    """The buyer's browser, the supplier's, and an export that has been asked for."""
    me = buyer()
    listing = Listing.objects.get(id=sold(market))
    order = running(market, listing.id, me)
    export = request_export(order, {"export.what": "全部"}, actor=me, at=ASKED)
    return browser_of(me), browser_of(market.actor(SELLER)), export


@pytest.mark.clause("L4.E6", "L6.2.1")
def test_a_late_export_becomes_a_complaint_that_says_when_it_was_asked_for_and_how_it_stands(scene: Any) -> None:
    mine, theirs, export = scene
    where = f"/buy/cases/{export}/"
    assert "據此提出申訴" not in said(mine.get(where)), "it is not late yet"
    early = mine.post(f"{where}complain/", follow=True)
    assert Case.objects.filter(kind="complaint").count() == 0
    assert "申訴已送出" not in said(early)
    assert sweep_clocks(at=ASKED + timedelta(days=20)) == 1

    page = said(mine.get(where))
    assert "逾期還沒有交出" in page
    assert "據此提出申訴" in page
    assert "據此提出申訴" not in said(theirs.get(f"/apply/deals/{export}/")), "only who asked complains"
    filed = mine.post(f"{where}complain/")
    complaint = Case.objects.get(kind="complaint")
    assert (filed.status_code, filed["Location"]) == (302, f"/buy/cases/{complaint.id}/")
    assert complaint.submitted_at is not None
    number = Case.objects.get(id=export).number
    for browser, face in ((mine, "/buy/cases"), (theirs, "/apply/deals")):
        told = said(browser.get(f"{face}/{complaint.id}/"))
        for each in (format_instant(ASKED), "逾期還沒有交出", number, "資料拿不回來或不完整", "等供應商答覆"):
            assert each in told, each
    assert mine.post(f"{where}complain/")["Location"] == filed["Location"], "a second press is the same complaint"
    assert Case.objects.filter(kind="complaint").count() == 1


@pytest.mark.clause("L4.E6", "L6.2.1")
def test_a_refused_export_becomes_a_complaint_with_what_the_supplier_said(market: Market, scene: Any) -> None:
    mine, theirs, export = scene
    take_step(
        export, "refuse", reason="機房失火，備份也沒有了", actor=market.actor(SELLER), at=ASKED + timedelta(days=2)
    )
    assert "據此提出申訴" in said(mine.get(f"/buy/cases/{export}/"))
    told = said(mine.post(f"/buy/cases/{export}/complain/", follow=True))
    for each in (format_instant(ASKED), "沒有完整交還", "機房失火，備份也沒有了", Case.objects.get(id=export).number):
        assert each in told, each
    assert theirs.post(f"/buy/cases/{export}/complain/").status_code == 404, "a stranger on the buyer's side"
    assert Case.objects.filter(kind="complaint").count() == 1
