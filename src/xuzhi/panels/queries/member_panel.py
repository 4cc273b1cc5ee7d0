"""A panel as a member sees it, step by step: undertaking, declaration, material and points, comparison."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.queries.shapes import Attached, CasePage, DocumentView
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import say
from xuzhi.notices.calendars import calendar_file
from xuzhi.panels.inviting import calendar_of
from xuzhi.panels.locking import Held, cleared_seat, look, seat_of
from xuzhi.panels.meeting import MATERIAL_UNTIL
from xuzhi.panels.models import Confirmation, Minutes, ScoreSheet, ScriptStep, Seat
from xuzhi.panels.queries.phases import phases_of
from xuzhi.panels.queries.shapes import CriterionForm, CriterionScale, Material, MemberMinutes, MemberPanel
from xuzhi.panels.queries.views import lacks_now, outcome_view, party_views, scales_of, script_views, sitting_view
from xuzhi.panels.refusals import PanelUnknown, SittingMissing
from xuzhi.panels.sheets import REMARK
from xuzhi.panels.slides import slides_of


def member_panel(panel_id: UUID, *, actor: Actor, at: datetime, typed: Mapping[str, str] | None = None) -> MemberPanel:
    """What the member may see now. `typed` stands in for the kept draft, where a form just came in. Whoever looks at
    the case's material has to say so first (read_material). Raises PanelUnknown, MembersOnly, Recused.
    """
    held = look(panel_id, at, spoken=True)
    seat = seat_of(held.panel, actor)
    head = _head(held, seat)
    if head.state == "pledge":
        return replace(head, pledge=say("panels.pledge"))
    if head.state == "declare":
        return replace(head, parties=party_views(held.panel.parties))
    return _open(held, seat, head, typed)


def _head(held: Held, seat: Seat) -> MemberPanel:
    panel = held.panel
    return MemberPanel(
        id=panel.id,
        state=_state(held, seat),
        case_number=panel.case_number,
        programme=panel.programme,
        programme_title=held.edition.title,
        label=held.rule.label or say("panels.panel"),
        clause=held.rule.clauses,
        sitting=sitting_view(panel.sitting, held.at),
        position=panel.position,
    )


def _state(held: Held, seat: Seat) -> str:
    if seat.pledged_at is None:
        return "pledge"
    if seat.cleared_at is None:
        return "declare"
    if held.panel.opened_at is not None:
        return "opened"
    return "sealed" if seat.handed_in_at is not None else "score"


def _open(held: Held, seat: Seat, head: MemberPanel, typed: Mapping[str, str] | None) -> MemberPanel:
    """All but the points of others, until they are open."""
    panel = held.panel
    page = case_page(panel.case_id, actor=Actor.system("panels"), at=held.at)
    draft = ScoreSheet.objects.filter(panel_id=panel.id, reviewer_id=seat.reviewer_id).first()
    fields = typed if typed is not None else (draft.typed if draft else {})
    script = list(ScriptStep.objects.filter(panel=panel).order_by("order"))
    return replace(
        head,
        case_id=panel.case_id,
        subject=panel.subject,
        firm_name=panel.firm_name,
        parties=party_views(panel.parties),
        criteria=tuple(_criterion(page, each, fields) for each in scales_of(held)),
        script=script_views(script),
        lacks=lacks_now(held),
        remark=fields.get(REMARK, ""),
        saved_at=draft.saved_at if draft and head.state == "score" else None,
        handed_in_at=seat.handed_in_at,
        outcome=outcome_view(held, held.seats()) if head.state == "opened" else None,
        phases=phases_of(held),
        course_clause=held.rule.course.clause if held.rule.course else "",
        slides=tuple(slides_of(held)),
        frozen_at=held.facts.get(MATERIAL_UNTIL) if held.rule.course else None,
        minutes=_minutes(held, seat),
    )


def _minutes(held: Held, seat: Seat) -> MemberMinutes | None:
    """The last minutes that were made; None before that. Two queries."""
    row = Minutes.objects.filter(panel=held.panel).order_by("-position").first()
    own = Confirmation.objects.filter(panel=held.panel, reviewer_id=seat.reviewer_id).order_by("-position").first()
    if row is None:
        return None
    confirmed = own.confirmed_at if own is not None and own.sha256 == row.sha256 else None
    current = row.nth == held.panel.concluded
    return MemberMinutes(row.nth, row.sha256, row.size, row.made_at, current, confirmed)


def _criterion(page: CasePage, scale: CriterionScale, typed: Mapping[str, str]) -> CriterionForm:
    beside = scale.criterion.beside
    questions = {each.question.name: each for section in page.sections for each in section.questions}
    documents = {each.document.name: each for section in page.sections for each in section.documents}
    name = scale.criterion.name
    return CriterionForm(
        scale,
        Material(
            tuple(questions[each] for each in beside if each in questions and questions[each].asked),
            tuple(documents[each] for each in beside if each in documents and documents[each].attached),
        ),
        {field.removesuffix(f"-{name}"): value for field, value in typed.items() if field.endswith(f"-{name}")},
    )


def material_file(panel_id: UUID, attachment_id: UUID, *, actor: Actor, at: datetime) -> Attached:
    """A file of the case, for a member who pledged and declared. Raises PanelUnknown (also where the file is not of
    this case), MembersOnly, Recused, PledgeMissing, DeclarationMissing.
    """
    held = look(panel_id, at)
    cleared_seat(held.panel, actor)
    page = case_page(held.panel.case_id, actor=Actor.system("panels"), at=at)
    documents: list[DocumentView] = [each for section in page.sections for each in section.documents]
    found = next((file for each in documents for file in each.attached if file.id == attachment_id), None)
    if found is None:
        raise PanelUnknown()
    return found


def calendar_file_of(panel_id: UUID, *, actor: Actor, at: datetime) -> bytes:
    """The member's sitting as a calendar file. Raises PanelUnknown, MembersOnly, Recused, SittingMissing."""
    held = look(panel_id, at)
    seat = seat_of(held.panel, actor)
    sitting = held.panel.sitting
    if sitting is None:
        raise SittingMissing()
    title = say("panels.calendar_member", number=held.panel.case_number)
    return calendar_file(calendar_of(held, sitting, str(seat.reviewer_id), title, ""))
