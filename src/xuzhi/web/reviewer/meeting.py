"""What a member opens in the meeting, the frozen slides page by page, and the minutes to read and confirm."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from xuzhi.documents import queries as documents
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import say
from xuzhi.panels.operations.confirm_minutes import confirm_minutes
from xuzhi.panels.operations.read_material import read_material
from xuzhi.panels.queries.member_panel import member_panel
from xuzhi.panels.queries.minutes_pdf import minutes_pdf
from xuzhi.panels.refusals import DeclarationMissing, MinutesMissing, MinutesOutdated
from xuzhi.web.refused import sentence_of
from xuzhi.web.reviewer.access import as_reviewer


@require_safe
@as_reviewer
def slides(request: HttpRequest, actor: Actor, panel_id: UUID, attachment: UUID) -> HttpResponse:
    """One page of a file that the meeting opens. 404 for any other file."""
    now = timezone.now()
    page = member_panel(panel_id, actor=actor, at=now)
    if page.state in ("pledge", "declare"):
        raise DeclarationMissing()
    slide = next((each for each in page.slides if each.id == attachment), None)
    if slide is None:
        raise Http404
    read_material(panel_id, actor=actor, at=now, what="file")
    info = documents.files_info([slide.sha256]).get(slide.sha256)
    pages, wanted = (info.pages if info else None) or 0, request.GET.get("page", "1")
    nth = min(max(1, int(wanted)), pages) if wanted.isascii() and wanted.isdigit() and pages else 1
    place = {"panel_id": panel_id, "attachment": attachment, "page": nth}
    context = {
        "section": "review",
        "page": page,
        "slide": slide,
        "nth": nth,
        "pages": pages,
        "before": nth - 1,
        "after": nth + 1 if nth < pages else 0,
        "image_url": reverse("reviewer:page", kwargs=place) if pages else "",
        "server_now": now,
    }
    return render(request, "reviewer/slides.html", context)


@require_safe
@as_reviewer
def minutes(request: HttpRequest, actor: Actor, panel_id: UUID, nth: int) -> HttpResponse:
    """The minutes as a document."""
    file = minutes_pdf(panel_id, nth, actor=actor, at=timezone.now())
    answer = HttpResponse(file.pdf, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(True, file.name)
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@require_POST
@as_reviewer
def confirm(request: HttpRequest, actor: Actor, panel_id: UUID, nth: int) -> HttpResponse:
    """Confirm the minutes, the ones that were read."""
    try:
        confirm_minutes(panel_id, nth, actor=actor, at=timezone.now())
    except (MinutesMissing, MinutesOutdated) as refusal:
        messages.error(request, sentence_of(refusal))
    else:
        messages.success(request, say("web/reviewer.minutes_confirmed"))
    return redirect("reviewer:panel", panel_id=panel_id)
