"""Between a checkpoint's row, its JSON and its signature; and between proofs and the stored subtrees."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import connection

from xuzhi.ledger.chain import instant_text
from xuzhi.ledger.keys import public_bytes, signing_key
from xuzhi.ledger.merkle import GrowingTree, Subtree
from xuzhi.ledger.models import CheckpointRow
from xuzhi.ledger.proofs import CHECKPOINT_FORMAT, Json, signed_bytes


def unsigned_checkpoint(size: int, root: bytes, signed_at: str, public_key: bytes) -> Json:
    return {
        "format": CHECKPOINT_FORMAT,
        "size": size,
        "root": root.hex(),
        "signed_at": signed_at,
        "public_key": public_key.hex(),
    }


def log_key() -> Ed25519PrivateKey:
    """The key of this installation's log, in its data folder. Raises KeyUnusable."""
    folder: Path = settings.XUZHI_DATA
    return signing_key(folder / "keys")


def sign(tree: GrowingTree, at: datetime) -> CheckpointRow:
    """A checkpoint over the tree as it is, signed but not yet saved. Raises KeyUnusable."""
    key = log_key()
    public_key = public_bytes(key)
    unsigned = unsigned_checkpoint(tree.size, tree.root, instant_text(at), public_key)
    signature = key.sign(signed_bytes(unsigned))
    return CheckpointRow(size=tree.size, root=tree.root, signed_at=at, public_key=public_key, signature=signature)


def checkpoint_json(row: CheckpointRow) -> Json:
    unsigned = unsigned_checkpoint(row.size, bytes(row.root), instant_text(row.signed_at), bytes(row.public_key))
    return {**unsigned, "signature": bytes(row.signature).hex()}


def read_subtrees(wanted: Iterable[Subtree]) -> dict[Subtree, bytes]:
    """The stored hashes of full subtrees, in one query. Raises LookupError when one is missing."""
    wanted = set(wanted)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT level, index, hash FROM ledger_node"
            " JOIN unnest(%s::smallint[], %s::bigint[]) AS wanted (level, index) USING (level, index)",
            [[part.level for part in wanted], [part.place for part in wanted]],
        )
        found = {Subtree(level, place): bytes(hash_) for level, place, hash_ in cursor.fetchall()}
    if len(found) != len(wanted):
        raise LookupError(f"the ledger has lost subtrees: {sorted(wanted - found.keys())}")
    return found
