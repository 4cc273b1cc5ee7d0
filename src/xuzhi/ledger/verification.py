"""The whole log, checked in one pass: every event's hash and place in its stream, every leaf and subtree, every
checkpoint's root and signature. Rows stream from the server; memory does not grow with the log."""

import json
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from typing import Any

from django.db import connection, transaction

from xuzhi.ledger.canonical import NotCanonical
from xuzhi.ledger.chain import START_OF_STREAM, content_of, event_hash
from xuzhi.ledger.checkpoints import checkpoint_json
from xuzhi.ledger.merkle import GrowingTree, Subtree, leaf_hash
from xuzhi.ledger.models import CheckpointRow
from xuzhi.ledger.proofs import Json, verify_checkpoint

CHUNK = 2000

_EVENT = """
    e.position, e.stream, e.sequence, e.type, e.payload::text, e.actor::text, e.occurred_at, e.recorded_at,
    e.previous_hash, e.hash, before.hash
"""
_BEFORE = "LEFT JOIN ledger_event before ON before.stream = e.stream AND before.sequence = e.sequence - 1"

_SEALED = f"""
SELECT leaf.index, leaf.position, {_EVENT}
FROM ledger_leaf leaf LEFT JOIN ledger_event e ON e.position = leaf.position {_BEFORE}
ORDER BY leaf.index
"""
_UNSEALED = f"""
SELECT queued.position IS NOT NULL, e.position, {_EVENT}
FROM ledger_event e {_BEFORE} LEFT JOIN ledger_unsealed queued ON queued.position = e.position
WHERE NOT EXISTS (SELECT FROM ledger_leaf leaf WHERE leaf.position = e.position)
ORDER BY e.position
"""
# The order in which a growing tree completes its subtrees.
_SUBTREES = "SELECT level, index, hash FROM ledger_node ORDER BY (index + 1) << level::int, level"


class _Bad(Exception):
    """Something does not hold; carries what the report says about it."""

    def __init__(self, what: str, **values: Any) -> None:
        super().__init__(what)
        self.found: Json = {"what": what, **values}


def verify_log(checkpoint: Mapping[str, Any] | None = None) -> Json:
    """Check the whole log, and that it still begins with the log of `checkpoint`, one kept elsewhere, if given.

    Returns {"events", "streams", "sealed", "checkpoints", "public_keys", "root", "holds", "first_bad"}: `root` is the
    hex root over the sealed events, None when something is bad; `first_bad` is None or {"what": code, …}. Codes:
    event_missing, leaf_gap, stream_gap, previous_hash, event_hash, subtree, checkpoint_root, checkpoint_ahead,
    signature, other_key, kept_checkpoint, not_queued. Raises ProofMalformed for a checkpoint that is none.
    """
    kept = verify_checkpoint(checkpoint) if checkpoint is not None else None
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('xuzhi seal', 0))")
        cursor.execute("SELECT count(*), count(*) FILTER (WHERE sequence = 1) FROM ledger_event")
        events, streams = cursor.fetchone()
        signed = [checkpoint_json(row) for row in CheckpointRow.objects.order_by("size")]
        report: Json = {
            "events": events,
            "streams": streams,
            "sealed": 0,
            "checkpoints": len(signed),
            "public_keys": sorted({each["public_key"] for each in signed}),
            "root": None,
            "holds": False,
            "first_bad": kept.first_bad if kept else None,
        }
        if report["first_bad"] is None:
            try:
                tree = _check_sealed(signed, checkpoint)
                _check_unsealed()
                report.update(sealed=tree.size, root=tree.root.hex(), holds=True)
            except _Bad as bad:
                report["first_bad"] = bad.found
    return report


def _check_sealed(signed: list[Json], kept: Mapping[str, Any] | None) -> GrowingTree:
    tree = GrowingTree()
    due = {each["size"]: each for each in signed}
    with closing(_rows(_SUBTREES)) as subtrees:
        for index, position, *event in _rows(_SEALED):
            if index != tree.size:
                raise _Bad("leaf_gap", index=tree.size)
            if event[0] is None:
                raise _Bad("event_missing", index=index, position=position)
            _check_event(event)
            _check_subtrees(tree.append(leaf_hash(bytes(event[9]))), subtrees)
            if tree.size in due:
                _check_checkpoint(due.pop(tree.size), tree)
            if kept is not None and tree.size == kept["size"]:
                _check_kept(kept, tree, signed)
        if next(subtrees, None) is not None:
            raise _Bad("subtree", size=tree.size)
    if due:
        raise _Bad("checkpoint_ahead", size=min(due), sealed=tree.size)
    if kept is not None and kept["size"] > tree.size:
        raise _Bad("kept_checkpoint", size=kept["size"], sealed=tree.size)
    return tree


def _check_unsealed() -> None:
    for queued, position, *event in _rows(_UNSEALED):
        _check_event(event)
        if not queued:
            raise _Bad("not_queued", position=position)


def _check_event(row: list[Any]) -> None:
    position, stream, sequence, type_, payload, actor, occurred_at, recorded_at, previous_hash, hash_, before = row
    place = {"position": position, "stream": stream, "sequence": sequence}
    expected = START_OF_STREAM if sequence == 1 else before
    if expected is None:
        raise _Bad("stream_gap", **place)
    if bytes(expected) != bytes(previous_hash):
        raise _Bad("previous_hash", **place)
    content = content_of(
        stream=stream,
        sequence=sequence,
        type=type_,
        payload=json.loads(payload),
        actor=json.loads(actor),
        occurred_at=occurred_at,
        recorded_at=recorded_at,
    )
    try:
        found = event_hash(bytes(previous_hash), content)
    except NotCanonical:
        found = b""
    if found != bytes(hash_):
        raise _Bad("event_hash", **place)


def _check_subtrees(completed: list[tuple[Subtree, bytes]], stored: Iterator[tuple[Any, ...]]) -> None:
    for subtree, hash_ in completed:
        level, index, found = next(stored, (None, None, b""))
        if (level, index) != subtree or bytes(found) != hash_:
            raise _Bad("subtree", level=subtree.level, index=subtree.place)


def _check_checkpoint(signed: Json, tree: GrowingTree) -> None:
    if signed["root"] != tree.root.hex():
        raise _Bad("checkpoint_root", size=tree.size, found=tree.root.hex(), expected=signed["root"])
    verdict = verify_checkpoint(signed)
    if verdict.first_bad is not None:
        raise _Bad(**verdict.first_bad)


def _check_kept(kept: Mapping[str, Any], tree: GrowingTree, signed: list[Json]) -> None:
    if kept["root"] != tree.root.hex():
        raise _Bad("kept_checkpoint", size=tree.size, found=tree.root.hex(), expected=kept["root"])
    if kept["public_key"] not in {each["public_key"] for each in signed}:
        raise _Bad("other_key", found=kept["public_key"])


def _rows(sql: str) -> Generator[tuple[Any, ...]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql)
        while rows := cursor.fetchmany(CHUNK):
            yield from rows
