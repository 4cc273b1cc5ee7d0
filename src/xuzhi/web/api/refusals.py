"""What the API itself refuses. What each says, and what to do, is in texts/."""

from __future__ import annotations

from django.http import HttpResponse

from xuzhi.kernel.refusal import Refusal
from xuzhi.web.api.problems import problem


class CursorInvalid(Refusal):
    """The cursor is none of ours."""

    code = "web/api.cursor_invalid"


class Answer(Exception):
    """Ends the work on a request with a problem document."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__(response.status_code)
        self.response = response


def not_signed_in() -> Answer:
    return Answer(problem(401, "web/api.no_key", headers={"WWW-Authenticate": 'Bearer realm="xuzhi"'}))


def scope_missing(scope: str) -> Answer:
    header = {"WWW-Authenticate": f'Bearer realm="xuzhi", error="insufficient_scope", scope="{scope}"'}
    refusal = Refusal(code="web/api.scope_missing", scope=scope)
    return Answer(
        problem(403, refusal.code, detail=refusal.says, values={"scope": scope}, next=refusal.remedy, headers=header)
    )


def no_firm() -> Answer:
    refusal = Refusal(code="web/api.no_firm")
    return Answer(problem(403, refusal.code, detail=refusal.says, next=refusal.remedy))


def missing(code: str = "web/api.not_found") -> Answer:
    return Answer(problem(404, code))
