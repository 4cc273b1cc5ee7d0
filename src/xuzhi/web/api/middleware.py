"""What holds for every call of the API: who calls, how often, each act once, and problems as problem documents."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers, set_response_etag
from ninja.utils import check_csrf

from xuzhi.kernel.refusal import Refusal
from xuzhi.marketplace.connections.refusals import KeyUnknown
from xuzhi.marketplace.operations.answer_once import Answered, answer_once
from xuzhi.marketplace.operations.count_call import Counted, count_call
from xuzhi.web.api.callers import Caller, caller_of
from xuzhi.web.api.problems import CONTENT_TYPE, of_refusal, problem

logger = logging.getLogger(__name__)

PREFIX = "/api/v1/"
MOST_BYTES = 4 * 1024 * 1024
LONGEST_KEY = 255
MINUTE = timedelta(minutes=1)
SAFE = ("GET", "HEAD", "OPTIONS")
KEPT_HEADERS = ("Content-Type", "Location")

Next = Callable[[HttpRequest], HttpResponseBase]


class ApiMiddleware:
    """Stands innermost, so that language and session are known; other pages pass it by."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        now = timezone.now()
        request.csrf_processing_done = True  # the API asks for the token itself, where there is a session
        try:
            caller, refused = caller_of(request, now), None
        except KeyUnknown as unknown:
            caller, refused = caller_of(_without_key(request), now), unknown
        request.caller = caller
        counted = _count(caller, now)
        if not counted.allowed:
            response: HttpResponseBase = _too_many(counted)
        elif refused is not None:
            response = _key_refused(refused)
        else:
            response = _unfit(request, caller) or self._answer(request, caller, now)
        return _finished(request, response, caller, counted)

    def _answer(self, request: HttpRequest, caller: Caller, now: datetime) -> HttpResponseBase:
        key = request.headers.get("Idempotency-Key", "")
        if request.method != "POST" or not key or not caller.is_known:
            return self._through(request)
        asked = sha256(f"{request.get_full_path()}\n{request.content_type}\n".encode() + request.body).hexdigest()
        try:
            once = answer_once(caller.id, key, asked, lambda: _answered(self._through(request)), at=now)
        except Refusal as refusal:
            return of_refusal(refusal)
        response = HttpResponse(once.body, status=once.status, headers=dict(once.headers))
        if once.again:
            response["Idempotency-Replayed"] = "true"
        return response

    def _through(self, request: HttpRequest) -> HttpResponseBase:
        """The view's answer; whatever is no problem document and should be one becomes one."""
        if request.method == "HEAD":
            request.method = "GET"
        response = self.get_response(request)
        if response.status_code >= 400 and CONTENT_TYPE not in response.get("Content-Type", ""):
            allowed = {"Allow": response["Allow"]} if response.has_header("Allow") else {}
            return problem(response.status_code, f"web/api.http_{response.status_code}", headers=allowed)
        return response


def _without_key(request: HttpRequest) -> HttpRequest:
    """The same call as of somebody without a key: guessing keys is counted for the network that it comes from."""
    bare = HttpRequest()
    bare.META = {name: value for name, value in request.META.items() if name != "HTTP_AUTHORIZATION"}
    return bare


def _count(caller: Caller, now: datetime) -> Counted:
    known = settings.XUZHI_CALLS_A_MINUTE if caller.is_known else settings.XUZHI_CALLS_A_MINUTE_WITHOUT_KEY
    return count_call(caller.id, limit=known, window=MINUTE, at=now)


def _unfit(request: HttpRequest, caller: Caller) -> HttpResponse | None:
    """What is wrong with a call before anybody has looked at what it wants."""
    if request.method in SAFE:
        return None
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > MOST_BYTES:
        return problem(413, "web/api.too_large", values={"most_bytes": MOST_BYTES})
    if request.method == "POST" and request.content_type != "application/json":
        return problem(415, "web/api.not_json", headers={"Accept-Post": "application/json"})
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > LONGEST_KEY or not all("!" <= letter <= "~" for letter in key):
        refusal = Refusal(code="web/api.idempotency_key_wrong", longest=LONGEST_KEY)
        return problem(400, refusal.code, detail=refusal.says, values=refusal.values, next=refusal.remedy)
    try:
        _ = request.body
    except RequestDataTooBig:
        return problem(413, "web/api.too_large", values={"most_bytes": MOST_BYTES})
    if caller.standing is not None:
        request.csrf_processing_done = False
        if check_csrf(request) is not None:
            return problem(403, "web/api.csrf")
    return None


def _answered(response: HttpResponseBase) -> Answered:
    body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    headers = {name: response[name] for name in KEPT_HEADERS if response.has_header(name)}
    return Answered(response.status_code, headers, body)


def _too_many(counted: Counted) -> HttpResponse:
    values = {"limit": counted.limit, "window_seconds": counted.window_seconds, "wait_seconds": counted.wait_seconds}
    return problem(429, "web/api.too_many", values=values, headers={"Retry-After": str(counted.wait_seconds)})


def _key_refused(refusal: Refusal) -> HttpResponse:
    header = {"WWW-Authenticate": 'Bearer realm="xuzhi", error="invalid_token"'}
    return problem(HTTPStatus.UNAUTHORIZED, refusal.code, detail=refusal.says, next=refusal.remedy, headers=header)


def _finished(request: HttpRequest, response: HttpResponseBase, caller: Caller, counted: Counted) -> HttpResponseBase:
    response["RateLimit-Policy"] = f'"calls";q={counted.limit};w={counted.window_seconds}'
    response["RateLimit"] = f'"calls";r={counted.left};t={counted.reset_seconds}'
    response["RateLimit-Limit"] = str(counted.limit)
    response["RateLimit-Remaining"] = str(counted.left)
    response["RateLimit-Reset"] = str(counted.reset_seconds)
    patch_vary_headers(response, ("Authorization", "Cookie", "Accept-Language"))
    if caller.is_known:
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response
    if response.status_code != 200 or request.method != "GET":
        return response
    # May be kept by anyone, but is asked about every time: what is removed is gone at once.
    patch_cache_control(response, public=True, no_cache=True)
    if not response.streaming:
        set_response_etag(response)  # type: ignore[arg-type]
    etag = response.get("ETag")
    return get_conditional_response(request, etag=etag, response=response) or response  # type: ignore[arg-type]
