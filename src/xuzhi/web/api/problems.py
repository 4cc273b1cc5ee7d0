"""Everything that goes wrong, as RFC 9457 problem documents: what, which clause, with which values, what to do next."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse

from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import has_text, say

CONTENT_TYPE = "application/problem+json"
TYPE = "urn:problem:xuzhi:"

# What a refusal means to HTTP, by the name of its class; all others are acts that do not fit the state of things.
STATUS = {
    404: (
        "NotYours", "CaseUnknown", "SubscriptionUnknown", "ProgrammeUnknown", "KindUnknown", "FileUnknown",
        "NothingSubmitted", "FirmUnknown",
    ),
    403: ("OwnerOnly", "OfficeOnly", "ApplicantOnly", "NotMemberOfFirm"),
    410: ("ListingGone",),
    413: ("TooManyLines",),
    422: (
        "BusinessNumberInvalid", "AnswersWrong", "AnswerInvalid", "PlanGone", "PriceOpen", "ReasonMissing", "KeyReused",
        "NoLines", "CursorInvalid", "NotSoldHere",
    ),
}  # fmt: skip
_BY_NAME = {name: status for status, names in STATUS.items() for name in names}


def problem(
    status: int,
    code: str,
    *,
    detail: str = "",
    clause: str | None = None,
    values: Mapping[str, Any] | None = None,
    next: str | None = None,
    errors: Iterable[Mapping[str, Any]] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """A problem document. `code` names it for programs, `detail` and `next` are for people."""
    body = {
        "type": TYPE + code.replace("/", ":").replace(".", ":"),
        "title": _title(status),
        "status": status,
        "detail": detail or _detail(status),
        "code": code,
        "clause": clause,
        "values": plain(values or {}),
        "next": next or _next(status),
        "errors": [plain(each) for each in errors],
    }
    content = json.dumps(body, ensure_ascii=False)
    response = HttpResponse(content, status=status, content_type=CONTENT_TYPE, headers=dict(headers or {}))
    response["Cache-Control"] = "no-store"
    return response


def of_refusal(refusal: Refusal) -> HttpResponse:
    """A refused act. What is wrong with single answers or lines stands under `errors`, all of it at once."""
    status = next((_BY_NAME[each.__name__] for each in type(refusal).__mro__ if each.__name__ in _BY_NAME), 409)
    values = {name: value for name, value in refusal.values.items() if _is_plain(value)}
    return problem(
        status,
        refusal.code,
        detail=refusal.says,
        clause=refusal.clause,
        values=values,
        next=refusal.remedy,
        errors=errors_in(refusal),
    )


def errors_in(refusal: Refusal) -> list[dict[str, Any]]:
    """The parts of a refusal: by question, or by check."""
    by_answer: Mapping[str, Refusal] = getattr(refusal, "problems", None) or {}
    found = [error_of(part, f"#/answers/{name}") for name, part in by_answer.items()]
    for finding in getattr(refusal, "findings", None) or ():
        clause = finding.clause if isinstance(finding.clause, str) else None
        found.append(
            {"pointer": None, "code": finding.check, "detail": finding.reason, "clause": clause, "next": finding.remedy}
        )
    return found


def error_of(refusal: Refusal, pointer: str | None) -> dict[str, Any]:
    return {
        "pointer": pointer,
        "code": refusal.code,
        "detail": refusal.says,
        "clause": refusal.clause,
        "next": refusal.remedy,
    }


def plain(value: Any) -> Any:
    """The value as JSON can hold it."""
    match value:
        case None | bool() | int() | str():
            return value
        case datetime() | date():
            return value.isoformat()
        case Mapping():
            return {str(name): plain(each) for name, each in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(each) for each in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            return plain(asdict(value))
    return str(value)


def _is_plain(value: Any) -> bool:
    return isinstance(value, None | bool | int | str | date | list | tuple)


def _title(status: int) -> str:
    key = f"web/api.title_{status}"
    return say(key) if has_text(key) else say("web/api.title_other", status=status)


def _detail(status: int) -> str:
    key = f"web/api.detail_{status}"
    return say(key) if has_text(key) else _title(status)


def _next(status: int) -> str | None:
    key = f"web/api.next_{status}"
    return say(key) if has_text(key) else None
