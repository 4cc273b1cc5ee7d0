"""What other values would have done: choose the kind of case and the values, and see which cases would change."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from xuzhi.casework.operations.ask_whatif import ask_whatif
from xuzhi.casework.queries.parameters import ParameterRow, parameters_page
from xuzhi.casework.queries.what_if import Asked
from xuzhi.casework.queries.what_if_runs import WhatIfRun, runs_asked, what_if_run
from xuzhi.casework.rule_refusals import WhatIfUnknown
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.rulebook import CaseKind, Edition
from xuzhi.web.office.rules.fields import ROOM, day_of, field, options, unit_of
from xuzhi.web.office.rules.frame import as_rule_maker, frame
from xuzhi.web.refused import Errors, errors_of

WHICH = ("all", "open", "past")
TOUCHED = ("check", "clock", "counting")


@require_http_methods(["GET", "HEAD", "POST"])
@as_rule_maker
def whatif(request: HttpRequest, actor: Actor, programme_id: str) -> HttpResponse:
    page = parameters_page(programme_id, at=timezone.now())
    rows = [*(row for topic in page.topics for row in topic.rows), *page.missing]
    kind = _kind(page.rules, rows, request.POST.get("kind") or request.GET.get("kind", ""))
    if request.method != "POST" or "choose" in request.POST:
        return _show(request, actor, page.rules, rows, kind)
    asked, errors = _asked(request, page.rules, kind, rows)
    if asked is not None:
        try:
            run_id = ask_whatif(asked, actor=actor, at=timezone.now())
            return redirect("office:rules:run", programme_id=programme_id, run_id=run_id)
        except Refusal as refusal:
            errors = _at_its_field(refusal, rows)
    return _show(request, actor, page.rules, rows, kind, errors)


@require_safe
@as_rule_maker
def run(request: HttpRequest, actor: Actor, programme_id: str, run_id: UUID) -> HttpResponse:
    found = what_if_run(run_id)
    if found.programme != programme_id:
        raise WhatIfUnknown()
    if request.headers.get("HX-Target") == "run":
        return render(request, "office/rules/run_result.html", {"run": found, "programme": programme_id, "alone": True})
    context = frame(actor, programme_id, "whatif") | {
        "run": found,
        "programme": programme_id,
        "alone": True,
        "again": _again(found),
    }
    return render(request, "office/rules/run.html", context)


def _again(found: WhatIfRun) -> str:
    """The value of the first parameter, as its page takes it beforehand."""
    given = found.values[0].given if found.values else ""
    return (
        ", ".join(map(str, given))
        if isinstance(given, list)
        else str(given).lower()
        if isinstance(given, bool)
        else str(given)
    )


def _kind(rules: Edition, rows: list[ParameterRow], wanted: str) -> str:
    """The kind asked for, else the first of which a value of the programme touches a check or a time limit."""
    touched = {use.kind for row in rows for use in row.uses if use.sort in TOUCHED}
    if wanted in rules.cases:
        return wanted
    return next((kind.name for kind in _in_order(rules) if kind.name in touched), next(iter(rules.cases)))


def _in_order(rules: Edition) -> list[CaseKind]:
    """What firms apply for, in the order in which they do; then the rest."""
    return sorted(rules.cases.values(), key=lambda kind: ("firm" not in kind.opened_by, bool(kind.needs_approved)))


def _touching(rows: list[ParameterRow], kind: str) -> list[ParameterRow]:
    return [row for row in rows if any(use.kind == kind and use.sort in TOUCHED for use in row.uses)]


def _asked(request: HttpRequest, rules: Edition, kind: str, rows: list[ParameterRow]) -> tuple[Asked | None, Errors]:
    form, errors = request.POST, Errors()
    days = {}
    for name in ("since", "until"):
        written = form.get(name, "").strip()
        days[name] = day_of(written)
        if written and days[name] is None:
            errors += Errors(((name, say(f"{ROOM}.day_unreadable", text=written)),))
    names = {row.parameter.name for row in _touching(rows, kind)}
    values = {name: form[f"try:{name}"].strip() for name in names if form.get(f"try:{name}", "").strip()}
    if errors:
        return None, errors
    which = form.get("which", "all")
    today = timezone.localdate()
    return Asked(
        rules.programme_id, kind, values, today, which if which in WHICH else "all", days["since"], days["until"]
    ), errors


def _at_its_field(refusal: Refusal, rows: list[ParameterRow]) -> Errors:
    label = refusal.values.get("label")
    name = next((row.parameter.name for row in rows if row.parameter.label == label), "")
    return errors_of(refusal, f"try-{name}" if name else "")


def _show(
    request: HttpRequest,
    actor: Actor,
    rules: Edition,
    rows: list[ParameterRow],
    kind: str,
    errors: Errors | None = None,
) -> HttpResponse:
    errors = errors or Errors()
    said: dict[str, str] = dict(errors.summary)
    form: Any = request.POST if request.method == "POST" else {}
    which = form.get("which", "all")
    touched = {use.kind for row in rows for use in row.uses if use.sort in TOUCHED}
    kinds = [(each.name, each.title) for each in _in_order(rules) if each.name in touched]
    context = frame(actor, rules.programme_id, "whatif", errors) | {
        "kind": kind,
        "kinds": kinds,
        "kind_title": rules.cases[kind].title,
        "tries": [
            {
                "row": row,
                "id": f"try-{row.parameter.name}",
                "name": f"try:{row.parameter.name}",
                "value": form.get(f"try:{row.parameter.name}", ""),
                "unit": unit_of(row.parameter),
                "error": said.get(f"try-{row.parameter.name}", ""),
            }
            for row in _touching(rows, kind)
        ],
        "which": field(
            "which",
            "choice",
            which,
            said,
            options=options([(each, say(f"{ROOM}.which_{each}")) for each in WHICH], [which]),
        ),
        "since": field("since", "date", form.get("since", ""), said, required=False),
        "until": field("until", "date", form.get("until", ""), said, required=False),
        "runs": [
            (each, rules.cases[each.kind].title if each.kind in rules.cases else each.kind)
            for each in runs_asked(rules.programme_id)
        ],
    }
    return render(request, "office/rules/whatif.html", context, status=422 if errors else 200)
