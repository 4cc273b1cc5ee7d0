"""What the minutes of a panel say, as plain data for their template."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xuzhi.casework.lettering import letter_shown
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import format_instant, format_roc, taipei_day
from xuzhi.kernel.texts import say
from xuzhi.notices.content import contact_of
from xuzhi.panels.inviting import details
from xuzhi.panels.locking import Held
from xuzhi.panels.models import Attendee, Leave, Phase, Remark, ScriptStep, Seat
from xuzhi.panels.people import people_of
from xuzhi.panels.seen import seen_before_leaving
from xuzhi.panels.sheets import BONUS, BONUS_REASON, POINTS, REASON
from xuzhi.panels.slides import slides_of


def protocol_of(held: Held, clerk: Actor) -> dict[str, Any]:
    """All that was: who sat and who withdrew, what was shown and seen, the points with their reasons, what came out.

    The panel has been opened and concluded.
    """
    panel, programme = held.panel, held.edition.programme
    seats = held.seats()
    result: Mapping[str, Any] = panel.result or {}
    return {
        "title": held.rule.label or say("panels.panel"),
        "programme": programme.title,
        "executing_unit": programme.executing_unit,
        "contact": contact_of(programme.contact),
        "case": {"number": panel.case_number, "subject": panel.subject, "title": held.kind.title},
        "firm": {"name": panel.firm_name, "ubn": panel.firm_ubn},
        "date_roc": format_roc(taipei_day(held.at)),
        "clerk": clerk.name,
        "details": details(held, panel.sitting) if panel.sitting else [],
        "members": [_member(seat) for seat in seats if seat.sits],
        "withdrawn": _withdrawn(held, seats),
        **_meeting(held),
        "settled": letter_shown(held.rule.settles, held.kind, held.facts_as_kept),
        "script": [_step(step) for step in ScriptStep.objects.filter(panel=panel).order_by("order")],
        "criteria": [_criterion(held, each, seats) for each in result.get("criteria", ())],
        "result": _result(held, result),
        "edition": say("notices.edition", on=held.edition.on, sha256=held.edition.sha256[:12]),
    }


def _meeting(held: Held) -> dict[str, Any]:
    """Who came for the firm, what was on from when to when, which files were opened, what was said."""
    panel = held.panel
    labels = {each.code: each.label for each in held.rule.phases}
    leave = Leave.objects.filter(panel=panel).first()
    roles = {each.name: each.role_label for each in people_of(held)}
    return {
        "attendees": [
            {
                "name": each.name,
                "role": say("panels.stands_in", role=roles.get(each.name, "")) if each.stands_in else roles[each.name],
                "job_title": each.job_title,
                "at": format_instant(each.came_at, seconds=True),
            }
            for each in Attendee.objects.filter(panel=panel).order_by("position")
        ],
        "leave": {} if leave is None else _leave(leave),
        "phases": [
            {
                "label": labels.get(each.code, each.code),
                "minutes": say("panels.minutes", minutes=each.minutes),
                "begun": format_instant(each.begun_at, seconds=True),
                "ended": format_instant(each.ended_at, seconds=True) if each.ended_at else "",
            }
            for each in Phase.objects.filter(panel=panel).order_by("position")
        ],
        "slides": [
            {"label": slide.label, "name": slide.name, "at": format_instant(slide.at, seconds=True),
             "sha256": slide.sha256}
            for slide in slides_of(held)
        ],
        "remarks": [
            {"at": format_instant(each.noted_at, seconds=True), "speaker": each.speaker, "says": each.says}
            for each in Remark.objects.filter(panel=panel).order_by("noted_at", "id")
        ],
    }  # fmt: skip


def _leave(leave: Leave) -> dict[str, str]:
    return {
        "leader": leave.leader,
        "proxy": leave.proxy,
        "job_title": leave.job_title,
        "reason": leave.reason,
        "at": format_instant(leave.taken_at),
        "sha256": leave.sha256,
    }


def _member(seat: Seat) -> dict[str, str]:
    return {
        "name": seat.name,
        "organisation": seat.organisation,
        "declared": format_instant(seat.cleared_at) if seat.cleared_at else "",
        "remark": (seat.sheet or {}).get("remark", ""),
    }


def _withdrawn(held: Held, seats: list[Seat]) -> list[dict[str, str]]:
    """Who left, why and when; whether what was handed in counts no more, and what had been seen by then."""
    seen = seen_before_leaving(held.panel.case_id, seats)
    return [
        {
            "name": seat.name,
            "organisation": seat.organisation,
            "why": say(f"panels.withdrawn_{seat.withdrawn_why}"),
            "at": format_instant(seat.withdrawn_at) if seat.withdrawn_at else "",
            "void": say("panels.scores_void") if seat.voided_at else "",
            "seen": seen[str(seat.reviewer_id)],
        }
        for seat in seats
        if not seat.sits
    ]


def _step(step: ScriptStep) -> dict[str, str]:
    return {
        "title": step.title,
        "expected": step.expected,
        "seen": step.seen,
        "flow": say(f"panels.flow_{step.flow}") if step.flow else say("panels.not_shown"),
        "response": seconds_of(step.response_ms),
    }


def seconds_of(milliseconds: int | None) -> str:
    """1.8 秒; empty where nothing was measured."""
    if milliseconds is None:
        return ""
    whole, rest = divmod(milliseconds, 1000)
    text = f"{whole}.{rest:03}".rstrip("0").rstrip(".")
    return say("panels.seconds", seconds=text)


def _criterion(held: Held, found: Mapping[str, Any], seats: list[Seat]) -> dict[str, Any]:
    rule = held.kind.criterion(found["name"])
    scored = next(each for each in held.scoring().criteria if each.name == rule.name)
    given = [(seat.name, (seat.sheet or {})["marks"][rule.name]) for seat in seats if seat.sits and seat.sheet]
    return {
        "label": rule.label,
        "clause": rule.clause,
        "scale": str(scored.scale),
        "weight": str(scored.weight),
        "mean": found["mean"],
        "share": found["share"],
        "short": found["short"],
        "given": [
            {
                "name": name,
                "points": mark[POINTS],
                "reason": mark[REASON],
                "bonus": mark[BONUS],
                "why": mark[BONUS_REASON],
            }
            for name, mark in given
        ],
    }


def _result(held: Held, result: Mapping[str, Any]) -> dict[str, Any]:
    """The conclusion in figures and in one sentence."""
    settings = held.scoring()
    labels = [held.kind.criterion(name).label for name in result.get("short", ())]
    if not result.get("quorate"):
        says = say("panels.result_not_quorate", members=result.get("members", 0), least=settings.least_members)
    elif result["passed"]:
        says = say("panels.result_passed", total=result["total"], mark=settings.pass_mark)
    else:
        says = say("panels.result_failed", total=result["total"], mark=settings.pass_mark, short=labels)
    return {
        "says": says,
        "total": result.get("total") or "",
        "bonus": result.get("bonus") or "",
        "pass_mark": str(settings.pass_mark),
        "members": result.get("members", 0),
        "passed": result.get("passed"),
    }
