"""Read models are dropped and built again from the events."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xuzhi.casework.rule_refusals import ReadModelUnknown
from xuzhi.ledger.operations import rebuild_read_models
from xuzhi.ledger.reactions import connected


def rebuildable() -> tuple[str, ...]:
    """Names of all read models of the house, in the order in which they follow events."""
    return tuple(projector.name for projector in connected().projectors)


def rebuild_records(names: Sequence[str] = (), *, progress: Callable[[int, int], None] | None = None) -> int:
    """Build the named read models again, or all; gives how many events were read. All of it happens or nothing does,
    and nothing is recorded meanwhile. Raises ReadModelUnknown."""
    known = rebuildable()
    for name in names:
        if name not in known:
            raise ReadModelUnknown(name=name, known=known)
    return rebuild_read_models(names or None, progress=progress)
