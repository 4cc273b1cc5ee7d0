"""A deadline for the applicant's own calendar."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.casework.queries.case_page import case_page
from xuzhi.kernel.roc import format_deadline
from xuzhi.kernel.texts import say
from xuzhi.web.applicant.access import Applicant, of_own_case
from xuzhi.web.applicant.deadline_file import deadline_file


@require_safe
@of_own_case
def deadline(request: HttpRequest, me: Applicant, case_id: UUID, clock_id: UUID) -> HttpResponse:
    """The clock as an .ics file. 404 for a clock that is not of this case or has no end yet."""
    now = timezone.now()
    page = case_page(case_id, actor=me.actor, at=now)
    clock = next((each for each in page.clocks if each.id == clock_id), None)
    if clock is None or clock.due_at is None:
        raise Http404
    body = deadline_file(
        uid=f"{clock.id}@{request.get_host()}",
        title=say("web/applicant.deadline_title", label=clock.label, subject=page.case.subject or page.case.kind_title),
        description=say(
            "web/applicant.deadline_description",
            programme=page.case.programme_title,
            number=page.case.number,
            label=clock.label,
            due=format_deadline(clock.due_at),
        ),
        url=request.build_absolute_uri(reverse("applicant:case", kwargs={"case_id": case_id})),
        due_at=clock.due_at,
        made_at=now,
    )
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{page.case.number}-{clock.name}.ics"'
    return answer
