"""Two people at one subscription at the same instant: real threads on a database whose transactions commit."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from xuzhi.casework.models import Case, ClockRow
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.ledger.queries import read_stream
from xuzhi.marketplace.operations.accept_plan_change import accept_plan_change
from xuzhi.marketplace.operations.end_subscription import end_subscription
from xuzhi.marketplace.operations.request_plan_change import request_plan_change
from xuzhi.marketplace.refusals import EndedAlready
from xuzhi.notices.models import Notice

from .buying import SELLER, TEAM, buyer, of, running, set_limits, sold
from .market_day import AT, Market, open_market
from .test_inspection import _own_folder, case_of  # noqa: F401  a fixture that holds for every test here

LATER = AT + timedelta(days=5)


@pytest.fixture
def market(fresh_database: str) -> Market:
    market = open_market()
    set_limits(market)
    return market


@pytest.fixture
def listing(market: Market) -> UUID:
    return sold(market)


@pytest.fixture
def me(market: Market) -> Actor:
    return buyer()


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts in threads that begin together; gives what each returned or was refused with."""
    ready = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            ready.wait()
            return act()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def steps_of(case: UUID) -> list[str]:
    return [each.event.step for each in read_stream(f"case-{case}") if each.type == "StepTaken"]


@pytest.mark.clause("L4.E5")
def test_of_two_who_end_it_at_once_one_does_and_the_other_is_told_who(market: Market, listing: UUID, me: Actor) -> None:
    order, seller = running(market, listing, me), market.actor(SELLER)
    done = at_once(
        lambda: end_subscription(order, reason="換別家", actor=me, at=LATER, key="a"),
        lambda: end_subscription(order, reason="合意終止", actor=seller, at=LATER, key="b"),
    )
    (told,) = [each for each in done if each is not None]
    assert isinstance(told, EndedAlready)
    winner = me if done[0] is None else seller
    step, cause = ("cancel", "cancelled") if winner is me else ("end_by_supplier", "ended_by_supplier")
    assert winner.name in told.says
    assert steps_of(order).count(step) == 1 and {"cancel", "end_by_supplier"} & set(steps_of(order)) == {step}
    made = [each for each in read_stream(f"case-{order}") if each.type == "DecisionMade"]
    assert [each.event.effects for each in made if "unsubscribe" in each.event.effects] == [["unsubscribe"]]
    assert (of(order).state, of(order).ended_because, case_of(order).stage) == ("ended", cause, "ended")
    assert not ClockRow.objects.filter(case=order, state="running").exists()
    sent = Notice.objects.filter(case_id=order, rule__in=["subscription_ended", "subscription_cancelled"])
    assert sorted(sent.values_list("firm_ubn", flat=True)) == sorted([str(me.firm), str(seller.firm)])


@pytest.mark.clause("L4.E5")
def test_ending_pressed_twice_at_once_ends_once_and_tells_nobody_off(market: Market, listing: UUID, me: Actor) -> None:
    order = running(market, listing, me)
    assert at_once(*(lambda: end_subscription(order, actor=me, at=LATER, key="a") for _ in range(3))) == [None] * 3
    assert steps_of(order).count("cancel") == 1


@pytest.mark.clause("L4.E5", "L6.2.3")
def test_ending_while_the_supplier_accepts_another_plan_leaves_both_in_order(
    market: Market, listing: UUID, me: Actor
) -> None:
    wanted = {"plan": TEAM, "seats": "12", "months": "12", "from_on": LATER.date().isoformat(), "note": ""}
    answers = {f"change.{name}": value for name, value in wanted.items()}
    for _ in range(4):
        order = running(market, listing, me)
        change = request_plan_change(order, answers, seen=1, actor=me, at=LATER)
        at_once(
            lambda order=order: end_subscription(order, actor=me, at=LATER),
            lambda change=change: accept_plan_change(change, actor=market.actor(SELLER), at=LATER),
        )
        assert case_of(order).stage == "ended"
        accepted = case_of(change).outcome == "accepted"
        assert case_of(change).outcome in ("accepted", "fallen_away")
        assert steps_of(order)[-2:] == (["change_plan", "cancel"] if accepted else ["accept", "cancel"])
    assert not Case.objects.filter(kind="plan_change", ended_at=None).exists()
