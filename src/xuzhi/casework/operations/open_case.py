"""A firm (or the office) begins a case."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from xuzhi.casework import events
from xuzhi.casework.effects import code_purpose
from xuzhi.casework.folding import approved_kinds, bar_against, bars_of
from xuzhi.casework.holding import OFFICE, stream_of
from xuzhi.casework.judging import ask_registers, look_up_event
from xuzhi.casework.locks import hold_name
from xuzhi.casework.models import Answer, Case
from xuzhi.casework.queries.editions import edition, kind_of
from xuzhi.casework.refusals import (
    ApprovalMissing,
    CaseUnderWay,
    CodeNotRedeemed,
    FirmIsBarred,
    FirmMissing,
    OpenedByOthers,
)
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.kernel.texts import use_language
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.parties.queries import FirmCard, firm_of, has_redeemed
from xuzhi.rulebook import Edition
from xuzhi.rulebook.model import CaseKind

OPENERS = {"firm": frozenset({"applicant"}), "buyer": frozenset({"buyer"}), "officer": OFFICE}


def open_case(
    programme: str,
    kind: str,
    *,
    actor: Actor,
    at: datetime,
    firm_ubn: str | None = None,
    about: UUID | None = None,
    key: str = "",
) -> UUID:
    """Open a case in its first stage, with number, the registers' answers and what an earlier case said; gives its id.

    The firm is the actor's; an officer names it. The same `key` of the same firm gives the same case again. Numbers
    have no gaps: they wait for each other and roll back with the transaction. Raises ProgrammeUnknown, KindUnknown,
    OpenedByOthers, FirmMissing, FirmUnknown, FirmIsBarred, ApprovalMissing, CodeNotRedeemed, CaseUnderWay.
    """
    rules = edition(programme, taipei_day(at))
    case_kind = kind_of(rules, kind)
    if actor.role not in OPENERS[case_kind.opened_by]:
        raise OpenedByOthers(kind=case_kind.title, clause=case_kind.clause or None)
    ubn = firm_ubn if actor.role in OFFICE else actor.firm
    if not ubn:
        raise FirmMissing()
    firm = firm_of(ubn)
    with transaction.atomic():
        case_id = uuid.uuid4()
        lock_stream(stream_of(case_id))
        hold_name(f"cases of {ubn}")
        known = Case.objects.filter(firm_ubn=ubn, open_key=key).values_list("id", flat=True).first() if key else None
        if known is not None:
            return known
        _check_first(rules, case_kind, ubn, taipei_day(at))
        with use_language("zh-Hant"):
            answers = ask_registers(case_kind, ubn=ubn, name=firm.name, on=taipei_day(at))
        opened = _opened(rules, case_kind, firm, case_id, about, key, at)
        looked_up = [look_up_event(str(case_id), of, case_kind, each, taipei_day(at)) for of, each in answers]
        record(
            stream_of(case_id), [opened, *looked_up, *_carried(programme, case_kind, case_id, ubn)], actor=actor, at=at
        )
    return case_id


def _check_first(rules: Edition, kind: CaseKind, ubn: str, day: date) -> None:
    """What must be there before a case of the kind may be opened."""
    clause = kind.clause or None
    bar = bar_against(kind, bars_of(rules.programme_id, ubn), day)
    if bar is not None:
        raise FirmIsBarred(until_on=bar.until_on, reason=bar.reason, clause=bar.clause or clause)
    if kind.needs_approved and kind.needs_approved not in approved_kinds(rules.programme_id, ubn):
        needed = rules.case(kind.needs_approved)
        raise ApprovalMissing(kind=kind.title, needed=needed.title, clause=clause)
    if kind.needs_code and not has_redeemed(ubn, code_purpose(rules.programme_id, kind.needs_approved)):
        raise CodeNotRedeemed(kind=kind.title, clause=clause)
    if kind.per_firm == "one":
        rows = Case.objects.filter(programme=rules.programme_id, kind=kind.name, firm_ubn=ubn)
        for number, ended_at, outcome in rows.values_list("number", "ended_at", "outcome"):
            if ended_at is None or outcome in ("approved", "listed"):
                raise CaseUnderWay(kind=kind.title, number=number, clause=clause)


def _carried(programme: str, kind: CaseKind, case_id: UUID, ubn: str) -> list[events.AnswerGiven]:
    """What the firm typed into its last case of the kind, where it has one after the other: nothing is typed twice."""
    if kind.per_firm != "one":
        return []
    last = Case.objects.filter(programme=programme, kind=kind.name, firm_ubn=ubn).order_by("-opened_at").first()
    asked = {question.name for question in kind.questions}
    answers = Answer.objects.filter(case=last, value__isnull=False).order_by("position") if last else ()
    return [
        events.AnswerGiven(case_id=str(case_id), question=each.question, value=each.value, version=1, source="carried")
        for each in answers
        if each.question in asked
    ]


def _opened(
    rules: Edition, kind: CaseKind, firm: FirmCard, case_id: UUID, about: UUID | None, key: str, at: datetime
) -> events.CaseOpened:
    prefix = rules.programme.number_prefix or rules.programme_id.upper()
    year = taipei_day(at).year - 1911
    serial = _next_serial(prefix, year)
    return events.CaseOpened(
        case_id=str(case_id),
        number=f"{prefix}-{year}-{serial:05}",
        prefix=prefix,
        year=year,
        serial=serial,
        programme=rules.programme_id,
        kind=kind.name,
        stage=kind.draft.name,
        turn=kind.draft.turn,
        firm_ubn=firm.ubn,
        firm_name=firm.name,
        county=firm.county,
        opened_by=kind.opened_by,
        about=str(about) if about else "",
        key=key,
    )


def _next_serial(prefix: str, year: int) -> int:
    """The number after the last; who asks next waits until this transaction has ended."""
    hold_name(f"case numbers {prefix}-{year}")
    last = Case.objects.filter(prefix=prefix, year=year).aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1
