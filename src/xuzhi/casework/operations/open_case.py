"""A firm (or the office, or the machine) begins a case."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework.holding import PARTY, stream_of
from xuzhi.casework.models import Case
from xuzhi.casework.opening import Beginning, begin
from xuzhi.casework.queries.editions import edition, kind_of
from xuzhi.casework.queries.rows import stage_label
from xuzhi.casework.refusals import (
    AboutMissing,
    AboutNotStanding,
    AboutOfOtherKind,
    CaseUnknown,
    FirmMissing,
    NotYours,
    OpenedByOthers,
)
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.ledger.operations import lock_stream
from xuzhi.parties.queries import firm_of
from xuzhi.rulebook import Edition
from xuzhi.rulebook.model import CaseKind

OPENERS = {
    "applicant": "firm", "buyer": "buyer", "officer": "officer", "organiser": "officer",
    "system": "system", "clock": "system",
}  # fmt: skip


def open_case(
    programme: str,
    kind: str,
    *,
    actor: Actor,
    at: datetime,
    firm_ubn: str | None = None,
    about: UUID | None = None,
    like: UUID | None = None,
    key: str = "",
) -> UUID:
    """Open a case in its first stage, with number, the registers' answers and what an earlier case said; gives its id.

    The firm is the actor's; the office names it, or the case that this one is `about` does. That case must be of a
    kind and in a stage that the rules name. `like` is an earlier case of the same kind and firm to fill it from. The
    same `key` of the same firm, and, for a kind that is open once at a time, an open one about the same case, give
    that case again. Numbers have no gaps: they wait for each other and roll back with the transaction. Raises
    ProgrammeUnknown, KindUnknown, OpenedByOthers, AboutMissing, AboutOfOtherKind, AboutNotStanding, CaseUnknown,
    NotYours, FirmMissing, FirmUnknown, FirmIsBarred, ApprovalMissing, CodeNotRedeemed, CaseUnderWay, RespondentMissing.
    """
    rules = edition(programme, taipei_day(at))
    case_kind = kind_of(rules, kind)
    opener = OPENERS.get(actor.role, "")
    if opener not in case_kind.opened_by:
        raise OpenedByOthers(kind=case_kind.title, clause=case_kind.clause or None)
    with transaction.atomic():
        other = _about(rules, case_kind, about, actor)
        ubn = actor.firm if actor.role in PARTY else firm_ubn or (other.firm_ubn if other else None)
        if not ubn:
            raise FirmMissing()
        beginning = Beginning(
            rules=rules, kind=case_kind, firm=firm_of(ubn), opened_by=opener, at=at,
            about=other, like=_like(like, case_kind, ubn), key=key,
        )  # fmt: skip
        return begin(beginning, actor=actor)


def _about(rules: Edition, kind: CaseKind, about: UUID | None, actor: Actor) -> Case | None:
    """The case that this one is about, held until the transaction ends; it may not move on meanwhile."""
    clause = kind.clause or None
    if not kind.about:
        if about is not None:
            raise AboutOfOtherKind(kind=kind.title, allowed=[], clause=clause)
        return None
    allowed = [rules.case(name).title for name in kind.about]
    if about is None:
        raise AboutMissing(kind=kind.title, allowed=allowed, clause=clause)
    lock_stream(stream_of(about))
    other = Case.objects.filter(id=about).first()
    if other is None:
        raise CaseUnknown()
    # What stands on a market is open to every buyer; what two firms have with each other is theirs.
    if other.firm_ubn != actor.firm and (actor.role == "applicant" or (actor.role == "buyer" and other.respondent_ubn)):
        raise NotYours()
    if other.programme != rules.programme_id or other.kind not in kind.about:
        raise AboutOfOtherKind(kind=kind.title, allowed=allowed, clause=clause)
    if other.stage not in kind.about_stages:
        known = rules.case(other.kind)
        stages = [stage_label(known, name) for name in kind.about_stages if name in {s.name for s in known.stages}]
        stage = stage_label(known, other.stage)
        raise AboutNotStanding(kind=kind.title, number=other.number, stage=stage, stages=stages, clause=clause)
    return other


def _like(like: UUID | None, kind: CaseKind, ubn: str) -> Case | None:
    if like is None:
        return None
    other = Case.objects.filter(id=like, kind=kind.name).first()
    if other is None:
        raise CaseUnknown()
    if other.firm_ubn != ubn:
        raise NotYours()
    return other
