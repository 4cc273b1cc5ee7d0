"""The officer and the firm over one contract of the demo."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from xuzhi.casework.operations.confirm_findings import confirm_findings
from xuzhi.casework.operations.fill_in import fill_in
from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.queries.answered import versions_of
from xuzhi.casework.queries.findings_to_confirm import findings_to_confirm
from xuzhi.casework.queries.related import related
from xuzhi.console.demo import papers
from xuzhi.console.demo.content import DemoFirm
from xuzhi.console.demo.granting.plans import Plan, told
from xuzhi.console.demo.world import World
from xuzhi.kernel.actor import Actor


class Desk:
    """What both do; every act brings its letters along."""

    def __init__(self, world: World, plan: Plan, firm: DemoFirm, actor: Actor, officer: Actor) -> None:
        self.world, self.plan, self.firm, self.actor, self.officer = world, plan, firm, actor, officer
        self.second = next(each for each in world.officers if each.id != officer.id)

    def fill(self, case: UUID, at: datetime, **said: Any) -> None:
        fill_in(case, _named(said), seen=versions_of(case), actor=self.officer, at=at)

    def answer(self, case: UUID, at: datetime, **said: Any) -> None:
        save_answers(case, _named(said), seen=versions_of(case), actor=self.actor, at=at)

    def hand_in(self, case: UUID, documents: tuple[str, ...], at: datetime, *, office: bool = False) -> None:
        made = {each: papers.paper(each, self.firm, at.date(), self.plan.title) for each in documents}
        self.world.hand_in(case, made, self.officer if office else self.actor, at)

    def step(self, case: UUID, name: str, at: datetime, by: Actor | None = None, **more: Any) -> None:
        take_step(case, name, actor=by or self.officer, at=at, **more)
        self.world.deliver(case, at)

    def opened(self, case: UUID, kind: str, at: datetime) -> UUID:
        found = related(case, actor=self.officer, at=at).cases
        return UUID(str(next(each.id for each in found if each.kind == kind)))

    def begin(self, kind: str, about: UUID, at: datetime, by: Actor | None = None) -> UUID:
        return open_case(told()["programme"], kind, actor=by or self.actor, at=at, about=about)

    def confirm(self, case: UUID, at: datetime) -> None:
        open_ones = dict.fromkeys(findings_to_confirm(case), "met")
        confirm_findings(case, open_ones, note=told()["words"]["looked"], actor=self.officer, at=at)


def _named(said: dict[str, Any]) -> dict[str, Any]:
    return {name.replace("__", "."): value for name, value in said.items()}
