"""The roster of reviewers: everybody, one entry, a new one."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xuzhi.casework.queries.editions import programmes
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.panels.operations.change_reviewer import change_reviewer
from xuzhi.panels.operations.enter_reviewer import enter_reviewer
from xuzhi.panels.operations.retire_reviewer import retire_reviewer
from xuzhi.panels.profiles import Profile
from xuzhi.panels.queries.roster import reviewer_card, roster
from xuzhi.panels.queries.shapes import ReviewerCard
from xuzhi.panels.refusals import ProfileInvalid
from xuzhi.rulebook.model import Choice
from xuzhi.web.office.panels.frame import acting, reading
from xuzhi.web.refused import Errors, errors_by_field, sentence_of

TEXTS = ("name", "email", "organisation", "organisation_ubn", "title", "address", "representative")
GROUPS = ("employers", "ties")
CELLS = ("name", "ubn", "note")
SPARE_ROWS = 2


def expertise() -> list[Choice]:
    """Every field of expertise that a programme's rules know, each code once."""
    found: dict[str, Choice] = {}
    for programme in programmes():
        for case in programme.cases:
            for choice in case.panel.expertise if case.panel else ():
                found.setdefault(choice.code, choice)
    return list(found.values())


@require_safe
@reading
def reviewers(request: HttpRequest, actor: Actor) -> HttpResponse:
    retired = request.GET.get("view") == "all"
    labels = {choice.code: choice.label for choice in expertise()}
    cards = roster(actor=actor, retired=retired)
    rows = [(card, [labels.get(code, code) for code in card.expertise]) for card in cards]
    return render(request, "office/panels/roster.html", _context(actor) | {"rows": rows, "retired": retired})


@require_http_methods(["GET", "HEAD", "POST"])
@acting
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    if request.method != "POST":
        return _form(request, actor, None, _empty())
    typed = _typed(request.POST)
    if "more" in request.POST:
        return _form(request, actor, None, typed, spare=SPARE_ROWS + 2)
    try:
        enter_reviewer(_profile(typed), actor=actor, at=timezone.now())
    except ProfileInvalid as refusal:
        return _form(request, actor, None, typed, refusal)
    messages.success(request, say("web/office/panels.entered", name=typed["name"]))
    return redirect("office:panels:roster")


@require_http_methods(["GET", "HEAD", "POST"])
@acting
def reviewer(request: HttpRequest, actor: Actor, reviewer_id: UUID) -> HttpResponse:
    card = reviewer_card(reviewer_id, actor=actor)
    if request.method != "POST":
        return _form(request, actor, card, _of(card))
    typed = _typed(request.POST) | {"email": card.email}
    if "more" in request.POST:
        return _form(request, actor, card, typed, spare=SPARE_ROWS + 2)
    try:
        touched = change_reviewer(reviewer_id, _profile(typed), actor=actor, at=timezone.now())
    except ProfileInvalid as refusal:
        return _form(request, actor, card, typed, refusal)
    messages.success(request, say("web/office/panels.entered", name=typed["name"]))
    if touched:
        listed = say("kernel.list_separator").join(touched)
        messages.warning(request, say("web/office/panels.withdrawn_by_ties", name=typed["name"], cases=listed))
    return redirect("office:panels:roster")


@require_POST
@acting
def retire(request: HttpRequest, actor: Actor, reviewer_id: UUID) -> HttpResponse:
    try:
        retire_reviewer(reviewer_id, request.POST.get("reason", ""), actor=actor, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, sentence_of(refusal))
        return redirect("office:panels:reviewer", reviewer_id=reviewer_id)
    messages.success(request, say("web/office/panels.retired"))
    return redirect("office:panels:roster")


def _context(actor: Actor) -> dict[str, Any]:
    return {"section": "office", "part": "reviewers", "actor": actor}


def _form(
    request: HttpRequest,
    actor: Actor,
    card: ReviewerCard | None,
    typed: Mapping[str, Any],
    refusal: ProfileInvalid | None = None,
    spare: int = SPARE_ROWS,
) -> HttpResponse:
    parts = refusal.parts if refusal else {}
    empty = dict.fromkeys(CELLS, "")
    groups = [
        {
            "name": group,
            "label": say(f"web/office/panels.{group}"),
            "hint": say(f"web/office/panels.{group}_hint"),
            "rows": [*typed[group], *[empty] * max(0, spare - sum(1 for row in typed[group] if not any(row.values())))],
        }
        for group in GROUPS
    ]
    context = _context(actor) | {
        "card": card,
        "typed": typed,
        "groups": groups,
        "expertise": expertise(),
        "errors": errors_by_field(parts) if parts else Errors(),
        "wrong": {name: part.says for name, part in parts.items()},
    }
    return render(request, "office/panels/reviewer.html", context, status=422 if parts else 200)


def _empty() -> dict[str, Any]:
    return {**dict.fromkeys(TEXTS, ""), "expertise": [], **{group: [] for group in GROUPS}}


def _of(card: ReviewerCard) -> dict[str, Any]:
    rows: dict[str, Any] = {group: [dict(row) for row in getattr(card, group)] for group in GROUPS}
    return {**{name: getattr(card, name) for name in TEXTS}, "expertise": list(card.expertise), **rows}


def _typed(posted: QueryDict) -> dict[str, Any]:
    return {
        **{name: posted.get(name, "").strip() for name in TEXTS},
        "expertise": posted.getlist("expertise"),
        **{group: _rows(posted, group) for group in GROUPS},
    }


def _rows(posted: QueryDict, group: str) -> Sequence[dict[str, str]]:
    columns = [posted.getlist(f"{group}-{cell}") for cell in CELLS]
    return [dict(zip(CELLS, (cell.strip() for cell in row), strict=True)) for row in zip(*columns, strict=False)]


def _profile(typed: Mapping[str, Any]) -> Profile:
    rows = {group: tuple(typed[group]) for group in GROUPS}
    known = [choice.code for choice in expertise()]
    chosen = tuple(code for code in typed["expertise"] if code in known)
    return Profile(**{name: typed[name] for name in TEXTS}, expertise=chosen, **rows)
