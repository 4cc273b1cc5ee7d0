from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.canonical import NotCanonical
from xuzhi.ledger.chain import START_OF_STREAM
from xuzhi.ledger.events import EventTypeUnknown
from xuzhi.ledger.models import EventRow
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.ledger.queries import read_events, read_stream, stream_length
from xuzhi.ledger.reactions import connected_only
from xuzhi.ledger.refusals import StreamMoved

from .happenings import AT, OFFICER, NoteStruck, NoteTaken


@pytest.fixture(autouse=True)
def _nobody_reacts(db):
    with connected_only():
        yield


def test_what_is_recorded_is_read_back_equal():
    stored = record("case-1", [NoteTaken("收件"), NoteStruck()], actor=OFFICER, at=AT)
    assert read_stream("case-1") == stored
    assert [(each.sequence, each.type, each.event) for each in stored] == [
        (1, "NoteTaken", NoteTaken("收件")),
        (2, "NoteStruck", NoteStruck()),
    ]
    assert {each.actor for each in stored} == {OFFICER}
    assert {each.occurred_at for each in stored} == {AT}


def test_each_event_vouches_for_the_one_before():
    first, second = record("case-1", [NoteTaken("1"), NoteTaken("2")], actor=OFFICER, at=AT)
    (third,) = record("case-1", [NoteTaken("3")], actor=OFFICER, at=AT)
    assert first.previous_hash == START_OF_STREAM
    assert (second.previous_hash, third.previous_hash) == (first.hash, second.hash)


def test_streams_count_for_themselves():
    record("case-1", [NoteTaken("1")] * 3, actor=OFFICER, at=AT)
    record("case-2", [NoteTaken("1")], actor=OFFICER, at=AT)
    assert [stream_length(each) for each in ("case-1", "case-2", "case-3")] == [3, 1, 0]
    assert lock_stream("case-1") == 3


def test_the_part_after_is_read_alone():
    stored = record("case-1", [NoteTaken(str(number)) for number in range(4)], actor=OFFICER, at=AT)
    assert read_stream("case-1", after=2) == stored[2:]


def test_events_are_read_by_type_and_page_by_page():
    one = record("case-1", [NoteTaken("1"), NoteStruck(), NoteTaken("2")], actor=OFFICER, at=AT)
    two = record("case-2", [NoteTaken("3")], actor=OFFICER, at=AT)
    assert read_events([NoteTaken]) == [one[0], one[2], two[0]]
    assert read_events([NoteTaken], limit=2) == [one[0], one[2]]
    assert read_events(after=one[1].position) == [one[2], two[0]]
    assert read_events([]) == []


def test_the_database_says_when_it_was_recorded():
    (stored,) = record("case-1", [NoteTaken("")], actor=OFFICER, at=AT - timedelta(days=400))
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now = cursor.fetchone()[0]
    assert timedelta(0) <= now - stored.recorded_at < timedelta(minutes=1)


def test_who_decided_on_an_older_state_is_refused_and_nothing_is_written():
    record("case-1", [NoteTaken("1")] * 2, actor=OFFICER, at=AT)
    with pytest.raises(StreamMoved) as refusal:
        record("case-1", [NoteTaken("late")], actor=OFFICER, at=AT, expected=1)
    assert refusal.value.values == {"stream": "case-1", "expected": 1, "found": 2}
    assert refusal.value.says == "這份資料在您操作的同時已被其他人更新，您這次的動作沒有執行。"
    assert refusal.value.remedy == "請重新整理頁面，確認最新內容後再操作一次。"
    assert stream_length("case-1") == 2


def test_who_knows_the_state_may_record():
    record("case-1", [NoteTaken("1")], actor=OFFICER, at=AT, expected=0)
    record("case-1", [NoteTaken("2")], actor=OFFICER, at=AT, expected=1)
    assert stream_length("case-1") == 2


def test_nothing_to_record_is_nothing_recorded():
    assert record("case-1", [], actor=OFFICER, at=AT) == []
    assert stream_length("case-1") == 0


def test_a_float_is_refused_with_its_place():
    with pytest.raises(NotCanonical, match=r"event\.payload\.text: floats"):
        record("case-1", [NoteTaken(0.1)], actor=OFFICER, at=AT)  # type: ignore[arg-type]


def test_a_naive_instant_is_refused():
    with pytest.raises(ValueError, match="without offset"):
        record("case-1", [NoteTaken("")], actor=OFFICER, at=datetime(2026, 11, 22))  # noqa: DTZ001


def test_a_type_that_no_room_declares_is_an_error_not_a_gap():
    _write_raw(type="Forgotten")
    with pytest.raises(EventTypeUnknown, match="no event class is called Forgotten"):
        read_stream("case-2")


@pytest.mark.parametrize(
    "changes",
    [
        {"sequence": 2},
        {"sequence": 1, "previous_hash": b"\1" * 32},
        {"sequence": 0},
        {"stream": "case-1", "sequence": 1},
        {"stream": "case-1", "sequence": 3},
        {"stream": "case-1", "sequence": 2},
    ],
)
def test_the_database_refuses_an_event_that_does_not_continue_its_stream(changes):
    record("case-1", [NoteTaken("")], actor=OFFICER, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        _write_raw(**changes)


def _write_raw(**changes):
    raw = {
        "stream": "case-2",
        "sequence": 1,
        "type": "NoteTaken",
        "payload": {"text": ""},
        "actor": Actor.system().as_json(),
        "occurred_at": AT,
        "recorded_at": AT,
        "previous_hash": START_OF_STREAM,
        "hash": b"\2" * 32,
    }
    EventRow.objects.create(**{**raw, **changes})


def test_a_record_takes_few_queries(django_assert_num_queries):
    with django_assert_num_queries(2):
        record("case-1", [NoteTaken(str(number)) for number in range(50)], actor=OFFICER, at=AT)
