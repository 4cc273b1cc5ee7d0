"""A case begins: what must be there before, its number, and what it takes over from an earlier case."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from xuzhi.casework import events
from xuzhi.casework.abouts import carried_over
from xuzhi.casework.approvals import approval_refused
from xuzhi.casework.carrying import answers_carried
from xuzhi.casework.clocking import clocks_from_opening, start_clocks
from xuzhi.casework.effects import code_purpose
from xuzhi.casework.folding import APPROVED, approved_kinds, bar_against, bars_of
from xuzhi.casework.holding import hold, stream_of
from xuzhi.casework.judging import ask_registers, look_up_event
from xuzhi.casework.locks import hold_name
from xuzhi.casework.models import Answer, Case
from xuzhi.casework.queries.editions import Overlays
from xuzhi.casework.refusals import CaseUnderWay, CodeNotRedeemed, FirmIsBarred, RespondentMissing
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.kernel.texts import use_language
from xuzhi.ledger.events import Event
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.ledger.reading import values_of
from xuzhi.parties.queries import FirmCard, has_redeemed
from xuzhi.rulebook import Edition
from xuzhi.rulebook.model import CaseKind


@dataclass(frozen=True)
class Beginning:
    """A case to begin: of which kind, whose, by whom it is opened, about what, and what set it off."""

    rules: Edition
    kind: CaseKind
    firm: FirmCard
    opened_by: str
    at: datetime
    about: Case | None = None
    like: Case | None = None
    key: str = ""
    cause: Mapping[str, str] = field(default_factory=dict)

    @property
    def day(self) -> date:
        return taipei_day(self.at)


def begin(beginning: Beginning, *, actor: Actor) -> UUID:
    """Open the case, or give the one that stands in its place: of the same key, or the open one about the same thing.

    The caller is in a transaction and, where there is a case that it is about, holds that. Raises FirmIsBarred,
    ApprovalMissing, CodeNotRedeemed, CaseUnderWay, RespondentMissing.
    """
    case_id, ubn = uuid.uuid4(), beginning.firm.ubn
    lock_stream(stream_of(case_id))
    hold_name(f"cases of {ubn}")
    there = _there_already(beginning)
    if there is not None:
        return there
    _check_first(beginning)
    with use_language("zh-Hant"):
        answers = ask_registers(beginning.rules, beginning.kind, ubn=ubn, name=beginning.firm.name, on=beginning.day)
    looked_up = [look_up_event(str(case_id), of, beginning.kind, each, beginning.day) for of, each in answers]
    happened = [_opened(beginning, case_id), *looked_up, *_carried(beginning, case_id)]
    record(stream_of(case_id), happened, actor=actor, at=beginning.at)
    if beginning.kind.from_opening:
        held = hold(case_id, beginning.at)
        start_clocks(held, clocks_from_opening(held), notice_id="", actor=actor)
    return case_id


def _there_already(beginning: Beginning) -> UUID | None:
    found: UUID | None = None
    if beginning.key:
        same = Case.objects.filter(firm_ubn=beginning.firm.ubn, open_key=beginning.key)
        found = same.values_list("id", flat=True).first()
    if found is None and beginning.kind.one_at_a_time and beginning.about is not None:
        under_way = Case.objects.filter(kind=beginning.kind.name, about=str(beginning.about.id), ended_at=None)
        found = under_way.values_list("id", flat=True).first()
    return found


def _check_first(beginning: Beginning) -> None:
    """What must be there before a case of the kind may be opened."""
    rules, kind, ubn = beginning.rules, beginning.kind, beginning.firm.ubn
    clause = kind.clause or None
    if kind.has_respondent and kind.respondent is None and not _respondent(beginning)[0]:
        raise RespondentMissing(kind=kind.title, clause=clause)
    bar = bar_against(kind, bars_of(rules.programme_id, ubn), beginning.day)
    if bar is not None:
        raise FirmIsBarred(until_on=bar.until_on, reason=bar.reason, clause=bar.clause or clause)
    if kind.needs_approved and kind.needs_approved not in approved_kinds(rules.programme_id, ubn):
        mine = Case.objects.filter(programme=rules.programme_id, kind=kind.needs_approved, firm_ubn=ubn)
        raise approval_refused(rules, kind, mine.order_by("opened_at"))
    if kind.needs_code and not has_redeemed(ubn, code_purpose(rules.programme_id, kind.needs_approved)):
        raise CodeNotRedeemed(kind=kind.title, clause=clause)
    if kind.per_firm == "one":
        rows = Case.objects.filter(programme=rules.programme_id, kind=kind.name, firm_ubn=ubn)
        for number, ended_at, outcome in rows.values_list("number", "ended_at", "outcome"):
            if ended_at is None or outcome in APPROVED:
                raise CaseUnderWay(kind=kind.title, number=number, clause=clause)


def _carried(beginning: Beginning, case_id: UUID) -> list[Event]:
    """Nothing is typed twice: the form of another kind is filled from what stands there, a case opened like another
    from that, and a kind that a firm has one after the other from the last."""
    kind = beginning.kind
    if kind.questions_of and beginning.about is not None:
        return carried_over(kind, case_id, beginning.about, beginning.at)
    last = beginning.like
    if last is None and kind.per_firm == "one":
        mine = Case.objects.filter(programme=beginning.rules.programme_id, kind=kind.name, firm_ubn=beginning.firm.ubn)
        last = mine.order_by("-opened_at").first()
    if last is None:
        return list(answers_carried(kind, case_id, programme=beginning.rules.programme_id, firm_ubn=beginning.firm.ubn))
    asked = {question.name for question in kind.questions}
    answers = Answer.objects.filter(case=last, value__isnull=False).order_by("position")
    return [
        events.AnswerGiven(
            case_id=str(case_id),
            question=each.question,
            value=each.value,
            version=1,
            source="carried",
            names_case=each.question == kind.subject,
            from_case=last.number,
        )
        for each in answers
        if each.question in asked
    ]


def _opened(beginning: Beginning, case_id: UUID) -> events.CaseOpened:
    rules, kind, firm = beginning.rules, beginning.kind, beginning.firm
    prefix = rules.programme.number_prefix or rules.programme_id.upper()
    year = beginning.day.year - 1911
    serial = _next_serial(prefix, year)
    respondent = _respondent(beginning)
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
        opened_by=beginning.opened_by,
        about=str(beginning.about.id) if beginning.about else "",
        respondent_ubn=respondent[0],
        respondent_name=respondent[1],
        key=beginning.key,
        subject=beginning.about.subject if beginning.about and not kind.subject else "",
        cause=dict(beginning.cause),
        **_pinned(beginning),
    )


def _respondent(beginning: Beginning) -> tuple[str, str]:
    """Number and name of the other firm: that of the case it is about, or, among cases of one's own, that one's other
    firm. Nobody where the kind gives nobody else a step, or where the case's own answers name that firm."""
    about = beginning.about
    if about is None or not beginning.kind.has_respondent or beginning.kind.respondent is not None:
        return "", ""
    if about.firm_ubn != beginning.firm.ubn:
        return about.firm_ubn, about.firm_name
    return about.respondent_ubn, about.respondent_name


def _pinned(beginning: Beginning) -> dict[str, Any]:
    """What the office or the machine opens is judged by the rules of that day; a draft's are pinned when it is sent."""
    if beginning.opened_by in ("firm", "buyer"):
        return {}
    rules = beginning.rules
    through = Overlays(rules.programme_id).through(rules.programme_id)
    return {"edition_on": rules.on.isoformat(), "edition_sha256": rules.sha256, "overlay_through": through}


def _next_serial(prefix: str, year: int) -> int:
    """The number after the last; who asks next waits until this transaction has ended."""
    hold_name(f"case numbers {prefix}-{year}")
    ((last,),) = values_of("SELECT max(serial) FROM casework_case WHERE prefix = %s AND year = %s", [prefix, year])
    return int(last or 0) + 1
