"""The next of many business numbers are looked up."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from xuzhi.casework.locks import hold_name
from xuzhi.casework.models import LookUpAnswer, LookUpRequest
from xuzhi.kernel.ubn import BusinessNumberInvalid, check_ubn
from xuzhi.registers.queries import look_up

AT_ONCE = 100
REGISTERS = ("company", "debarred", "prc_funded", "violations")


def answer_look_ups(look_up_id: UUID, *, most: int = AT_ONCE) -> int:
    """Ask every register about the next `most` numbers, as of the day of the request; gives how many are left.

    What is answered stays when the next ones fail; two workers at once answer one after the other. A request that is
    not there has nothing left.
    """
    with transaction.atomic():
        hold_name(f"look-ups {look_up_id}")
        request = LookUpRequest.objects.filter(id=look_up_id).first()
        if request is None:
            return 0
        done = LookUpAnswer.objects.filter(request_id=look_up_id).count()
        some = request.numbers[done : done + most]
        LookUpAnswer.objects.bulk_create(
            LookUpAnswer(request_id=look_up_id, place=place, answer=_answer(number, request))
            for place, number in enumerate(some, start=done)
        )
    return max(0, len(request.numbers) - done - len(some))


def _answer(given: str, request: LookUpRequest) -> dict[str, Any]:
    """JSON-safe: the number, the name and state of the firm, and for each register what was found, and its day."""
    try:
        number = check_ubn(given)
    except BusinessNumberInvalid as invalid:
        return {"number": given, "problem": {"code": invalid.code, "values": invalid.values}}
    answers: dict[str, Any] = {}
    name, company = "", {}
    for register in REGISTERS:
        found = look_up(register, ubn=number, name=name, on=request.on)
        if register == "company":
            company = found.flat
            name = str(company.get("company.name") or "")
        answers[register] = {
            "found": found.found,
            "count": len(found.evidence),
            "as_of": found.as_of.isoformat() if found.as_of else None,
            "open": bool(found.problems or found.missing),
        }
    return {
        "number": number,
        "name": name,
        "status": company.get("company.status"),
        "capital": company.get("company.paid_in_capital"),
        "registers": answers,
    }
