"""The members of the panel that settled a case are asked whether it may be changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import NoReverseMatch, reverse

from xuzhi.casework.queries.editions import edition
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.kernel.texts import say, use_language
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.notices.operations import Addressee, issue_notice
from xuzhi.panels.consents import events
from xuzhi.panels.consents.models import ConsentRound
from xuzhi.panels.consents.refusals import NobodyToAsk
from xuzhi.panels.models import Panel, Seat


def ask_members(
    case: Mapping[str, str], panel_of: UUID, *, compared: Sequence[Mapping[str, str]], reason: str, actor: Actor,
    at: datetime,
) -> int:  # fmt: skip
    """Ask every member who sat on the last panel of the case `panel_of`; gives how many. `case` has case_id, number,
    programme, kind, subject and firm_name of the case that asks. In the transaction of the step. Raises NobodyToAsk."""
    with transaction.atomic():
        lock_stream(events.consents_stream(case["case_id"]))
        seats = _seats(panel_of)
        if not seats:
            raise NobodyToAsk(number=case["number"])
        nth = 1 + ConsentRound.objects.filter(case_id=case["case_id"]).count()
        asked = events.MembersAsked(
            case_id=case["case_id"],
            case_number=case["number"],
            nth=nth,
            panel_id=str(seats[0].panel_id),
            programme=case["programme"],
            subject=case["subject"],
            firm_name=case["firm_name"],
            reason=reason,
            compared=[dict(each) for each in compared],
            members=[{"reviewer_id": str(each.reviewer_id), "name": each.name} for each in seats],
        )
        record(events.consents_stream(case["case_id"]), [asked], actor=actor, at=at)
        _summon(case, seats, actor, at)
    return len(seats)


def _seats(panel_of: UUID) -> list[Seat]:
    """Who sat to the end, of the last panel whose scores were opened."""
    panel = Panel.objects.filter(case_id=panel_of, opened_at__isnull=False).order_by("-opened_at").first()
    if panel is None:
        return []
    rows = Seat.objects.filter(panel=panel).select_related("reviewer").order_by("position")
    return [seat for seat in rows if seat.sits and seat.voided_at is None]


def _summon(case: Mapping[str, str], seats: Sequence[Seat], actor: Actor, at: datetime) -> None:
    rules = edition(case["programme"], taipei_day(at))
    kind = rules.case(case["kind"])
    if kind.consent is None or not kind.consent.summons:
        return
    rule = kind.notice(kind.consent.summons)
    try:
        link = f"{settings.SITE_URL}{reverse('reviewer:consent', args=[case['case_id']])}"
    except NoReverseMatch:
        link = ""
    with use_language("zh-Hant"):
        for seat in seats:
            issue_notice(
                edition=rules,
                rule=rule,
                case=None,
                firm=Addressee("", say("panels.to_member", name=seat.name)),
                recipients=[seat.reviewer.email],
                data={"subject": rule.title, "case_number": case["number"], "link": link},
                actor=actor,
                at=at,
            )
