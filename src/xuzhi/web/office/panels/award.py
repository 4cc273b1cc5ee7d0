"""What the meeting settles for a case, and all cases of a round and category side by side with the money."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from xuzhi.casework.queries.editions import programmes
from xuzhi.grants.award_refusals import AwardInvalid
from xuzhi.grants.awarding import ADVICE, KPIS, OWN, SUBSIDY, TOTAL, Award, bounds_shown
from xuzhi.grants.operations.settle_award import settle_award
from xuzhi.grants.queries.award_board import AwardView, award_boards, award_view
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.panels.refusals import PanelUnknown, Recused
from xuzhi.web.office.access import as_staff
from xuzhi.web.office.panels.frame import acting, formed, reading, show
from xuzhi.web.refused import errors_by_field, sentence_of

AMOUNTS = ("total", "subsidy", "own")
CELLS = ("name", "unit", "baseline", "target")
MOST_ROWS, SPARE_ROWS = 60, 1
BLANK: Mapping[str, str] = dict.fromkeys(CELLS, "")


@require_safe
@as_staff
def boards(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Programmes whose panels settle something, each with its rounds and categories."""
    now = timezone.now()
    settling = [each for each in programmes() if any(case.panel and case.panel.settles for case in each.cases)]
    lists = [(each.title, each.id, award_boards(each.id, actor=actor, at=now)) for each in settling]
    return render(request, "office/panels/boards.html", {"section": "office", "part": "reviewers", "lists": lists})


@require_http_methods(["GET", "HEAD", "POST"])
def award(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The amounts, KPIs and comments: as they stand; weighed again as typed, or settled."""
    return settle(request, case_id=case_id) if request.method == "POST" else look(request, case_id=case_id)


@reading
def look(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    view = _found(case_id, actor)
    return _show(request, actor, view, _stored(view))


@acting
def settle(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    view, typed = _found(case_id, actor), _typed(request.POST)
    if "settle" not in request.POST:
        return _show(request, actor, view, typed, spare=SPARE_ROWS + 1 if "add" in request.POST else SPARE_ROWS)
    try:
        settle_award(case_id, _award(typed), actor=actor, at=timezone.now())
    except (PanelUnknown, Recused):
        raise
    except AwardInvalid as refusal:
        return _show(request, actor, view, typed, refusal.parts)
    except Refusal as refusal:
        messages.error(request, sentence_of(refusal))
    else:
        messages.success(request, say("web/office/panels.award_settled"))
    return redirect("office:panels:award", case_id=case_id)


def _found(case_id: UUID, actor: Actor) -> AwardView:
    formed(case_id, actor)
    view = award_view(case_id, actor=actor, at=timezone.now())
    if view is None:
        raise Http404
    return view


def _show(
    request: HttpRequest,
    actor: Actor,
    view: AwardView,
    typed: dict[str, Any],
    wrong: Mapping[str, Refusal] | None = None,
    spare: int = SPARE_ROWS,
) -> HttpResponse:
    """The form with what these amounts could carry."""
    wrong = wrong or {}
    amounts = {name: _whole(typed[name]) for name in AMOUNTS}
    largest = view.room.largest(amounts["total"] or 0, amounts["own"] or 0)
    rows = [*typed["kpis"], *([BLANK] * spare)]
    more = {
        "award": view,
        "typed": typed,
        "amounts": [
            (name, say(f"web/office/panels.award_{name}"), typed[name], view.asked[name], _said(wrong, name))
            for name in AMOUNTS
        ],
        "kpis": [(nth, row, _said(wrong, f"kpi-{nth}")) for nth, row in enumerate(rows, 1)],
        "advice": [*typed["advice"], *([""] * spare)],
        "largest": largest if amounts["total"] and amounts["own"] else None,
        "bounds": bounds_shown(largest) if largest else "",
        "settled": view.stands[SUBSIDY] is not None,
    }
    errors = errors_by_field(dict(wrong))
    return show(request, actor, view.case_id, "award.html", errors=errors, status=422 if wrong else 200, **more)


def _said(wrong: Mapping[str, Refusal], name: str) -> str:
    return sentence_of(wrong[name]) if name in wrong else ""


def _stored(view: AwardView) -> dict[str, Any]:
    """What stands; before anything was settled, what was asked for and the plan's own KPIs."""
    if view.stands[SUBSIDY] is None:
        kpis: Any = view.plan_kpis
        amounts = dict(view.asked)
    else:
        kpis = view.stands[KPIS] or ()
        amounts = {"total": view.stands[TOTAL], "subsidy": view.stands[SUBSIDY], "own": view.stands[OWN]}
    return {
        **{name: "" if amounts[name] is None else f"{amounts[name]:,}" for name in AMOUNTS},
        "kpis": [{name: str(row.get(name) or "") for name in CELLS} for row in kpis],
        "advice": [str(row["comment"]) for row in view.stands[ADVICE] or ()],
    }


def _typed(posted: QueryDict) -> dict[str, Any]:
    """As it was typed, without rows that are empty."""
    columns = [posted.getlist(f"kpi-{name}") for name in CELLS]
    rows = [dict(zip(CELLS, (cell.strip() for cell in row), strict=True)) for row in zip(*columns, strict=False)]
    return {
        **{name: posted.get(name, "").strip() for name in AMOUNTS},
        "kpis": [row for row in rows if any(row.values())][:MOST_ROWS],
        "advice": [each.strip() for each in posted.getlist("advice") if each.strip()][:MOST_ROWS],
    }


def _award(typed: Mapping[str, Any]) -> Award:
    total, subsidy, own = (_whole(typed[name]) for name in AMOUNTS)
    return Award(total, subsidy, own, tuple(typed["kpis"]), tuple(typed["advice"]))


def _whole(text: str) -> int | None:
    """Whole NT dollars, with or without commas; None where it cannot be read."""
    digits = text.replace(",", "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 13 else None
