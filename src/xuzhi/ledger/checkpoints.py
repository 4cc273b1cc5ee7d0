"""Between a checkpoint's row, its JSON and its signature; and between proofs and the stored subtrees."""

from collections.abc import Iterable

from django.conf import settings
from django.db import connection

from xuzhi.ledger.chain import instant_text
from xuzhi.ledger.keys import signing_key
from xuzhi.ledger.merkle import Subtree
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


def sign(checkpoint: Json) -> bytes:
    """The log's signature over the checkpoint, by the key in the data folder. Raises KeyUnusable."""
    return signing_key(settings.XUZHI_DATA / "keys").sign(signed_bytes(checkpoint))


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
            [[part.level for part in wanted], [part.index for part in wanted]],
        )
        found = {Subtree(level, index): bytes(hash_) for level, index, hash_ in cursor.fetchall()}
    if len(found) != len(wanted):
        raise LookupError(f"the ledger has lost subtrees: {sorted(wanted - found.keys())}")
    return found
