"""One panel, at the step where the member stands: undertaking, declaration, points beside the material, comparison."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from xuzhi.casework.queries.shapes import Attached
from xuzhi.documents import queries as documents
from xuzhi.engine.scoring import SettingsIncomplete
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.panels.operations.hand_in_scores import hand_in_scores
from xuzhi.panels.operations.read_material import read_material
from xuzhi.panels.operations.save_scores import save_scores
from xuzhi.panels.queries.member_panel import member_panel
from xuzhi.panels.queries.shapes import CriterionForm, MemberPanel
from xuzhi.panels.refusals import OpenedAlready, SheetInvalid, SheetSealed, SittingMissing, SittingNotBegun
from xuzhi.web.refused import Errors, errors_by_field, errors_of
from xuzhi.web.reviewer.access import as_reviewer
from xuzhi.web.shown import Shown, show_question


@dataclass(frozen=True)
class OpenSheet:
    """A page of a file beside the criterion that it belongs to; `pages` 0 where nothing can be drawn.

    `before` and `after` are places to turn to, as `shown` reads them.
    """

    file: Attached
    page: int
    pages: int
    image_url: str
    before: str
    after: str


@dataclass(frozen=True)
class Beside:
    """A criterion with the answers and files shown next to it, and its fields."""

    form: CriterionForm
    answers: tuple[Shown, ...]
    files: tuple[tuple[str, Attached, str], ...]
    sheet: OpenSheet | None
    wrong: dict[str, str]


@require_http_methods(["GET", "HEAD", "POST"])
@as_reviewer
def panel(request: HttpRequest, actor: Actor, panel_id: UUID) -> HttpResponse:
    if request.method == "POST":
        return _keep(request, actor, panel_id)
    page = member_panel(panel_id, actor=actor, at=timezone.now())
    if page.state in ("pledge", "declare"):
        context = {"section": "review", "page": page, "errors": Errors(), "chosen": [], "note": "", "answer": ""}
        return render(request, f"reviewer/{page.state}.html", context)
    what = "scores" if page.state == "opened" else "page"
    read_material(panel_id, actor=actor, at=timezone.now(), what=what)
    return _show(request, page)


def _keep(request: HttpRequest, actor: Actor, panel_id: UUID) -> HttpResponse:
    """Save the draft, or hand the sheet in; what was typed is shown again with everything that is wrong."""
    typed = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    if "open" in request.POST:
        return _keep_and_open(request, actor, panel_id, typed)
    handing_in = "hand_in" in request.POST
    act = hand_in_scores if handing_in else save_scores
    try:
        act(panel_id, typed, actor=actor, at=timezone.now())
    except (SheetInvalid, SittingMissing, SittingNotBegun) as refusal:
        # What was typed is kept although it cannot be handed in: the act was undone with its transaction.
        save_scores(panel_id, typed, actor=actor, at=timezone.now())
        return _refused(request, actor, panel_id, typed, refusal)
    except SettingsIncomplete as refusal:
        return _refused(request, actor, panel_id, typed, refusal)
    except (SheetSealed, OpenedAlready) as refusal:
        messages.error(request, refusal.says)
        return redirect("reviewer:panel", panel_id=panel_id)
    messages.success(request, say("web/reviewer.handed_in" if handing_in else "web/reviewer.saved"))
    return redirect("reviewer:panel", panel_id=panel_id)


def _keep_and_open(request: HttpRequest, actor: Actor, panel_id: UUID, typed: dict[str, str]) -> HttpResponse:
    """A file is opened from the middle of the form: what was typed so far is kept."""
    # Where nothing can be typed (yet, or any more) the file may be read all the same.
    with suppress(SettingsIncomplete, SheetSealed, OpenedAlready):
        save_scores(panel_id, typed, actor=actor, at=timezone.now())
    here = reverse("reviewer:panel", kwargs={"panel_id": panel_id})
    criterion, file, page = [*typed["open"].split("~"), "", "", ""][:3]
    query = urlencode({"at": criterion, "file": file, "page": page})
    return redirect(f"{here}?{query}#sheet-{quote(criterion)}")


def _refused(
    request: HttpRequest, actor: Actor, panel_id: UUID, typed: dict[str, str], refusal: Refusal
) -> HttpResponse:
    page = member_panel(panel_id, actor=actor, at=timezone.now(), typed=typed)
    parts = getattr(refusal, "parts", None)
    errors = errors_by_field(parts) if parts else errors_of(refusal)
    wrong = {name: part.says for name, part in (parts or {}).items()}
    return _show(request, page, errors=errors, wrong=wrong, status=422)


def _show(
    request: HttpRequest,
    page: MemberPanel,
    *,
    errors: Errors | None = None,
    wrong: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "section": "review",
        "page": page,
        "errors": errors or Errors(),
        "server_now": timezone.now(),
        "besides": _besides(request, page, wrong or {}),
    }
    template = "reviewer/opened.html" if page.state == "opened" else "reviewer/score.html"
    return render(request, template, context, status=status)


def _besides(request: HttpRequest, page: MemberPanel, wrong: dict[str, str]) -> list[Beside]:
    """Every criterion; the file that the address names is opened beside the criterion that it names."""
    at = request.GET.get("at", "")
    found = []
    for each in page.criteria:
        name = each.scale.criterion.name
        files = tuple(
            (view.document.label, file, f"{name}~{file.id}~1")
            for view in each.material.documents
            for file in view.attached
        )
        chosen = next((file for _, file, _ in files if str(file.id) == request.GET.get("file")), None)
        sheet = _sheet(request, page, name, chosen) if chosen is not None and at in ("", name) else None
        mine = {field.removesuffix(f"-{name}"): says for field, says in wrong.items() if field.endswith(f"-{name}")}
        answers = tuple(show_question(view) for view in each.material.questions)
        found.append(Beside(each, answers, files, sheet, mine))
    return found


def _sheet(request: HttpRequest, page: MemberPanel, criterion: str, file: Attached) -> OpenSheet:
    info = documents.files_info([file.sha256]).get(file.sha256)
    pages = (info.pages if info else None) or 0
    wanted = request.GET.get("page", "1")
    shown = min(max(1, int(wanted)), pages) if wanted.isascii() and wanted.isdigit() and pages else 1
    place = {"panel_id": page.id, "attachment": file.id, "page": shown}
    return OpenSheet(
        file,
        shown,
        pages,
        reverse("reviewer:page", kwargs=place) if pages else "",
        f"{criterion}~{file.id}~{shown - 1}" if shown > 1 else "",
        f"{criterion}~{file.id}~{shown + 1}" if shown < pages else "",
    )
