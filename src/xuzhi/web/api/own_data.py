"""A firm takes away all that the platform holds of it, at any time, by itself, free."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Router

from xuzhi.marketplace.queries.own_data import data_of_firm
from xuzhi.web.api.callers import Scoped
from xuzhi.web.taking_away import own_data_file

router = Router(tags=["own data"])


def _answers(media_type: str, schema: dict[str, Any]) -> dict[str, Any]:
    said = {"description": "All of it", "content": {media_type: {"schema": schema}}}
    return {"responses": {200: said}}


@router.get(
    "/own-data",
    auth=Scoped("data:read"),
    operation_id="own_data",
    openapi_extra=_answers("application/json", {"type": "object", "required": ["firm", "cases", "letters"]}),
)
def own_data(request: HttpRequest) -> HttpResponse:
    """Everything that is held of the firm as one JSON document; files are named in it."""
    found = data_of_firm(request.caller.firm, actor=request.caller.actor(), at=timezone.now())
    body = json.dumps(found.data, ensure_ascii=False, default=str)
    return HttpResponse(body, content_type="application/json")


@router.get(
    "/own-data.zip",
    auth=Scoped("data:read"),
    operation_id="own_data_with_files",
    openapi_extra=_answers("application/zip", {"type": "string", "format": "binary"}),
)
def own_data_zip(request: HttpRequest) -> HttpResponseBase:
    """The same with every file: documents and letters."""
    caller = request.caller
    user = caller.standing.user if caller.standing is not None else None
    return own_data_file(caller.firm, actor=caller.actor(), user=user, at=timezone.now())
