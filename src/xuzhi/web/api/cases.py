"""A firm's own cases and the files in them. What is another firm's is not found."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from ninja import Query, Router

from xuzhi.casework.queries.case_row import case_row
from xuzhi.casework.queries.cases_of import cases_before
from xuzhi.casework.queries.receipt import receipt as receipt_of
from xuzhi.casework.queries.shapes import Attached, CaseRow, DocumentView
from xuzhi.casework.queries.task_list import task_list
from xuzhi.web.api import shapes
from xuzhi.web.api.callers import Scoped
from xuzhi.web.api.paging import MOST, USUAL, cut, last_seen
from xuzhi.web.api.refusals import missing
from xuzhi.web.files import file_answer

router = Router(tags=["cases"])

Cursor = Annotated[str, Query("", max_length=400, description="the `next` of the page before")]
Limit = Annotated[int, Query(USUAL, ge=1, le=MOST)]


@router.get("/cases", response=shapes.Cases, auth=Scoped("cases:read"), operation_id="list_cases")
def cases(request: HttpRequest, cursor: Cursor, limit: Limit) -> shapes.Cases:
    """The firm's cases, those opened last first."""
    rows = cases_before(request.caller.firm, last_seen(cursor), limit=limit + 1, at=timezone.now())
    page, following = cut(rows, lambda row: (row.opened_at, row.id), limit)
    return shapes.Cases(items=[_case(row) for row in page], next=following)


@router.get("/cases/{case_id}", response=shapes.CaseOut, auth=Scoped("cases:read"), operation_id="read_case")
def case(request: HttpRequest, case_id: UUID) -> shapes.CaseOut:
    """One case: where it stands, whose turn it is, until when."""
    return _case(_own(request, case_id))


@router.get("/cases/{case_id}/receipt", response=dict[str, Any], auth=Scoped("cases:read"), operation_id="read_receipt")
def receipt(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    """The receipt of the latest submission with its proof, as `xuzhi verify --receipt` reads it."""
    _own(request, case_id)
    return receipt_of(case_id, actor=request.caller.actor())


@router.get(
    "/cases/{case_id}/documents",
    response=shapes.Documents,
    auth=Scoped("documents:read"),
    operation_id="list_documents",
)
def documents(request: HttpRequest, case_id: UUID) -> shapes.Documents:
    """The files in a case of the firm, those in force and those before them."""
    found = _files(request, case_id)
    return shapes.Documents(items=[_document(case_id, view, each) for view, each in found])


@router.get(
    "/cases/{case_id}/documents/{document_id}",
    auth=Scoped("documents:read"),
    operation_id="download_document",
    openapi_extra={
        "responses": {
            200: {
                "description": "The file as it was sealed",
                "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}},
            }
        }
    },
)
def document(request: HttpRequest, case_id: UUID, document_id: UUID) -> HttpResponseBase:
    """One file, as it was sealed."""
    for _, each in _files(request, case_id):
        if each.id == document_id:
            return file_answer(each)
    raise missing()


def _own(request: HttpRequest, case_id: UUID) -> CaseRow:
    """A case of the caller's firm, or one in which it answers. Raises CaseUnknown, NotYours."""
    return case_row(case_id, actor=request.caller.actor(), at=timezone.now())


def _files(request: HttpRequest, case_id: UUID) -> list[tuple[DocumentView, Attached]]:
    if _own(request, case_id).firm_ubn != request.caller.firm:
        raise missing()
    tasks = task_list(case_id, actor=request.caller.actor(), at=timezone.now())
    views = [view for section in tasks.sections for view in section.documents]
    return [(view, each) for view in views for each in (*view.attached, *view.earlier)]


def _case(row: CaseRow) -> shapes.CaseOut:
    page = reverse("applicant:case", args=[row.id])
    same = {name: getattr(row, name) for name in shapes.CaseOut.model_fields if name not in ("about", "url")}
    return shapes.CaseOut(**same, about=row.about or None, url=f"{settings.SITE_URL.rstrip('/')}{page}")


def _document(case_id: UUID, view: DocumentView, each: Attached) -> shapes.DocumentOut:
    return shapes.DocumentOut(
        id=each.id,
        document=each.document,
        label=view.document.label,
        clause=view.document.clause,
        name=each.name,
        size=each.size,
        kind=each.kind,
        sha256=each.sha256,
        attached_at=each.attached_at,
        superseded_at=each.superseded_at,
        href=f"{settings.SITE_URL.rstrip('/')}/api/v1/cases/{case_id}/documents/{each.id}",
    )
