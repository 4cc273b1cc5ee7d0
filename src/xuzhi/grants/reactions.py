"""What the grants room does of itself when a case is decided."""

from __future__ import annotations

from datetime import date
from typing import Any, cast
from uuid import UUID

from xuzhi.casework.events import DecisionMade
from xuzhi.casework.queries.editions import edition
from xuzhi.grants.agreeing import ASK_PANEL, PACKAGE, SET_AWARD, SET_PLAN, agree, ask_panel, package
from xuzhi.grants.money.operations.book_expenses import book_expenses
from xuzhi.grants.money.operations.book_payment import book_payment
from xuzhi.grants.money.operations.book_recovery import book_recovery
from xuzhi.grants.money.refusals import AmountMissing
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.roc import taipei_day
from xuzhi.ledger.events import Event, StoredEvent
from xuzhi.ledger.projectors import Handler

PAY, SPEND, RECOVER = "pay", "spend", "recover"


def decision_made(stored: StoredEvent) -> None:
    """In the transaction of the step: a booking that is refused takes the step back."""
    event = cast(DecisionMade, stored.event)
    for effect in event.effects:
        if effect in (SET_AWARD, SET_PLAN):
            agree(event, effect, stored.occurred_at)
        elif effect == ASK_PANEL:
            ask_panel(event, stored.actor, stored.occurred_at)
        elif effect == PACKAGE:
            package(event, stored.occurred_at)
        elif effect in (PAY, SPEND, RECOVER):
            try:
                _book(event, effect, stored)
            except Refusal as refused:
                kind = edition(event.programme, taipei_day(stored.occurred_at)).case(event.kind)
                refused.clause = refused.clause or kind.step(event.step).clause or None
                raise


def _book(event: DecisionMade, effect: str, stored: StoredEvent) -> None:
    facts, on = event.facts, taipei_day(stored.occurred_at)
    whose: dict[str, Any] = {"case_id": UUID(event.case_id), "number": event.number, "firm_ubn": event.firm_ubn}
    how: dict[str, Any] = {"actor": stored.actor, "at": stored.occurred_at}
    if effect == SPEND:
        expenses = facts.get("expenses.items") or []
        book_expenses(UUID(event.about), **whose, expenses=expenses, accepted_on=on, **how)
        return
    amount = facts.get("claim.amount" if effect == PAY else "recovery.amount")
    if not amount:
        raise AmountMissing(number=event.number)
    if effect == RECOVER:
        book_recovery(UUID(event.about), **whose, amount_twd=int(amount), ordered_on=on, **how)
        return
    paid_on = facts.get("claim.paid_on")
    book_payment(
        UUID(event.about),
        **whose,
        instalment=int(facts.get("claim.instalment") or 0),
        amount_twd=int(amount),
        paid_on=date.fromisoformat(paid_on) if paid_on else on,
        reference=str(facts.get("claim.reference") or "")[:120],
        **how,
    )


REACTORS: dict[type[Event], list[Handler]] = {DecisionMade: [decision_made]}
