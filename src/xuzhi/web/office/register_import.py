"""Importing a register's file: handed in, looked at, and only then taken in. What was typed and sent is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.roc import RocDateInvalid, format_date, parse_day
from xuzhi.kernel.texts import say
from xuzhi.registers import queries
from xuzhi.registers.catalogue import ListUnknown, RegisterUnknown, registers
from xuzhi.registers.operations import hand_in_snapshot, import_draft
from xuzhi.registers.queries.drafts import DraftUnknown
from xuzhi.registers.readers.shape import ShapeDiffers
from xuzhi.registers.views import DraftView, Preview
from xuzhi.web.office.access import as_officer
from xuzhi.web.refused import Errors, errors_of
from xuzhi.web.templatetags.form_fields import FormField, Option

FIELD_OF = {"registers.taken_ahead": "taken_on", "registers.no_source": "source"}


@dataclass(frozen=True)
class Form:
    """What stands in the form: `list` is <register>/<list>."""

    list: str
    taken_on: str
    source: str
    draft: DraftView | None

    @property
    def register(self) -> str:
        return self.list.partition("/")[0]

    @property
    def list_name(self) -> str:
        return self.list.partition("/")[2]


@require_http_methods(["GET", "HEAD", "POST"])
@as_officer
def register_import(request: HttpRequest, actor: Actor) -> HttpResponse:
    if request.method != "POST":
        chosen = request.GET.get("list", "")
        return _show(request, Form(chosen, "", _last_source(chosen), None))
    draft, errors = _draft(request, actor)
    form = Form(
        request.POST.get("list", ""), request.POST.get("taken_on", "").strip(), request.POST.get("source", ""), draft
    )
    taken_on, wrong = _checked(form)
    errors += wrong
    preview = None
    if draft and taken_on and not errors:
        try:
            if "import" in request.POST:
                return _import(request, actor, form, draft, taken_on)
            preview = queries.preview(draft.id, form.register, form.list_name, taken_on, actor=actor)
        except ShapeDiffers as differs:
            errors += errors_of(differs, "file")
        except Refusal as refusal:
            errors += errors_of(refusal, FIELD_OF.get(refusal.code, "file"))
    return _show(request, form, preview, errors, status=422 if errors else 200)


def _draft(request: HttpRequest, actor: Actor) -> tuple[DraftView | None, Errors]:
    """The file that was sent now, else the one that was sent before."""
    sent = request.FILES.get("file")
    try:
        if sent is not None:
            draft_id = hand_in_snapshot(sent, str(sent.name or ""), actor=actor, at=timezone.now())
            return queries.draft(draft_id, actor=actor), Errors()
        known = request.POST.get("draft", "")
        if known and "other_file" not in request.POST:
            return queries.draft(UUID(known), actor=actor), Errors()
    except DraftUnknown as unknown:
        return None, errors_of(unknown, "file")
    except Refusal as refused:
        return None, errors_of(refused, "file")
    except ValueError:
        pass
    if "other_file" in request.POST:
        return None, Errors()
    return None, Errors((("file", say("web/office.register_no_file")),))


def _checked(form: Form) -> tuple[date | None, Errors]:
    """Every field at once."""
    errors = Errors()
    entry = registers().get(form.register)
    if entry is None or form.list_name not in dict(queries.lists_of(form.register)):
        errors += Errors((("list", say("web/office.register_no_list")),))
    taken_on: date | None = None
    try:
        taken_on = parse_day(form.taken_on)
        if taken_on > timezone.localdate():
            errors += Errors((("taken_on", say("web/office.register_day_ahead", day=taken_on)),))
    except RocDateInvalid:
        says = "register_day_unreadable" if form.taken_on else "register_no_day"
        errors += Errors((("taken_on", say(f"web/office.{says}", text=form.taken_on)),))
    if not form.source.strip():
        errors += Errors((("source", say("web/office.register_no_source")),))
    return taken_on, errors


def _import(request: HttpRequest, actor: Actor, form: Form, draft: DraftView, taken_on: date) -> HttpResponse:
    imported = import_draft(
        draft.id,
        form.register,
        form.list_name,
        taken_on,
        form.source,
        actor=actor,
        at=timezone.now(),
    )
    says = "register_already" if imported.already else "register_imported"
    messages.success(request, say(f"web/office.{says}", rows=imported.rows, day=format_date(taken_on)))
    return redirect("office:snapshot", snapshot_id=imported.id)


def _show(
    request: HttpRequest, form: Form, preview: Preview | None = None, errors: Errors | None = None, status: int = 200
) -> HttpResponse:
    errors = errors or Errors()
    said = dict(errors.summary)
    context: dict[str, Any] = {
        "section": "office",
        "part": "registers",
        "form": form,
        "lists": _choices(),
        "taken_on": _field("taken_on", "date", form.taken_on, said),
        "source": _field("source", "text", form.source, said),
        "file_error": said.get("file", ""),
        "list_error": said.get("list", ""),
        "errors": errors,
        "preview": preview,
        "shown": [[row.get(name, "") for name in preview.headings] for row in preview.first] if preview else [],
    }
    return render(request, "office/register_import.html", context, status=status)


def _choices() -> Iterable[tuple[str, list[Option]]]:
    """Every list that can be imported, under its register's name."""
    return [
        (entry.title, [Option(f"{name}/{each}", title) for each, title in queries.lists_of(name)])
        for name, entry in registers().items()
    ]


def _field(name: str, kind: str, value: str, said: dict[str, str]) -> FormField:
    return FormField(
        name,
        name,
        kind,
        say(f"web/office.register_{name}"),
        value=value,
        hint=say(f"web/office.register_{name}_hint"),
        error=said.get(name, ""),
        example="115/11/20" if kind == "date" else "",
    )


def _last_source(chosen: str) -> str:
    """Where the list was taken from last time."""
    register, _, list_name = chosen.partition("/")
    try:
        last = queries.snapshots_of(register, list_name, per_page=1).rows
    except (RegisterUnknown, ListUnknown):
        return ""
    return last[0].source if last else ""
