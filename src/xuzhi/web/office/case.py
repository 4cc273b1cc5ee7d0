"""A case on one page: findings with their evidence beside them, and the other parts behind tabs."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.casework.operations.record_viewing import record_viewing
from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.queries.looks import looks_of
from xuzhi.casework.queries.shapes import CasePage, FindingView
from xuzhi.grants.likeness.queries import is_compared
from xuzhi.grants.lists.proving import proofs_in
from xuzhi.grants.queries.overlaps import overlaps
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import say
from xuzhi.panels.consents.asking import is_asked
from xuzhi.panels.queries.office_panel import has_panel
from xuzhi.web.contract_money import has_package, holds_money
from xuzhi.web.office.access import as_staff
from xuzhi.web.office.evidence import case_files, evidence_of_case, open_file, opened_evidence
from xuzhi.web.office.rounds import rounds_shown
from xuzhi.web.refused import Errors
from xuzhi.web.shown import sections_shown

TABS = ("case", "answers", "documents", "letters", "history", "looks")


SIGNS = {"not_met": "✕", "undetermined": "?", "met": "✓", "waits": "○"}


def _any(finding: FindingView) -> bool:
    return True


def _bears(sign: str) -> Callable[[FindingView], bool]:
    return lambda finding: finding.sign == sign


def _waits(finding: FindingView) -> bool:
    """Nobody of the office has answered for it yet."""
    return finding.needs_confirmation and not finding.confirmed_by


def _changed(finding: FindingView) -> bool:
    return finding.changed


def _upheld(finding: FindingView) -> bool:
    """What was confirmed in an earlier case holds, as the facts are the same."""
    return bool(finding.upheld_number)


ONLY: dict[str, Callable[[FindingView], bool]] = {
    "": _any,
    **{sign: _bears(sign) for sign in SIGNS},
    "waits": _waits,
    "changed": _changed,
    "upheld": _upheld,
}


def choices_of(request: HttpRequest, page: CasePage) -> list[dict[str, object]]:
    """Which findings to show, each choice with its number; one that would show nothing is left out."""
    here = reverse("office:case", kwargs={"case_id": page.case.id})
    chosen = request.GET.get("only", "")
    counted = ((name, sum(map(fits, page.findings))) for name, fits in ONLY.items())
    return [
        {
            "name": name,
            "label": say(f"web/office.only_{name or 'any'}"),
            "sign": SIGNS.get(name, ""),
            "count": count,
            "url": f"{here}?only={name}" if name else here,
            "chosen": name == chosen,
        }
        for name, count in counted
        if count or name == chosen
    ]


def read_case(case_id: UUID, actor: Actor, what: str = "page") -> CasePage:
    """The case, and that the actor looked at it (L9.1). Raises CaseUnknown."""
    now = timezone.now()
    record_viewing(case_id, actor=actor, at=now, what=what)
    return case_page(case_id, actor=actor, at=now)


def frame(request: HttpRequest, page: CasePage, actor: Actor, tab: str, errors: Errors | None = None) -> dict[str, Any]:
    """What every part of the page shows: head, clocks, tabs, and the bar of steps at the foot."""
    acts = actor.role == "officer"
    steps = [each for each in page.steps if each.by in ("officer", "organiser", "reviewer")] if acts else []
    return {
        "section": "office",
        "actor": actor,
        "page": page,
        "case": page.case,
        "clocks": [each for each in page.clocks if each.state in ("running", "pending")],
        "tabs": tabs_of(page, tab),
        "allowed": [each for each in steps if each.allowed],
        "refused": [each for each in steps if not each.allowed],
        "acts": acts,
        "chained": page.chains,
        "has_package": has_package(page),
        "mine": page.case.officer_id == actor.id,
        "here": request.get_full_path(),
        "errors": errors or Errors(),
    }


def tabs_of(page: CasePage, current: str) -> list[dict[str, object]]:
    """The parts as components/tabs.html lists them."""
    files = sum(len(each.attached) for section in page.sections for each in section.documents)
    counts = {
        "case": len(page.findings) or None,
        "documents": files,
        "letters": len(page.notices) + sum(1 for each in page.questions if not each.answered_at),
    }
    tabs: list[dict[str, object]] = [
        {
            "label": say(f"web/office.tab_{name}"),
            "url": reverse(f"office:{name}", kwargs={"case_id": page.case.id}),
            "current": name == current,
            "count": counts.get(name),
        }
        for name in TABS
    ]
    if any(one.question.by and one.editable for part in page.sections for one in part.questions):
        url = reverse("office:fill", kwargs={"case_id": page.case.id})
        tabs.insert(1, {"label": say("web/office.tab_fill"), "url": url, "current": current == "fill", "count": None})
    if holds_money(page):
        url = reverse("office:money", kwargs={"case_id": page.case.id})
        tabs.insert(1, {"label": say("web/office.tab_money"), "url": url, "current": current == "money", "count": None})
    if _has_related(page):
        url = reverse("office:related", kwargs={"case_id": page.case.id})
        label, current_one = say("web/office.tab_related"), current == "related"
        count = len(page.related.differences) + len(page.related.cases) if page.related else 0
        tabs.insert(1, {"label": label, "url": url, "current": current_one, "count": count or None})
    if revises(page):
        url = reverse("office:revision", kwargs={"case_id": page.case.id})
        label, here = say("web/office.tab_revision"), current == "revision"
        tabs.insert(1, {"label": label, "url": url, "current": here, "count": None})
    if page.case.submitted_at and is_compared(page.case.programme, page.case.kind):
        url = reverse("office:likeness", kwargs={"case_id": page.case.id})
        label, current_one = say("web/office.tab_likeness"), current == "likeness"
        tabs.insert(1, {"label": label, "url": url, "current": current_one, "count": None})
    if page.consent and is_asked(page.case.id):
        url = reverse("office:consent", kwargs={"case_id": page.case.id})
        label = say("web/office.tab_consent")
        tabs.insert(1, {"label": label, "url": url, "current": current == "consent", "count": None})
    if page.rounds:
        url = reverse("office:corrections", kwargs={"case_id": page.case.id})
        label, now = say("web/office.tab_corrections"), page.rounds[0].unsettled
        tabs.insert(1, {"label": label, "url": url, "current": current == "corrections", "count": now or None})
    if page.panel and (page.case.stage in page.panel.stages or has_panel(page.case.id)):
        url = reverse("office:panels:panel", kwargs={"case_id": page.case.id})
        panel = {"label": say("web/office.tab_panel"), "url": url, "current": current == "panel", "count": None}
        tabs.insert(1, panel)
    return tabs


def revises(page: CasePage) -> bool:
    """Whether a later text of a document of the other case was handed in."""
    return any(each.attached and each.document.revises for part in page.sections for each in part.documents)


def _has_related(page: CasePage) -> bool:
    """Whether it is about another case, or anything is or may be opened about it."""
    related = page.related
    return related is not None and bool(related.about or related.cases or related.openable or related.versions)


@require_safe
@as_staff
def findings(request: HttpRequest, actor: Actor, case_id: UUID, check: str = "") -> HttpResponse:
    """Findings on the left; the evidence of the one that was opened, or of the first in question, on the right."""
    return show_findings(request, read_case(case_id, actor), actor, check)


def show_findings(
    request: HttpRequest,
    page: CasePage,
    actor: Actor,
    check: str = "",
    *,
    errors: Errors | None = None,
    typed: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    opened = opened_evidence(request, page, check)
    context = {"opened": opened, "case": page.case, "page": page}
    if request.headers.get("HX-Target") == "evidence":
        return render(request, "office/evidence.html", context)
    context |= frame(request, page, actor, "case", errors)
    context |= {
        "round": next(iter(rounds_shown(page, acts=context["acts"])), None)
        if _answered(page) or not page.findings
        else None,
        "typed": typed or {},
        "rests_on": evidence_of_case(page) if not page.findings else None,
        "only": choices_of(request, page),
        "findings": [each for each in page.findings if ONLY.get(request.GET.get("only", ""), _any)(each)],
    }
    return render(request, "office/case.html", context, status=status)


def _answered(page: CasePage) -> bool:
    """Whether the latest letter that asked for corrections has been answered."""
    return bool(page.rounds and page.rounds[0].answered_at)


def _part(tab: str, more: Callable[[HttpRequest, CasePage], dict[str, Any]]) -> Callable[..., HttpResponse]:
    @require_safe
    @as_staff
    def view(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
        page = read_case(case_id, actor)
        return render(request, f"office/{tab}.html", frame(request, page, actor, tab) | more(request, page))

    return view


def _documents(request: HttpRequest, page: CasePage) -> dict[str, Any]:
    asked = [each for section in page.sections for each in section.documents if each.asked or each.attached]
    attached = [(each.document.label, file) for each in asked for file in (*each.attached, *each.earlier)]
    here = reverse("office:documents", kwargs={"case_id": page.case.id})
    return {"documents": asked, "file": open_file(request, page, here, attached)}


def show_documents(
    request: HttpRequest, page: CasePage, actor: Actor, errors: Errors | None = None, status: int = 200
) -> HttpResponse:
    context = frame(request, page, actor, "documents", errors) | _documents(request, page)
    return render(request, "office/documents.html", context, status=status)


def _history(request: HttpRequest, page: CasePage) -> dict[str, Any]:
    told = [{"title": each.title, "at": each.at, "by": each.actor_name, "says": each.detail} for each in page.timeline]
    return {"timeline": told}


def _looks(request: HttpRequest, page: CasePage) -> dict[str, Any]:
    return {"looks": looks_of(page.case.id, actor=request.actor)}


def _answers(request: HttpRequest, page: CasePage) -> dict[str, Any]:
    listed = any(each.question.unique and each.value for section in page.sections for each in section.questions)
    told = overlaps(page.case.id, actor=request.actor, at=timezone.now()) if listed else []
    return {
        "parts": sections_shown(page.sections, case_files(page)),
        "overlaps": told,
        "proofs": proofs_in(page.sections),
    }


answers = _part("answers", _answers)
documents = _part("documents", _documents)
letters = _part("letters", lambda request, page: {})
history = _part("history", _history)
looks = _part("looks", _looks)
