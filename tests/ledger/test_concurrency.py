"""Writers in real threads, on connections of their own, whose transactions really commit."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from xuzhi.ledger.operations import lock_stream, rebuild_read_models, record, seal_log
from xuzhi.ledger.queries import read_stream, stream_length, verify_log
from xuzhi.ledger.reactions import connected_only
from xuzhi.ledger.refusals import StreamMoved

from .happenings import AT, OFFICER, NoteTaken


@pytest.fixture(autouse=True)
def _nobody_reacts(fresh_database):
    with connected_only():
        yield


def in_threads(work, count):
    """Run `work(number)` in `count` threads that begin together; returns their results."""
    ready = threading.Barrier(count)

    def run(number):
        try:
            ready.wait()
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_of_two_who_decide_on_the_same_state_exactly_one_wins():
    def write(number):
        try:
            with transaction.atomic():
                record("case-1", [NoteTaken(str(number))], actor=OFFICER, at=AT, expected=0)
        except StreamMoved as refusal:
            return refusal.values["found"]
        return "won"

    results = in_threads(write, 4)
    assert sorted(map(str, results)) == ["1", "1", "1", "won"]
    assert [each.event for each in read_stream("case-1")] == [NoteTaken(str(results.index("won")))]


def test_writers_who_do_not_mind_are_put_in_line():
    def write(number):
        for turn in range(5):
            with transaction.atomic():
                record("case-1", [NoteTaken(f"{number}.{turn}")], actor=OFFICER, at=AT)

    in_threads(write, 4)
    events = read_stream("case-1")
    assert [each.sequence for each in events] == list(range(1, 21))
    for number in range(4):
        own = [each.event.text for each in events if each.event.text.startswith(f"{number}.")]
        assert own == [f"{number}.{turn}" for turn in range(5)]
    assert verify_log()["holds"]


def test_what_was_read_under_the_lock_stays_true():
    seen = []

    def write(number):
        with transaction.atomic():
            length = lock_stream("case-1")
            seen.append((length, len(read_stream("case-1"))))
            record("case-1", [NoteTaken(str(number))], actor=OFFICER, at=AT, expected=length)

    in_threads(write, 6)
    assert seen == [(length, length) for length in range(6)]


def test_streams_do_not_wait_for_each_other():
    other_done = threading.Event()

    def write(number):
        with transaction.atomic():
            record(f"case-{number}", [NoteTaken("")], actor=OFFICER, at=AT)
            if number == 0:
                assert other_done.wait(10)
        other_done.set()

    in_threads(write, 2)
    assert stream_length("case-0") == stream_length("case-1") == 1


def test_an_event_that_commits_after_a_later_one_was_sealed_gets_the_next_leaf():
    sealed_without_it = threading.Event()
    recorded = threading.Event()

    def write(number):
        if number == 0:
            with transaction.atomic():
                record("case-slow", [NoteTaken("early position, late commit")], actor=OFFICER, at=AT)
                recorded.set()
                assert sealed_without_it.wait(10)
            return None
        assert recorded.wait(10)
        with transaction.atomic():
            record("case-quick", [NoteTaken("")], actor=OFFICER, at=AT)
        checkpoint = seal_log(AT)
        sealed_without_it.set()
        return checkpoint["size"]

    assert in_threads(write, 2) == [None, 1]
    assert seal_log(AT)["size"] == 2
    report = verify_log()
    assert (report["holds"], report["sealed"], report["events"]) == (True, 2, 2)


def test_two_sealers_do_not_number_twice():
    with transaction.atomic():
        record("case-1", [NoteTaken(str(number)) for number in range(40)], actor=OFFICER, at=AT)
    assert [each["size"] for each in in_threads(lambda _: seal_log(AT), 4)] == [40] * 4
    report = verify_log()
    assert (report["holds"], report["checkpoints"]) == (True, 1)


def test_nobody_records_while_read_models_are_rebuilt():
    rebuilding = threading.Event()
    order = []

    def work(number):
        if number == 0:
            with transaction.atomic():
                rebuild_read_models()
                rebuilding.set()
                threading.Event().wait(0.3)
                order.append("rebuilt")
        else:
            assert rebuilding.wait(10)
            with transaction.atomic():
                record("case-1", [NoteTaken("")], actor=OFFICER, at=AT)
                order.append("recorded")

    in_threads(work, 2)
    assert order == ["rebuilt", "recorded"]


def test_outside_a_transaction_nothing_is_locked_or_recorded():
    with pytest.raises(TransactionManagementError, match="needs a transaction"):
        record("case-1", [NoteTaken("")], actor=OFFICER, at=AT)
    assert stream_length("case-1") == 0
