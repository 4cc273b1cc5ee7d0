"""What looks wrong with usage is kept when it is looked for: by the office's thresholds, with the day it was seen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import rebuild_read_models
from xuzhi.ledger.queries import stream_length
from xuzhi.marketplace.events import usage_flag_stream
from xuzhi.marketplace.models import UsageFlag
from xuzhi.marketplace.operations.inspect_usage import inspect_usage
from xuzhi.marketplace.operations.look_at_usage import look_at_usage
from xuzhi.marketplace.operations.record_usage import record_usage
from xuzhi.marketplace.queries.usage import (
    flagged_listings,
    listing_use,
    records_of,
    unset_limits,
    usage_of,
    used_listings,
)
from xuzhi.marketplace.refusals import ListingGone, NothingFlagged
from xuzhi.marketplace.usage.lines import UsageLine

from .deciding import OFFICER, listing_programme
from .subscribing import NEIGHBOUR, Shop, day, number, seller

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
ON = day("2026-11-22")
SYSTEM = Actor.system("test")
pytestmark = [pytest.mark.django_db, pytest.mark.clause("L6.1.1")]


@pytest.fixture(autouse=True)
def market(only_the_catalogue: None) -> Iterator[None]:
    from xuzhi.casework.projectors import PROJECTORS
    from xuzhi.ledger.reactions import connected_only
    from xuzhi.marketplace.following import SUBSCRIPTIONS
    from xuzhi.marketplace.projectors import CATALOGUE
    from xuzhi.marketplace.using import USAGE

    rules = [each for each in PROJECTORS if each.name == "casework_rules"]
    with connected_only(projectors=[*rules, CATALOGUE, SUBSCRIPTIONS, USAGE]):
        yield


@pytest.fixture
def shop(office) -> Shop:
    return Shop(office)


def set_limits(**values: int) -> None:
    from xuzhi.casework.operations.set_parameter import set_parameter

    for name, value in values.items():
        set_parameter(listing_programme().id, name, value, from_on=day("2026-11-02"), reason="測試", actor=SYSTEM,
                      at=AT - timedelta(days=20))  # fmt: skip


def told(case: UUID, *values: int, measure: str = "runs", at: datetime = AT, first: int = 2) -> None:
    lines = [UsageLine(number(case), f"2026-11-{first + nth:02}", measure, value) for nth, value in enumerate(values)]
    record_usage(lines, source="file", actor=seller(), at=at)


def look(listing: UUID, at: datetime = AT) -> int:
    return look_at_usage(listing, actor=SYSTEM, at=at)


def kinds(listing: UUID) -> list[tuple[str, str]]:
    found = listing_use(listing, on=ON, flagged=True)
    return [(flag.kind, flag.number) for flag in found.flags]


def test_without_thresholds_only_what_cannot_be_is_pointed_out_and_the_page_can_say_so(shop: Shop) -> None:
    listing = shop.solution()
    case = shop.subscribe(listing)
    told(case, 3, 4, measure="people")
    told(case, *[7] * 20)
    assert look(listing) == 1
    assert kinds(listing) == [("impossible", number(case))]
    (flag,) = listing_use(listing, on=ON, flagged=True).flags
    assert flag.why == "115 年 11 月 3 日是 4 人，超過 3 個帳號最多可能的 3 人。"
    assert len(unset_limits(listing_programme().id, on=ON)) == 5
    set_limits(usage_flat_periods=7)
    assert len(unset_limits(listing_programme().id, on=ON)) == 4


def test_each_sort_is_found_among_the_subscriptions_of_a_solution(shop: Shop) -> None:
    set_limits(usage_missing_days=3, usage_flat_periods=5, usage_copied_periods=4, usage_jump_times=5)
    daily = {"code": "runs", "name": "產生的排程", "counts": "times", "every": "day"}
    listing = shop.solution(measures=[daily])
    one, two = shop.subscribe(listing), shop.subscribe(listing, buyer=NEIGHBOUR)
    told(one, 5, 6, 7, 8, 5, 6, 60, 6, 7, 8, 4, 5, 6, 7, 5, 6, 7, 8)
    told(two, 9, 9, 9, 9, 9, 2, 3, 6, 7, 8, 4, 1)
    assert look(listing) == 5
    assert kinds(listing) == [
        ("copied", number(one)), ("jump", number(one)),
        ("missing", number(two)), ("copied", number(two)), ("flat", number(two)),
    ]  # fmt: skip
    whys = [flag.why for flag in listing_use(listing, on=ON, flagged=True).flags]
    assert whys[0] == f"115 年 11 月 9 日到 115 年 11 月 12 日，連續 4 期與訂閱 {number(two)} 逐期相同。"
    assert whys[2] == "115 年 11 月 14 日到 115 年 11 月 19 日，6 期沒有紀錄。"
    (line,) = flagged_listings()
    assert (line.listing_id, line.count, line.kinds) == (
        listing, 5, ("缺漏", "與另一筆訂閱相同", "沒有變化", "突然跳升"),
    )  # fmt: skip


def test_looking_again_changes_nothing_and_keeps_the_day_on_which_it_was_first_seen(shop: Shop) -> None:
    listing = shop.solution()
    case = shop.subscribe(listing)
    told(case, 4, measure="people")
    look(listing)
    look(listing, AT + timedelta(days=1))
    assert stream_length(usage_flag_stream(listing)) == 1
    told(case, 5, measure="people", first=3)
    look(listing, AT + timedelta(days=1))
    assert [(row.from_on, row.found_on) for row in UsageFlag.objects.order_by("nth")] == [
        (day("2026-11-02"), day("2026-11-22")), (day("2026-11-03"), day("2026-11-23")),
    ]  # fmt: skip
    before = list(UsageFlag.objects.values())
    rebuild_read_models(["usage"])
    assert list(UsageFlag.objects.values()) == before
    told(case, 3, 3, measure="people")
    assert look(listing, AT + timedelta(days=2)) == 0
    assert flagged_listings() == ()


def test_the_buyer_sees_the_figures_and_all_that_was_told(shop: Shop) -> None:
    listing = shop.solution()
    case = shop.subscribe(listing)
    told(case, 5, 6)
    told(case, 7)
    (use,) = usage_of(case, on=ON)
    assert [(point.from_on.day, point.value) for point in use.total] == [(2, 7), (3, 6)]
    assert [(each.value, each.counts) for each in records_of(case)] == [(7, True), (6, True), (5, False)]
    assert used_listings() == ((listing, "智慧排程雲", "精切智造軟體股份有限公司"),)
    assert usage_of(shop.order(listing), on=ON) == ()


def test_nothing_is_opened_without_a_ground(shop: Shop) -> None:
    listing = shop.solution()
    with pytest.raises(NothingFlagged):
        inspect_usage(listing, actor=OFFICER, at=AT)
    with pytest.raises(ListingGone):
        inspect_usage(UUID(int=77), actor=OFFICER, at=AT)


def test_a_solution_costs_the_same_however_many_subscribe(shop: Shop, count_queries) -> None:
    listing = shop.solution()
    told(shop.subscribe(listing), 4, measure="people")
    look(listing)
    with count_queries(6):
        listing_use(listing, on=ON, flagged=True)
    for _ in range(4):
        told(shop.subscribe(listing), 4, 5, measure="people")
    look(listing)
    with count_queries(6):
        assert len(listing_use(listing, on=ON, flagged=True).flags) == 9
    with count_queries(2):
        flagged_listings()
