"""The whole log, verified; and every way of changing it behind the program's back, found."""

import sys

import psycopg
import pytest
from django.db import transaction

from xuzhi.ledger.operations import record, seal_log
from xuzhi.ledger.proofs import HOLDS, ProofMalformed, verify_checkpoint, verify_extension, verify_receipt
from xuzhi.ledger.queries import checkpoint_of, latest_checkpoint, read_stream, receipt_of, verify_log
from xuzhi.ledger.reactions import connected_only
from xuzhi.ledger.refusals import NothingRecorded

from .happenings import AT, OFFICER, NoteTaken


@pytest.fixture
def log(fresh_database):
    """Three streams, sealed at 5 events and at 8; a ninth event is not sealed yet."""
    with connected_only():
        for streams, sealed in (("aabab", True), ("cab", True), ("c", False)):
            for stream in streams:
                with transaction.atomic():
                    record(stream, [NoteTaken(stream)], actor=OFFICER, at=AT)
            if sealed:
                seal_log(AT)
        yield fresh_database


def tamper(url, *statements):
    """As the owner, with the fence taken down and put up again."""
    tables = ("event", "leaf", "node", "checkpoint")
    with psycopg.connect(url) as own:
        for change in ("DISABLE", "ENABLE"):
            for statement in statements if change == "ENABLE" else ():
                own.execute(statement)
            for table in tables:
                own.execute(f"ALTER TABLE ledger_{table} {change} TRIGGER ALL")


def test_an_honest_log_holds(log):
    checkpoint = latest_checkpoint()
    assert verify_log() == {
        "events": 9,
        "streams": 3,
        "sealed": 8,
        "checkpoints": 2,
        "public_keys": [checkpoint["public_key"]],
        "root": checkpoint["root"],
        "holds": True,
        "first_bad": None,
    }


def test_an_empty_log_holds(fresh_database):
    assert seal_log(AT) is None
    assert latest_checkpoint() is None
    report = verify_log()
    assert (report["holds"], report["events"], report["checkpoints"]) == (True, 0, 0)


def test_sealing_without_news_writes_nothing(log):
    first = seal_log(AT)
    assert first["size"] == 9
    assert seal_log(AT) == first
    assert verify_log()["checkpoints"] == 3


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("UPDATE ledger_event SET payload = '{\"text\": \"x\"}' WHERE stream = 'a' AND sequence = 2", "event_hash"),
        ("UPDATE ledger_event SET payload = '{\"text\": 0.5}' WHERE stream = 'a' AND sequence = 2", "event_hash"),
        (
            "UPDATE ledger_event SET actor = actor || '{\"name\": \"x\"}' WHERE stream = 'b'",
            "event_hash",
        ),
        (
            "UPDATE ledger_event SET occurred_at = occurred_at + interval '1 us' WHERE stream = 'c'",
            "event_hash",
        ),
        ("UPDATE ledger_event SET recorded_at = recorded_at - interval '1 day' WHERE stream = 'c'", "event_hash"),
        ("UPDATE ledger_event SET type = 'NoteStruck' WHERE stream = 'a' AND sequence = 4", "event_hash"),
        ("UPDATE ledger_event SET previous_hash = hash WHERE stream = 'a' AND sequence = 2", "previous_hash"),
        ("DELETE FROM ledger_event WHERE stream = 'a' AND sequence = 4", "event_missing"),
        ("DELETE FROM ledger_event WHERE stream = 'a' AND sequence = 2", "event_missing"),
        ("DELETE FROM ledger_leaf WHERE index = 3", "leaf_gap"),
        ("DELETE FROM ledger_leaf WHERE index >= 5", "subtree"),
        ("UPDATE ledger_node SET hash = decode(repeat('00', 32), 'hex') WHERE level = 2 AND index = 1", "subtree"),
        ("DELETE FROM ledger_node WHERE level = 0 AND index = 7", "subtree"),
        ("UPDATE ledger_checkpoint SET root = decode(repeat('00', 32), 'hex') WHERE size = 5", "checkpoint_root"),
        ("UPDATE ledger_checkpoint SET signed_at = signed_at - interval '1 day' WHERE size = 5", "signature"),
        ("UPDATE ledger_checkpoint SET size = 80 WHERE size = 8", "checkpoint_ahead"),
        ("DELETE FROM ledger_unsealed", "not_queued"),
        ("DELETE FROM ledger_event WHERE position = (SELECT max(position) FROM ledger_event)", None),
    ],
)
def test_every_change_behind_the_programs_back_is_found(log, change, what):
    """All but one: the end of a stream that no checkpoint covers yet may be cut off unseen, within the minute."""
    tamper(log, change)
    report = verify_log()
    assert (report["first_bad"] or {}).get("what") == what
    assert report["holds"] is (what is None)


def test_the_first_bad_place_is_named(log):
    tamper(log, "UPDATE ledger_event SET payload = '{\"text\": \"x\"}' WHERE stream = 'b' AND sequence = 2")
    position = 5
    assert verify_log()["first_bad"] == {"what": "event_hash", "position": position, "stream": "b", "sequence": 2}


def test_a_log_written_anew_from_end_to_end_is_found_by_a_checkpoint_kept_elsewhere(log):
    kept = checkpoint_of(5)
    tamper(log, "TRUNCATE ledger_event, ledger_leaf, ledger_node, ledger_checkpoint, ledger_unsealed")
    for number in range(9):
        with transaction.atomic():
            record("a", [NoteTaken(f"another past {number}")], actor=OFFICER, at=AT)
        if number == 4:
            seal_log(AT)
    seal_log(AT)
    assert verify_log()["holds"]
    report = verify_log(kept)
    assert report["holds"] is False
    assert (report["first_bad"]["what"], report["first_bad"]["size"]) == ("kept_checkpoint", 5)


def test_the_log_still_begins_with_every_checkpoint_it_gave_out(log):
    assert [verify_log(checkpoint_of(size))["holds"] for size in (5, 8)] == [True, True]


def test_a_log_cut_short_is_found_by_a_checkpoint_kept_elsewhere(log):
    kept = checkpoint_of(8)
    tamper(
        log,
        "DELETE FROM ledger_leaf WHERE index >= 5",
        "DELETE FROM ledger_node WHERE ((index + 1) << level) > 5",
        "DELETE FROM ledger_checkpoint WHERE size = 8",
        "DELETE FROM ledger_event WHERE position > 5",
        "DELETE FROM ledger_unsealed",
    )
    assert verify_log()["holds"]
    assert verify_log(kept)["first_bad"] == {"what": "kept_checkpoint", "size": 8, "sealed": 5}


def test_a_forged_checkpoint_says_nothing_about_the_log(log):
    assert verify_log({**checkpoint_of(5), "size": 6})["first_bad"] == {"what": "signature", "size": 6}
    with pytest.raises(ProofMalformed):
        verify_log({})


def test_every_receipt_holds(log):
    for stream in "abc":
        for event in read_stream(stream):
            receipt = receipt_of(stream, event.sequence)
            if (stream, event.sequence) == ("c", 2):
                assert verify_receipt(receipt).first_bad == {"what": "not_sealed", "stream": "c", "sequence": 2}
            else:
                assert verify_receipt(receipt, latest_checkpoint()) == HOLDS


def test_a_receipt_can_be_carried_on_from_a_checkpoint_that_the_reader_holds(log):
    held = checkpoint_of(5)
    assert verify_receipt(receipt_of("c", 1), held).first_bad["what"] == "no_consistency"
    assert verify_receipt(receipt_of("c", 1, since=5), held) == HOLDS


def test_an_old_receipt_holds_against_a_checkpoint_given_out_later(log):
    old = {**receipt_of("a", 1)}
    seal_log(AT)
    assert verify_extension(old["checkpoint"], latest_checkpoint(since=old["checkpoint"]["size"])) == HOLDS
    assert verify_receipt(old, latest_checkpoint(since=8)) == HOLDS


def test_checkpoints_are_signed_by_one_key_and_name_it(log):
    assert [verify_checkpoint(checkpoint_of(size)) for size in (5, 8)] == [HOLDS, HOLDS]
    assert checkpoint_of(6) is None


def test_there_is_no_receipt_for_what_did_not_happen(log):
    with pytest.raises(NothingRecorded) as refusal:
        receipt_of("a", 9)
    assert refusal.value.says == "紀錄中找不到「a」第 9 筆事件。"


def test_a_log_of_many_events_is_sealed_in_chunks_and_verified(fresh_database, monkeypatch):
    monkeypatch.setattr(sys.modules[seal_log.__module__], "CHUNK", 7)
    monkeypatch.setattr("xuzhi.ledger.verification.CHUNK", 5)
    with connected_only(), transaction.atomic():
        for stream in range(4):
            record(f"s{stream}", [NoteTaken(str(number)) for number in range(13)], actor=OFFICER, at=AT)
    assert seal_log(AT)["size"] == 52
    report = verify_log()
    assert (report["holds"], report["sealed"], report["streams"]) == (True, 52, 4)
