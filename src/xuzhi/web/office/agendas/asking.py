"""What waits for a review meeting, and the form by which an agenda is asked for."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from xuzhi.casework.queries.editions import edition, programmes
from xuzhi.casework.refusals import KindUnknown, ProgrammeUnknown
from xuzhi.grants.agendas.operations.ask_agenda import ask_agenda
from xuzhi.grants.agendas.queries import agendas_asked
from xuzhi.grants.agendas.question import check_question
from xuzhi.grants.agendas.refusals import AgendaInvalid
from xuzhi.grants.agendas.waiting import Waiting, kinds_with_panel, waiting_cases
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import say
from xuzhi.panels.queries.roster import roster
from xuzhi.web.office.access import as_officer, as_staff
from xuzhi.web.office.agendas.posted import empty, question_of, typed_of
from xuzhi.web.refused import errors_by_field

PLACES = {"days": "day-0", "cases": "cases"}


@require_safe
@as_staff
def kinds(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every kind of case on which panels sit; where there is one, its page at once."""
    today = timezone.localdate()
    found = [
        (programme, kind)
        for programme in programmes()
        for kind in kinds_with_panel(edition(programme.id, today, spoken=True))
    ]
    if len(found) == 1:
        return redirect("office:agendas:ask", programme_id=found[0][0].id, kind=found[0][1].name)
    return render(request, "office/agendas/kinds.html", _context() | {"kinds": found})


@require_http_methods(["GET", "HEAD", "POST"])
@as_officer
def ask(request: HttpRequest, actor: Actor, programme_id: str, kind: str) -> HttpResponse:
    waiting = _waiting(request, programme_id, kind)
    people = roster(actor=actor)
    if request.method != "POST":
        return _show(request, actor, waiting, people, empty(waiting))
    typed = typed_of(request.POST, waiting)
    question, wrong = question_of(typed, waiting, frozenset(each.name for each in people))
    now = timezone.now()
    try:
        check_question(question, now, waiting.least_members)
        if not wrong:
            agenda_id = ask_agenda(question, actor=actor, at=now)
            return redirect("office:agendas:agenda", agenda_id=agenda_id)
    except AgendaInvalid as refusal:
        wrong = dict(refusal.parts) | wrong
        if any(name.startswith("times-") for name in wrong):
            wrong.pop("days", None)
    return _show(request, actor, waiting, people, typed, wrong)


def _waiting(request: HttpRequest, programme_id: str, kind: str) -> Waiting:
    try:
        found = waiting_cases(programme_id, kind, at=timezone.now(), round=request.GET.get("round", ""))
    except (ProgrammeUnknown, KindUnknown, KeyError) as unknown:
        raise Http404(kind) from unknown
    if found.kind.panel is None:
        raise Http404(kind)
    return found


def _context() -> dict[str, Any]:
    return {"section": "office", "part": "reviewers"}


def _show(
    request: HttpRequest, actor: Actor, waiting: Waiting, people: Any, typed: dict[str, Any], wrong: Any = None
) -> HttpResponse:
    wrong = wrong or {}
    programme_id, kind = waiting.rules.programme_id, waiting.kind.name
    context = _context() | {
        "waiting": waiting,
        "rounds": [each for each in waiting.rules.rounds if kind in each.cases],
        "round": request.GET.get("round", ""),
        "typed": typed,
        "said": {name: part.says for name, part in wrong.items()},
        "errors": errors_by_field({PLACES.get(name, name): part for name, part in wrong.items()}),
        "asked": [
            (each, say(f"web/office/agendas.state_{each.state}"))
            for each in agendas_asked(programme_id, kind, actor=actor)
        ],
        **_fields(waiting, people, typed, wrong),
    }
    return render(request, "office/agendas/ask.html", context, status=422 if wrong else 200)


def _fields(waiting: Waiting, people: Any, typed: dict[str, Any], wrong: Any) -> dict[str, Any]:
    """Cases with their marks, categories with minutes and expertise, days with hours, people with what they know."""
    labels = {each.code: each.label for each in waiting.categories}
    expertise = waiting.kind.panel.expertise if waiting.kind.panel else ()
    used = [each for each in waiting.categories if any(case.category == each.code for case in waiting.cases)]
    minutes = typed["minutes"]
    return {
        "rows": [(case, labels.get(case.category, ""), str(case.id) in typed["cases"]) for case in waiting.cases],
        "categories": [
            (
                each,
                minutes.get(each.code, ""),
                _ticked(expertise, typed, each.code),
                _said(wrong, f"minutes-{each.code}"),
            )
            for each in used
        ],
        "days": [(n, day, times, _said(wrong, f"times-{n}")) for n, (day, times) in enumerate(typed["days"])],
        "people": [(each, [c.label for c in expertise if c.code in each.expertise]) for each in people],
    }


def _ticked(expertise: Any, typed: dict[str, Any], category: str) -> list[tuple[Any, bool]]:
    return [(each, each.code in typed["expertise"].get(category, ())) for each in expertise]


def _said(wrong: Any, name: str) -> str:
    return wrong[name].says if name in wrong else ""
