"""Give new events their place in the Merkle tree and sign a checkpoint."""

from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from xuzhi.ledger.chain import instant_text
from xuzhi.ledger.checkpoints import checkpoint_json, read_subtrees, sign, unsigned_checkpoint
from xuzhi.ledger.keys import public_bytes, signing_key
from xuzhi.ledger.merkle import GrowingTree, leaf_hash, subtrees_of
from xuzhi.ledger.models import CheckpointRow, LeafRow, NodeRow
from xuzhi.ledger.proofs import Json

CHUNK = 5000


def seal_log(at: datetime) -> Json | None:
    """Seal every committed event that is not sealed yet; returns the latest checkpoint, None for an empty log.

    Leaves are numbered here, one sealer at a time, so gaps and late commits in `position` do no harm: an event that
    commits late gets a later leaf. Within a stream leaves keep the order of the sequence. Without new events nothing
    is written. Raises KeyUnusable.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('xuzhi seal', 0))")
        latest = CheckpointRow.objects.order_by("-size").first()
        tree = _tree_of(latest)
        while _seal_next(tree):
            pass
        if latest is None and tree.size == 0:
            return None
        if latest is None or tree.size > latest.size:
            latest = _sign(tree, at)
    return checkpoint_json(latest)


def _tree_of(latest: CheckpointRow | None) -> GrowingTree:
    if latest is None:
        return GrowingTree()
    edge = subtrees_of((0, latest.size))
    hashes = read_subtrees(edge)
    return GrowingTree(latest.size, [hashes[part] for part in edge])


def _seal_next(tree: GrowingTree) -> int:
    """Seal the next chunk of the queue; returns how many events it held."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT position, hash FROM ledger_unsealed JOIN ledger_event USING (position) ORDER BY position LIMIT %s",
            [CHUNK],
        )
        queued = cursor.fetchall()
        leaves, nodes = [], []
        for position, hash_ in queued:
            leaves.append(LeafRow(index=tree.size, event_id=position))
            for (level, index), node in tree.append(leaf_hash(bytes(hash_))):
                nodes.append(NodeRow(level=level, index=index, hash=node))
        LeafRow.objects.bulk_create(leaves)
        NodeRow.objects.bulk_create(nodes)
        cursor.execute("DELETE FROM ledger_unsealed WHERE position = ANY(%s)", [[position for position, _ in queued]])
    return len(queued)


def _sign(tree: GrowingTree, at: datetime) -> CheckpointRow:
    public_key = public_bytes(signing_key(settings.XUZHI_DATA / "keys"))
    signature = sign(unsigned_checkpoint(tree.size, tree.root, instant_text(at), public_key))
    return CheckpointRow.objects.create(
        size=tree.size, root=tree.root, signed_at=at, public_key=public_key, signature=signature
    )
