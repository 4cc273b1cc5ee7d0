"""What follows the selection of a demo's plan: contract, money, reports, a breach, closing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from xuzhi.casework.correcting import Wrong
from xuzhi.console.demo import papers
from xuzhi.console.demo.content import firms
from xuzhi.console.demo.granting import asking
from xuzhi.console.demo.granting.desk import Desk
from xuzhi.console.demo.granting.plans import MEASURER, Plan, budget_lines, contract_lines, told
from xuzhi.console.demo.granting.rooms import Called
from xuzhi.console.demo.story import DAY, Story
from xuzhi.console.demo.world import office_time
from xuzhi.parties.queries import actor_of

SIGNED = ("signed_contract", "signed_undertaking", "signed_plan")


def contract(desk: Desk, proposal: UUID, met: Called, at: datetime) -> Story:
    """From the letter of selection on. `ends`: signing, claiming, breach, closed."""
    world, plan, actor = desk.world, desk.plan, desk.actor
    case = desk.opened(proposal, "contract", at)
    world.deliver(case, at)
    yield (at := _next(at, 1))
    desk.fill(case, at, revision__due_at=_five(at, 14))
    desk.step(case, "request_revision", at)
    yield (at := _next(at, 5))
    words = told()["words"]
    said = [
        {"number": str(nth), "kind": "revised", "answer": answer, "place": place}
        for nth, (answer, place) in enumerate(zip(words["revised"], words["places"], strict=True), 1)
    ]
    changed, lines = _changed(plan)
    desk.answer(case, at, revision__answers=said, contract__budget_lines=lines, **changed)
    desk.hand_in(case, ("revised_plan",), at)
    desk.step(case, "hand_in_revision", at, by=actor)
    yield (at := _next(at, 3))
    if changed:
        asking.consent(desk, case, met.members, at)
        at += timedelta(hours=6)
    desk.fill(case, at, **_terms(plan, at))
    desk.step(case, "open_signing", at)
    if plan.ends == "signing":
        return
    yield (at := _next(at, 6))
    desk.hand_in(case, SIGNED, at)
    desk.step(case, "deliver", at, by=actor)
    yield (at := _next(at, 2))
    desk.fill(case, at, contract__signed_on=_day(at.date()))
    desk.step(case, "conclude", at)
    yield from _running(desk, case, at)


def _changed(plan: Plan) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """The figures that the firm changes of its own accord, and the contract's lines with them."""
    lines = contract_lines(plan)
    if plan.raises:
        lines[0]["own"] = str(int(lines[0]["own"]) + plan.raises)
        own = plan.total - plan.total // 2 + plan.raises
        told = {"budget__total": str(plan.total + plan.raises), "budget__own": str(own)}
        return told | {"budget__lines": budget_lines(plan, plan.raises)}, lines
    return {}, lines


def _terms(plan: Plan, at: datetime) -> dict[str, Any]:
    words, first, half = told()["words"], at.date() + timedelta(days=14), plan.total // 2
    later = half * 4 // 10
    return {
        "contract__starts_on": _day(first),
        "contract__ends_on": _day(first + timedelta(days=150 if plan.ends == "closed" else 364)),
        "contract__instalments": [
            {"number": "1", "due_on": _day(first), "subsidy": str(half - later), "condition": words["signed"]},
            {"number": "2", "due_on": _day(first + timedelta(days=120)), "subsidy": str(later),
             "condition": words["midterm"]},
        ],
        "contract__move_limit": "10",
        "signing__due_at": _five(at, 14),
    }  # fmt: skip


def _running(desk: Desk, contract: UUID, at: datetime) -> Story:
    half = desk.plan.total // 2
    yield (at := _next(at, 20))
    yield from _claim(desk, contract, 1, half - half * 4 // 10, at, whole=desk.plan.ends != "claiming")
    if desk.plan.ends == "claiming":
        return
    if desk.plan.measured:
        yield (at := _next(at, 3))
        case = asking.ask_measurer(desk, contract, at)
        yield (at := _next(at, 2))
        measurer = firms()[MEASURER]
        asking.sign(desk, case, actor_of(desk.world.owners[measurer.key], firm=measurer.ubn), at)
    yield (at := _next(at, 40))
    _expenses(desk, contract, at)
    yield (at := _next(at, 5))
    _progress(desk, contract, at)
    if desk.plan.ends == "breach":
        yield (at := _next(desk.world.today - timedelta(days=9), 0))
        _breach(desk, contract, at)
    if desk.plan.ends == "closed":
        yield (at := _next(desk.world.today - timedelta(days=20), 0))
        yield from _closing(desk, contract, at)


def _claim(desk: Desk, contract: UUID, number: int, amount: int, at: datetime, *, whole: bool) -> Story:
    case = desk.begin("claim", contract, at)
    words = told()["words"]
    desk.answer(case, at, claim__instalment=str(number), claim__amount=str(amount), claim__fulfilled=words["fulfilled"])
    desk.hand_in(case, ("claim_receipt",), at)
    desk.step(case, "submit", at, by=desk.actor)
    yield (at := _next(at, 2))
    desk.step(case, "check", at)
    if not whole:
        return
    yield (at := _next(at, 1))
    desk.step(case, "approve", at, by=desk.second)
    yield (at := _next(at, 3))
    desk.fill(case, at, claim__paid_on=_day(at.date()), claim__reference=words["reference"])
    desk.step(case, "pay", at)


def _expenses(desk: Desk, contract: UUID, at: datetime) -> None:
    case = desk.begin("expense_report", contract, at)
    items = [
        {"line": each["line"], "spent_on": _day(at.date() - timedelta(days=10 + nth)), "what": each["category"],
         "receipt_number": f"XZ{10 + nth}", "subsidy": str(int(each["subsidy"]) * 6 // 10),
         "own": str(int(each["own"]) // 2)}
        for nth, each in enumerate(contract_lines(desk.plan))
    ]  # fmt: skip
    desk.answer(case, at, expenses__from_on=_day(at.date() - timedelta(days=40)),
                expenses__until_on=_day(at.date() - timedelta(days=1)), expenses__items=items)  # fmt: skip
    desk.hand_in(case, ("receipts",), at)
    desk.step(case, "submit", at, by=desk.actor)
    if desk.plan.ends == "closed":
        asking.have_audited(desk, case, at)
        at += timedelta(hours=4)
    desk.confirm(case, at)
    desk.step(case, "accept", at)


def _progress(desk: Desk, contract: UUID, at: datetime) -> None:
    case, behind = desk.begin("progress_report", contract, at), desk.plan.ends == "breach"
    desk.hand_in(case, ("kpi_sources",), at)
    source = papers.sha256_of(papers.paper("kpi_sources", desk.firm, at.date(), desk.plan.title))
    items = [{"work_item": code, "planned": "50", "actual": "20" if behind else "55"} for _, code in desk.plan.work]
    kpis = [
        {"name": name, "value": baseline if behind else target, "measured_on": _day(at.date()), "source": [source]}
        for name, _, baseline, target in desk.plan.kpis
    ]
    desk.answer(case, at, progress__until_on=_day(at.date()), progress__items=items, progress__kpis=kpis,
                progress__behind=told()["words"]["behind"] if behind else "")  # fmt: skip
    desk.step(case, "submit", at, by=desk.actor)
    if not behind:
        desk.confirm(case, at)
        desk.step(case, "accept", at)


def _breach(desk: Desk, contract: UUID, at: datetime) -> None:
    words = told()["words"]
    case = desk.begin("breach", contract, at, by=desk.officer)
    desk.fill(case, at, breach__grounds=["behind"], breach__facts=words["facts"])
    desk.hand_in(case, ("breach_evidence",), at, office=True)
    desk.step(case, "order_improvement", at, defects=[Wrong("ground", "behind", words["improve"])])


def _closing(desk: Desk, contract: UUID, at: datetime) -> Story:
    words, case = told()["words"], desk.begin("closing", contract, at)
    desk.hand_in(case, ("closing_report", "closing_sources", "closing_data"), at)

    def made(document: str) -> str:
        return papers.sha256_of(papers.paper(document, desk.firm, at.date(), desk.plan.title))

    kpis = [
        {"name": name, "value": target, "measured_on": _day(at.date() - timedelta(days=5)),
         "source": [made("closing_sources")]}
        for name, _, _, target in desk.plan.kpis
    ]  # fmt: skip
    data = [{"name": words["data"], "kind": "consumption", "method": words["method"], "file": [made("closing_data")]}]
    desk.answer(case, at, closing__results=words["results"], closing__unspent="0",
                closing__declares_deidentified="yes", closing__kpis=kpis, closing__data=data)  # fmt: skip
    desk.step(case, "submit", at, by=desk.actor)
    yield (at := _next(at, 4))
    desk.confirm(case, at)
    desk.step(case, "accept", at)
    yield (at := _next(at, 1))
    desk.step(case, "close", at, by=desk.second)


def _next(after: datetime | date, days: int) -> datetime:
    day = after.date() if isinstance(after, datetime) else after
    return office_time(day + days * DAY, 45)


def _day(day: date) -> str:
    return f"{day.year - 1911}/{day.month}/{day.day}"


def _five(at: datetime, days: int) -> str:
    return f"{_day(office_time(at.date() + days * DAY, 0).date())} 17:00"
