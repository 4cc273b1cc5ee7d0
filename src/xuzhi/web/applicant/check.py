"""All that the rules say about the draft as it stands, at once, each with a link to where it can be put right."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.casework.queries.findings_now import findings_now
from xuzhi.casework.queries.related import related
from xuzhi.casework.queries.shapes import FindingView, TaskList
from xuzhi.casework.queries.task_list import task_list
from xuzhi.web.applicant.access import Applicant, of_own_case
from xuzhi.web.applicant.places import gaps_by_section, is_gap, places_of

SIGNS = ("not_met", "undetermined", "unconfirmed", "met")


@require_safe
@of_own_case
def check(request: HttpRequest, me: Applicant, case_id: UUID) -> HttpResponse:
    now = timezone.now()
    tasks = task_list(case_id, actor=me.actor, at=now)
    findings = findings_now(case_id, actor=me.actor, at=now)
    groups = group_findings(tasks, findings)
    context = {
        "section": "cases",
        "me": me,
        "tasks": tasks,
        "case": tasks.case,
        "groups": groups,
        "lacking": [each for each in groups["undetermined"] if each["finding"].missing],
        "to_judge": [each for each in groups["undetermined"] if not each["finding"].missing],
        "gaps": gaps_by_section(tasks, findings),
        "blocking": sum(1 for each in findings if each.blocking and each.stands == "not_met" and not is_gap(each)),
        "counts": {sign: len(found) for sign, found in groups.items()},
        "missing": sum(map(is_gap, findings)),
        "differences": related(case_id, actor=me.actor, at=now).differences if tasks.case.about else (),
    }
    return render(request, "applicant/check.html", context)


def group_findings(tasks: TaskList, findings: list[FindingView]) -> dict[str, list[dict[str, Any]]]:
    """Findings by their sign, each with the places where it can be corrected; what is only missing is listed apart."""
    groups: dict[str, list[dict[str, Any]]] = {sign: [] for sign in SIGNS}
    for finding in findings:
        if is_gap(finding):
            continue
        groups[finding.sign].append({"finding": finding, "places": places_of(tasks, finding)})
    return groups
