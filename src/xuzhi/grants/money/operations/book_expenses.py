"""What a report says was spent counts against the budget."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from xuzhi.casework.operations.give_facts import give_facts
from xuzhi.grants.money.events import ExpensesAccepted, money_stream
from xuzhi.grants.money.operations.book_payment import SOURCE
from xuzhi.grants.money.refusals import LineUnknown
from xuzhi.grants.money.standing import standing_of
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import lock_stream, record


def book_expenses(
    contract_id: UUID,
    *,
    case_id: UUID,
    number: str,
    firm_ubn: str,
    expenses: Iterable[Mapping[str, Any]],
    accepted_on: date,
    actor: Actor,
    at: datetime,
) -> int:
    """Book the expenses ({line, subsidy, own}) summed by budget line; gives what of the subsidy is spent by now.
    Raises LineUnknown, with every line that the contract has not."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for each in expenses:
        sums[str(each["line"])][0] += int(each.get("subsidy") or 0)
        sums[str(each["line"])][1] += int(each.get("own") or 0)
    with transaction.atomic():
        lock_stream(money_stream(contract_id))
        known = {str(each["line"]) for each in standing_of(contract_id).lines}
        strange = sorted(set(sums) - known)
        if strange:
            raise LineUnknown(lines=strange, known=sorted(known))
        lines = [{"line": line, "subsidy_twd": both[0], "own_twd": both[1]} for line, both in sums.items()]
        accepted = ExpensesAccepted(str(contract_id), str(case_id), number, firm_ubn, lines, accepted_on.isoformat())
        record(money_stream(contract_id), [accepted], actor=actor, at=at)
        after = standing_of(contract_id)
        give_facts(contract_id, after.facts, source=SOURCE, actor=Actor.system(SOURCE), at=at)
    return after.spent
