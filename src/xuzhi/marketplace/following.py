"""From the cases of buyers to subscriptions: a step with the effect `order` puts one down, `subscribe` lets it run by
the terms that its case holds, `unsubscribe` ends it; a complaint that was upheld is kept with it."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from xuzhi.casework.events import DecisionMade, FactsGiven
from xuzhi.ledger.events import StoredEvent
from xuzhi.ledger.projectors import Projector
from xuzhi.marketplace.subscription_models import Subscription, SubscriptionTerm, UpheldComplaint
from xuzhi.marketplace.terms import PAYMENT, TOPIC, contract_in

ORDER, SUBSCRIBE, UNSUBSCRIBE, UPHOLD = "order", "subscribe", "unsubscribe", "uphold"
ORDERED, RUNNING, ENDED, FELL_THROUGH = "ordered", "running", "ended", "fell_through"


def decision_made(stored: StoredEvent) -> None:
    event = cast(DecisionMade, stored.event)
    if ORDER in event.effects:
        _put_down(event, stored)
    if SUBSCRIBE in event.effects:
        _run(event, stored)
    if UNSUBSCRIBE in event.effects:
        _end(event, stored)
    if UPHOLD in event.effects:
        _uphold(event, stored)


def facts_given(stored: StoredEvent) -> None:
    """Supplier or buyer told how it stands with the invoice."""
    event = cast(FactsGiven, stored.event)
    if PAYMENT in event.facts:
        Subscription.objects.filter(id=event.case_id).update(
            payment=event.facts[PAYMENT] or "", payment_told_by=stored.actor.name, payment_told_at=stored.occurred_at
        )


def _put_down(event: DecisionMade, stored: StoredEvent) -> None:
    Subscription.objects.create(
        id=event.case_id,
        number=event.number,
        programme=event.programme,
        kind=event.kind,
        listing_id=event.about,
        name=event.subject,
        buyer_ubn=event.firm_ubn,
        buyer_name=event.firm_name,
        supplier_ubn=event.respondent_ubn,
        supplier_name=event.respondent_name,
        state=ORDERED,
        ordered_at=stored.occurred_at,
        **_terms(event),
    )


def _run(event: DecisionMade, stored: StoredEvent) -> None:
    """It runs by what is agreed on now; what was agreed on before stays as a term of its own."""
    terms = _terms(event)
    row = Subscription.objects.get(id=event.case_id)
    begun_at = row.begun_at or stored.occurred_at
    Subscription.objects.filter(id=row.id).update(
        state=RUNNING, begun_at=begun_at, **{**terms, "from_on": row.from_on if row.begun_at else terms["from_on"]}
    )
    SubscriptionTerm.objects.create(
        position=stored.position, subscription=row, step=event.step, agreed_at=stored.occurred_at, **terms
    )


def _end(event: DecisionMade, stored: StoredEvent) -> None:
    row = Subscription.objects.get(id=event.case_id)
    row.state = ENDED if row.begun_at else FELL_THROUGH
    row.ended_at, row.ended_because = stored.occurred_at, event.decision or event.step
    row.save(update_fields=["state", "ended_at", "ended_because"])


def _uphold(event: DecisionMade, stored: StoredEvent) -> None:
    row = Subscription.objects.filter(id=event.about).first()
    if row is not None:
        UpheldComplaint.objects.create(
            case_id=event.case_id,
            number=event.number,
            subscription=row,
            listing_id=row.listing_id,
            topic=str(event.facts.get(TOPIC) or ""),
            upheld_at=stored.occurred_at,
        )


def _terms(event: DecisionMade) -> dict[str, Any]:
    contract = contract_in(event.facts)
    return {
        "contract": contract,
        "version": contract["version"],
        "from_on": date.fromisoformat(contract["from_on"]),
        "until_on": date.fromisoformat(contract["until_on"]),
    }


SUBSCRIPTIONS = Projector(
    name="subscriptions",
    models=(Subscription, SubscriptionTerm, UpheldComplaint),
    handles={DecisionMade: decision_made, FactsGiven: facts_given},
)
