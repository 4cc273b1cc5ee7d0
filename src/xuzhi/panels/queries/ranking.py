"""Which of the cases that passed comes first (L7.P4)."""

from __future__ import annotations

from xuzhi.casework.models import Case
from xuzhi.casework.queries.editions import Overlays
from xuzhi.kernel.actor import Actor
from xuzhi.panels.locking import check_office, recused_cases
from xuzhi.panels.models import Panel
from xuzhi.panels.queries.shapes import Ranked


def ranking(programme: str, *, actor: Actor, waiting_only: bool = False) -> tuple[Ranked, ...]:
    """The programme's panels that passed: bonus points first, then the total, then who was concluded first; equals
    share a rank. `waiting_only` leaves out what has been listed or has ended since. Cases in which the person has a
    conflict are left out, and the others keep their rank's order without them. Raises OfficeOnly.
    """
    check_office(actor)
    recused = recused_cases(actor)
    rows = Panel.objects.filter(programme=programme, passed=True, quorate=True).exclude(case_id__in=recused)
    panels = list(rows.order_by("-bonus", "-total", "opened_at", "id"))
    cases = {case.id: case for case in Case.objects.filter(id__in=[panel.case_id for panel in panels])}
    overlays = Overlays(programme)
    found: list[Ranked] = []
    for panel in panels:
        case = cases[panel.case_id]
        if waiting_only and (case.ended_at is not None or case.outcome):
            continue
        same = found and (found[-1].bonus, found[-1].total) == (panel.bonus, panel.total)
        rules = overlays.edition_of(case, panel.formed_at.date(), spoken=True)
        found.append(
            Ranked(
                rank=found[-1].rank if same else len(found) + 1,
                case_id=panel.case_id,
                case_number=panel.case_number,
                subject=panel.subject,
                firm_name=panel.firm_name,
                total=panel.total,
                bonus=panel.bonus,
                concluded_at=panel.opened_at,
                stage_label=rules.case(case.kind).stage(case.stage).label,
            )
        )
    return tuple(found)
