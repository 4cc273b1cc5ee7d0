"""The verifier that stands alone, on receipts made here without a database."""

import copy
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from xuzhi.ledger.chain import START_OF_STREAM, content_of, event_hash
from xuzhi.ledger.keys import public_bytes
from xuzhi.ledger.merkle import GrowingTree, consistency_ranges, inclusion_ranges, leaf_hash, roots_of
from xuzhi.ledger.proofs import HOLDS, ProofMalformed, signed_bytes, verify_checkpoint, verify_extension, verify_receipt

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def events_of(count):
    made, previous = [], START_OF_STREAM
    for sequence in range(1, count + 1):
        content = content_of(
            stream="case-1",
            sequence=sequence,
            type="AnswerGiven",
            payload={"value": sequence},
            actor={"kind": "system", "id": "test"},
            occurred_at=AT,
            recorded_at=AT,
        )
        hash_ = event_hash(previous, content)
        made.append({**content, "previous_hash": previous.hex(), "hash": hash_.hex()})
        previous = hash_
    return made


EVENTS = events_of(11)


def tree_of(size):
    tree, subtrees = GrowingTree(), {}
    for event in EVENTS[:size]:
        subtrees.update(tree.append(leaf_hash(bytes.fromhex(event["hash"]))))
    return tree, lambda wanted: {part: subtrees[part] for part in wanted}


def checkpoint(size, key=KEY, root=None, since=None):
    tree, read = tree_of(size)
    made = {
        "format": "xuzhi-checkpoint-1",
        "size": size,
        "root": (root or tree.root).hex(),
        "signed_at": "2026-11-22T09:00:00.000000+00:00",
        "public_key": public_bytes(key).hex(),
    }
    made["signature"] = key.sign(signed_bytes(made)).hex()
    if since:
        proof = [each.hex() for each in roots_of(consistency_ranges(since, size), read)]
        made["consistency"] = [{"first": since, "second": size, "proof": proof}]
    return made


def receipt(sequence, size, **options):
    _, read = tree_of(size)
    return {
        "format": "xuzhi-receipt-1",
        "event": copy.deepcopy(EVENTS[sequence - 1]),
        "index": sequence - 1,
        "inclusion": [each.hex() for each in roots_of(inclusion_ranges(sequence - 1, size), read)],
        "checkpoint": checkpoint(size, **options),
    }


@pytest.mark.parametrize("sequence", range(1, 8))
def test_a_receipt_holds_by_itself_and_against_its_own_checkpoint(sequence):
    assert verify_receipt(receipt(sequence, 7)) == HOLDS
    assert verify_receipt(receipt(sequence, 7), checkpoint(7), public_bytes(KEY)) == HOLDS


def test_a_receipt_holds_against_a_later_checkpoint_that_proves_it_continues():
    assert verify_receipt(receipt(3, 7), checkpoint(11, since=7)) == HOLDS


def test_a_receipt_holds_against_an_earlier_checkpoint_when_it_proves_that_it_continues_it():
    assert verify_receipt(receipt(9, 11, since=7), checkpoint(7)) == HOLDS


def test_without_the_proof_between_the_sizes_nothing_is_claimed():
    verdict = verify_receipt(receipt(3, 7), checkpoint(11))
    assert verdict.first_bad == {"what": "no_consistency", "first": 7, "second": 11}


def test_a_changed_answer_is_found():
    changed = receipt(3, 7)
    changed["event"]["payload"]["value"] = 4
    assert verify_receipt(changed).first_bad == {"what": "event_hash", "stream": "case-1", "sequence": 3}


def test_a_changed_answer_with_its_hash_made_to_fit_is_found():
    changed = receipt(3, 7)
    changed["event"]["payload"]["value"] = 4
    changed["event"]["hash"] = event_hash(bytes.fromhex(changed["event"]["previous_hash"]), changed["event"]).hex()
    assert verify_receipt(changed).first_bad == {"what": "inclusion", "index": 2, "size": 7}


def test_another_place_in_the_tree_is_found():
    moved = {**receipt(3, 7), "index": 3}
    assert verify_receipt(moved).first_bad == {"what": "inclusion", "index": 3, "size": 7}


def test_a_checkpoint_that_nobody_signed_is_found():
    forged = receipt(3, 7)
    forged["checkpoint"]["signed_at"] = "2026-11-21T09:00:00.000000+00:00"
    assert verify_receipt(forged).first_bad == {"what": "signature", "size": 7}


def test_a_whole_log_signed_by_somebody_else_is_found_by_the_trusted_key():
    forged = receipt(3, 7, key=OTHER_KEY)
    assert verify_receipt(forged) == HOLDS
    expected = {"what": "other_key", "found": public_bytes(OTHER_KEY).hex(), "expected": public_bytes(KEY).hex()}
    assert verify_receipt(forged, public_key=public_bytes(KEY)).first_bad == expected


def test_a_receipt_and_a_checkpoint_by_two_keys_are_not_of_one_log():
    assert verify_receipt(receipt(3, 7), checkpoint(7, key=OTHER_KEY)).first_bad["what"] == "other_key"


def test_two_signed_roots_for_one_size_are_found():
    other_past = checkpoint(7, root=b"\1" * 32)
    assert verify_receipt(receipt(3, 7), other_past).first_bad["what"] == "checkpoint"


def test_a_later_log_with_another_past_is_found():
    later = checkpoint(11, root=b"\1" * 32, since=7)
    assert verify_extension(checkpoint(7), later).first_bad == {"what": "consistency", "first": 7, "second": 11}


def test_a_receipt_before_its_sealing_claims_nothing():
    early = {**receipt(3, 7), "index": None, "inclusion": None, "checkpoint": None}
    assert verify_receipt(early).first_bad == {"what": "not_sealed", "stream": "case-1", "sequence": 3}


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda each: each.update(format="another"), "format: not xuzhi-receipt-1"),
        (lambda each: each.update(event=None), "event: not an object"),
        (lambda each: each["event"].pop("payload"), "event: without payload"),
        (lambda each: each["event"].update(payload={"rate": 0.5}), "event.payload.rate: floats are refused"),
        (lambda each: each["event"].update(hash="zz"), "hash: not hexadecimal"),
        (lambda each: each["event"].update(hash=each["event"]["hash"].upper()), "hash: not 32 bytes in small"),
        (lambda each: each.update(index=True), "index: not a whole number"),
        (lambda each: each.update(index=-1), "index: not a whole number"),
        (lambda each: each.update(inclusion="00"), "inclusion: not a list"),
        (lambda each: each.update(inclusion=["00"]), r"inclusion\[0\]: not 32 bytes"),
        (lambda each: each["checkpoint"].update(size="7"), "size: not a whole number"),
        (lambda each: each["checkpoint"].update(signature=None), "signature: not hexadecimal"),
        (lambda each: each["checkpoint"].update(signed_at=1), "signed_at: not text"),
        (lambda each: each.update(checkpoint=[]), "checkpoint: not an object"),
    ],
)
def test_a_file_of_another_shape_is_refused_by_field(spoil, message):
    spoilt = receipt(3, 7)
    spoil(spoilt)
    with pytest.raises(ProofMalformed, match=message):
        verify_receipt(spoilt)


@pytest.mark.parametrize("value", [[], None, "text", {"format": "xuzhi-receipt-1"}])
def test_what_is_no_checkpoint_is_refused(value):
    with pytest.raises(ProofMalformed, match="format: not xuzhi-checkpoint-1"):
        verify_checkpoint(value)


def test_a_consistency_list_of_another_shape_is_refused():
    for spoilt in ({"consistency": 7}, {"consistency": [7]}, {"consistency": [{"first": 7, "second": 11}]}):
        with pytest.raises(ProofMalformed):
            verify_receipt(receipt(3, 7), {**checkpoint(11), **spoilt})


def test_the_verifier_needs_neither_django_nor_a_database():
    code = (
        "import sys; import xuzhi.ledger.proofs;"
        "print([name for name in sys.modules if name.split('.')[0] in ('django', 'psycopg')])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
