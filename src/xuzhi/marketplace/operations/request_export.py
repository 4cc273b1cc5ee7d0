"""A buyer asks the supplier for all data that came of using a solution."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.casework.queries.case_row import case_row
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.marketplace.dealing import check_buyer, held_subscription, kind_for, read_all, rules_for
from xuzhi.marketplace.refusals import NotRunning


def request_export(
    order_id: UUID | str, answers: Mapping[str, Any], *, actor: Actor, at: datetime, key: str = ""
) -> UUID:
    """Ask for it, while the subscription runs or after it ended; gives the case. While one is under way, that one is
    given. Raises SubscriptionUnknown, NotYours, NotRunning (it never ran), AnswersWrong, StepNotAllowed."""
    with transaction.atomic():
        found = held_subscription(order_id, actor)
        check_buyer(found, actor)
        if not found.has_run:
            raise NotRunning(number=found.number)
        kind = kind_for(rules_for(found.programme, taipei_day(at)), "export", found.kind)
        case = open_case(found.programme, kind.name, actor=actor, at=at, about=found.id, key=key)
        if case_row(case, actor=actor, at=at).submitted_at is not None:
            return case
        values = read_all(kind, answers)
        save_answers(case, {name: answers[name] for name in values if name in answers}, seen={}, actor=actor, at=at)
        submit_case(case, actor=actor, at=at, key=key)
    return case
