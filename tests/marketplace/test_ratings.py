"""Ratings: only from what ran, one each, with a text of use and an answer; a mean only from enough of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from xuzhi.casework.refusals import NotYours
from xuzhi.ledger.operations import rebuild_read_models
from xuzhi.ledger.queries import read_stream
from xuzhi.marketplace.models import Rating
from xuzhi.marketplace.operations.answer_rating import answer_rating
from xuzhi.marketplace.operations.rate_subscription import rate_subscription
from xuzhi.marketplace.queries import rating_of, ratings_by, ratings_of, ratings_to
from xuzhi.marketplace.refusals import (
    AnswersWrong,
    AnswerTextMissing,
    RatingBeforeUse,
    RatingUnknown,
    SubscriptionUnknown,
)

from .subscribing import BUYER, NEIGHBOUR, OTHER, SUPPLIER, Shop, day, number, seller, shopkeeper

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
TEXT = "每天早上排好順序，插單也排得進去。"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def market(only_the_catalogue: None) -> Iterator[None]:
    from xuzhi.casework.projectors import PROJECTORS
    from xuzhi.ledger.reactions import connected_only
    from xuzhi.marketplace.following import SUBSCRIPTIONS
    from xuzhi.marketplace.projectors import CATALOGUE
    from xuzhi.marketplace.rating import RATINGS

    rules = [each for each in PROJECTORS if each.name == "casework_rules"]
    with connected_only(projectors=[*rules, CATALOGUE, SUBSCRIPTIONS, RATINGS]):
        yield


@pytest.fixture
def shop(office) -> Shop:
    return Shop(office)


@pytest.fixture
def listing(shop: Shop) -> UUID:
    return shop.solution()


def rate(case, stars=5, text=TEXT, actor=None, at=AT) -> bool:
    return rate_subscription(case, stars, text, actor=actor or shopkeeper(), at=at)


def set_least(count: int) -> None:
    from xuzhi.casework.operations.set_parameter import set_parameter
    from xuzhi.kernel.actor import Actor

    from .deciding import listing_programme

    set_parameter(listing_programme().id, "ratings_least", count, from_on=day("2026-11-02"), reason="測試",
                  actor=Actor.system("test"), at=AT - timedelta(days=20))  # fmt: skip


def test_one_each_and_a_later_word_takes_its_place_but_stays_on_record(shop: Shop, listing: UUID) -> None:
    case = shop.subscribe(listing)
    assert rate(case) and not rate(case)
    assert rate(case, "4", "  後來匯出慢了一些，其他都好。\n", at=AT + timedelta(days=1))
    (found,) = ratings_of(listing, on=day("2026-11-24")).lines
    assert (found.stars, found.text, found.changed, found.runs) == (4, "後來匯出慢了一些，其他都好。", True, True)
    assert (found.number, found.since_on, found.given_at) == (number(case), day("2026-11-02"), AT + timedelta(days=1))
    assert [stored.event.stars for stored in read_stream(f"rating-{case}")] == [5, 4]


def test_only_who_subscribes_or_did_may_rate(shop: Shop, listing: UUID) -> None:
    waiting, ended = shop.order(listing), shop.subscribe(listing)
    shop.end(ended, listing)
    with pytest.raises(RatingBeforeUse):
        rate(waiting)
    assert rate(ended)
    for actor in (shopkeeper(NEIGHBOUR), seller()):
        with pytest.raises(NotYours):
            rate(ended, actor=actor)
    with pytest.raises(SubscriptionUnknown):
        rate(UUID(int=99_999))


def test_all_that_is_missing_is_told_at_once(shop: Shop, listing: UUID) -> None:
    case = shop.subscribe(listing)
    for stars, text in (("", ""), ("6", "太短"), ("½", "x" * 2001)):
        with pytest.raises(AnswersWrong) as wrong:
            rate(case, stars, text)
        assert sorted(wrong.value.problems) == ["stars", "text"]
    assert not Rating.objects.exists()


def test_the_supplier_answers_the_word_that_stands(shop: Shop, listing: UUID) -> None:
    case = shop.subscribe(listing)
    with pytest.raises(RatingUnknown):
        answer_rating(case, "謝謝", actor=seller(), at=AT)
    rate(case)
    with pytest.raises(NotYours):
        answer_rating(case, "謝謝", actor=seller(OTHER), at=AT)
    with pytest.raises(AnswerTextMissing):
        answer_rating(case, " ", actor=seller(), at=AT)
    assert answer_rating(case, "謝謝您。", actor=seller(), at=AT)
    assert not answer_rating(case, "謝謝您。", actor=seller(), at=AT)
    assert (rating_of(case).answer, rating_of(case).waits) == ("謝謝您。", False)
    rate(case, 2)
    assert (rating_of(case).answer, rating_of(case).earlier_answered, rating_of(case).waits) == ("謝謝您。", True, True)


def test_those_that_wait_come_first_and_each_sees_its_own(shop: Shop, listing: UUID) -> None:
    first, second = shop.subscribe(listing), shop.subscribe(listing, buyer=NEIGHBOUR)
    rate(first)
    rate(second, 3, actor=shopkeeper(NEIGHBOUR), at=AT + timedelta(hours=1))
    answer_rating(second, "我們改進中。", actor=seller(), at=AT)
    assert [line.subscription_id for line in ratings_to(SUPPLIER)] == [first, second]
    assert ratings_to(OTHER) == ()
    assert [line.subscription_id for line in ratings_by(BUYER)] == [first]


def test_no_mean_before_the_office_has_said_from_how_many_on(shop: Shop, listing: UUID) -> None:
    cases = [shop.subscribe(listing) for _ in range(3)]
    for case, stars in zip(cases, (5, 4, 4), strict=True):
        rate(case, stars)
    assert (ratings_of(listing, on=day("2026-11-22")).mean, ratings_of(listing, on=day("2026-11-22")).least) == (
        None, None,
    )  # fmt: skip
    set_least(4)
    assert (ratings_of(listing, on=day("2026-11-22")).mean, ratings_of(listing, on=day("2026-11-22")).least) == (
        None, 4,
    )  # fmt: skip
    set_least(3)
    found = ratings_of(listing, on=day("2026-11-22"))
    assert (found.mean, found.counts) == (Decimal("4.3"), ((5, 1), (4, 2), (3, 0), (2, 0), (1, 0)))


def test_a_list_costs_the_same_whatever_its_length(shop: Shop, listing: UUID, count_queries) -> None:
    rate(shop.subscribe(listing))
    ratings_of(listing, on=day("2026-11-22"))
    with count_queries(4):
        ratings_of(listing, on=day("2026-11-22"))
    for _ in range(5):
        rate(shop.subscribe(listing))
    with count_queries(4):
        ratings_of(listing, on=day("2026-11-22"))


def test_ratings_are_built_again_from_the_events(shop: Shop, listing: UUID) -> None:
    case = shop.subscribe(listing)
    rate(case)
    answer_rating(case, "謝謝您。", actor=seller(), at=AT)
    rate(case, 4)
    before = list(Rating.objects.values())
    rebuild_read_models(["ratings"])
    assert list(Rating.objects.values()) == before
