"""Dated values: the list by clause, and one with its history and the form that proposes another."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from xuzhi.casework.operations.ask_whatif import ask_whatif
from xuzhi.casework.queries.changes import changes_waiting
from xuzhi.casework.queries.parameters import ParameterPage, parameter_page, parameters_page
from xuzhi.casework.queries.what_if import Asked
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.rulebook import Edition
from xuzhi.rulebook.model import Parameter
from xuzhi.web.office.rules.fields import change_fields, day_of, typed_value, value_field
from xuzhi.web.office.rules.frame import FIELD_OF, as_rule_maker, frame, propose
from xuzhi.web.office.rules.named_list import NamedList, named_list
from xuzhi.web.refused import Errors, errors_of

TRIED = ("check", "clock", "counting")


@require_safe
@as_rule_maker
def parameters(request: HttpRequest, actor: Actor, programme_id: str) -> HttpResponse:
    context = frame(actor, programme_id, "parameters") | {
        "page": parameters_page(programme_id, at=timezone.now()),
        "waiting": [each for each in changes_waiting(programme_id) if each.row.programme],
    }
    return render(request, "office/rules/parameters.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@as_rule_maker
def parameter(request: HttpRequest, actor: Actor, programme_id: str, name: str) -> HttpResponse:
    page = parameter_page(programme_id, name, at=timezone.now())
    if request.method != "POST":
        return _show(request, actor, page)
    listed = named_list(page, request.POST) if page.names else None
    value = listed.codes if listed else typed_value(page.row.parameter, page.rules, request.POST)
    if "add_row" in request.POST:
        return _show(request, actor, page, listed=listed)
    if "try" in request.POST:
        return _try(request, actor, page, value, listed)
    change_id, errors = propose(
        request, actor, programme_id, "parameter", name, value, names=listed.names if listed else None
    )
    if change_id is None:
        return _show(request, actor, page, errors, listed=listed)
    messages.success(request, say("web/office/rules.proposed"))
    return redirect("office:rules:change", change_id=change_id)


def _try(request: HttpRequest, actor: Actor, page: ParameterPage, value: Any, listed: NamedList | None) -> HttpResponse:
    """What the value would do, before anybody proposes it."""
    row = page.row
    kinds = dict.fromkeys(use.kind for use in row.uses if use.sort in TRIED)
    kind = next((each for each in kinds if any(use.kind == each and use.sort != "check" for use in row.uses)), None)
    kind = kind or next(iter(kinds), None)
    if kind is None:
        errors = Errors((("value", say("web/office/rules.nothing_to_try")),))
        return _show(request, actor, page, errors, listed=listed)
    on = day_of(request.POST.get("from_on", "")) or timezone.localdate()
    asked = Asked(page.rules.programme_id, kind, {row.parameter.name: value}, max(on, timezone.localdate()))
    try:
        run_id = ask_whatif(asked, actor=actor, at=timezone.now())
    except Refusal as refusal:
        return _show(request, actor, page, errors_of(refusal, FIELD_OF.get(refusal.code, "value")), listed=listed)
    return redirect("office:rules:run", programme_id=page.rules.programme_id, run_id=run_id)


def _show(
    request: HttpRequest,
    actor: Actor,
    page: ParameterPage,
    errors: Errors | None = None,
    *,
    listed: NamedList | None = None,
) -> HttpResponse:
    errors = errors or Errors()
    said = dict(errors.summary)
    form = request.POST if request.method == "POST" else None
    context = frame(actor, page.rules.programme_id, "parameters", errors) | {
        "page": page,
        "row": page.row,
        "value": _field(page.rules, page.row.parameter, page.row.value, form, request.GET.get("value"), said),
        "listed": (listed or named_list(page, None)) if page.names else None,
        "waiting": [
            each
            for each in changes_waiting(page.rules.programme_id)
            if (each.row.what, each.row.name) == ("parameter", page.row.parameter.name)
        ],
        **change_fields(form, said),
    }
    return render(request, "office/rules/parameter.html", context, status=422 if errors else 200)


def _field(
    rules: Edition, parameter: Parameter, value: Any, form: QueryDict | None, tried: str | None, said: dict[str, str]
) -> Any:
    if form is not None:
        lists = parameter.type.name == "list" and len(form.getlist("value")) != 1
        return value_field(rules, parameter, form.getlist("value") if lists else form.get("value", ""), said)
    return value_field(rules, parameter, value if tried is None else tried, said)
