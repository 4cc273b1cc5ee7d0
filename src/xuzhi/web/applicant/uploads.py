"""Uploads in pieces, for static/js/upload.js: begin or go on, send a piece, and at the last one attach.

`begin` answers {upload, received, piece, url}; `piece` {received} and at the end {received, done}. What is refused
answers {refusal: sentence}.
"""

from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from xuzhi.casework.operations.attach_document import attach_document
from xuzhi.casework.queries.case_row import case_row
from xuzhi.casework.queries.task_list import task_list
from xuzhi.documents.operations.append_chunk import append_chunk
from xuzhi.documents.operations.begin_upload import begin_upload
from xuzhi.documents.operations.finish_upload import finish_upload
from xuzhi.documents.queries import upload_of
from xuzhi.documents.refusals import ChunkOutOfPlace, UploadUnknown
from xuzhi.documents.shapes import Upload
from xuzhi.kernel.refusal import Refusal
from xuzhi.web.applicant.access import Applicant, View, of_own_case
from xuzhi.web.applicant.documents import document_named
from xuzhi.web.refused import sentence_of

PIECE = 1024 * 1024


def for_script(view: View) -> View:
    """Calls the view for somebody who is signed in; a script is told so (401) instead of being led to a page."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return JsonResponse({}, status=401)
        return of_own_case(view)(request, *args, **kwargs)

    return wrapped


@require_POST
@for_script
def begin(request: HttpRequest, me: Applicant, case_id: UUID, document: str) -> JsonResponse:
    """Begin, or say how much of an upload that was begun before has arrived."""
    tasks = task_list(case_id, actor=me.actor, at=timezone.now())
    wanted = document_named(tasks, document).document
    try:
        begun = _begun_before(request, me) or begin_upload(
            request.POST.get("name", ""),
            _whole(request.POST.get("size", "")),
            kinds=wanted.kinds or None,
            max_mb=wanted.max_mb,
            actor=me.actor,
            at=timezone.now(),
        )
    except Refusal as refusal:
        return _refused(refusal)
    place = {"case_id": case_id, "document": document, "upload_id": begun.id}
    url = reverse("applicant:upload_piece", kwargs=place)
    return JsonResponse({"upload": str(begun.id), "received": begun.received, "piece": PIECE, "url": url})


@require_http_methods(["PUT"])
@for_script
def piece(request: HttpRequest, me: Applicant, case_id: UUID, document: str, upload_id: UUID) -> JsonResponse:
    """A piece at its offset; one that arrives twice is counted once."""
    now = timezone.now()
    case_row(case_id, actor=me.actor, at=now)  # another firm's case is not there, whoever's upload it is
    offset = _whole(request.headers.get("Upload-Offset", ""))
    try:
        begun = append_chunk(upload_id, offset, request.body, actor=me.actor)
        if begun.received < begun.size:
            return JsonResponse({"received": begun.received})
        sealed = finish_upload(begun.id, actor=me.actor, at=now)
        attach_document(case_id, document, sealed.sha256, actor=me.actor, at=now, name=sealed.name)
    except ChunkOutOfPlace as gap:
        return JsonResponse({"received": gap.values["received"]}, status=409)
    except Refusal as refusal:
        return _refused(refusal)
    return JsonResponse({"received": begun.size, "done": True})


def _begun_before(request: HttpRequest, me: Applicant) -> Upload | None:
    try:
        return upload_of(UUID(request.POST.get("upload", "")), me.actor)
    except (ValueError, UploadUnknown):
        return None


def _refused(refusal: Refusal) -> JsonResponse:
    return JsonResponse({"refusal": sentence_of(refusal)}, status=422)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
