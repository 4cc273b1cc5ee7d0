"""What happens in the demo after a listing: changes of price, inspections, a sanction."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from xuzhi.casework.correcting import Wrong
from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.operations.settle_defects import Verdict, settle_defects
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.queries.defects_of import defects_of
from xuzhi.casework.queries.task_list import task_list
from xuzhi.console.demo import papers
from xuzhi.console.demo.content import DemoFirm, texts
from xuzhi.console.demo.story import DAY, Story
from xuzhi.console.demo.world import World, office_time
from xuzhi.kernel.actor import Actor
from xuzhi.parties.queries import actor_of

PLANS = "solution.plans"
DEARER = 1.1


def change(world: World, firm: DemoFirm, name: str, at: datetime, *, ends: str) -> Story:
    """The plans of a listed solution are to cost a tenth more. `ends`: draft, submitted, agreed, refused."""
    yield at
    words, actor = texts()["words"], actor_of(world.owners[firm.key], firm=firm.ubn)
    case = open_case(world.programme, "solution_change", about=world.cases[name], actor=actor, at=at)
    dearer = [{**plan, "price_twd": _dearer(plan)} for plan in _answers(case, actor, at)[PLANS][0]]
    _save(case, {PLANS: dearer, "change.reason": words["why_dearer"]}, actor, at)
    if ends == "draft":
        return
    _save(case, {"change.price_notes": words["who_pays_more"]}, actor, at)
    submit_case(case, actor=actor, at=at, key=str(case))
    world.deliver(case, at)
    if ends == "submitted":
        return
    yield (at := office_time(at.date() + DAY, int(firm.ubn[-3:])))
    officer = world.take_up(case, firm, at)
    world.confirm_all(case, officer, at)
    if ends == "agreed":
        world.decide(case, "agree", officer, at)
    else:
        world.decide(case, "refuse", officer, at, reason=words["not_dearer"])


def _dearer(plan: dict[str, Any]) -> int:
    return round(int(plan["price_twd"]) * DEARER)


def inspection(world: World, firm: DemoFirm, name: str, at: datetime, *, ends: str) -> Story:
    """The office looks into a listed solution. `ends`: inspecting, improvement, reinspection, closed, removed."""
    yield at
    words, officer = texts()["words"], world.officer_for(firm)
    case = open_case(world.programme, "inspection", about=world.cases[name], actor=officer, at=at)
    world.take_up(case, firm, at)
    take_step(case, "note_finding", actor=officer, at=at, ruling=words["inspected"])
    if ends == "inspecting":
        return
    wrong = [Wrong("ground", "faulty", words["faulty"])]
    take_step(case, "order_improvement", actor=officer, at=at, defects=wrong)
    world.deliver(case, at)
    if ends == "improvement":
        return
    yield (at := office_time(at.date() + 3 * DAY, int(firm.ubn[-3:])))
    _report(world, firm, case, at)
    if ends == "reinspection":
        return
    yield (at := office_time(at.date() + DAY, int(firm.ubn[-3:]) + 20))
    _settle(case, officer, at, accepted=ends == "closed")
    if ends == "closed":
        world.decide(case, "close_improved", officer, at)
    else:
        world.decide(case, "remove", officer, at, reason=words["still_faulty"])


def sanction(world: World, firm: DemoFirm, name: str, at: datetime, *, ends: str) -> Story:
    """A supplier is told to set right what it declared. `ends`: improvement, improved, cancelled."""
    yield at
    words, officer = texts()["words"], world.officer_for(firm)
    case = open_case(world.programme, "sanction", about=world.cases[name], actor=officer, at=at)
    world.take_up(case, firm, at)
    wrong = [Wrong("ground", "untrue", words["untrue"])]
    take_step(case, "order_improvement", actor=officer, at=at, defects=wrong)
    world.deliver(case, at)
    if ends == "improvement":
        return
    yield (at := office_time(at.date() + DAY, int(firm.ubn[-3:])))
    _report(world, firm, case, at)
    yield (at := office_time(at.date() + DAY, int(firm.ubn[-3:]) + 20))
    _settle(case, officer, at, accepted=ends == "improved")
    if ends == "improved":
        world.decide(case, "close_improved", officer, at)
    else:
        world.decide(case, "cancel", officer, at, reason=words["still_untrue"])


def _report(world: World, firm: DemoFirm, case: UUID, at: datetime) -> None:
    actor = actor_of(world.owners[firm.key], firm=firm.ubn)
    world.hand_in(case, {"improvement_evidence": papers.firm_paper("track_record_proof", firm)}, actor, at)
    world.answer_defects(case, actor, "report_improvement", texts()["words"]["improved"], at)


def _settle(case: UUID, officer: Actor, at: datetime, *, accepted: bool) -> None:
    defects = defects_of(case, actor=officer, at=at)
    note = "" if accepted else texts()["words"]["looked_again"]
    verdicts = {each.id: Verdict(accepted, note) for each in defects if each.state == "answered"}
    settle_defects(case, verdicts, actor=officer, at=at)


def _answers(case: UUID, actor: Actor, at: datetime) -> dict[str, tuple[Any, int]]:
    """What stands in the form, and its version, by question."""
    sections = task_list(case, actor=actor, at=at).sections
    return {each.question.name: (each.value, each.version) for section in sections for each in section.questions}


def _save(case: UUID, answers: dict[str, Any], actor: Actor, at: datetime) -> None:
    there = _answers(case, actor, at)
    seen = {name: there[name][1] for name in answers if name in there}
    came = save_answers(case, answers, seen=seen, actor=actor, at=at)
    if came.invalid or came.conflicts:
        raise ValueError(f"the demo's answers were not taken: {came}")
