"""Who has how much to do, and sharing out what nobody has."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from xuzhi.casework.operations.assign_cases import assign_cases
from xuzhi.casework.operations.record_export import record_export
from xuzhi.casework.queries.workload import workload as loads_of_office
from xuzhi.casework.refusals import CaseUnknown
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.web.exporting.answer import FORMATS, sheet_answer
from xuzhi.web.exporting.sheet import Sheet
from xuzhi.web.office.access import as_officer, as_staff
from xuzhi.web.office.export import file_name, format_of
from xuzhi.web.refused import sentence_of

NOBODY = "none"
COLUMNS = ("officer", "open", "waiting", "due_this_week", "overdue", "decided", "median_days")


@require_safe
@as_staff
def workload(request: HttpRequest, actor: Actor) -> HttpResponse:
    return render(request, "office/workload.html", _context(request, actor))


def _context(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    found = loads_of_office(at=timezone.now(), of=request.GET.get("of", "") or NOBODY)
    given = next((each.name for each in found.loads if each.officer_id == request.GET.get("of")), "")
    here = reverse("office:workload")
    most = max((each.open for each in found.loads), default=0)
    return {
        "section": "office",
        "part": "workload",
        "actor": actor,
        "acts": actor.role == "officer",
        "found": found,
        "most": most,
        "given": given,
        "of": request.GET.get("of", "") if given else "",
        "lines": [(case, found.suggested.get(case.id, "")) for case in found.cases],
        "officers": [(each.officer_id, each.name) for each in found.loads if each.name],
        "exports": [(each, f"{reverse('office:export_workload')}?format={each}") for each in FORMATS],
        "here": here,
    }


@require_POST
@as_officer
def share_out(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Give every ticked case to the officer chosen beside it. All of them, or none."""
    chosen: dict[UUID, str] = {}
    for each in request.POST.getlist("case"):
        try:
            chosen[UUID(each)] = request.POST.get(f"officer:{each}", "")
        except ValueError:
            continue
    of = request.POST.get("of", "")
    back = redirect(reverse("office:workload") + (f"?of={of}" if of else ""))
    if not chosen:
        messages.error(request, say("web/office.nothing_ticked"))
        return back
    try:
        changed = assign_cases(chosen, actor=actor, at=timezone.now())
    except CaseUnknown:
        raise
    except Refusal as refusal:
        messages.error(request, sentence_of(refusal))
    else:
        messages.success(request, say("web/office.shared_out", count=changed))
    return back


@require_safe
@as_staff
def export(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    format, now = format_of(request), timezone.now()
    loads = loads_of_office(at=now).loads
    record_export("workload", format, rows=len(loads), actor=actor, at=now)
    title = say("web/office.file_workload")
    heads = [say(f"web/office.load_{name}") for name in COLUMNS]
    rows = [(e.name, e.open, e.waiting, e.due_this_week, e.overdue, e.decided, e.median_days) for e in loads]
    return sheet_answer(Sheet(title, heads, rows), format, file_name(title))
