"""Panels of many cases are formed at once, each with its members and on a sitting of its own."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework.models import Case
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import say
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.panels import events
from xuzhi.panels.knowing import known_of
from xuzhi.panels.locking import check_officer
from xuzhi.panels.meeting import Meeting, Wanted, arranged_event, check_meeting, wanted_of
from xuzhi.panels.models import Panel, Reviewer
from xuzhi.panels.refusals import NoPanelHere, ReviewerUnknown, TiedToParty
from xuzhi.panels.ties import Party, find_ties
from xuzhi.rulebook.model import CaseKind


@dataclass(frozen=True)
class Standing:
    """A case that has no panel yet, what its panel is to be, and where it stands on the agenda."""

    case_id: UUID
    parties: Sequence[Party]
    reviewers: Sequence[UUID]
    meeting: Meeting
    position: int


def stand_panels(
    programme: str,
    kind: CaseKind,
    wanted: Sequence[Standing],
    *,
    free_mail: Sequence[str],
    actor: Actor,
    at: datetime,
    more_later: bool = False,
) -> list[UUID]:
    """Form, appoint, arrange and place, all or nothing; gives the sittings in the order of `wanted`.

    What is needed is read once for all; for each case only its events are written. Raises OfficeOnly, ProgrammeUnknown,
    NoPanelHere, ReviewerUnknown, TiedToParty, SittingInvalid.
    """
    check_officer(actor)
    told = Wanted() if more_later else wanted_of(programme, at)
    with transaction.atomic():
        for each in wanted:
            lock_stream(f"panels-of-{each.case_id}")
        cases = {case.id: case for case in Case.objects.filter(id__in=[each.case_id for each in wanted])}
        _check_cases(kind, cases, wanted)
        people = {each.id: each for each in Reviewer.objects.filter(retired_at=None)}
        sittings = []
        for each in wanted:
            team = [_free(people.get(reviewer), each.parties, free_mail, kind) for reviewer in each.reviewers]
            check_meeting(each.meeting, at, told)
            sittings.append(_stand(cases[each.case_id], each, team, told, actor, at))
    return sittings


def _check_cases(kind: CaseKind, cases: dict[UUID, Case], wanted: Sequence[Standing]) -> None:
    """Every one stands where its rules want a panel, and has had none. Two queries with that of the cases."""
    rule = kind.panel
    had = set(Panel.objects.filter(case_id__in=list(cases)).values_list("case_id", flat=True))
    for each in wanted:
        case = cases[each.case_id]
        if rule is None or case.stage not in rule.stages or case.id in had:
            clause = rule.clause if rule and rule.clause else None
            raise NoPanelHere(stage=kind.stage(case.stage).label, clause=clause)


def _free(reviewer: Reviewer | None, parties: Sequence[Party], free_mail: Sequence[str], kind: CaseKind) -> Reviewer:
    """The person, who has no tie to any party."""
    if reviewer is None:
        raise ReviewerUnknown()
    ties = find_ties(known_of(reviewer), parties, free_mail)
    if ties:
        says = say("kernel.list_separator").join(tie.says for tie in ties)
        raise TiedToParty(name=reviewer.name, ties=says, clause=kind.panel.clause if kind.panel else None)
    return reviewer


def _stand(case: Case, each: Standing, team: Sequence[Reviewer], told: Wanted, actor: Actor, at: datetime) -> UUID:
    """One sitting and one panel. A sitting's lock goes before those of its panels, everywhere."""
    sitting_id, panel_id = uuid.uuid4(), str(uuid.uuid4())
    arranged = arranged_event(sitting_id, case.programme, 0, each.meeting, wanted=told)
    record(events.sitting_stream(sitting_id), [arranged], actor=actor, at=at)
    formed = events.PanelFormed(
        panel_id=panel_id,
        case_id=str(case.id),
        case_number=case.number,
        programme=case.programme,
        kind=case.kind,
        stage=case.stage,
        nth=1,
        subject=case.subject,
        firm_ubn=case.firm_ubn,
        firm_name=case.firm_name,
        parties=[party.as_json() for party in each.parties],
    )
    appointed = [events.ReviewerAppointed(panel_id, str(who.id), who.name, who.organisation) for who in team]
    placed = events.PanelPlaced(panel_id, str(sitting_id), each.position)
    record(events.panel_stream(panel_id), [formed, *appointed, placed], actor=actor, at=at)
    return sitting_id
