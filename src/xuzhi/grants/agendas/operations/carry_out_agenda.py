"""An accepted agenda becomes panels, members and sittings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from xuzhi.grants.agendas import events
from xuzhi.grants.agendas.models import AgendaRow
from xuzhi.grants.agendas.rest import Rest
from xuzhi.grants.agendas.waiting import parties_by_case, waiting_cases
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say, use_language
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.panels.meeting import Meeting
from xuzhi.panels.operations.appoint_reviewer import appoint_reviewer
from xuzhi.panels.operations.arrange_sitting import arrange_sitting
from xuzhi.panels.operations.form_panel import form_panel
from xuzhi.panels.operations.place_on_agenda import place_on_agenda
from xuzhi.panels.operations.stand_panels import Standing, stand_panels
from xuzhi.panels.refusals import AlreadyAppointed, SittingInvalid

LANGUAGE = "zh-Hant"


def carry_out_agenda(agenda_id: UUID | str, *, at: datetime) -> bool:
    """Form every panel, appoint its members, arrange its sitting and place it there, in the name of who accepted it:
    all of it or nothing. Gives whether it was this call that did. Raises nothing: what stands in the way is kept.
    """
    stream = events.agenda_stream(agenda_id)
    with transaction.atomic():
        lock_stream(stream)
        row = AgendaRow.objects.filter(id=agenda_id, state="accepted").first()
        if row is None or row.accepted_by is None or row.answer is None:
            return False
        actor, sittings, problem = Actor.from_json(row.accepted_by), [], ""
        try:
            with transaction.atomic(), use_language(LANGUAGE):
                sittings = _stand(row, actor, at)
        except Refusal as refusal:
            sittings, problem = [], _told(refusal)
        done = events.AgendaCarriedOut(str(row.id), sittings, problem)
        record(stream, [done], actor=actor, at=at)
    return True


def _in_order(answer: Mapping[str, Any]) -> list[tuple[Mapping[str, Any], int]]:
    """Every entry with its place among those of the same room and the same time between breaks, from 1."""
    counted: dict[tuple[str, int], int] = {}
    placed = []
    for each in answer["heard"]:
        key = (each["room"], each["span"])
        counted[key] = counted.get(key, 0) + 1
        placed.append((each, counted[key]))
    return placed


def _stand(row: AgendaRow, actor: Actor, at: datetime) -> list[str]:
    """Every case, in the order of the answer: gives the sittings' ids. Every case has a sitting of its own, so that its
    letters say its own time. Those that had no panel before stand all at once."""
    answer = row.answer or {}
    waiting = waiting_cases(row.programme, row.kind, at=at)
    new = {str(each.id): each for each in waiting.cases if each.panel_id is None}
    placed = _in_order(answer)
    parties = parties_by_case(waiting, [new[each["case_id"]] for each, _ in placed if each["case_id"] in new], at)
    wanted = [
        Standing(
            new[each["case_id"]].id,
            parties[new[each["case_id"]].id],
            [UUID(reviewer) for reviewer in each["members"]],
            _meeting(row, each),
            nth,
        )
        for each, nth in placed
        if each["case_id"] in new
    ]
    more_later, free_mail = not row.rest, waiting.free_mail
    at_once = stand_panels(
        row.programme, waiting.kind, wanted, free_mail=free_mail, actor=actor, at=at, more_later=more_later
    )
    stood = {str(each.case_id): str(sitting) for each, sitting in zip(wanted, at_once, strict=True)}
    return [stood.get(each["case_id"]) or _complete(row, each, nth, actor, at) for each, nth in placed]


def _complete(row: AgendaRow, each: Mapping[str, Any], nth: int, actor: Actor, at: datetime) -> str:
    """One case on whose panel somebody sits already: gives the sitting's id."""
    panel_id = form_panel(UUID(each["case_id"]), actor=actor, at=at)
    for reviewer in each["members"]:
        try:
            appoint_reviewer(panel_id, UUID(reviewer), actor=actor, at=at)
        except AlreadyAppointed:
            continue
    sitting_id = arrange_sitting(row.programme, _meeting(row, each), actor=actor, at=at, more_later=not row.rest)
    place_on_agenda(panel_id, sitting_id, nth, actor=actor, at=at)
    return str(sitting_id)


def _meeting(row: AgendaRow, each: Mapping[str, Any]) -> Meeting:
    starts_at, ends_at = datetime.fromisoformat(each["starts_at"]), datetime.fromisoformat(each["ends_at"])
    room, link = each["room"], ""
    if room.startswith("https://"):
        room, link = "", room
    minutes = int((ends_at - starts_at).total_seconds() // 60)
    rest = Rest.from_json(row.rest)
    return Meeting(starts_at, minutes, room, link, row.question["note"], rest.material_until, rest.phases)


def _told(refusal: Refusal) -> str:
    parts = refusal.parts.values() if isinstance(refusal, SittingInvalid) else (refusal,)
    told = [part.says if part.remedy is None else f"{part.says}{part.remedy}" for part in parts]
    return say("kernel.list_separator").join(told)
