"""Bulk look-up: business numbers are pasted or uploaded, a job asks the registers, the answers stand in a table."""

import re
from collections.abc import Iterator
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from xuzhi.casework.office_refusals import LookUpsUnknown, PurposeMissing
from xuzhi.casework.operations.record_export import record_export
from xuzhi.casework.operations.request_look_ups import MOST_NUMBERS, request_look_ups
from xuzhi.casework.queries import look_ups as queries
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.terms import fold
from xuzhi.kernel.texts import say
from xuzhi.web.exporting.answer import FORMATS, sheet_answer
from xuzhi.web.exporting.sheet import Cell, Sheet
from xuzhi.web.office.access import as_officer, as_staff
from xuzhi.web.office.export import file_name, format_of
from xuzhi.web.office.number_files import LARGEST_FILE, texts_in
from xuzhi.web.refused import Errors, errors_of

PER_PAGE = 50
FIELDS = {"casework.purpose_missing": "purpose"}
FILE = "web/office.look_up_"
REGISTERS = ("company", "debarred", "prc_funded", "violations")
_CUT = re.compile(r"[\s,;、，；]+")
_NUMBER = re.compile(r"\d{8}")


@require_http_methods(["GET", "HEAD", "POST"])
@as_officer
def look_ups(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was looked up lately, and the form for the next."""
    errors = Errors()
    if request.method == "POST":
        purpose = request.POST.get("purpose", "")
        try:
            numbers = numbers_in(request.POST.get("numbers", "")) + _uploaded(request)
            found = request_look_ups(numbers, purpose=purpose, actor=actor, at=timezone.now())
            return redirect("office:look_up_answers", look_up_id=found)
        except Refusal as refusal:
            errors = errors_of(refusal, _field_of(refusal))
            if not purpose.strip() and not isinstance(refusal, PurposeMissing):
                errors += errors_of(PurposeMissing(), "purpose")
    context = {
        "section": "office",
        "part": "look_ups",
        "errors": errors,
        "numbers": request.POST.get("numbers", ""),
        "purpose": request.POST.get("purpose", ""),
        "requests": queries.look_up_requests(),
        "most": MOST_NUMBERS,
    }
    return render(request, "office/look_ups.html", context, status=422 if errors else 200)


def _field_of(refusal: Refusal) -> str:
    return "file" if refusal.code.startswith(FILE) else FIELDS.get(refusal.code, "numbers")


def numbers_in(text: str) -> list[str]:
    """The business numbers of a pasted column, line or table. A line without one gives what it begins with, so that
    nothing is passed over in silence; a first line without any digit is a heading."""
    numbers: list[str] = []
    for nth, line in enumerate(text.splitlines()):
        cells = [cell for cell in _CUT.split(line) if cell]
        found = [folded for cell in cells if _NUMBER.fullmatch(folded := fold(cell).strip("'\"="))]
        if not cells or (nth == 0 and not found and not any(map(str.isdigit, line))):
            continue
        numbers += found or cells[:1]
    return numbers


def _uploaded(request: HttpRequest) -> list[str]:
    """The business numbers of the file that came along. What cannot be read, or holds none at all, is refused."""
    file = request.FILES.get("file")
    if file is None:
        return []
    numbers = [number for text in texts_in(file.read(LARGEST_FILE + 1)) for number in numbers_in(text)]
    if not any(_NUMBER.fullmatch(number) for number in numbers):
        raise Refusal(code="web/office.look_up_file_no_numbers", name=file.name)
    return numbers


@require_safe
@as_staff
def answers(request: HttpRequest, actor: Actor, look_up_id: UUID) -> HttpResponse:
    """How far it is, and the answers so far."""
    asked = _asked(look_up_id)
    pages = max(1, -(-asked.done // PER_PAGE))
    given = request.GET.get("page", "1")
    number = min(max(1, int(given)), pages) if given.isascii() and given.isdigit() else 1
    first = (number - 1) * PER_PAGE
    rows = list(queries.firm_answers(look_up_id, first=first, last=first + PER_PAGE))
    here = reverse("office:export_look_up", kwargs={"look_up_id": look_up_id})
    context = {
        "section": "office",
        "part": "look_ups",
        "asked": asked,
        "rows": rows,
        "registers": [say(f"web/office.register_{name}") for name in REGISTERS[1:]],
        "pages": {
            "number": number,
            "pages": pages,
            "total": asked.done,
            "first": first + 1,
            "last": first + len(rows),
        },
        "exports": [(each, f"{here}?format={each}") for each in FORMATS],
    }
    return render(request, "office/look_up_answers.html", context)


@require_safe
@as_staff
def export(request: HttpRequest, actor: Actor, look_up_id: UUID) -> HttpResponseBase:
    format, asked = format_of(request), _asked(look_up_id)
    used = {"purpose": asked.purpose, "id": str(asked.id)}
    record_export("look_up", format, rows=asked.done, actor=actor, at=timezone.now(), filters=used)
    title = say("web/office.file_look_up")
    return sheet_answer(Sheet(title, list(_heads()), _lines(look_up_id)), format, file_name(title))


def _heads() -> Iterator[str]:
    for name in ("number", "name", "status", "capital", "problem"):
        yield say(f"web/office.look_up_{name}")
    for name in REGISTERS:
        register = say(f"web/office.register_{name}")
        yield register
        yield say("web/office.look_up_day", register=register)


def _lines(look_up_id: UUID) -> Iterator[tuple[Cell, ...]]:
    for row in queries.firm_answers(look_up_id):
        registers = [cell for each in row.registers for cell in (each.says, each.as_of)]
        yield (row.number, row.name, row.status, row.capital, row.problem, *registers)


def _asked(look_up_id: UUID) -> queries.LookUps:
    try:
        return queries.look_ups(look_up_id)
    except LookUpsUnknown as unknown:
        raise Http404(str(unknown)) from unknown
