"""How the demo's plans go: application, qualification, meeting and award. The rest is in contracts.py."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from xuzhi.casework.operations.announce_round import announce_round
from xuzhi.casework.operations.confirm_answers import confirm_answers
from xuzhi.casework.operations.expire_clock import expire_clock
from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.operations.set_parameter import set_parameter
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.queries.editions import programme
from xuzhi.console.demo import papers
from xuzhi.console.demo.content import firms
from xuzhi.console.demo.granting import asking, contracts, rooms
from xuzhi.console.demo.granting.desk import Desk
from xuzhi.console.demo.granting.plans import Plan, answers, plans, slides, told
from xuzhi.console.demo.story import DAY, Story
from xuzhi.console.demo.world import SYSTEM, TAIPEI, World, office_time
from xuzhi.grants.operations.write_plan import write_plan
from xuzhi.kernel.actor import Actor
from xuzhi.parties.queries import actor_of

LENGTHS = {"closed": 16, "breach": 12, "claiming": 9, "signing": 8, "not_selected": 8, "forfeited": 4, "material": 3,
           "correcting": 3, "submitted": 2, "draft": 1}  # fmt: skip
FILES = {"finance_proof": "finance_proof", "plan_pdf": "plan_pdf", "sworn_statement": "sworn_statement",
         "proof_revenue": "proof_revenue"}  # fmt: skip


def settle(world: World) -> None:
    """What the office has set for the grants, and the rounds of which the demo's plans are."""
    at, known = office_time(world.begins, 40), told()
    rules = programme(known["programme"])
    given = {
        each.name: first.value
        for each in rules.parameters
        if (first := next((dated for dated in each.values if dated.value is not None), None)) is not None
        and first.from_ > world.begins
    }
    term = {"from": world.begins, "until": world.begins + timedelta(days=1100)}
    given |= {f"{kind}_period_{edge}": day for kind in ("smart", "energy") for edge, day in term.items()}
    for name, value in (given | known["values"]).items():
        set_parameter(rules.id, name, value, from_on=world.begins, reason=known["reason"], actor=SYSTEM, at=at)
    # The rounds that the rules print give way first: none may overlap another, on whatever day the demo is made.
    aside = [(name, title, -900 + 9 * nth, -895 + 9 * nth) for nth, (name, title, *_) in enumerate(known["rounds"])]
    for name, title, opens, closes in [*aside, *known["rounds"]]:
        opening, closing = world.today + timedelta(days=opens), world.today + timedelta(days=closes)
        told_of = {"name": name, "title": title, "cases": ["proposal"], "clause": "G5.1",
                   "opens_at": datetime.combine(opening, time(0), TAIPEI),
                   "closes_at": datetime.combine(closing, time(17), TAIPEI),
                   "categories": ["smart_operations", "energy"], "tentative": opens > 0}  # fmt: skip
        announce_round(rules.id, told_of, actor=SYSTEM, at=at, reason=known["reason"])


def shared(parts: int) -> list[list[Plan]]:
    """The plans of each part of the telling: those of accounts in the first, the others where there is least."""
    shares: list[list[Plan]] = [[plan for plan in plans() if _of_accounts(plan)], *([] for _ in range(parts - 1))]
    for plan in sorted((plan for plan in plans() if not _of_accounts(plan)), key=length, reverse=True):
        min(shares, key=lambda share: sum(map(length, share))).append(plan)
    return shares


def _office_day(today: date, days: int) -> date:
    """So many days ago, or the last office day before."""
    day = today - timedelta(days=days)
    return day - timedelta(days=max(0, day.weekday() - 4))


def _of_accounts(plan: Plan) -> bool:
    """Whether an account that everybody may use has a hand in it."""
    return bool(plan.account) or plan.measured


def length(plan: Plan) -> int:
    """How long it takes to tell, in stories of a listing."""
    return LENGTHS[plan.ends]


def stories(world: World, part: int, parts: int) -> list[Story]:
    return [proposal(world, plan) for plan in shared(parts)[part]]


def proposal(world: World, plan: Plan) -> Story:
    """A plan from its draft as far as `ends` says: draft, submitted, correcting, material, forfeited, not_selected, and
    what contracts.py tells."""
    firm, at = firms()[plan.firm], office_time(_office_day(world.today, plan.days), plan.days * 7)
    yield at
    owner = world.owners.get(firm.key)
    actor = actor_of(owner, firm=firm.ubn) if owner else world.found(firm, at, plan.account)
    case = open_case(told()["programme"], "proposal", actor=actor, at=at)
    given = answers(plan, firm, at.date())
    if plan.ends == "draft":
        given = {name: value for name, value in given.items() if name.startswith(("plan.", "budget.", "contact."))}
    save_answers(case, given, seen={}, actor=actor, at=at)
    desk = Desk(world, plan, firm, actor, world.officer_for(firm))
    if plan.ends == "draft":
        if plan.category == "energy":
            asking.ask_measurer(desk, case, at)
        return
    confirm_answers(case, "company", actor=actor, at=at)
    made = {document: papers.paper(kind, firm, at.date(), plan.title) for document, kind in FILES.items()}
    own = "electricity_bills" if plan.category == "energy" else "member_proofs"
    made[own] = papers.paper(own, firm, at.date(), plan.title)
    # Where no open Kai font is to be had, the plan is not written as PDF; the firm brings its own.
    if write_plan(case, actor=actor, at=at).pdf:
        made.pop("plan_pdf")
    world.hand_in(case, made, actor, at)
    at += timedelta(minutes=30)
    submit_case(case, actor=actor, at=at, key=str(case))
    world.deliver(case, at)
    if plan.ends != "submitted":
        yield from _qualified(desk, case, at)


def _qualified(desk: Desk, case: UUID, at: datetime) -> Story:
    world, plan, firm = desk.world, desk.plan, desk.firm
    yield (at := office_time(at.date() + DAY, int(firm.ubn[-3:])))
    officer = world.take_up(case, firm, at)
    if plan.ends == "correcting":
        world.send_back(case, officer, "finance_proof", told()["words"]["wrong_finance"], at, "request_correction")
        return
    world.confirm_all(case, officer, at)
    world.decide(case, "pass_qualification", officer, at)
    yield (at := office_time(at.date() + timedelta(days=7), 60))
    sitting = rooms.called(world, case, officer, at)
    if plan.ends != "forfeited":
        yield (at := office_time(at.date() + 2 * DAY, 90))
        brought = {"meeting_material": papers.paper("meeting_material", firm, at.date(), plan.title),
                   "slides_powerpoint": slides(),
                   "slides_pdf": papers.paper("slides_pdf", firm, at.date(), plan.title)}  # fmt: skip
        world.hand_in(case, brought, desk.actor, at)
    if plan.ends == "material":
        return
    yield (at := sitting.until + timedelta(minutes=1))
    run_out(case, officer, at)
    world.deliver(case, at)
    if plan.ends == "forfeited":
        return
    yield (at := sitting.starts)
    rooms.held(case, sitting, plan, officer, at)
    yield (at := office_time(at.date() + DAY, 30))
    if plan.ends == "not_selected":
        world.decide(case, "not_select", officer, at, ["ranked_below"], told()["words"]["not_selected"])
        return
    rooms.award(case, plan, officer, at)
    world.decide(case, "select", officer, at)
    yield from contracts.contract(desk, case, sitting, at)


def run_out(case: UUID, officer: Actor, at: datetime) -> None:
    """The clocks of this case that have run out by then."""
    for clock in case_page(case, actor=officer, at=at).clocks:
        if clock.state == "running" and clock.due_at is not None and clock.due_at <= at:
            expire_clock(clock.id, at=at)
