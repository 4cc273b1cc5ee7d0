"""What buyers said of a solution, with the supplier's answers. Nothing of it names the buyer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from xuzhi.casework.queries.editions import edition
from xuzhi.marketplace.following import RUNNING
from xuzhi.marketplace.models import Listing, Subscription
from xuzhi.marketplace.rating_models import Rating

LEAST = "ratings_least"


@dataclass(frozen=True)
class RatingLine:
    """One rating. `changed`: the buyer changed its word; `earlier_answered`: the answer was to the one before."""

    subscription_id: UUID
    number: str
    listing_id: UUID
    solution: str
    stars: int
    text: str
    since_on: date
    runs: bool
    given_at: datetime
    changed: bool
    answer: str
    answered_at: datetime | None
    earlier_answered: bool

    @property
    def waits(self) -> bool:
        """Whether the supplier has not answered it as it stands."""
        return not self.answer or self.earlier_answered


@dataclass(frozen=True)
class Ratings:
    """All ratings of a solution, the newest first. `mean` (one decimal place) and `counts` (how many of each number of
    stars, five first) stand from `least` ratings on; None where the office has not set it."""

    lines: tuple[RatingLine, ...]
    mean: Decimal | None
    counts: tuple[tuple[int, int], ...]
    least: int | None


def ratings_of(listing_id: UUID | str, *, on: date) -> Ratings:
    """What was said of a solution. A constant number of queries."""
    lines = _lines(Rating.objects.filter(listing_id=listing_id))
    programme = Listing.objects.filter(id=listing_id).values_list("programme", flat=True).first() if lines else None
    set_to = edition(programme, on).values.get(LEAST) if programme else None
    least = None if set_to is None else int(set_to)
    if least is None or len(lines) < max(least, 1):
        return Ratings(lines, None, (), least)
    mean = (Decimal(sum(line.stars for line in lines)) / len(lines)).quantize(Decimal("0.1"))
    counts = tuple((stars, sum(line.stars == stars for line in lines)) for stars in range(5, 0, -1))
    return Ratings(lines, mean, counts, least)


def ratings_to(supplier_ubn: str) -> tuple[RatingLine, ...]:
    """What was said of a supplier's solutions, those that wait for an answer first. Two queries."""
    return tuple(sorted(_lines(Rating.objects.filter(supplier_ubn=supplier_ubn)), key=lambda line: not line.waits))


def ratings_by(buyer_ubn: str) -> tuple[RatingLine, ...]:
    """What a firm said of what it subscribed to. Two queries."""
    return _lines(Rating.objects.filter(buyer_ubn=buyer_ubn))


def rating_of(subscription_id: UUID | str) -> RatingLine | None:
    """What was said of one subscription. Two queries."""
    return next(iter(_lines(Rating.objects.filter(subscription_id=subscription_id))), None)


def _lines(rows: object) -> tuple[RatingLine, ...]:
    found = list(rows.order_by("-given_at", "subscription_id"))  # type: ignore[attr-defined]
    of = Subscription.objects.in_bulk([row.subscription_id for row in found]) if found else {}
    return tuple(_line(row, of[row.subscription_id]) for row in found if row.subscription_id in of)


def _line(row: Rating, subscription: Subscription) -> RatingLine:
    return RatingLine(
        subscription_id=row.subscription_id,
        number=subscription.number,
        listing_id=row.listing_id,
        solution=subscription.name,
        stars=row.stars,
        text=row.text,
        since_on=subscription.from_on,
        runs=subscription.state == RUNNING,
        given_at=row.given_at,
        changed=row.revision > 1,
        answer=row.answer,
        answered_at=row.answered_at,
        earlier_answered=bool(row.answer) and row.answered_revision < row.revision,
    )
