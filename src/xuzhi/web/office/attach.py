"""The office adds to its own documents, such as the evidence of an inspection."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from xuzhi.casework.operations.attach_document import attach_document
from xuzhi.documents.operations.seal_file import seal_file
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.web.office.access import as_officer
from xuzhi.web.office.case import read_case, show_documents
from xuzhi.web.refused import errors_of


class NoFileChosen(Refusal):
    """The form came without a file."""

    code = "web/office.no_file_chosen"


@require_POST
@as_officer
def attach(request: HttpRequest, actor: Actor, case_id: UUID, document: str) -> HttpResponse:
    sent, now = request.FILES.get("file"), timezone.now()
    try:
        if sent is None:
            raise NoFileChosen()
        sealed = seal_file(sent, str(sent.name or ""), actor=actor, at=now)
        note = request.POST.get("note", "")[:300]
        attach_document(case_id, document, sealed.sha256, actor=actor, at=now, note=note)
    except Refusal as refusal:
        errors = errors_of(refusal, f"file-{document}")
        return show_documents(request, read_case(case_id, actor), actor, errors, 422)
    messages.success(request, say("web/office.attached"))
    return redirect("office:documents", case_id=case_id)
