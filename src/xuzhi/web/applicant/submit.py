"""Hand the case in: the declaration, the button, and the receipt; pressing twice hands in once."""

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.casework.queries.findings_now import findings_now
from xuzhi.casework.queries.related import related
from xuzhi.casework.queries.shapes import TaskList
from xuzhi.casework.queries.task_list import task_list
from xuzhi.casework.refusals import SubmissionBlocked, SubmittedAlready
from xuzhi.kernel.finding import Finding
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.web.applicant.access import Applicant, of_own_case
from xuzhi.web.applicant.places import GAPS, gaps_by_section, is_gap, places_of
from xuzhi.web.refused import Errors, errors_of
from xuzhi.web.templatetags.xuzhi import slug_id

DECLARATION = "declared"


class NotDeclared(Refusal):
    """The declaration is not ticked."""

    code = "web/applicant.not_declared"


@require_http_methods(["GET", "HEAD", "POST"])
@of_own_case
def submit(request: HttpRequest, me: Applicant, case_id: UUID) -> HttpResponse:
    """The key in the form makes a second press, or the back button, end at the same receipt."""
    now = timezone.now()
    tasks = task_list(case_id, actor=me.actor, at=now)
    if tasks.case.submitted_at is not None and not request.POST.get("key"):
        return redirect("applicant:receipt", case_id=case_id)
    if request.method != "POST":
        return _show(request, me, tasks, key=str(uuid4()))
    key = request.POST.get("key", "")[:80]
    try:
        if tasks.case.submitted_at is None and not request.POST.get(DECLARATION):
            raise NotDeclared()
        submit_case(case_id, actor=me.actor, at=now, key=key)
    except SubmittedAlready:
        return redirect("applicant:receipt", case_id=case_id)
    except SubmissionBlocked as blocked:
        return _show(request, me, tasks, key=key, errors=_blocked(blocked), status=409)
    except NotDeclared as refusal:
        return _show(request, me, tasks, key=key, errors=errors_of(refusal, DECLARATION), status=422)
    except Refusal as refusal:
        return _show(request, me, tasks, key=key, errors=errors_of(refusal), status=409)
    return redirect("applicant:receipt", case_id=case_id)


def _show(
    request: HttpRequest, me: Applicant, tasks: TaskList, *, key: str, errors: Errors | None = None, status: int = 200
) -> HttpResponse:
    now = timezone.now()
    findings = findings_now(tasks.case.id, actor=me.actor, at=now)
    in_the_way = [each for each in findings if each.blocking and each.stands == "not_met"]
    gaps = gaps_by_section(tasks, in_the_way)
    context = {
        "section": "cases",
        "me": me,
        "tasks": tasks,
        "case": tasks.case,
        "key": key,
        "errors": errors or Errors(),
        "in_the_way": [{"finding": each, "places": places_of(tasks, each)} for each in in_the_way if not is_gap(each)],
        "gaps": gaps,
        "blocked": bool(in_the_way),
        "open": sum(1 for each in findings if each.sign != "met"),
        "met": sum(1 for each in findings if each.sign == "met"),
        "files": sum(len(each.attached) for section in tasks.sections for each in section.documents),
        "differences": related(tasks.case.id, actor=me.actor, at=now).differences if tasks.case.about else (),
        "declared": bool(request.POST.get(DECLARATION)),
    }
    return render(request, "applicant/submit.html", context, status=status)


def _blocked(blocked: SubmissionBlocked) -> Errors:
    """Every rule that stands in the way, linked to its place on the page; what is only missing in one line."""
    missing = [each for each in blocked.findings if each.check.startswith(GAPS)]
    lines = [(f"check-{slug_id(each.check)}", _line(each)) for each in blocked.findings if each not in missing]
    if missing:
        lines.append(("gaps", say("web/applicant.gaps_left", count=len(missing))))
    return Errors(tuple(lines))


def _line(finding: Finding) -> str:
    cited = say("web.clause_cited", clause=finding.clause) if finding.clause else ""
    return " ".join(part for part in (finding.reason + cited, finding.remedy or "") if part)
