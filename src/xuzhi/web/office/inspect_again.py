"""The office has a file looked into again: one that could not be read, or whose scanned pages were not."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from xuzhi.documents.operations.ask_inspection import ask_inspection
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import say
from xuzhi.web.office.access import as_staff
from xuzhi.web.office.evidence import attachment_of


@require_POST
@as_staff
def inspect_again(request: HttpRequest, actor: Actor, case_id: UUID, attachment: UUID) -> HttpResponse:
    """Asked once; the page says that it waits."""
    file = attachment_of(case_id, attachment, actor)
    ask_inspection(file.sha256, actor=actor, at=timezone.now(), pictures=True)
    messages.success(request, say("documents.asked_again", name=file.name))
    return redirect(reverse("office:documents", kwargs={"case_id": case_id}) + f"?file={attachment}#evidence")
