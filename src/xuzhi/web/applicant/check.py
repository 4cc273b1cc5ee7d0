"""All that the rules say about the draft as it stands, at once, each with a link to where it can be put right."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.casework.queries.findings_now import findings_now
from xuzhi.casework.queries.shapes import FindingView, TaskList
from xuzhi.casework.queries.task_list import task_list
from xuzhi.web.applicant.access import Applicant, of_own_case
from xuzhi.web.applicant.places import places_of

ORDER = {"not_met": 0, "undetermined": 1, "met": 2}


@require_safe
@of_own_case
def check(request: HttpRequest, me: Applicant, case_id: UUID) -> HttpResponse:
    now = timezone.now()
    tasks = task_list(case_id, actor=me.actor, at=now)
    findings = findings_now(case_id, actor=me.actor, at=now)
    context = {
        "section": "cases",
        "me": me,
        "tasks": tasks,
        "case": tasks.case,
        "groups": group_findings(tasks, findings),
        "blocking": sum(1 for each in findings if each.blocking and each.stands != "met"),
        "counts": {outcome: sum(1 for each in findings if each.stands == outcome) for outcome in ORDER},
    }
    return render(request, "applicant/check.html", context)


def group_findings(tasks: TaskList, findings: list[FindingView]) -> dict[str, list[dict[str, object]]]:
    """Findings by outcome, what is wrong first, each with the places where it can be corrected."""
    groups: dict[str, list[dict[str, object]]] = {outcome: [] for outcome in ORDER}
    for finding in findings:
        groups[finding.stands].append({"finding": finding, "places": places_of(tasks, finding)})
    return groups
