"""Letters about a sitting, to the firm and to the members, each with its calendar file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from xuzhi.casework.folding import subject_of
from xuzhi.casework.moving import CONTACT_EMAIL
from xuzhi.casework.queries.reading import Reading
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import format_instant
from xuzhi.kernel.texts import say, use_language
from xuzhi.ledger.operations import record
from xuzhi.notices.operations import AboutCase, Addressee, issue_notice
from xuzhi.panels import events
from xuzhi.panels.calling import call, check_complete, course_of
from xuzhi.panels.locking import Held
from xuzhi.panels.models import Invitation, ScriptStep, Seat, Sitting
from xuzhi.panels.refusals import ScriptMissing, SittingMissing
from xuzhi.parties.queries import known_addresses

LETTER_LANGUAGE = "zh-Hant"
FIRM = "firm"


def invite(held: Held, *, actor: Actor, again_only: bool = False) -> int:
    """Send the sitting as it stands to everybody who has not got it so; with `again_only` only to those who had been
    told of it otherwise. In the caller's transaction, which holds the panel; gives how many letters went out.

    Raises SittingMissing, SittingIncomplete, ScriptMissing.
    """
    sitting = held.panel.sitting
    if sitting is None:
        raise SittingMissing()
    check_complete(held, sitting)
    script = list(ScriptStep.objects.filter(panel=held.panel).order_by("order"))
    if held.rule.script_from and not script and not again_only:
        raise ScriptMissing(clause=held.rule.clause or None)
    known, current = told(held), (str(sitting.id), sitting.sequence)
    seats = [seat for seat in Seat.objects.filter(panel=held.panel).select_related("reviewer") if seat.sits]
    to = [FIRM, *(str(seat.reviewer_id) for seat in sorted(seats, key=lambda seat: seat.position))]
    wanting = [each for each in to if known.get(each) != current and (each in known or not again_only)]
    issued: list[events.InvitationIssued] = []
    with use_language(LETTER_LANGUAGE):
        if FIRM in wanting:
            call(held, sitting)
        for each in wanting:
            seat = next((seat for seat in seats if str(seat.reviewer_id) == each), None)
            notice_id = (
                _to_firm(held, sitting, script, actor) if seat is None else _to_member(held, sitting, seat, actor)
            )
            if notice_id is not None:
                issued.append(events.InvitationIssued(str(held.panel.id), current[0], each, str(notice_id), current[1]))
        if issued:
            record(held.stream, issued, actor=actor, at=held.at)
    return len(issued)


def call_off(held: Held, sitting: Sitting, *, actor: Actor) -> int:
    """Tell everybody who was invited to the sitting that it does not take place, where the rules have a letter for
    that. In the caller's transaction, which holds the panel; gives how many letters went out."""
    known = {to for to, (of, _) in told(held).items() if of == str(sitting.id)}
    seats = {str(seat.reviewer_id): seat for seat in Seat.objects.filter(panel=held.panel).select_related("reviewer")}
    issued: list[events.InvitationIssued] = []
    panel, of, sequence = str(held.panel.id), str(sitting.id), sitting.sequence
    with use_language(LETTER_LANGUAGE):
        for to in sorted(known, key=lambda each: each != FIRM):
            if to != FIRM and not seats[to].sits:
                continue
            if to == FIRM:
                notice_id = _to_firm(held, sitting, [], actor)
            else:
                notice_id = _to_member(held, sitting, seats[to], actor)
            if notice_id is not None:
                issued.append(events.InvitationIssued(panel, of, to, str(notice_id), sequence, cancels=True))
        if issued:
            record(held.stream, issued, actor=actor, at=held.at)
    return len(issued)


def told(held: Held) -> dict[str, tuple[str, int]]:
    """What each was told last: which sitting, in which form; whoever was told that it does not take place is not in
    it."""
    rows = Invitation.objects.filter(panel=held.panel).order_by("position")
    last = {row.to: row for row in rows}
    return {to: (str(row.sitting_id), row.sequence) for to, row in last.items() if not row.cancels}


def _to_firm(held: Held, sitting: Sitting, script: list[ScriptStep], actor: Actor) -> UUID | None:
    """The invitation; of a sitting that was called off the letter that says so."""
    wanted = held.rule.invitation if sitting.cancelled_at is None else held.rule.called_off
    rule = next((each for each in held.kind.notices if each.name == wanted), None)
    if rule is None:
        return None
    reading = Reading(held.panel.case_id, actor=Actor.system("panels"), at=held.at)
    facts = reading.file.folded.facts
    subject = subject_of(reading.kind, reading.file.folded)
    about = AboutCase(reading.case.id, reading.case.number, reading.kind.title, subject)
    ubn = reading.case.firm_ubn
    named = facts.get(CONTACT_EMAIL)
    known = known_addresses(ubn)
    recipients = list(dict.fromkeys([*([str(named)] if named else []), *known]))
    title = say("panels.calendar_firm", subject=subject or held.panel.firm_name)
    data = {
        "details": details(held, sitting),
        "script": [{"title": each.title, "expected": each.expected} for each in script],
        "moved": sitting.sequence > 0,
        "reason": sitting.reason,
        "link": _link("applicant:case", reading.case.id),
        "calendar": calendar_of(held, sitting, FIRM, title, _link("applicant:case", reading.case.id)),
    }
    firm = Addressee(ubn, reading.case.firm_name, str(facts.get("company.address") or ""))
    return issue_notice(
        edition=held.edition,
        rule=rule,
        case=about,
        firm=firm,
        recipients=recipients,
        data=data,
        actor=actor,
        at=held.at,
    )


def _to_member(held: Held, sitting: Sitting, seat: Seat, actor: Actor) -> UUID | None:
    """A member's letter says when and where and of which case by number alone: who the parties are is shown only
    after the undertaking of confidentiality (L9.1)."""
    wanted = held.rule.summons if sitting.cancelled_at is None else held.rule.summons_off
    rule = next((each for each in held.kind.notices if each.name == wanted), None)
    if rule is None:
        return None
    link = _link("reviewer:panel", held.panel.id)
    title = say("panels.calendar_member", number=held.panel.case_number)
    data = {
        "subject": title,
        "details": details(held, sitting, for_member=True),
        "moved": sitting.sequence > 0,
        "reason": sitting.reason,
        "case_number": held.panel.case_number,
        "link": link,
        "calendar": calendar_of(held, sitting, str(seat.reviewer_id), title, link),
    }
    return issue_notice(
        edition=held.edition,
        rule=rule,
        case=None,
        firm=Addressee("", say("panels.to_member", name=seat.name)),
        recipients=[seat.reviewer.email],
        data=data,
        actor=actor,
        at=held.at,
    )


def details(held: Held, sitting: Sitting, *, for_member: bool = False) -> list[dict[str, str]]:
    """When, where and what, line by line, for letters and pages; what to prepare is the firm's to know."""
    lines = [("when", format_instant(sitting.starts_at)), ("length", say("panels.minutes", minutes=sitting.minutes))]
    lines += [("place", sitting.place)] if sitting.place else []
    lines += [("link", sitting.link)] if sitting.link else []
    lines += [("position", say("panels.position", position=held.panel.position))] if held.panel.position else []
    if sitting.material_until is not None and not for_member:
        lines.append(("material_until", format_instant(sitting.material_until)))
    lines += [("phases", course)] if (course := course_of(held, sitting)) else []
    lines += [("note", sitting.note)] if sitting.note and not for_member else []
    return [{"label": say(f"panels.detail_{name}"), "says": says} for name, says in lines]


def calendar_of(held: Held, sitting: Sitting, to: str, title: str, url: str) -> Mapping[str, Any]:
    """The entry of a calendar, as notices.calendars makes a file of it; a moved sitting keeps its uid."""
    ends_at = sitting.starts_at + timedelta(minutes=sitting.minutes)
    return {
        "uid": f"{held.panel.id}-{to}",
        "sequence": sitting.sequence,
        "cancelled": sitting.cancelled_at is not None,
        "title": title,
        "starts_at": sitting.starts_at.isoformat(),
        "ends_at": ends_at.isoformat(),
        "made_at": held.at.isoformat(),
        "place": sitting.place or sitting.link,
        "says": "\n".join(f"{each['label']}：{each['says']}" for each in details(held, sitting, for_member=to != FIRM)),
        "url": url,
    }


def _link(name: str, of: object) -> str:
    """The address of a page, where the site has it."""
    try:
        return f"{settings.SITE_URL}{reverse(name, args=[of])}"
    except NoReverseMatch:
        return ""
