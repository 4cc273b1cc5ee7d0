"""Somebody of the office asks what other values would have done."""

from __future__ import annotations

import uuid
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework import rule_events as events
from xuzhi.casework.changes.value import read_value
from xuzhi.casework.holding import check_office
from xuzhi.casework.models import Submission
from xuzhi.casework.operations.answer_whatif import answer_whatif
from xuzhi.casework.queries.editions import edition, kind_of
from xuzhi.casework.queries.what_if import Asked
from xuzhi.casework.refusals import ParameterUnknown
from xuzhi.casework.rule_refusals import WhatIfEmpty
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.json_value import as_json_value
from xuzhi.ledger.operations import record

# So many cases are answered within a second; more than that is work for the jobs.
AT_ONCE = 300


def ask_whatif(asked: Asked, *, actor: Actor, at: datetime, change_id: str = "") -> UUID:
    """Keep the question (L6.3) and, where the cases are few, answer it there and then; gives its id.

    `asked.values` may hold texts as people type them. Raises OfficeOnly, ProgrammeUnknown, KindUnknown, WhatIfEmpty,
    ParameterUnknown, ParameterInvalid.
    """
    check_office(actor)
    rules = edition(asked.programme, asked.on)
    kind_of(rules, asked.kind)
    if not asked.values:
        raise WhatIfEmpty()
    for name in asked.values:
        if name not in rules.parameters:
            raise ParameterUnknown(name=name)
    values = {name: read_value(rules, rules.parameters[name], given) for name, given in asked.values.items()}
    filed = Submission.objects.filter(case__programme=asked.programme, case__kind=asked.kind)
    cases = filed.values("case_id").distinct().count()
    run_id = str(uuid.uuid4())
    question = events.WhatIfAsked(
        run_id=run_id,
        programme=asked.programme,
        kind=asked.kind,
        values={name: as_json_value(value) for name, value in values.items()},
        on=asked.on.isoformat(),
        which=asked.which,
        from_on=asked.from_on.isoformat() if asked.from_on else None,
        until_on=asked.until_on.isoformat() if asked.until_on else None,
        cases=cases,
        at_once=cases <= AT_ONCE,
        change_id=change_id,
    )
    with transaction.atomic():
        record(f"whatif-{run_id}", [question], actor=actor, at=at)
    if question.at_once:
        answer_whatif(run_id, at=at)
    return UUID(run_id)
