"""How much the demo's subscriptions are used, what buyers say, and one of each sort that the office points out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from xuzhi.console.demo.content import firms, texts
from xuzhi.console.demo.world import SYSTEM, World
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.marketplace.operations.answer_rating import answer_rating
from xuzhi.marketplace.operations.look_at_usage import look_at_usage
from xuzhi.marketplace.operations.rate_subscription import rate_subscription
from xuzhi.marketplace.operations.record_usage import record_usage
from xuzhi.marketplace.queries import Subscribed, subscribers_of
from xuzhi.marketplace.queries.usage import offered_measures
from xuzhi.marketplace.usage.lines import UsageLine
from xuzhi.parties.queries import person_with

SUPPLIER = "demo"
_DAY = timedelta(days=1)
WEEK = (9, 11, 10, 12, 8, 2, 0)
"""Runs on each day of a week, from Monday."""
_REST, _FLAT, _COPY, _JUMP, _STOP = 1, 3, 4, 5, 6
"""Which of the subscriptions, in their order, is made to look wrong, and how."""


def tell_usage(world: World, now: datetime) -> None:
    """Record all of it in one call, look at it, and let buyers rate."""
    firm = firms()[SUPPLIER]
    seller = _person(str(world.owners[firm.key].email), "applicant", firm.ubn)
    run = [each for each in reversed(subscribers_of(firm.ubn)) if each.has_run]
    measures = {listing_id: [each.code for each in counted] for listing_id, _, counted in offered_measures(firm.ubn)}
    lines: list[UsageLine] = []
    for nth, each in enumerate(run):
        lines += _lines(each, nth, measures.get(each.listing_id, []), taipei_day(now))
    if lines:
        record_usage(lines, source="demo", actor=seller, at=now - timedelta(hours=1))
    for listing_id in {each.listing_id for each in run}:
        look_at_usage(listing_id, actor=SYSTEM, at=now - timedelta(minutes=50))
    _rate(world, run, seller, now)


def _lines(found: Subscribed, nth: int, codes: list[str], today: date) -> Iterator[UsageLine]:
    """A value a day until yesterday. Of the subscriptions, in their order, the first is as it should be; the others
    never rest, end, stay flat with more people than accounts, copy the first, jump, and stop."""
    last = min(today - _DAY, taipei_day(found.ended_at) if found.ended_at else today)
    days = [found.from_on + count * _DAY for count in range((last - found.from_on).days + 1)]
    own = 0 if nth == _COPY else nth
    for place, day in enumerate(days):
        left = len(days) - place
        value = WEEK[day.weekday()] + (day.day * (own + 2) + own) % 4
        if nth == _REST:
            value = 9 + day.day % 4
        if nth == _FLAT and left <= 10:
            value = 12
        if nth == _JUMP and left == 3:
            value = 180
        if nth == _STOP and left <= 6:
            continue
        for code in codes:
            people = min(value // 4 + 1, found.on(day).seats) + (2 if nth == _FLAT and left == 4 else 0)
            yield _line(found, day, code, people if code == "people" else value)


def _line(found: Subscribed, day: date, code: str, value: int) -> UsageLine:
    return UsageLine(found.number, day.isoformat(), code, value, f"{found.number}-{day:%Y%m%d}-{code}")


def _rate(world: World, run: list[Subscribed], seller: Actor, now: datetime) -> None:
    for found, said in zip(run, texts()["ratings"], strict=False):
        at = now - timedelta(hours=30)
        rate_subscription(found.id, said["stars"], said["text"], actor=_buyer(world, found), at=at)
        if said.get("answer"):
            answer_rating(found.id, said["answer"], actor=seller, at=at + timedelta(hours=20))


def _buyer(world: World, found: Subscribed) -> Actor:
    firm = next(each for each in firms().values() if each.ubn == found.buyer_ubn)
    return _person(str(world.owners[firm.key].email), "buyer", found.buyer_ubn)


def _person(email: str, role: str, firm: str) -> Actor:
    person: Any = person_with(email)
    return Actor.person(str(person.id), person.name, role, firm)
