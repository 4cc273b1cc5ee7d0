"""Pages of a firm's cases and orders: each row once, in order, whatever is added meanwhile; many cost what few do."""

from __future__ import annotations

import uuid
from datetime import timedelta
from itertools import chain
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xuzhi.casework.models import Case
from xuzhi.marketplace.models import Subscription
from xuzhi.web.api.paging import cursor_of

from .conftest import Program, Scene

MANY = 23


def copied(row: Any, **changes: Any) -> str:
    """One more row like it."""
    for name, value in ({"pk": uuid.uuid4()} | changes).items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return str(row.pk)


def one_more_case(scene: Scene, minutes: int) -> str:
    case, serial = Case.objects.get(id=scene.listing_id), Case.objects.order_by("-serial")[0].serial + 1
    at = case.opened_at + timedelta(minutes=minutes)
    return copied(case, serial=serial, number=f"{case.prefix}-{case.year}-{serial:05}", opened_at=at, open_key="")


def one_more_order(order: str, minutes: int, **changes: Any) -> str:
    row = Subscription.objects.get(id=order)
    return copied(row, number=f"{row.number}-{uuid.uuid4().hex[:6]}",
                  ordered_at=row.ordered_at + timedelta(minutes=minutes), **changes)  # fmt: skip


def pages(program: Program, path: str, limit: int, meanwhile: Any = None, **query: Any) -> list[list[str]]:
    found, cursor = [], ""
    while cursor is not None:
        told = program.get(path, query | {"limit": limit, "cursor": cursor}).json()
        found.append([each["id"] for each in told["items"]])
        cursor = told["next"]
        if meanwhile is not None:
            meanwhile()
    return found


def flat(found: list[list[str]]) -> list[str]:
    return list(chain.from_iterable(found))


def in_order(rows: Any, instant: str) -> list[str]:
    return [str(row.pk) for row in sorted(rows, key=lambda row: (getattr(row, instant), row.pk), reverse=True)]


def spent(program: Program, path: str, **query: Any) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert program.get(path, query).status_code == 200
    return len(queries.captured_queries)


def test_cases_come_each_once_in_order_also_those_of_one_instant(scene: Scene) -> None:
    supplier = scene.supplier()
    for nth in range(MANY):
        one_more_case(scene, nth // 4)
    expected = in_order(Case.objects.filter(firm_ubn=scene.seller.firm), "opened_at")
    found = pages(supplier, "cases", 5)
    assert flat(found) == expected
    assert [len(page) for page in found[:-1]] == [5] * (len(found) - 1) and len(found) == -(-len(expected) // 5)
    assert pages(supplier, "cases", len(expected)) == [expected]
    assert pages(supplier, "cases", 5, meanwhile=lambda: one_more_case(scene, 99)) == found


def test_orders_of_both_sides_come_each_once_in_order(scene: Scene) -> None:
    shop, supplier = scene.shop(), scene.supplier()
    first = shop.post("orders", scene.wish()).json()["id"]
    sides = {"buyer_ubn": scene.seller.firm, "supplier_ubn": "22099131"}  # the supplier buys, too
    for nth in range(MANY):
        one_more_order(first, nth // 4, state="running" if nth % 2 else "ended", **(sides if nth % 3 == 0 else {}))
    one_more_order(first, 2, supplier_ubn="22099131", buyer_ubn="12345675")
    sold = Subscription.objects.filter(supplier_ubn=scene.seller.firm)
    bought = Subscription.objects.filter(buyer_ubn=scene.seller.firm)
    expected = in_order([*sold, *bought], "ordered_at")
    found = pages(supplier, "orders", 5)
    assert (flat(found), len(expected)) == (expected, MANY + 1)
    assert flat(pages(supplier, "orders", 4, role="buyer")) == in_order(bought, "ordered_at")
    assert flat(pages(supplier, "orders", 4, role="supplier")) == in_order(sold, "ordered_at")
    ended = [row for row in (*sold, *bought) if row.state in ("ended", "ordered")]
    assert flat(pages(supplier, "orders", 4, state=["ended", "ordered"])) == in_order(ended, "ordered_at")
    assert flat(pages(shop, "orders", 100)) == in_order(sold, "ordered_at")
    assert pages(supplier, "orders", 5, meanwhile=lambda: one_more_order(first, 99)) == found


def test_pages_cost_the_same_however_many_there_are(scene: Scene) -> None:
    supplier = scene.supplier()
    first = scene.shop().post("orders", scene.wish()).json()["id"]
    supplier.get("orders")
    few = spent(supplier, "orders"), spent(supplier, "cases")
    for nth in range(MANY):
        one_more_order(first, nth)
        one_more_case(scene, nth)
    assert (spent(supplier, "orders"), spent(supplier, "cases")) == few
    read = supplier.get("orders", {"limit": 3}).json()["next"]
    assert spent(supplier, "orders", limit=3, cursor=read) == few[0]
    with CaptureQueriesContext(connection) as queries:
        supplier.get("cases", {"limit": 3})
    assert any("LIMIT 4" in each["sql"] for each in queries.captured_queries)


@pytest.mark.parametrize(
    "cursor",
    ["x", cursor_of("2026-11-22T10:00:00", str(uuid.UUID(int=1))), cursor_of("0001-01-01T00:00:00+14:00", "1"),
     cursor_of("0001-01-01T00:00:00+14:00", str(uuid.UUID(int=1))), cursor_of("2026-11-22T10:00:00+00:00", "1"),
     cursor_of("2026-11-22T10:00:00+00:00", 1), cursor_of("today", str(uuid.UUID(int=1)))],
)  # fmt: skip
def test_a_cursor_that_is_none_of_ours_is_refused(scene: Scene, cursor: str) -> None:
    for path in ("cases", "orders"):
        refused = scene.supplier().get(path, {"cursor": cursor})
        assert (refused.status_code, refused.json()["code"]) == (422, "web/api.cursor_invalid")
