"""What a decision about cases does to whoever looks, compares or buys: told before it is sent."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from xuzhi.kernel.texts import say
from xuzhi.marketplace.queries.door import on_sale
from xuzhi.marketplace.queries.subscriptions import running_counts


def affected(vanishing: Iterable[UUID]) -> tuple[str, ...]:
    """One sentence for each listing that would leave the catalogue, and one for the subscriptions that go on by their
    contracts all the same. At most two queries."""
    rows = list(on_sale().filter(id__in=list(vanishing)).order_by("name", "id"))
    running = running_counts([row.id for row in rows]) if rows else {}
    gone = [say("marketplace.will_vanish", name=row.name, number=row.number) for row in rows]
    kept = [
        say("marketplace.running_keep", name=row.name, count=running[row.id]) for row in rows if running.get(row.id)
    ]
    return (*gone, *kept)
