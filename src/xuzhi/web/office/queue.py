"""The queue: what has to be done, the nearest deadline first. Every filter is an address that can be shared."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.casework.queries.queue import queue as cases_in_queue
from xuzhi.casework.queries.shapes import QueueFilters, QueuePage
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import say
from xuzhi.web.office.access import as_staff

PER_PAGE = 20
VIEWS = ("in_force", "ended")
CHOICES = ("turn", "due", "officer", "programme", "kind", "stage", "round")


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


@require_safe
@as_staff
def queue(request: HttpRequest, actor: Actor) -> HttpResponse:
    filters = read_filters(request, actor)
    page = cases_in_queue(filters, at=timezone.now(), page=_page(request), per_page=PER_PAGE)
    context = {
        "section": "office",
        "actor": actor,
        "page": page,
        "rows": page.rows,
        "pages": _pagination(page),
        "groups": groups_of(filters, page, actor),
        "filters": filters,
        "filtered": any(getattr(filters, name) for name in (*CHOICES, "text")),
        "views": views_of(filters),
    }
    return render(request, "office/queue.html", context)


def read_filters(request: HttpRequest, actor: Actor) -> QueueFilters:
    """The filters of this address; `officer=me` is whoever looks."""
    given = {name: request.GET.get(name, "").strip() for name in CHOICES}
    if given["officer"] == "me":
        given["officer"] = actor.id
    text, view = request.GET.get("text", "").strip(), request.GET.get("view", "")
    if view == "in_force":
        given["turn"] = "none"
    # Whoever searches looks for a case wherever it stands; without a word only what has to be done is shown.
    working = view not in VIEWS and not text
    return QueueFilters(**given, text=text, ended=view == "ended", working=working)


def view_of(filters: QueueFilters) -> str:
    """Which of VIEWS these filters are of; "" is the work to be done."""
    return "ended" if filters.ended else "in_force" if filters.turn == "none" else ""


def views_of(filters: QueueFilters) -> list[dict[str, object]]:
    """The lists of the queue as components/tabs.html lists them."""
    here = view_of(filters)
    urls = {"": QueueFilters(), "in_force": QueueFilters(turn="none"), "ended": QueueFilters(ended=True)}
    return [
        {"label": say(f"web/office.view_{name or 'working'}"), "url": address(of), "current": name == here}
        for name, of in urls.items()
    ]


def address(filters: QueueFilters) -> str:
    """The address of the queue with these filters."""
    given: dict[str, Any] = {name: getattr(filters, name) for name in (*CHOICES, "text")}
    if view := view_of(filters):
        given |= {"view": view, "turn": "" if view == "in_force" else filters.turn}
    query = urlencode({name: value for name, value in given.items() if value})
    return reverse("office:queue") + (f"?{query}" if query else "")


def groups_of(filters: QueueFilters, page: QueuePage, actor: Actor) -> list[Group]:
    """The filters as lines of links; a line that offers no choice is left out."""
    groups = []
    for name in CHOICES:
        values = page.facets.get(name, ())
        chosen = getattr(filters, name)
        if name == "turn" and view_of(filters):
            continue
        if len(values) > 1 or chosen:
            every = Choice(say("web/office.any"), address(replace(filters, **{name: ""})), None, not chosen)
            groups.append(
                Group(
                    name,
                    say(f"web/office.by_{name}"),
                    (
                        every,
                        *(
                            Choice(
                                _label(name, value, label, actor), _with(filters, name, value), count, value == chosen
                            )
                            for value, label, count in values
                        ),
                    ),
                )
            )
    return groups


def _with(filters: QueueFilters, name: str, value: str) -> str:
    return address(replace(filters, **{name: value}))


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
