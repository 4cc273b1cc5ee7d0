"""The supplier answers a rating."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.marketplace.dealing import check_supplier, held_subscription
from xuzhi.marketplace.events import RatingAnswered, rating_stream
from xuzhi.marketplace.rating_models import Rating
from xuzhi.marketplace.refusals import AnswerTextMissing, RatingUnknown

MOST = 2000


def answer_rating(subscription_id: UUID | str, text: str, *, actor: Actor, at: datetime) -> bool:
    """Keep the answer to the rating as it stands now; a later answer takes its place. Gives whether it is news. Raises
    SubscriptionUnknown, NotYours, RatingUnknown, AnswerTextMissing."""
    said = "\n".join(line.rstrip() for line in str(text).strip().splitlines())
    with transaction.atomic():
        found = held_subscription(subscription_id, actor)
        check_supplier(found, actor)
        lock_stream(rating_stream(found.id))
        rating = Rating.objects.filter(subscription_id=found.id).first()
        if rating is None:
            raise RatingUnknown(number=found.number)
        if not 1 <= len(said) <= MOST:
            raise AnswerTextMissing(most=MOST)
        if (rating.answer, rating.answered_revision) == (said, rating.revision):
            return False
        record(rating_stream(found.id), [RatingAnswered(str(found.id), said, rating.revision)], actor=actor, at=at)
    return True
