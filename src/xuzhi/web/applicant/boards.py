"""What is worked out of a page's answers and shown below them, after every save."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from xuzhi.casework.queries.findings_now import findings_now
from xuzhi.casework.queries.shapes import FindingView, SectionView, TaskList
from xuzhi.grants.queries.worked_out import WorkedOut, worked_out
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import say
from xuzhi.web.applicant.places import is_gap

ROW = 34
"""Height of a work item's row in the drawing, in its own units."""


@dataclass(frozen=True)
class Boards:
    """`bound` says what holds the largest subsidy, in words; `drawn` are the rows of the timeline."""

    shows: tuple[str, ...]
    findings: tuple[FindingView, ...]
    worked: WorkedOut | None
    bound: str = ""
    missing: str = ""
    drawn: tuple[dict[str, Any], ...] = ()
    height: int = 0


def boards_of(tasks: TaskList, view: SectionView, *, actor: Actor, at: datetime) -> Boards | None:
    """None where the page shows nothing of the kind."""
    if not view.shows:
        return None
    worked = worked_out(tasks.case.id, view.shows, actor=actor, at=at) if set(view.shows) - {"checks"} else None
    found = _findings(tasks, view, actor, at) if "checks" in view.shows else ()
    comma = say("kernel.list_separator")
    subsidy = worked.subsidy if worked else None
    bound = subsidy.largest.bound_by if subsidy and subsidy.largest else ()
    bars = worked.timeline.bars if worked and worked.timeline else ()
    return Boards(
        view.shows,
        found,
        worked,
        comma.join(say(f"web/applicant.bound_{name}") for name in bound),
        comma.join(say(f"web/applicant.amount_{name}") for name in (subsidy.missing if subsidy else ())),
        tuple(
            {"bar": bar, "y": ROW * place, "text": ROW * place + 13, "top": ROW * place + 18}
            for place, bar in enumerate(bars)
        ),
        ROW * len(bars) + 18,
    )


def _findings(tasks: TaskList, view: SectionView, actor: Actor, at: datetime) -> tuple[FindingView, ...]:
    """Those that look at an answer of this page and could be told."""
    names = {each.question.name for each in view.questions if each.asked}
    return tuple(
        each
        for each in findings_now(tasks.case.id, actor=actor, at=at)
        if not is_gap(each)
        and not each.missing
        and names & {one.name for one in each.evidence if one.kind == "question"}
    )
