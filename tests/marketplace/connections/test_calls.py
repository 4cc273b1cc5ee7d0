"""Calls are counted exactly, and an act is done once, with any number of workers at once."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from xuzhi.marketplace.connections.models import KeptAnswer
from xuzhi.marketplace.connections.refusals import KeyReused
from xuzhi.marketplace.operations.answer_once import Answered, answer_once
from xuzhi.marketplace.operations.count_call import count_call
from xuzhi.marketplace.operations.discard_kept import discard_kept

from .conftest import AT, settle

MINUTE = timedelta(minutes=1)


@pytest.mark.django_db
def test_so_many_calls_at_once_and_then_one_each_share_of_the_window() -> None:
    counted = [count_call("a", limit=6, window=MINUTE, at=AT) for _ in range(8)]
    assert [(each.allowed, each.left) for each in counted] == [(True, n) for n in (5, 4, 3, 2, 1, 0)] + [(False, 0)] * 2
    assert (counted[-1].wait_seconds, counted[-1].reset_seconds) == (10, 60)
    assert count_call("b", limit=6, window=MINUTE, at=AT).left == 5
    later = AT + timedelta(seconds=10)
    assert [count_call("a", limit=6, window=MINUTE, at=later).allowed for _ in range(2)] == [True, False]
    assert count_call("a", limit=6, window=MINUTE, at=AT + timedelta(minutes=5)).left == 5


def at_once(count, act):
    ready = threading.Barrier(count)

    def run(n):
        try:
            ready.wait()
            return act(n)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_many_workers_let_through_exactly_what_is_allowed(fresh_database: str) -> None:
    found = at_once(12, lambda n: [count_call("k", limit=30, window=MINUTE, at=AT).allowed for _ in range(5)])
    assert Counter(each for some in found for each in some) == {True: 30, False: 30}


def test_the_same_act_at_once_is_done_once(fresh_database: str) -> None:
    done = []

    def act(n: int) -> Answered:
        def once() -> Answered:
            done.append(n)
            settle()
            return Answered(201, {"Location": "/there"}, b"made")

        return answer_once("key-1", "k", "same", once, at=AT)

    found = at_once(6, act)
    assert len(done) == 1
    assert {(each.status, each.body, each.headers["Location"]) for each in found} == {(201, b"made", "/there")}
    assert Counter(each.again for each in found) == {False: 1, True: 5}


@pytest.mark.django_db
def test_the_key_belongs_to_one_act_of_one_caller() -> None:
    def answer(body: bytes, status: int = 200):
        return lambda: Answered(status, {}, body)

    assert answer_once("a", "k", "x", answer(b"1"), at=AT).body == b"1"
    assert answer_once("a", "k", "x", answer(b"2"), at=AT).body == b"1"
    assert answer_once("b", "k", "y", answer(b"3"), at=AT).body == b"3"
    with pytest.raises(KeyReused):
        answer_once("a", "k", "y", answer(b"4"), at=AT)
    assert answer_once("a", "refused", "x", answer(b"no", 409), at=AT).status == 409
    assert answer_once("a", "refused", "x", answer(b"yes"), at=AT).status == 409


@pytest.mark.django_db(transaction=False)
def test_what_failed_is_undone_and_can_be_tried_again() -> None:
    from xuzhi.parties.models import User

    def fails() -> Answered:
        settle()
        return Answered(500, {}, b"")

    assert answer_once("a", "k", "x", fails, at=AT).status == 500
    assert (User.objects.count(), KeptAnswer.objects.count()) == (0, 0)
    assert answer_once("a", "k", "x", lambda: Answered(200, {}, b"ok"), at=AT).body == b"ok"


@pytest.mark.django_db
def test_answers_are_thrown_away_after_two_days() -> None:
    answer_once("a", "k", "x", lambda: Answered(200, {}, b"1"), at=AT)
    assert discard_kept(at=AT + timedelta(days=2)) == 0
    assert discard_kept(at=AT + timedelta(days=2, seconds=1)) == 1
    assert answer_once("a", "k", "z", lambda: Answered(200, {}, b"2"), at=AT).body == b"2"
