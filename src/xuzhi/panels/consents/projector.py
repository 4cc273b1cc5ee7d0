"""Events to the read models of asking the members."""

from __future__ import annotations

from typing import cast

from xuzhi.ledger.events import StoredEvent
from xuzhi.ledger.projectors import Projector
from xuzhi.panels.consents import events
from xuzhi.panels.consents.models import Consent, ConsentRound


def _members_asked(stored: StoredEvent) -> None:
    event = cast(events.MembersAsked, stored.event)
    asked = ConsentRound.objects.create(
        position=stored.position,
        case_id=event.case_id,
        case_number=event.case_number,
        nth=event.nth,
        panel_id=event.panel_id,
        programme=event.programme,
        subject=event.subject,
        firm_name=event.firm_name,
        reason=event.reason,
        compared=event.compared,
        asked_at=stored.occurred_at,
    )
    Consent.objects.bulk_create(
        Consent(round=asked, reviewer_id=each["reviewer_id"], name=each["name"], order=order)
        for order, each in enumerate(event.members)
    )


def _consent_sealed(stored: StoredEvent) -> None:
    event = cast(events.ConsentSealed, stored.event)
    mine = Consent.objects.filter(round__case_id=event.case_id, round__nth=event.nth, reviewer_id=event.reviewer_id)
    mine.update(sealed_at=stored.occurred_at, sealed_sha256=event.sha256)


def _consents_opened(stored: StoredEvent) -> None:
    event = cast(events.ConsentsOpened, stored.event)
    asked = ConsentRound.objects.filter(case_id=event.case_id, nth=event.nth)
    asked.update(opened_at=stored.occurred_at)
    for each in event.answers:
        mine = Consent.objects.filter(round__in=asked, reviewer_id=each["reviewer_id"])
        mine.update(agrees=each["agrees"], reason=each["reason"])


CONSENTS = Projector(
    name="consents",
    models=(ConsentRound, Consent),
    handles={
        events.MembersAsked: _members_asked,
        events.ConsentSealed: _consent_sealed,
        events.ConsentsOpened: _consents_opened,
    },
)
