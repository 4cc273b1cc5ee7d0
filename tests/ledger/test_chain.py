import hashlib
from datetime import UTC, datetime, timedelta, timezone

import pytest

from xuzhi.ledger.chain import START_OF_STREAM, content_of, event_hash, instant_text

AT = datetime(2026, 11, 22, 17, 0, 0, 1, tzinfo=timezone(timedelta(hours=8)))
CONTENT = content_of(
    stream="case-1",
    sequence=1,
    type="CaseOpened",
    payload={"kind": "supplier"},
    actor={"kind": "system", "id": "clock"},
    occurred_at=AT,
    recorded_at=AT,
)


def test_the_hash_is_sha256_over_the_previous_hash_and_the_canonical_json():
    text = (
        '{"actor":{"id":"clock","kind":"system"},"occurred_at":"2026-11-22T09:00:00.000001+00:00",'
        '"payload":{"kind":"supplier"},"recorded_at":"2026-11-22T09:00:00.000001+00:00","sequence":1,'
        '"stream":"case-1","type":"CaseOpened"}'
    )
    assert event_hash(START_OF_STREAM, CONTENT) == hashlib.sha256(bytes(32) + text.encode()).digest()


@pytest.mark.parametrize("key", list(CONTENT))
def test_every_part_counts(key):
    assert event_hash(START_OF_STREAM, {**CONTENT, key: "another"}) != event_hash(START_OF_STREAM, CONTENT)


def test_the_past_counts():
    assert event_hash(b"\1" * 32, CONTENT) != event_hash(START_OF_STREAM, CONTENT)


def test_one_instant_has_one_text_in_every_time_zone():
    assert instant_text(AT) == instant_text(AT.astimezone(UTC)) == "2026-11-22T09:00:00.000001+00:00"


def test_a_naive_instant_is_refused():
    with pytest.raises(ValueError, match="without offset"):
        instant_text(AT.replace(tzinfo=None))


def test_a_previous_hash_of_another_length_is_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        event_hash(b"", CONTENT)
