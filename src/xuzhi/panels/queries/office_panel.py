"""The panel of a case, as the office sees it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from xuzhi.casework.models import Case
from xuzhi.casework.queries.editions import Overlays, kind_of
from xuzhi.casework.refusals import CaseUnknown
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.kernel.texts import say
from xuzhi.panels.inviting import FIRM
from xuzhi.panels.locking import Held, check_office
from xuzhi.panels.models import Confirmation, Invitation, Minutes, Panel, ScriptStep, Seat
from xuzhi.panels.queries.roster import roster
from xuzhi.panels.queries.shapes import Candidate, MinutesView, OfficePanel, ReviewerCard, SeatView
from xuzhi.panels.queries.sittings import sittings_ahead
from xuzhi.panels.queries.views import lacks_now, outcome_view, party_views, scales_of, script_views, sitting_view
from xuzhi.panels.seen import seen_before_leaving
from xuzhi.panels.ties import Firm, Known, Party, find_ties


def has_panel(case_id: UUID | str) -> bool:
    """Whether the case has, or had, a panel; one query."""
    return Panel.objects.filter(case_id=case_id).exists()


def office_panel(case_id: UUID, *, actor: Actor, at: datetime) -> OfficePanel | None:
    """The latest panel of the case, an empty one where one may be formed, None where the rules know none here.

    Before the scores are opened it says who has handed in, and not one point. Raises CaseUnknown, OfficeOnly, Recused.
    """
    check_office(actor)
    case = Case.objects.filter(id=case_id).first()
    if case is None:
        raise CaseUnknown()
    row = Panel.objects.select_related("sitting").filter(case_id=case_id).order_by("-formed_at").first()
    if row is None:
        return _not_formed(case, at)
    check_office(actor, row)
    held = Held(row, at, spoken=True)
    held.__dict__["case"] = case
    return _formed(held, actor)


def _not_formed(case: Case, at: datetime) -> OfficePanel | None:
    rules = Overlays(case.programme).edition_of(case, taipei_day(at), spoken=True)
    rule = kind_of(rules, case.kind).panel
    if rule is None or case.stage not in rule.stages:
        return None
    panel = Panel(case_id=case.id, case_number=case.number, programme=case.programme, kind=case.kind, stage=case.stage)
    held = Held(panel, at, spoken=True)
    held.__dict__["case"] = case
    return _view(held, panel_id=None, seats=[], candidates=(), script=[], invitations=[], minutes=[])


def _formed(held: Held, actor: Actor) -> OfficePanel:
    panel = held.panel
    seats = held.seats()
    open_to_more = panel.opened_at is None
    return _view(
        held,
        panel_id=panel.id,
        seats=seats,
        candidates=_candidates(held, seats, roster(actor=actor)) if open_to_more else (),
        script=list(ScriptStep.objects.filter(panel=panel).order_by("order")),
        invitations=list(Invitation.objects.filter(panel=panel).order_by("position")),
        minutes=list(Minutes.objects.filter(panel=panel).order_by("-nth")),
    )


def _view(
    held: Held,
    *,
    panel_id: UUID | None,
    seats: list[Seat],
    candidates: tuple[Candidate, ...],
    script: list[ScriptStep],
    invitations: list[Invitation],
    minutes: list[Minutes],
) -> OfficePanel:
    panel, rule = held.panel, held.rule
    told = {row.to: row for row in invitations}
    seen = seen_before_leaving(held.case.id, seats)
    seat_views = tuple(_seat(held, seat, told, seen) for seat in seats)
    sits = [seat for seat in seats if seat.sits]
    done = [seat for seat in sits if seat.handed_in_at is not None]
    least = held.least_members()
    firm = told.get(FIRM)
    waiting = [each for each in seat_views if each.state != "withdrawn" and not each.invited_as_is]
    lacks = lacks_now(held)
    in_stage = held.case.stage in rule.stages
    could_not_decide = panel.opened_at is not None and not panel.quorate
    return OfficePanel(
        id=panel_id,
        case_id=held.case.id,
        may_form=in_stage and (panel_id is None or could_not_decide),
        label=rule.label or say("panels.panel"),
        clause=rule.clauses,
        nth=panel.nth or 1,
        parties=party_views(panel.parties),
        sitting=sitting_view(panel.sitting, held.at),
        position=panel.position,
        ahead=sittings_ahead(panel.programme, at=held.at),
        seats=seat_views,
        candidates=candidates,
        expertise=rule.expertise,
        least_members=least,
        sitting_members=len(sits),
        handed_in=len(done),
        enough=least is not None and len(sits) >= least,
        script=script_views(script),
        script_used=any(step.seen_at for step in script),
        firm_invited_at=firm.sent_at if firm else None,
        firm_invited_as_is=_as_is(held, firm),
        to_invite=len(waiting) + (0 if _as_is(held, firm) else 1),
        lacks=lacks,
        criteria=scales_of(held),
        settled=panel.settings is not None,
        opened_at=panel.opened_at,
        may_open=panel.opened_at is None and bool(sits) and len(done) == len(sits) and not lacks,
        outcome=outcome_view(held, seats),
        minutes=_minutes(held, minutes, sits),
        programme=panel.programme,
        shows_script=bool(rule.script_from) or bool(script),
        is_heard=rule.people is not None or bool(rule.phases),
        settles=bool(rule.settles),
        late_conflicts=_late_conflicts(held.case, seats),
    )


def _late_conflicts(case: Case, seats: Sequence[Seat]) -> tuple[str, ...]:
    """Members whose conflict showed once the case had been decided: the result is another, the decision is not."""
    ended = case.ended_at
    return tuple(
        seat.name
        for seat in seats
        if seat.in_conflict and ended is not None and seat.withdrawn_at is not None and seat.withdrawn_at > ended
    )


def _as_is(held: Held, row: Invitation | None) -> bool:
    """Whether the letter says what holds now."""
    sitting = held.panel.sitting
    if row is None or sitting is None:
        return False
    return (row.sitting_id, row.sequence) == (sitting.id, sitting.sequence)


def _minutes(held: Held, rows: Sequence[Minutes], sits: Sequence[Seat]) -> tuple[MinutesView, ...]:
    """Each with who has confirmed that very document, in the order of the members."""
    if not rows:
        return ()
    signed = {(row.reviewer_id, row.sha256): row.confirmed_at for row in Confirmation.objects.filter(panel=held.panel)}
    return tuple(
        MinutesView(
            nth=row.nth,
            sha256=row.sha256,
            size=row.size,
            made_at=row.made_at,
            made_by=row.made_by,
            current=row.nth == held.panel.concluded,
            confirmed=tuple(
                (each.name, signed[each.reviewer_id, row.sha256])
                for each in sits
                if (each.reviewer_id, row.sha256) in signed
            ),
            waits_for=tuple(each.name for each in sits if (each.reviewer_id, row.sha256) not in signed),
        )
        for row in rows
    )


def state_of(seat: Seat) -> str:
    """appointed, pledged, cleared, handed_in, withdrawn."""
    if not seat.sits:
        return "withdrawn"
    if seat.handed_in_at is not None:
        return "handed_in"
    if seat.cleared_at is not None:
        return "cleared"
    return "pledged" if seat.pledged_at is not None else "appointed"


def _seat(held: Held, seat: Seat, told: dict[str, Invitation], seen: dict[str, str]) -> SeatView:
    state, letter = state_of(seat), told.get(str(seat.reviewer_id))
    return SeatView(
        reviewer_id=seat.reviewer_id,
        name=seat.name,
        organisation=seat.organisation,
        state=state,
        state_label=say(f"panels.state_{state}"),
        appointed_at=seat.appointed_at,
        handed_in_at=seat.handed_in_at,
        withdrawn_at=seat.withdrawn_at,
        withdrawn_why=say(f"panels.withdrawn_{seat.withdrawn_why}") if seat.withdrawn_why else "",
        withdrawn_note=seat.withdrawn_note,
        seen=seen.get(str(seat.reviewer_id), ""),
        in_conflict=seat.in_conflict,
        voided=seat.voided_at is not None,
        invited_at=letter.sent_at if letter else None,
        invited_as_is=_as_is(held, letter),
        can_leave=seat.sits,
    )


def _candidates(held: Held, seats: Sequence[Seat], people: Sequence[ReviewerCard]) -> tuple[Candidate, ...]:
    """Everybody of the roster with what bars them: who can be appointed first."""
    parties = [Party.from_json(each) for each in held.panel.parties]
    conflicts = set(
        Seat.objects.filter(panel__case_id=held.panel.case_id, withdrawn_why__in=("declared", "found")).values_list(
            "reviewer_id", flat=True
        )
    )
    sits = {seat.reviewer_id for seat in seats if seat.sits}
    found = []
    for person in people:
        if person.id in sits:
            continue
        ties = find_ties(_known(person), parties, held.free_mail)
        barred = say("panels.barred_by_conflict") if person.id in conflicts else ""
        found.append(Candidate(person, tuple(tie.says for tie in ties), barred))
    return tuple(sorted(found, key=lambda each: (bool(each.ties or each.barred), each.reviewer.name)))


def _known(card: ReviewerCard) -> Known:
    def firms(rows: Sequence[object]) -> tuple[Firm, ...]:
        return tuple(Firm(r["name"], r["ubn"], r["note"]) for r in rows)  # type: ignore[index]

    return Known(
        card.name,
        card.email,
        card.organisation,
        card.organisation_ubn,
        card.address,
        card.representative,
        firms(card.employers),
        firms(card.ties),
    )
