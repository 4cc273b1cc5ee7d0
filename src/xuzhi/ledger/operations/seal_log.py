"""Give new events their place in the Merkle tree and sign a checkpoint."""

from datetime import datetime

from django.db import connection, transaction

from xuzhi.ledger.checkpoints import checkpoint_json, read_subtrees, sign
from xuzhi.ledger.merkle import GrowingTree, leaf_hash, subtrees_of
from xuzhi.ledger.models import CheckpointRow
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
            latest = sign(tree, at)
            latest.save(force_insert=True)
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
        positions = [position for position, _ in queued]
        first = tree.size
        nodes = [node for _, hash_ in queued for node in tree.append(leaf_hash(bytes(hash_)))]
        # Whole columns at once: rows by the ORM take ten times as long, and a first sealing may hold millions.
        cursor.execute(
            "INSERT INTO ledger_leaf (index, position) SELECT * FROM unnest(%s::bigint[], %s::bigint[])",
            [list(range(first, tree.size)), positions],
        )
        cursor.execute(
            "INSERT INTO ledger_node (level, index, hash)"
            " SELECT * FROM unnest(%s::smallint[], %s::bigint[], %s::bytea[])",
            [[part.level for part, _ in nodes], [part.place for part, _ in nodes], [hash_ for _, hash_ in nodes]],
        )
        cursor.execute("DELETE FROM ledger_unsealed WHERE position = ANY(%s)", [positions])
    return len(queued)
