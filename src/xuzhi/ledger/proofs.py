"""The verifier that stands alone: a receipt and a checkpoint, checked with nothing but this file's imports.

No database, no Django, no network: what an applicant, an auditor or a court needs beside the two files is the
public key they trust, which the log's owner publishes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from xuzhi.ledger.canonical import NotCanonical, canonical_json
from xuzhi.ledger.chain import CONTENT_KEYS, event_hash
from xuzhi.ledger.merkle import ProofInvalid, consistency_holds, leaf_hash, root_from_inclusion

CHECKPOINT_FORMAT = "xuzhi-checkpoint-1"
RECEIPT_FORMAT = "xuzhi-receipt-1"
_SIGNED_KEYS = ("format", "size", "root", "signed_at", "public_key")

Json = dict[str, Any]


class ProofMalformed(ValueError):
    """The file is not a receipt or not a checkpoint; the message names the field."""


@dataclass(frozen=True)
class Verdict:
    """Whether it holds; `first_bad` is None or what does not hold: {"what": code, …}."""

    holds: bool
    first_bad: Json | None = None

    @classmethod
    def bad(cls, what: str, **values: Any) -> "Verdict":
        return cls(False, {"what": what, **values})


HOLDS = Verdict(True)


def signed_bytes(checkpoint: Mapping[str, Any]) -> bytes:
    """What a checkpoint's signature is over: the canonical JSON of all its fields but the signature."""
    return canonical_json({key: checkpoint[key] for key in _SIGNED_KEYS}, "checkpoint")


def verify_checkpoint(checkpoint: Mapping[str, Any], public_key: bytes | None = None) -> Verdict:
    """Whether the checkpoint is signed by the key it names, and that key is the trusted one where one is given.

    Bad: other_key, signature. Raises ProofMalformed.
    """
    _expect_format(checkpoint, CHECKPOINT_FORMAT)
    _whole(checkpoint, "size")
    _bytes(checkpoint, "root", 32)
    _text(checkpoint, "signed_at")
    key = _bytes(checkpoint, "public_key", 32)
    if public_key is not None and key != public_key:
        return Verdict.bad("other_key", found=key.hex(), expected=public_key.hex())
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(_bytes(checkpoint, "signature", 64), signed_bytes(checkpoint))
    except InvalidSignature:
        return Verdict.bad("signature", size=checkpoint["size"])
    return HOLDS


def verify_receipt(
    receipt: Mapping[str, Any], checkpoint: Mapping[str, Any] | None = None, public_key: bytes | None = None
) -> Verdict:
    """Whether the receipt's event is, unchanged, in the log that the checkpoint signs.

    Without a checkpoint the receipt's own is taken. With one of another size, one of the two files must carry the
    consistency proof between the sizes. Bad: event_hash, not_sealed, other_key, signature, inclusion, checkpoint,
    no_consistency, consistency. Raises ProofMalformed.
    """
    _expect_format(receipt, RECEIPT_FORMAT)
    event = _event_of(receipt)
    if event_hash(bytes.fromhex(event["previous_hash"]), event).hex() != event["hash"]:
        return Verdict.bad("event_hash", stream=event["stream"], sequence=event["sequence"])
    own = receipt.get("checkpoint")
    if own is None:
        return Verdict.bad("not_sealed", stream=event["stream"], sequence=event["sequence"])
    own = _mapping(own, "checkpoint")
    verdict = verify_checkpoint(own, public_key)
    if verdict.holds:
        verdict = _verify_inclusion(receipt, event, own)
    if verdict.holds and checkpoint is not None:
        verdict = verify_extension(own, checkpoint, public_key)
    return verdict


def verify_extension(first: Mapping[str, Any], second: Mapping[str, Any], public_key: bytes | None = None) -> Verdict:
    """Whether two checkpoints are of one log, by one key: the smaller is the beginning of the larger."""
    key = public_key or _bytes(first, "public_key", 32)
    for each in (first, second):
        verdict = verify_checkpoint(each, key)
        if not verdict.holds:
            return verdict
    small, large = sorted((first, second), key=lambda each: int(each["size"]))
    sizes = (int(small["size"]), int(large["size"]))
    if sizes[0] == sizes[1]:
        same = small["root"] == large["root"]
        return HOLDS if same else Verdict.bad("checkpoint", size=sizes[0], found=second["root"], expected=first["root"])
    proof = _consistency_between(sizes, first, second)
    if proof is None:
        return Verdict.bad("no_consistency", first=sizes[0], second=sizes[1])
    roots = (bytes.fromhex(small["root"]), bytes.fromhex(large["root"]))
    held = consistency_holds(sizes[0], roots[0], sizes[1], roots[1], proof)
    return HOLDS if held else Verdict.bad("consistency", first=sizes[0], second=sizes[1])


def _verify_inclusion(receipt: Mapping[str, Any], event: Mapping[str, Any], checkpoint: Mapping[str, Any]) -> Verdict:
    index, proof = _whole(receipt, "index"), _hashes(receipt, "inclusion")
    leaf = leaf_hash(bytes.fromhex(event["hash"]))
    try:
        root = root_from_inclusion(leaf, index, checkpoint["size"], proof)
    except ProofInvalid:
        return Verdict.bad("inclusion", index=index, size=checkpoint["size"])
    if root.hex() != checkpoint["root"]:
        return Verdict.bad("inclusion", index=index, size=checkpoint["size"])
    return HOLDS


def _consistency_between(sizes: tuple[int, int], *files: Mapping[str, Any]) -> list[bytes] | None:
    for file in files:
        listed = file.get("consistency", [])
        if not isinstance(listed, list):
            raise ProofMalformed("consistency: not a list")
        for number, each in enumerate(listed):
            proof = _mapping(each, f"consistency[{number}]")
            if (proof.get("first"), proof.get("second")) == sizes:
                return _hashes(proof, "proof")
    return None


def _event_of(receipt: Mapping[str, Any]) -> Mapping[str, Any]:
    event = _mapping(receipt.get("event"), "event")
    missing = [key for key in (*CONTENT_KEYS, "previous_hash", "hash") if key not in event]
    if missing:
        raise ProofMalformed(f"event: without {', '.join(missing)}")
    _bytes(event, "previous_hash", 32)
    _bytes(event, "hash", 32)
    try:
        canonical_json(dict(event), "event")
    except NotCanonical as error:
        raise ProofMalformed(str(error)) from None
    return event


def _expect_format(value: Mapping[str, Any], expected: str) -> None:
    if not isinstance(value, Mapping) or value.get("format") != expected:
        raise ProofMalformed(f"format: not {expected}")


def _mapping(value: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ProofMalformed(f"{name}: not an object")
    return value


def _text(holder: Mapping[str, Any], name: str) -> str:
    value = holder.get(name)
    if not isinstance(value, str):
        raise ProofMalformed(f"{name}: not text")
    return value


def _whole(holder: Mapping[str, Any], name: str) -> int:
    value = holder.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ProofMalformed(f"{name}: not a whole number")
    return value


def _bytes(holder: Mapping[str, Any], name: str, length: int) -> bytes:
    return _unhex(holder.get(name), name, length)


def _hashes(holder: Mapping[str, Any], name: str) -> list[bytes]:
    values = holder.get(name)
    if not isinstance(values, list):
        raise ProofMalformed(f"{name}: not a list")
    return [_unhex(value, f"{name}[{index}]", 32) for index, value in enumerate(values)]


def _unhex(value: Any, name: str, length: int) -> bytes:
    try:
        found = bytes.fromhex(value)
    except (TypeError, ValueError):
        raise ProofMalformed(f"{name}: not hexadecimal") from None
    if len(found) != length or value != found.hex():
        raise ProofMalformed(f"{name}: not {length} bytes in small hexadecimal digits")
    return found
