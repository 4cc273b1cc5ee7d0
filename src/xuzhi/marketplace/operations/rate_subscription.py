"""A buyer says how a subscription serves."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.marketplace.dealing import check_buyer, held_subscription
from xuzhi.marketplace.events import RatingGiven, rating_stream
from xuzhi.marketplace.rating_models import Rating
from xuzhi.marketplace.refusals import AnswersWrong, RatingBeforeUse, RatingStarsMissing, RatingTextMissing

MOST_STARS = 5
LEAST, MOST = 10, 2000
"""Characters in which something can be said of use."""


def rate_subscription(subscription_id: UUID | str, stars: Any, text: str, *, actor: Actor, at: datetime) -> bool:
    """Keep one to five stars and what the use was like; a later word takes the place of an earlier one, which stays on
    record. Gives whether it is news. Raises SubscriptionUnknown, NotYours, RatingBeforeUse; AnswersWrong, whose
    `problems` by `stars` and `text` say what is missing."""
    said = "\n".join(line.rstrip() for line in str(text).strip().splitlines())
    chosen = int(str(stars)) if str(stars).isascii() and str(stars).isdigit() else 0
    with transaction.atomic():
        found = held_subscription(subscription_id, actor)
        check_buyer(found, actor)
        if not found.has_run:
            raise RatingBeforeUse(number=found.number)
        problems = {
            **({} if 1 <= chosen <= MOST_STARS else {"stars": RatingStarsMissing()}),
            **({} if LEAST <= len(said) <= MOST else {"text": RatingTextMissing(least=LEAST, most=MOST)}),
        }
        if problems:
            raise AnswersWrong(problems)
        lock_stream(rating_stream(found.id))
        before = Rating.objects.filter(subscription_id=found.id).first()
        if before is not None and (before.stars, before.text) == (chosen, said):
            return False
        given = RatingGiven(
            subscription_id=str(found.id),
            listing_id=str(found.listing_id),
            supplier_ubn=found.supplier_ubn,
            buyer_ubn=found.buyer_ubn,
            stars=chosen,
            text=said,
            revision=before.revision + 1 if before else 1,
        )
        record(rating_stream(found.id), [given], actor=actor, at=at)
    return True
