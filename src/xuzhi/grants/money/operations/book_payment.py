"""An instalment is paid out."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework.operations.give_facts import give_facts
from xuzhi.grants.money.events import PaymentMade, money_stream
from xuzhi.grants.money.models import PAID, Entry
from xuzhi.grants.money.refusals import InstalmentPaid, InstalmentUnknown, OverAward, OverInstalment
from xuzhi.grants.money.standing import standing_of
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import lock_stream, record

SOURCE = "money"


def book_payment(
    contract_id: UUID,
    *,
    case_id: UUID,
    number: str,
    firm_ubn: str,
    instalment: int,
    amount_twd: int,
    paid_on: date,
    reference: str,
    actor: Actor,
    at: datetime,
) -> int:
    """Book it and tell the contract what has been paid; gives that sum. An instalment is paid once, never more than the
    contract sets for it, and never more than the award (G11.1). Whoever comes second, at the same instant too, is
    refused. Raises InstalmentUnknown, InstalmentPaid, OverInstalment, OverAward.
    """
    with transaction.atomic():
        lock_stream(money_stream(contract_id))
        now = standing_of(contract_id)
        agreed = next((each for each in now.instalments if int(each["number"]) == instalment), None)
        if agreed is None:
            raise InstalmentUnknown(
                instalment=instalment, number=number, known=[str(each["number"]) for each in now.instalments]
            )
        before = Entry.objects.filter(contract_id=contract_id, sort=PAID, instalment=instalment).first()
        if before is not None:
            raise InstalmentPaid(instalment=instalment, number=before.number)
        if amount_twd > int(agreed["subsidy"]):
            raise OverInstalment(amount=amount_twd, most=int(agreed["subsidy"]))
        if amount_twd > now.left:
            raise OverAward(amount=amount_twd, left=now.left, subsidy=now.subsidy, paid=now.paid)
        made = PaymentMade(
            str(contract_id), str(case_id), number, firm_ubn, instalment, amount_twd, paid_on.isoformat(), reference
        )
        record(money_stream(contract_id), [made], actor=actor, at=at)
        after = standing_of(contract_id)
        give_facts(contract_id, after.facts, source=SOURCE, actor=Actor.system(SOURCE), at=at)
    return after.paid
