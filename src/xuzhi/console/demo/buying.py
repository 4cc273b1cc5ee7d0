"""What buyers do in the demo: they order, change, ask for their data, complain and end; suppliers answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.casework.operations.take_step import take_step
from xuzhi.console.demo.content import DemoFirm, texts
from xuzhi.console.demo.story import DAY, Story
from xuzhi.console.demo.world import World, office_time
from xuzhi.kernel.actor import Actor
from xuzhi.marketplace.operations.accept_order import accept_order
from xuzhi.marketplace.operations.accept_plan_change import accept_plan_change
from xuzhi.marketplace.operations.complain_about_export import complain_about_export
from xuzhi.marketplace.operations.end_subscription import end_subscription
from xuzhi.marketplace.operations.place_order import place_order
from xuzhi.marketplace.operations.request_export import request_export
from xuzhi.marketplace.operations.request_plan_change import request_plan_change
from xuzhi.marketplace.operations.tell_payment import tell_payment
from xuzhi.marketplace.queries import listed_case, subscription
from xuzhi.parties.queries import actor_of

SUPPLIER = "demo"


def order(world: World, firm: DemoFirm, name: str, at: datetime, *, plan: str = "plan_small", then: str = "") -> Story:
    """A firm orders a solution of the demo's supplier. `then`: waiting; else accepted, and exported, export_late,
    export_failed, changed, changing, complaining, settled or ended, which takes some days."""
    yield at
    buyer, seller = _buyer(world, firm), _seller(world)
    case = _placed(world, firm, name, buyer, texts()["words"][plan], at)
    world.deliver(case, at)
    if then == "waiting":
        return
    yield (at := office_time(at.date() + DAY, len(name) * 23))
    accept_order(case, actor=seller, at=at)
    tell_payment(case, "invoiced", actor=seller, at=at)
    world.deliver(case, at)
    if not then:
        return
    yield (at := office_time(at.date() + 8 * DAY, len(firm.name) * 19))
    follow = _FOLLOWING[then](world, case, buyer, at)
    if follow is None:
        return
    yield (at := office_time(at.date() + 3 * DAY, len(firm.name) * 29))
    _ANSWERED[then](world, case, follow, buyer, seller, at)


def _placed(world: World, firm: DemoFirm, name: str, buyer: Actor, plan: str, at: datetime) -> UUID:
    words, listing = texts()["words"], listed_case(world.cases[name])
    if listing is None:
        raise LookupError(name)
    yearly = plan == words["plan_team"]
    answers = {
        "order.plan": plan,
        "order.seats": "12" if yearly else "3",
        "order.months": "12",
        "order.starts_on": (at.date() + DAY).isoformat(),
        "order.contact_name": buyer.name,
        "contact.email": str(world.owners[firm.key].email),
        "order.note": words["order_note"],
        "order.private_risk": "yes",
    }
    key = f"demo {name} {at:%Y%m%d%H%M%S}"
    return place_order(listing.id, answers, seen=listing.version, actor=buyer, at=at, key=key)


def _pay(world: World, case: UUID, buyer: Actor, at: datetime) -> None:
    tell_payment(case, "paid", actor=buyer, at=at)


def _export(world: World, case: UUID, buyer: Actor, at: datetime) -> UUID:
    _pay(world, case, buyer, at)
    return request_export(case, {"export.what": texts()["words"]["export_all"]}, actor=buyer, at=at)


def _late(world: World, case: UUID, buyer: Actor, at: datetime) -> None:
    _export(world, case, buyer, at)


def _change(world: World, case: UUID, buyer: Actor, at: datetime) -> UUID:
    found = subscription(case)
    if found is None:
        raise LookupError(str(case))
    words = texts()["words"]
    wanted = {"plan": words["plan_team"], "seats": "15", "months": "12", "note": words["change_note"]}
    wanted["from_on"] = (at.date() + timedelta(days=10)).isoformat()
    answers = {f"change.{name}": value for name, value in wanted.items()}
    listing = listed_case(found.listing_id)
    return request_plan_change(case, answers, seen=listing.version if listing else 1, actor=buyer, at=at)


def _changing(world: World, case: UUID, buyer: Actor, at: datetime) -> None:
    _change(world, case, buyer, at)


def _complaint(world: World, case: UUID, buyer: Actor, at: datetime) -> UUID:
    words = texts()["words"]
    complaint = open_case(world.programme, "complaint", about=case, actor=buyer, at=at)
    answers = {
        "complaint.topic": "service",
        "complaint.what": words["complaint_what"],
        "complaint.wanted": words["complaint_wanted"],
    }
    save_answers(complaint, answers, seen={}, actor=buyer, at=at)
    submit_case(complaint, actor=buyer, at=at)
    world.deliver(complaint, at)
    return complaint


def _end(world: World, case: UUID, buyer: Actor, at: datetime) -> None:
    end_subscription(case, reason=texts()["words"]["end_reason"], actor=buyer, at=at)
    world.deliver(case, at)


def _handed_over(world: World, case: UUID, export: UUID, buyer: Actor, seller: Actor, at: datetime) -> None:
    take_step(export, "hand_over", reason=texts()["words"]["export_where"], actor=seller, at=at)
    take_step(export, "confirm", actor=buyer, at=at + timedelta(hours=2))


def _wanting(world: World, case: UUID, export: UUID, buyer: Actor, seller: Actor, at: datetime) -> None:
    take_step(export, "hand_over", reason=texts()["words"]["export_where"], actor=seller, at=at)
    take_step(export, "report_incomplete", reason=texts()["words"]["export_wanting"], actor=buyer, at=at)
    complain_about_export(export, actor=buyer, at=at + timedelta(minutes=5))


def _changed(world: World, case: UUID, change: UUID, buyer: Actor, seller: Actor, at: datetime) -> None:
    accept_plan_change(change, actor=seller, at=at)


def _settled(world: World, case: UUID, complaint: UUID, buyer: Actor, seller: Actor, at: datetime) -> None:
    take_step(complaint, "answer", reason=texts()["words"]["complaint_answer"], actor=seller, at=at)
    take_step(complaint, "settle", actor=buyer, at=at + timedelta(hours=3))


_FOLLOWING = {
    "exported": _export, "export_late": _late, "export_failed": _export, "changed": _change, "changing": _changing,
    "settled": _complaint, "ended": _end,
}  # fmt: skip
_ANSWERED = {"exported": _handed_over, "export_failed": _wanting, "changed": _changed, "settled": _settled}


def _buyer(world: World, firm: DemoFirm) -> Actor:
    return replace(actor_of(world.owners[firm.key], firm=firm.ubn), role="buyer")


def _seller(world: World) -> Actor:
    from xuzhi.console.demo.content import firms

    firm = firms()[SUPPLIER]
    return actor_of(world.owners[firm.key], firm=firm.ubn)
