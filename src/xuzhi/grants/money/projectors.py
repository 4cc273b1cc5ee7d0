"""From what was paid, spent and recovered to its rows."""

from __future__ import annotations

from datetime import date
from typing import cast

from xuzhi.grants.money.events import ExpensesAccepted, PaymentMade, RecoveryOrdered
from xuzhi.grants.money.models import PAID, RECOVERED, SPENT, Entry
from xuzhi.ledger.events import StoredEvent
from xuzhi.ledger.projectors import Projector


def payment_made(stored: StoredEvent) -> None:
    event = cast(PaymentMade, stored.event)
    Entry.objects.create(
        **_of(stored, event),
        sort=PAID,
        instalment=event.instalment,
        amount_twd=event.amount_twd,
        on=date.fromisoformat(event.paid_on),
        reference=event.reference,
    )


def expenses_accepted(stored: StoredEvent) -> None:
    event = cast(ExpensesAccepted, stored.event)
    Entry.objects.bulk_create(
        Entry(
            **_of(stored, event),
            place=place,
            sort=SPENT,
            line=str(each["line"])[:80],
            amount_twd=each["subsidy_twd"],
            own_twd=each["own_twd"],
            on=date.fromisoformat(event.accepted_on),
        )
        for place, each in enumerate(event.lines)
    )


def recovery_ordered(stored: StoredEvent) -> None:
    event = cast(RecoveryOrdered, stored.event)
    Entry.objects.create(
        **_of(stored, event), sort=RECOVERED, amount_twd=event.amount_twd, on=date.fromisoformat(event.ordered_on)
    )


def _of(stored: StoredEvent, event: PaymentMade | ExpensesAccepted | RecoveryOrdered) -> dict[str, object]:
    return {
        "position": stored.position,
        "contract_id": event.contract_id,
        "case_id": event.case_id,
        "number": event.number,
        "firm_ubn": event.firm_ubn,
    }


MONEY = Projector(
    name="money",
    models=(Entry,),
    handles={
        PaymentMade: payment_made,
        ExpensesAccepted: expenses_accepted,
        RecoveryOrdered: recovery_ordered,
    },
)
