"""Drop read models and build them again from the events."""

from collections.abc import Callable, Iterable

from django.db import connection, transaction

from xuzhi.ledger.models import EventRow
from xuzhi.ledger.reactions import connected
from xuzhi.ledger.rows import stored_event

CHUNK = 2000


def rebuild_read_models(
    names: Iterable[str] | None = None, *, progress: Callable[[int, int], None] | None = None
) -> int:
    """Rebuild the named projectors' tables, or all; returns how many events were read.

    One transaction: nobody sees half a rebuild, nobody records meanwhile, and reactors stay silent. `progress` hears
    from time to time how many events of how many were read. Raises KeyError for a name that is not connected.
    """
    reactions = connected()
    known = {projector.name: projector for projector in reactions.projectors}
    chosen = [known[name] for name in names] if names is not None else list(known.values())
    only = frozenset(projector.name for projector in chosen)
    types = sorted({event.type for projector in chosen for event in projector.event_types})
    with transaction.atomic():
        with connection.cursor() as cursor:
            # Every writer holds this lock shared (see lock_stream).
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('xuzhi read models', 0))")
            for model in [model for projector in chosen for model in projector.models][::-1]:
                # Not the ORM's delete: it would cascade into tables that are not this projector's. Foreign keys are
                # checked when the transaction ends, when the rows stand again.
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")
        count, events = 0, EventRow.objects.filter(type__in=types).order_by("position")
        total = events.count() if progress else 0
        rows = list(events[:CHUNK])
        while rows:
            reactions.project(map(stored_event, rows), only)
            count += len(rows)
            if progress:
                progress(count, total)
            rows = list(events.filter(position__gt=rows[-1].position)[:CHUNK])
    return count
