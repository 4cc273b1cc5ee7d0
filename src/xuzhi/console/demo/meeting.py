"""The demo's review panels: what the office has set, who is on the roster, and how a meeting goes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from xuzhi.console.demo.content import settings
from xuzhi.kernel.actor import Actor
from xuzhi.panels.meeting import Meeting
from xuzhi.panels.operations.appoint_reviewer import appoint_reviewer
from xuzhi.panels.operations.arrange_sitting import arrange_sitting
from xuzhi.panels.operations.begin_step import begin_step
from xuzhi.panels.operations.declare_conflicts import declare_conflicts
from xuzhi.panels.operations.draw_script import draw_script
from xuzhi.panels.operations.enter_reviewer import enter_reviewer
from xuzhi.panels.operations.form_panel import form_panel
from xuzhi.panels.operations.hand_in_scores import hand_in_scores
from xuzhi.panels.operations.make_minutes import make_minutes
from xuzhi.panels.operations.note_step import Note, note_step
from xuzhi.panels.operations.open_scores import open_scores
from xuzhi.panels.operations.place_on_agenda import place_on_agenda
from xuzhi.panels.operations.pledge_confidentiality import pledge_confidentiality
from xuzhi.panels.operations.send_invitations import send_invitations
from xuzhi.panels.profiles import Profile
from xuzhi.panels.queries.office_panel import office_panel

if TYPE_CHECKING:
    from xuzhi.console.demo.world import World

TAIPEI = ZoneInfo("Asia/Taipei")
LENGTH_MINUTES = 40
MEMBERS = 3


@cache
def words() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("meeting.toml").read_text("utf-8"))


def settle_roster(mail: str, officer: Actor, at: datetime) -> None:
    """Who may be appointed to a panel."""
    for each in words()["reviewer"]:
        known = {key: each[key] for key in ("name", "organisation", "title", "expertise")}
        address = each.get("email") or f"{each['account']}@{mail}"
        enter_reviewer(Profile(email=address, **known), actor=officer, at=at)


def invited(world: World, case: UUID, officer: Actor, at: datetime, days: int = 7) -> UUID:
    """The panel is formed, its meeting arranged so many days later, and everybody invited; gives the panel's id."""
    panel = form_panel(case, actor=officer, at=at)
    page = office_panel(case, actor=officer, at=at)
    free = [each.reviewer for each in (page.candidates if page else ()) if not each.ties]
    own = words()["reviewer"][0]["name"]  # the account that everybody may use has something to do
    first = int(str(case).replace("-", ""), 16) % len(free)
    around = [
        *(each for each in free if each.name == own),
        *(each for each in free[first:] + free[:first] if each.name != own),
    ]
    for each in around[:MEMBERS]:
        appoint_reviewer(panel, each.id, actor=officer, at=at)
    day = at.date() + timedelta(days=days)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    starts_at = datetime.combine(day, time(10), TAIPEI)
    meeting = Meeting(starts_at, LENGTH_MINUTES, words()["place"], "", words()["prepare"])
    place_on_agenda(panel, arrange_sitting(world.programme, meeting, actor=officer, at=at), 1, actor=officer, at=at)
    draw_script(panel, actor=officer, at=at)
    send_invitations(panel, actor=officer, at=at)
    world.deliver(case, at)
    return panel


def met(world: World, case: UUID, officer: Actor, at: datetime) -> Iterator[datetime]:
    """Invitation, declarations, demonstration, sealed scores, opening and minutes, each in its time."""
    invited(world, case, officer, at)
    yield from held(case, officer, at)


def held(case: UUID, officer: Actor, at: datetime, *, without: str = "") -> Iterator[datetime]:
    """The same after the invitation. `without` names a member who has done nothing yet; then nothing is opened."""
    page = office_panel(case, actor=officer, at=at)
    if page is None or page.id is None or page.sitting is None:
        raise LookupError(f"the demo's case {case} has no panel")
    panel = page.id
    members = [
        Actor.person(str(seat.reviewer_id), seat.name, "reviewer") for seat in page.seats if seat.name != without
    ]
    for nth, member in enumerate(members):
        later = at + timedelta(hours=2 + nth)
        pledge_confidentiality(panel, actor=member, at=later)
        declare_conflicts(panel, conflict=False, actor=member, at=later)
    yield (now := page.sitting.starts_at + timedelta(minutes=3))
    for nth, step in enumerate(page.script):
        begin_step(panel, step.id, actor=officer, at=now)
        slow = nth == 1
        note = Note(words()["seen_slow" if slow else "seen"], "4.2" if slow else "1.3", "halting" if slow else "smooth")
        note_step(panel, step.id, note, actor=officer, at=now + timedelta(minutes=2))
        now += timedelta(minutes=4)
    for nth, member in enumerate(members):
        hand_in_scores(panel, _sheet(case, nth), actor=member, at=now + timedelta(minutes=5 + nth))
    if without:
        return
    now += timedelta(minutes=15)
    open_scores(panel, actor=officer, at=now)
    make_minutes(panel, actor=officer, at=now)


def _sheet(case: UUID, nth: int) -> dict[str, str]:
    """Points between three and nine tenths of each weight, above the pass mark on the whole."""
    typed: dict[str, str] = {}
    seed = int(str(case).replace("-", "")[:8], 16)
    for place, (name, reason) in enumerate(words()["reasons"].items()):
        weight = settings()["values"][f"weight_{name}"]
        typed[f"points-{name}"] = str(weight * (76 + (seed >> (place + nth)) % 16) // 100)
        typed[f"reason-{name}"] = reason
    for name, reason in words()["bonus"].items():
        typed[f"bonus-{name}"], typed[f"bonus_reason-{name}"] = str((seed >> nth) % 5 + 1), reason
    return {**typed, "remark": words()["remark"] if nth == 0 else ""}
