"""The outside registers: how old each list is, its snapshots, and what each of them changed."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.casework.queries.register_ages import RegisterAge, register_ages
from xuzhi.kernel.actor import Actor
from xuzhi.registers import queries
from xuzhi.registers.catalogue import ListUnknown, RegisterUnknown
from xuzhi.registers.queries.snapshots import SnapshotUnknown
from xuzhi.registers.shapes import ListAge
from xuzhi.web.office.access import as_staff

PER_PAGE = 30


@dataclass(frozen=True)
class ListLine:
    """One list as the table shows it. `state`: missing, stale, or nothing to say."""

    age: ListAge
    state: str


@dataclass(frozen=True)
class RegisterLines:
    title: str
    lines: tuple[ListLine, ...]


@require_safe
@as_staff
def registers(request: HttpRequest, actor: Actor) -> HttpResponse:
    today = timezone.localdate()
    limits = register_ages(today)
    context = {
        "section": "office",
        "part": "registers",
        "registers": lines_of(queries.list_ages(today), strictest(limits)),
        "limits": [each for each in limits if each.days is not None],
        "unset": [each for each in limits if each.days is None],
    }
    return render(request, "office/registers.html", context)


def strictest(limits: list[RegisterAge]) -> int | None:
    """The fewest days that any programme allows."""
    return min((each.days for each in limits if each.days is not None), default=None)


def lines_of(ages: list[ListAge], most_days: int | None) -> list[RegisterLines]:
    """The lists by register, in the order of the catalogue."""
    grouped: dict[str, list[ListAge]] = {}
    for age in ages:
        grouped.setdefault(age.register_title, []).append(age)
    return [
        RegisterLines(title, tuple(ListLine(age, state_of(age, most_days)) for age in lines))
        for title, lines in grouped.items()
    ]


def state_of(age: ListAge, most_days: int | None) -> str:
    if age.age_days is None:
        return "missing"
    return "stale" if most_days is not None and age.age_days > most_days else ""


@require_safe
@as_staff
def snapshots(request: HttpRequest, actor: Actor, register: str, list_name: str) -> HttpResponse:
    try:
        page = queries.snapshots_of(register, list_name, page=_page(request), per_page=PER_PAGE)
        titles = dict(queries.lists_of(register))
    except (RegisterUnknown, ListUnknown) as unknown:
        raise Http404(str(unknown)) from unknown
    first = (page.page - 1) * PER_PAGE + 1
    context = {
        "section": "office",
        "part": "registers",
        "register": register,
        "list_name": list_name,
        "title": titles[list_name],
        "snapshots": page.rows,
        "pages": {
            "number": page.page,
            "pages": page.pages,
            "total": page.total,
            "first": first,
            "last": first + len(page.rows) - 1,
        },
    }
    return render(request, "office/register_list.html", context)


@require_safe
@as_staff
def snapshot(request: HttpRequest, actor: Actor, snapshot_id: UUID) -> HttpResponse:
    try:
        view = queries.snapshot(snapshot_id)
        changes = queries.changes_in(snapshot_id)
    except SnapshotUnknown as unknown:
        raise Http404(str(unknown)) from unknown
    context: dict[str, Any] = {
        "section": "office",
        "part": "registers",
        "snapshot": view,
        "changes": changes,
        "problems": queries.problem_rows(snapshot_id) if view.problems else (),
        "age_days": (_today() - view.taken_on).days,
    }
    return render(request, "office/register_snapshot.html", context)


def _today() -> date:
    return timezone.localdate()


def _page(request: HttpRequest) -> int:
    number = request.GET.get("page", "1")
    return max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 7 else 1
