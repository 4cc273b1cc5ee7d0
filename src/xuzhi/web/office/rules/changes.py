"""Proposals: the list, and one with what it would do; approved or rejected by another, withdrawn by whoever made it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from xuzhi.casework.operations.approve_change import approve_change
from xuzhi.casework.operations.ask_effects import ask_effects
from xuzhi.casework.operations.reject_change import reject_change
from xuzhi.casework.operations.withdraw_change import withdraw_change
from xuzhi.casework.queries.changes import change_page, changes_decided, changes_waiting
from xuzhi.casework.rule_refusals import ChangeUnknown
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.web.office.rules.frame import as_rule_maker, frame
from xuzhi.web.refused import Errors, errors_of


@require_safe
@as_rule_maker
def changes(request: HttpRequest, actor: Actor, programme_id: str) -> HttpResponse:
    number = request.GET.get("page", "1")
    decided = changes_decided(programme_id, page=int(number) if number.isascii() and number.isdigit() else 1)
    first = (decided.page - 1) * 20 + 1
    context = frame(actor, programme_id, "changes") | {
        "waiting": [each for each in changes_waiting(programme_id) if each.row.programme],
        "decided": decided.rows,
        "pages": {
            "number": decided.page,
            "pages": decided.pages,
            "total": decided.total,
            "first": first,
            "last": first + len(decided.rows) - 1,
        },
    }
    return render(request, "office/rules/changes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@as_rule_maker
def change(request: HttpRequest, actor: Actor, change_id: UUID) -> HttpResponse:
    if request.method != "POST":
        return _show(request, actor, change_id)
    act = next((each for each in ACTS if each in request.POST), "")
    try:
        done = ACTS[act](request, actor, change_id) if act else ""
    except ChangeUnknown:
        raise
    except Refusal as refusal:
        field = "reason" if refusal.code == "casework.change_reason_missing" else ""
        return _show(request, actor, change_id, errors_of(refusal, field))
    if done:
        messages.success(request, done)
    return redirect("office:rules:change", change_id=change_id)


def _approve(request: HttpRequest, actor: Actor, change_id: UUID) -> str:
    seen = request.POST.get("seen", "")
    moved = approve_change(
        change_id,
        actor=actor,
        at=timezone.now(),
        seen=int(seen) if seen.isascii() and seen.isdigit() else None,
        note=request.POST.get("note", ""),
    )
    return say("web/office/rules.approved_moved", count=moved) if moved else say("web/office/rules.approved")


def _reject(request: HttpRequest, actor: Actor, change_id: UUID) -> str:
    reject_change(change_id, reason=request.POST.get("reject_reason", ""), actor=actor, at=timezone.now())
    return say("web/office/rules.rejected")


def _withdraw(request: HttpRequest, actor: Actor, change_id: UUID) -> str:
    withdraw_change(change_id, reason=request.POST.get("withdraw_reason", ""), actor=actor, at=timezone.now())
    return say("web/office/rules.withdrawn")


def _again(request: HttpRequest, actor: Actor, change_id: UUID) -> str:
    ask_effects(change_id, actor=actor, at=timezone.now())
    return ""


ACTS = {"approve": _approve, "reject": _reject, "withdraw": _withdraw, "again": _again}


def _show(request: HttpRequest, actor: Actor, change_id: UUID, errors: Errors | None = None) -> HttpResponse:
    page = change_page(change_id, actor=actor, at=timezone.now())
    row = page.line.row
    context = frame(actor, row.programme, "changes", errors) if row.programme else {}
    context |= {
        "section": "office",
        "part": "rules",
        "actor": actor,
        "page": page,
        "line": page.line,
        "row": row,
        "detail": page.detail,
        "errors": errors or Errors(),
        "reject_reason": request.POST.get("reject_reason", ""),
        "note": request.POST.get("note", ""),
        "template": f"office/rules/change_{row.what.removeprefix('cancelled_').removeprefix('ended_')}.html",
    }
    if request.headers.get("HX-Target") == "effects":
        return render(request, "office/rules/effects.html", context)
    return render(request, "office/rules/change.html", context, status=422 if errors else 200)
