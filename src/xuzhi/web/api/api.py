"""The API as one: its routers, its description, and what becomes of everything that goes wrong."""

from __future__ import annotations

import logging
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from xuzhi.kernel.refusal import Refusal
from xuzhi.web.api import cases, catalogue, open_data, orders, own_data, programmes, usage
from xuzhi.web.api.describing import described
from xuzhi.web.api.problems import of_refusal, problem
from xuzhi.web.api.refusals import Answer

logger = logging.getLogger(__name__)

DESCRIPTION = """
What the pages of this platform show and do, for programs. The catalogue, the programmes and the check of eligibility
are open to all; a firm's own things need a key, which an owner makes on the account page, or a session.

Errors are RFC 9457 problem documents that name the clause of the published rules, where there is one, and what to do
next, in the language of Accept-Language (zh-Hant or en). Every POST takes an Idempotency-Key: the same key with the
same content has the same answer and is done once. Lists are paged by cursors that stay where they were while others
add to the list. Amounts are whole NT dollars, instants ISO 8601 with offset, dates YYYY-MM-DD.
"""


class Api(NinjaAPI):
    """Ninja's, whose description also tells what holds for every call."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> Any:
        return described(super().get_openapi_schema(*args, **kwargs))


api = Api(
    title="Xuzhi API",
    version="1.0.0",
    description=DESCRIPTION.strip(),
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
)
for room in (catalogue, open_data, programmes, cases, orders, usage, own_data):
    api.add_router("", room.router)


@api.exception_handler(Answer)
def _answer(request: HttpRequest, answer: Answer) -> HttpResponse:
    return answer.response


@api.exception_handler(Refusal)
def _refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return of_refusal(refusal)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, invalid: ValidationError) -> HttpResponse:
    return problem(422, "web/api.invalid", errors=[_error(each) for each in invalid.errors])


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, f"web/api.http_{error.status_code}")


@api.exception_handler(Http404)
def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404, "web/api.not_found")


@api.exception_handler(Exception)
def _bug(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.exception("%s %s failed", request.method, request.path)
    return problem(500, "web/api.http_500")


def _error(each: dict[str, Any]) -> dict[str, Any]:
    """`loc` is (body, <name of the argument>, …) or (query, <name>)."""
    place = [str(part) for part in each.get("loc", ())]
    pointer = "#/" + "/".join(place[2:]) if place[:1] == ["body"] else "/".join(place)
    return {
        "pointer": pointer,
        "code": each.get("type", ""),
        "detail": each.get("msg", ""),
        "clause": None,
        "next": None,
    }
