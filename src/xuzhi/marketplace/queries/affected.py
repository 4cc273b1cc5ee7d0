"""What a decision about cases does to whoever looks, compares or buys: told before it is sent."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from xuzhi.kernel.texts import say
from xuzhi.marketplace.queries.door import on_sale


def affected(vanishing: Iterable[UUID]) -> tuple[str, ...]:
    """One sentence for each listing that would leave the catalogue. One query.

    What hangs on listings, such as subscriptions that go on by their contract, adds its sentences here.
    """
    rows = on_sale().filter(id__in=list(vanishing)).order_by("name", "id")
    return tuple(say("marketplace.will_vanish", name=row.name, number=row.number) for row in rows)
