"""From what buyers and suppliers said to the ratings that stand."""

from __future__ import annotations

from typing import cast

from xuzhi.ledger.events import StoredEvent
from xuzhi.ledger.projectors import Projector
from xuzhi.marketplace.events import RatingAnswered, RatingGiven
from xuzhi.marketplace.rating_models import Rating


def rating_given(stored: StoredEvent) -> None:
    event = cast(RatingGiven, stored.event)
    said = {"stars": event.stars, "text": event.text, "revision": event.revision, "given_at": stored.occurred_at}
    if not Rating.objects.filter(subscription_id=event.subscription_id).update(**said):
        Rating.objects.create(
            subscription_id=event.subscription_id,
            listing_id=event.listing_id,
            supplier_ubn=event.supplier_ubn,
            buyer_ubn=event.buyer_ubn,
            first_at=stored.occurred_at,
            **said,
        )


def rating_answered(stored: StoredEvent) -> None:
    event = cast(RatingAnswered, stored.event)
    Rating.objects.filter(subscription_id=event.subscription_id).update(
        answer=event.text, answered_revision=event.revision, answered_at=stored.occurred_at
    )


RATINGS = Projector(
    name="ratings", models=(Rating,), handles={RatingGiven: rating_given, RatingAnswered: rating_answered}
)
