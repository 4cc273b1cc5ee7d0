"""Bulk look-ups: what was asked, how far it is, and what the registers say, each with its day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count

from xuzhi.casework.models import LookUpAnswer, LookUpRequest
from xuzhi.casework.office_refusals import LookUpsUnknown
from xuzhi.casework.operations.answer_look_ups import REGISTERS
from xuzhi.kernel.texts import has_text, say

CHUNK = 500


@dataclass(frozen=True)
class LookUps:
    """A request and how far it is."""

    id: UUID
    purpose: str
    on: date
    asked_by: str
    asked_at: datetime
    total: int
    done: int

    @property
    def finished(self) -> bool:
        return self.done >= self.total


@dataclass(frozen=True)
class RegisterAnswer:
    """found: "yes", "no" (looked for, and not there on that day) or "open"."""

    register: str
    found: str
    says: str
    as_of: date | None


@dataclass(frozen=True)
class FirmAnswer:
    """`problem` says why the number could not be looked up; then nothing else is given."""

    number: str
    problem: str
    name: str
    status: str
    capital: int | None
    registers: tuple[RegisterAnswer, ...]


def look_up_requests(limit: int = 20) -> list[LookUps]:
    """The latest requests. Two queries."""
    rows = list(LookUpRequest.objects.order_by("-asked_at")[:limit])
    counts = LookUpAnswer.objects.filter(request_id__in=[row.id for row in rows]).values_list("request_id")
    done = dict(counts.annotate(count=Count("id")).order_by())
    return [_look_ups(row, done.get(row.id, 0)) for row in rows]


def look_ups(look_up_id: UUID) -> LookUps:
    """Two queries. Raises LookUpsUnknown."""
    row = LookUpRequest.objects.filter(id=look_up_id).first()
    if row is None:
        raise LookUpsUnknown()
    return _look_ups(row, LookUpAnswer.objects.filter(request_id=look_up_id).count())


def firm_answers(look_up_id: UUID, *, first: int = 0, last: int | None = None) -> Iterator[FirmAnswer]:
    """What is answered so far, from one place to before another, a few hundred rows at a time."""
    rows = LookUpAnswer.objects.filter(request_id=look_up_id, place__gte=first)
    if last is not None:
        rows = rows.filter(place__lt=last)
    for answer in rows.order_by("place").values_list("answer", flat=True).iterator(chunk_size=CHUNK):
        yield _firm(answer)


def _look_ups(row: LookUpRequest, done: int) -> LookUps:
    return LookUps(row.id, row.purpose, row.on, row.asked_by, row.asked_at, len(row.numbers), done)


def _firm(answer: Mapping[str, Any]) -> FirmAnswer:
    if problem := answer.get("problem"):
        says = say(problem["code"], **problem["values"])
        return FirmAnswer(answer["number"], says, "", "", None, ())
    status = answer["status"]
    key = f"casework.company_{status}"
    return FirmAnswer(
        number=answer["number"],
        problem="",
        name=answer["name"],
        status=say(key) if status and has_text(key) else str(status or ""),
        capital=answer["capital"],
        registers=tuple(_register(name, answer["registers"][name]) for name in REGISTERS),
    )


def _register(name: str, answer: Mapping[str, Any]) -> RegisterAnswer:
    found = {True: "yes", False: "no", None: "open"}[answer["found"]]
    key = f"casework.looked_{'company_' if name == 'company' else ''}{found}"
    as_of = date.fromisoformat(answer["as_of"]) if answer["as_of"] else None
    return RegisterAnswer(name, found, say(key, count=answer["count"]), as_of)
