"""The queue: what has to be done, the nearest deadline first. Every filter is an address that can be shared."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from xuzhi.casework.operations.forget_view import forget_view
from xuzhi.casework.operations.save_view import save_view
from xuzhi.casework.queries.editions import Overlays
from xuzhi.casework.queries.found_in import Place, found_in
from xuzhi.casework.queries.queue import FACETS
from xuzhi.casework.queries.queue import queue as cases_in_queue
from xuzhi.casework.queries.saved_views import saved_views
from xuzhi.casework.queries.shapes import CaseRow, QueueFilters, QueuePage
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.web.exporting.answer import FORMATS
from xuzhi.web.office.access import as_staff
from xuzhi.web.refused import sentence_of

PER_PAGE = 20
VIEWS = ("in_force", "ended")
CHOICES = FACETS


@dataclass(frozen=True)
class Choice:
    label: str
    url: str
    count: int | None
    chosen: bool


@dataclass(frozen=True)
class Group:
    """One line of filters."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Line:
    """A row of the table, with the answers in which the words stand that were looked for."""

    row: CaseRow
    places: tuple[Place, ...]


@require_safe
@as_staff
def queue(request: HttpRequest, actor: Actor) -> HttpResponse:
    now = timezone.now()
    filters = read_filters(request.GET, actor)
    overlays = Overlays()
    page = cases_in_queue(filters, at=now, page=_page(request), per_page=PER_PAGE, overlays=overlays)
    places: Mapping[UUID, tuple[Place, ...]] = found_in(page.rows, filters.text, at=now, overlays=overlays)
    here = query_of(filters)
    kept = saved_views(actor)
    context = {
        "section": "office",
        "part": "queue",
        "actor": actor,
        "acts": actor.role == "officer",
        "page": page,
        "lines": [Line(row, places.get(row.id, ())) for row in page.rows],
        "pages": _pagination(page),
        "groups": groups_of(filters, page, actor),
        "filters": filters,
        "filtered": any(getattr(filters, name) for name in (*CHOICES, "text")),
        "views": views_of(filters),
        "here": here,
        "kept": [(name, f"{reverse('office:queue')}?{query}", query == here) for name, query in kept],
        "is_kept": any(query == here for _, query in kept),
        "exports": [(each, f"{reverse('office:export_cases')}?{_with_format(here, each)}") for each in FORMATS],
    }
    return render(request, "office/queue.html", context)


@require_POST
@as_staff
def keep(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Keep the list under a name, or forget one that was kept."""
    query = query_of(read_filters(QueryDict(request.POST.get("query", "")), actor))
    try:
        if "forget" in request.POST:
            forget_view(request.POST["forget"], actor=actor, at=timezone.now())
        else:
            save_view(request.POST.get("name", ""), query, actor=actor, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, sentence_of(refusal))
    return redirect(reverse("office:queue") + (f"?{query}" if query else ""))


def read_filters(given: QueryDict, actor: Actor) -> QueueFilters:
    """The filters of an address; `officer=me` is whoever looks."""
    values = {name: given.get(name, "").strip() for name in CHOICES}
    if values["officer"] == "me":
        values["officer"] = actor.id
    text, view = given.get("text", "").strip(), given.get("view", "")
    if view == "in_force":
        values["turn"] = "none"
    # Whoever searches looks for a case wherever it stands; without a word only what has to be done is shown.
    searched = bool(text) and view not in VIEWS
    working = view not in VIEWS and not text
    return QueueFilters(**values, text=text, ended=view == "ended", anywhere=searched, working=working)


def view_of(filters: QueueFilters) -> str:
    """Which of VIEWS these filters are of; "" is the work to be done."""
    return "ended" if filters.ended else "in_force" if filters.turn == "none" else ""


def views_of(filters: QueueFilters) -> list[dict[str, object]]:
    """The lists of the queue as components/tabs.html lists them."""
    here = view_of(filters)
    urls = {"": QueueFilters(), "in_force": QueueFilters(turn="none"), "ended": QueueFilters(ended=True)}
    return [
        {
            "label": say(f"web/office.view_{name or 'working'}"),
            "url": address(of),
            "current": name == here and not filters.anywhere,
        }
        for name, of in urls.items()
    ]


def query_of(filters: QueueFilters) -> str:
    """The filters as the part of an address after "?"."""
    given: dict[str, Any] = {name: getattr(filters, name) for name in (*CHOICES, "text")}
    if view := view_of(filters):
        given |= {"view": view, "turn": "" if view == "in_force" else filters.turn}
    return urlencode({name: value for name, value in given.items() if value})


def address(filters: QueueFilters) -> str:
    """The address of the queue with these filters."""
    query = query_of(filters)
    return reverse("office:queue") + (f"?{query}" if query else "")


def groups_of(filters: QueueFilters, page: QueuePage, actor: Actor) -> list[Group]:
    """The filters as lines of links; a line that offers no choice is left out."""
    groups = []
    for name in CHOICES:
        values = page.facets.get(name, ())
        chosen = getattr(filters, name)
        if name == "turn" and view_of(filters):
            continue
        if len(values) > (0 if name == "due" else 1) or chosen:
            every = Choice(say("web/office.any"), address(replace(filters, **{name: ""})), None, not chosen)
            choices = [
                Choice(_label(name, value, label, actor), _with(filters, name, value), count, value == chosen)
                for value, label, count in values
            ]
            groups.append(Group(name, say(f"web/office.by_{name}"), (every, *choices)))
    return groups


def _with(filters: QueueFilters, name: str, value: str) -> str:
    return address(replace(filters, **{name: value}))


def _with_format(query: str, format: str) -> str:
    return f"{query}&format={format}" if query else f"format={format}"


def _label(name: str, value: str, label: str, actor: Actor) -> str:
    return say("web/office.mine") if name == "officer" and value == actor.id else label


def _page(request: HttpRequest) -> int:
    number = request.GET.get("page", "1")
    return max(1, int(number)) if number.isascii() and number.isdigit() else 1


def _pagination(page: QueuePage) -> dict[str, int]:
    first = (page.page - 1) * PER_PAGE + 1
    return {
        "number": page.page,
        "pages": page.pages,
        "total": page.total,
        "first": first,
        "last": first + len(page.rows) - 1,
    }
