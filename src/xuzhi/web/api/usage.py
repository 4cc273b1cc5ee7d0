"""Usage records, one or many; sending the same again changes nothing."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from xuzhi.marketplace.operations.record_usage import LineOutcome, UsageOutcome, record_usage
from xuzhi.marketplace.usage.lines import UsageLine
from xuzhi.web.api import shapes
from xuzhi.web.api.callers import Scoped
from xuzhi.web.api.problems import error_of, problem
from xuzhi.web.api.refusals import Answer

router = Router(tags=["usage"])
SOURCE = "api"


@router.post("/usage", response=shapes.UsageOut, auth=Scoped("usage:write"), operation_id="record_usage")
def usage(request: HttpRequest, body: shapes.UsageBatch) -> shapes.UsageOut:
    """Tell how much subscriptions to the firm's solutions were used. Good lines are kept and every line is answered;
    where not one is good, the answer is a problem."""
    lines = [
        UsageLine(each.subscription, each.period, each.measure, each.value, each.record_id, number)
        for number, each in enumerate(body.records, 1)
    ]
    found = record_usage(lines, source=SOURCE, actor=request.caller.actor(), at=timezone.now())
    if len(found.refused) == len(lines):
        raise Answer(_all_refused(found))
    counts = {state: len(found.of_state(state)) for state in ("kept", "corrected", "same", "refused")}
    return shapes.UsageOut(**counts, lines=[_line(each) for each in found.lines])


def _line(outcome: LineOutcome) -> shapes.LineOut:
    return shapes.LineOut(
        line=outcome.line, state=outcome.state, subscription_id=outcome.subscription_id, errors=_errors(outcome)
    )


def _errors(outcome: LineOutcome) -> list[dict[str, object]]:
    return [error_of(each, f"#/records/{outcome.line - 1}") for each in outcome.refusals]


def _all_refused(found: UsageOutcome):
    errors = [error for each in found.lines for error in _errors(each)]
    clause = next((error["clause"] for error in errors if error["clause"]), None)
    return problem(422, "web/api.no_record_kept", clause=clause, errors=errors)
