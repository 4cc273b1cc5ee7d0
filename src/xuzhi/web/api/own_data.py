"""A firm takes away all that the platform holds of it, at any time, by itself, free: the same as on its page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Router

from xuzhi.kernel.texts import current_language
from xuzhi.parties.queries import firm_of
from xuzhi.web.api.callers import Scoped
from xuzhi.web.own_data.answers import document_answer, firm_zip_name, zip_answer
from xuzhi.web.own_data.firm import firm_pieces
from xuzhi.web.own_data.packing import Piece

router = Router(tags=["own data"])
ALWAYS = ["firm.json", "letters.json", "listings.json", "subscriptions.json", "ratings.json"]


def _answers(media_type: str, schema: dict[str, Any]) -> dict[str, Any]:
    said = {"description": "All of it", "content": {media_type: {"schema": schema}}}
    return {"responses": {200: said}}


@router.get(
    "/own-data",
    auth=Scoped("data:read"),
    operation_id="own_data",
    openapi_extra=_answers("application/json", {"type": "object", "required": ALWAYS}),
)
def own_data(request: HttpRequest) -> HttpResponseBase:
    """Everything that is held of the firm as one JSON document, by the paths of the ZIP; files are named in it."""
    return document_answer(_pieces(request, with_files=False))


@router.get(
    "/own-data.zip",
    auth=Scoped("data:read"),
    operation_id="own_data_with_files",
    openapi_extra=_answers("application/zip", {"type": "string", "format": "binary"}),
)
def own_data_zip(request: HttpRequest) -> HttpResponseBase:
    """The same with every file, documents and letters, and the SHA-256 of each in `manifest.json`."""
    return zip_answer(_pieces(request, with_files=True), firm_zip_name(request.caller.firm))


def _pieces(request: HttpRequest, *, with_files: bool) -> Iterator[Piece]:
    caller = request.caller
    return firm_pieces(
        firm_of(caller.firm), caller.actor(), at=timezone.now(), language=current_language(), with_files=with_files
    )
