"""What was revised against what stands in the other case: answers side by side, and the text of the file."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.casework.queries.revision import revised_texts
from xuzhi.kernel.actor import Actor
from xuzhi.web.office.access import as_staff
from xuzhi.web.office.case import frame, read_case, revises


@require_safe
@as_staff
def revision(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    page = read_case(case_id, actor)
    if not revises(page):
        raise Http404
    texts = revised_texts(case_id, actor=actor, at=timezone.now())
    return render(request, "office/revision.html", frame(request, page, actor, "revision") | {"texts": texts})
