"""Begin a case about one of one's own: what it is for, and the button."""

from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.queries.case_page import case_page
from xuzhi.kernel.refusal import Refusal
from xuzhi.web.applicant.access import Applicant, of_own_case
from xuzhi.web.refused import Errors, errors_of


@require_http_methods(["GET", "HEAD", "POST"])
@of_own_case
def begin(request: HttpRequest, me: Applicant, case_id: UUID, kind: str) -> HttpResponse:
    """A second press, or one while another is open, leads to the same case."""
    now = timezone.now()
    page = case_page(case_id, actor=me.actor, at=now)
    offered = next((each for each in page.related.openable if each.kind == kind), None) if page.related else None
    if offered is None and request.method != "POST":
        raise Http404(kind)
    errors, status = Errors(), 200
    if request.method == "POST":
        try:
            key = request.POST.get("key", "")[:80]
            opened = open_case(page.case.programme, kind, actor=me.actor, at=now, about=case_id, key=key)
        except Refusal as refusal:
            errors, status = errors_of(refusal), 409
        else:
            return redirect("applicant:case", case_id=opened)
    context = {
        "section": "cases",
        "me": me,
        "case": page.case,
        "kind": offered,
        "key": request.POST.get("key") or str(uuid4()),
        "errors": errors,
    }
    return render(request, "applicant/begin_about.html", context, status=status)
