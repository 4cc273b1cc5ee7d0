"""What happens in the demo, case by case. A story yields the instant at which it goes on; load.py keeps the order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from xuzhi.casework.operations.confirm_answers import confirm_answers
from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.casework.operations.take_step import take_step
from xuzhi.console.demo import meeting, papers
from xuzhi.console.demo.content import DemoFirm, DemoSolution, texts
from xuzhi.console.demo.forms import solution_answers, supplier_answers
from xuzhi.console.demo.world import World, office_time
from xuzhi.kernel.actor import Actor

Story = Iterator[datetime]
DAY = timedelta(days=1)
SUPPLIER_PAPERS = ("tax_clearance", "security_report", "machine_room_proof")


def supplier(
    world: World, firm: DemoFirm, on: date, *, ends: str = "approved", account: str = "", corrected: bool = False
) -> Story:
    """A firm applies. `ends`: draft, submitted, correcting, late, dismissed, refused, approved."""
    nth = int(firm.ubn[-4:])
    at = office_time(on, nth)
    yield at
    actor = world.found(firm, at, account)
    case = open_case(world.programme, "supplier", actor=actor, at=at)
    answers = supplier_answers(firm, on)
    if ends == "draft":
        answers = dict(list(answers.items())[:6])
    save_answers(case, answers, seen={}, actor=actor, at=at)
    if ends == "draft":
        return
    confirm_answers(case, "company", actor=actor, at=at)
    world.hand_in(case, {document: papers.paper(document, firm, on) for document in SUPPLIER_PAPERS}, actor, at)
    at += timedelta(minutes=25)
    submit_case(case, actor=actor, at=at, key=str(case))
    world.deliver(case, at)
    if ends == "submitted":
        return
    yield from _judged(world, firm, actor, case, at, ends, corrected)


def _judged(world: World, firm: DemoFirm, actor: Actor, case: UUID, at: datetime, ends: str, corrected: bool) -> Story:
    words = texts()["words"]
    yield (at := office_time(at.date() + DAY, int(firm.ubn[-3:])))
    officer = world.take_up(case, firm, at)
    if ends == "dismissed":
        world.decide(case, "dismiss", officer, at, ["suspended"], words["dismissed"])
        return
    if ends == "refused":
        world.decide(case, "refuse", officer, at, ["security"], words["weakness"])
        return
    if corrected or ends in ("correcting", "late"):
        world.send_back(case, officer, "tax_clearance", words["wrong_tax"], at, "request_correction")
        if ends in ("correcting", "late"):
            return
        yield (at := office_time(at.date() + DAY, int(firm.ubn[-3:]) + 60))
        newer = papers.paper("tax_clearance", firm, at.date())
        world.hand_in(case, {"tax_clearance": newer}, actor, at)
        world.answer_defects(case, actor, "resubmit", papers.file_name("tax_clearance"), at)
        yield (at := office_time(at.date() + DAY, int(firm.ubn[-3:]) + 90))
        world.accept_defects(case, officer, at)
    world.confirm_all(case, officer, at)
    world.decide(case, "approve", officer, at)
    yield (at := at + timedelta(hours=2))
    world.use_code(firm, at)


def solution(
    world: World,
    firm: DemoFirm,
    offer: DemoSolution,
    at: datetime,
    *,
    ends: str = "listed",
    route: str = "green",
    corrected: bool = False,
) -> Story:
    """A supplier puts a solution up. `ends`: draft, submitted, correcting, late, reviewing, review_correcting,
    in_person, confirming, refused, listed.
    """
    yield at
    from xuzhi.parties.queries import actor_of

    actor = actor_of(world.owners[firm.key], firm=firm.ubn)
    case = open_case(world.programme, "solution", actor=actor, at=at)
    world.cases[offer.name] = case
    answers = solution_answers(firm, offer, at.date(), route=route)
    if ends == "draft":
        answers = dict(list(answers.items())[:9])
    save_answers(case, answers, seen={}, actor=actor, at=at)
    if ends == "draft":
        return
    _attach(world, firm, offer, case, actor, at, route)
    at += timedelta(minutes=40)
    submit_case(case, actor=actor, at=at, key=str(case))
    world.deliver(case, at)
    if ends != "submitted":
        yield from _reviewed(world, firm, actor, case, at, ends, corrected)


def _attach(
    world: World, firm: DemoFirm, offer: DemoSolution, case: UUID, actor: Actor, at: datetime, route: str
) -> None:
    on = at.date()
    made: dict[str, bytes | list[bytes]] = {
        "architecture": papers.architecture(),
        "screenshots": papers.screens(offer),
        "track_record_proof": papers.firm_paper("track_record_proof", firm),
        "portability_proof": papers.firm_paper("track_record_proof", firm),
        "export_sample": papers.export_sample(offer, on),
        "cloud_rental_proof": papers.firm_paper("machine_room_proof", firm),
        "traffic_proof": papers.traffic(on),
    }
    if route == "green":
        made["earlier_selection"] = papers.paper("earlier_selection", firm, on, offer.name)
    world.hand_in(case, made, actor, at)


def _reviewed(
    world: World, firm: DemoFirm, actor: Actor, case: UUID, at: datetime, ends: str, corrected: bool
) -> Story:
    words = texts()["words"]
    nth = int(firm.ubn[-3:])
    yield (at := office_time(at.date() + DAY, nth + 30))
    officer = world.take_up(case, firm, at)
    if ends in ("correcting", "late"):
        world.send_back(case, officer, "traffic_proof", words["weakness"], at, "request_correction")
        return
    take_step(case, "pass_qualification", actor=officer, at=at)
    if ends == "reviewing":
        return
    if corrected or ends == "review_correcting":
        world.send_back(case, officer, "traffic_proof", words["weakness"], at, "request_review_correction")
        if ends == "review_correcting":
            return
        yield (at := office_time(at.date() + DAY, nth + 45))
        world.hand_in(case, {"traffic_proof": papers.traffic(at.date())}, actor, at)
        world.answer_defects(case, actor, "resubmit_review", papers.file_name("traffic_proof"), at)
        yield (at := office_time(at.date() + DAY, nth + 60))
        world.accept_defects(case, officer, at)
    yield (at := office_time(at.date() + DAY, nth + 75))
    if ends == "refused":
        world.decide(case, "refuse", officer, at, ["not_portable"], words["refused"])
        return
    world.confirm_all(case, officer, at)
    if ends in ("in_person", "confirming", "listed_in_person"):
        yield from _met(world, actor, case, officer, at, ends)
        return
    world.decide(case, "list", officer, at)


def _met(world: World, actor: Actor, case: UUID, officer: Actor, at: datetime, ends: str) -> Story:
    world.decide(case, "send_to_in_person", officer, at)
    at += timedelta(hours=1)
    if ends == "in_person":
        meeting.invited(world, case, officer, at)
        return
    for sits_at in meeting.met(world, case, officer, at):
        yield (at := sits_at)
    yield (at := office_time(at.date() + DAY, 120))
    world.decide(case, "pass_in_person", officer, at)
    if ends == "confirming":
        return
    yield (at := office_time(at.date() + DAY, 200))
    take_step(case, "confirm_listing", actor=actor, at=at)
    world.deliver(case, at)
