"""The form of a wish: the rulebook's questions with what was typed, and which of them is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest

from xuzhi.casework.refusals import SubmissionBlocked
from xuzhi.kernel.finding import Finding
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.marketplace.queries.offers import Offer, PlanOffer
from xuzhi.marketplace.refusals import AnswersWrong
from xuzhi.rulebook.model import Question
from xuzhi.web.refused import Errors, errors_of, sentence_of
from xuzhi.web.templatetags.form_fields import FormField, Option, field_of
from xuzhi.web.templatetags.xuzhi import slug_id

PLAN = ".plan"


def typed_in(request: HttpRequest, questions: Sequence[Question]) -> dict[str, str]:
    """What the form sent, by question."""
    return {each.name: request.POST.get(f"answer:{each.name}", "") for each in questions}


def fields_of(
    questions: Sequence[Question],
    values: Mapping[str, Any],
    *,
    programme: str,
    problems: Mapping[str, Refusal] | None = None,
    offer: Offer | None = None,
) -> list[FormField]:
    """The fields in the order of the rules; the plan is chosen among those of the offer."""
    wrong = {name: refusal.says for name, refusal in (problems or {}).items()}
    fields = []
    for each in questions:
        field = field_of(each, value=values.get(each.name), error=wrong.get(each.name, ""), programme=programme)
        if each.name.endswith(PLAN) and offer is not None:
            field = replace(field, type="choice", options=_plans(offer, str(values.get(each.name) or "")), example="")
        fields.append(field)
    return fields


def errors_in(refusal: Refusal) -> Errors:
    """Every sentence of the refusal, linked to the field that it is about."""
    if isinstance(refusal, AnswersWrong):
        lines = [(field_id(name), sentence_of(problem)) for name, problem in refusal.problems.items()]
        return Errors(tuple(lines))
    if isinstance(refusal, SubmissionBlocked):
        return errors_of_findings(refusal.findings)
    return errors_of(refusal)


def errors_of_findings(findings: Sequence[Finding]) -> Errors:
    return Errors(tuple((_field_about(each), _line(each)) for each in findings))


def problems_in(refusal: Refusal | None) -> Mapping[str, Refusal]:
    return refusal.problems if isinstance(refusal, AnswersWrong) else {}


def field_id(question: str) -> str:
    return f"answer-{slug_id(question)}"


def _field_about(finding: Finding) -> str:
    """The first thing that was typed among what the rule looked at."""
    names = (*finding.values, *finding.missing)
    typed = next((name for name in names if name.startswith(("order.", "change."))), "")
    return field_id(typed) if typed else ""


def _line(finding: Finding) -> str:
    cited = say("web.clause_cited", clause=finding.clause) if finding.clause else ""
    return " ".join(part for part in (finding.reason + cited, finding.remedy or "") if part)


def _plans(offer: Offer, chosen: str) -> list[Option]:
    return [
        Option(
            each.name,
            say("web/deals.plan_at", name=each.name, price=each.price),
            each.name == chosen,
            _beside(each),
        )
        for each in offer.plans
    ]


def _beside(plan: PlanOffer) -> str:
    """What is said beside a plan's price."""
    notes = say("kernel.list_separator").join(plan.notes)
    return say("web/deals.plan_usage", notes=notes, usage="".join(plan.usage)) if plan.usage else notes
