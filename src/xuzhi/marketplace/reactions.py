"""What the marketplace does of itself when something happens in another room: it tells the webhooks of suppliers."""

from __future__ import annotations

from typing import Any, cast

from xuzhi.casework.events import CaseAmended, CaseSubmitted, DecisionMade
from xuzhi.casework.queries.case_row import case_row
from xuzhi.casework.queries.editions import edition
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.ledger.events import Event, StoredEvent
from xuzhi.ledger.projectors import Handler
from xuzhi.marketplace.connections import topics
from xuzhi.marketplace.connections.addressing import address_firm
from xuzhi.marketplace.connections.models import Webhook
from xuzhi.marketplace.connections.projector import ON
from xuzhi.marketplace.following import ENDED, ORDER, SUBSCRIBE, UNSUBSCRIBE, UPHOLD
from xuzhi.marketplace.models import Listing, Subscription, SubscriptionTerm
from xuzhi.marketplace.projectors import DELIST, LIST, RESUME, SUSPEND

OF_LISTING = {
    LIST: topics.LISTING_LISTED,
    SUSPEND: topics.LISTING_SUSPENDED,
    RESUME: topics.LISTING_RESUMED,
    DELIST: topics.LISTING_REMOVED,
}


def decision_made(stored: StoredEvent) -> None:
    event = cast(DecisionMade, stored.event)
    effects = set(event.effects)
    if not effects or not Webhook.objects.filter(state=ON).exists():
        return
    for effect, topic in OF_LISTING.items():
        if effect in effects:
            _tell_of_listing(event.about or event.case_id if effect in (LIST, DELIST) else event.case_id, topic, stored)
    if effects & {ORDER, SUBSCRIBE, UNSUBSCRIBE}:
        _tell_of_order(event, stored)
    if UPHOLD in effects:
        _tell_of_case(event.about, topics.COMPLAINT_UPHELD, event.case_id, event.number, stored)


def case_amended(stored: StoredEvent) -> None:
    _tell_of_listing(cast(CaseAmended, stored.event).case_id, topics.LISTING_CHANGED, stored)


def case_submitted(stored: StoredEvent) -> None:
    """A buyer asks for another plan or for the data, or complains."""
    event = cast(CaseSubmitted, stored.event)
    if event.nth != 1 or not Webhook.objects.filter(state=ON).exists():
        return
    row = case_row(event.case_id, actor=Actor.system("webhooks"), at=stored.occurred_at)
    kind = edition(row.programme, taipei_day(stored.occurred_at)).cases.get(row.kind)
    topic = topics.OF_PURPOSE.get(kind.purpose) if kind is not None else None
    if topic is not None:
        _tell_of_case(row.about, topic, event.case_id, row.number, stored)


def _tell_of_listing(listing_id: str, topic: str, stored: StoredEvent) -> None:
    row = Listing.objects.filter(id=listing_id).first()
    if row is not None:
        data = {"listing_id": str(row.id), "slug": row.slug, "name": row.name, "version": row.version}
        address_firm(row.firm_ubn, topic, data, at=stored.occurred_at)


def _tell_of_order(event: DecisionMade, stored: StoredEvent) -> None:
    row = Subscription.objects.filter(id=event.case_id).first()
    if row is None:
        return
    if ORDER in event.effects:
        topic = topics.ORDER_PLACED
    elif SUBSCRIBE in event.effects:
        again = SubscriptionTerm.objects.filter(subscription=row).count() > 1
        topic = topics.SUBSCRIPTION_CHANGED if again else topics.SUBSCRIPTION_STARTED
    else:
        topic = topics.SUBSCRIPTION_ENDED if row.state == ENDED else topics.ORDER_CLOSED
    address_firm(row.supplier_ubn, topic, _order(row) | {"step": event.step}, at=stored.occurred_at)


def _tell_of_case(order_id: str, topic: str, case_id: str, number: str, stored: StoredEvent) -> None:
    row = Subscription.objects.filter(id=order_id).first() if order_id else None
    if row is not None:
        data = _order(row) | {"case_id": str(case_id), "case_number": number}
        address_firm(row.supplier_ubn, topic, data, at=stored.occurred_at)


def _order(row: Subscription) -> dict[str, Any]:
    return {"order_id": str(row.id), "number": row.number, "listing_id": str(row.listing_id), "state": row.state}


REACTORS: dict[type[Event], list[Handler]] = {
    DecisionMade: [decision_made],
    CaseAmended: [case_amended],
    CaseSubmitted: [case_submitted],
}
