"""The demo's buyers: every sort of story comes to where it says, by the real operations."""

from datetime import timedelta

import pytest

from xuzhi.casework.models import Case
from xuzhi.casework.operations.sweep_clocks import sweep_clocks
from xuzhi.console.demo import buying
from xuzhi.console.demo.content import firms
from xuzhi.console.demo.load import run
from xuzhi.console.demo.world import office_time
from xuzhi.marketplace.models import Subscription

from ..programmes.buying import set_limits
from ..programmes.market_day import AT, TODAY, listed, offers_of, open_market, supplier
from ..programmes.test_inspection import _own_folder  # noqa: F401  a fixture that holds for every test here

BUYER = "巷子口小吃店有限公司"


@pytest.mark.django_db
def test_each_story_comes_to_its_end():
    market = open_market()
    set_limits(market)
    supplier(market, "demo", days_ago=50)
    offer = offers_of("demo")[0]
    listed(market, "demo", offer, days_ago=45)
    market.found(firms()[BUYER], office_time(TODAY - timedelta(days=40), 0))
    sorts = ["waiting", "", "exported", "export_late", "export_failed", "changed", "changing", "settled", "ended"]
    told = []
    for nth, then in enumerate(sorts):
        days = {"waiting": 4, "changing": 12}.get(then, 30)
        at = office_time(TODAY - timedelta(days=days), nth)
        told.append(buying.order(market, firms()[BUYER], offer.name, at + timedelta(seconds=nth), then=then))
    run(told, until=AT)
    sweep_clocks(at=AT)
    states = list(Subscription.objects.order_by("ordered_at").values_list("state", flat=True))
    assert sorted(states) == ["ended", "ordered", *["running"] * 7]
    assert sorted(Case.objects.exclude(kind__in=("supplier", "solution", "order")).values_list("kind", "stage")) == [
        ("complaint", "answering"),
        ("complaint", "settled"),
        ("export_request", "done"),
        ("export_request", "failed"),
        ("export_request", "late"),
        ("plan_change", "accepted"),
        ("plan_change", "waiting"),
    ]
