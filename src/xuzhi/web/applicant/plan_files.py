"""The plan's files written from what was filled in, and the papers to be signed."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from xuzhi.grants.operations.write_plan import write_plan
from xuzhi.grants.queries.printed import printed
from xuzhi.grants.refusals import NothingToWrite
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.web.applicant.access import Applicant, of_own_case
from xuzhi.web.refused import sentence_of


@require_POST
@of_own_case
def write(request: HttpRequest, me: Applicant, case_id: UUID) -> HttpResponse:
    """Write the files and attach them; back to the case, which says what came of it."""
    try:
        written = write_plan(case_id, kind=request.POST.get("kind", ""), actor=me.actor, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, sentence_of(refusal))
        return redirect("applicant:case", case_id=case_id)
    names = say("kernel.list_separator").join(written.names)
    messages.success(request, say("web/applicant.plan_written", names=names))
    if not written.pdf:
        messages.warning(request, say("web/applicant.plan_without_pdf"))
    return redirect("applicant:case", case_id=case_id)


@require_safe
@of_own_case
def paper(request: HttpRequest, me: Applicant, case_id: UUID, document: str) -> HttpResponse:
    """A paper with the declarations as they were answered, to be signed."""
    try:
        made = printed(case_id, document, actor=me.actor, at=timezone.now())
    except NothingToWrite as refusal:
        raise Http404(str(refusal)) from refusal
    answer = HttpResponse(made.pdf, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(True, made.name)
    return answer
