"""Whether firms that were approved still are what they were approved as."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework import events
from xuzhi.casework.folding import APPROVED, fold, platform_facts
from xuzhi.casework.holding import hold
from xuzhi.casework.judging import eligibility_findings, looked_up, open_file
from xuzhi.casework.models import Case, FindingRow
from xuzhi.casework.moving import LETTER_LANGUAGE
from xuzhi.casework.projectors.findings import look_up_row
from xuzhi.casework.queries.editions import Overlays, kind_of
from xuzhi.engine import outcome_of
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.finding import Finding
from xuzhi.kernel.roc import taipei_day
from xuzhi.kernel.texts import use_language
from xuzhi.ledger.operations import record

logger = logging.getLogger(__name__)


def check_standing(*, actor: Actor, at: datetime) -> int:
    """Ask the registers about the firm of every approved case, and apply by today's rules the checks that hold before
    any case (L3.E4: every night while listed); gives how many came out otherwise than before.

    Only what changed is recorded: the look-ups and a StandingChecked, each case in a transaction of its own. Nothing
    follows by itself; the office sees it and acts.
    """
    cases = Case.objects.filter(outcome__in=APPROVED).order_by("opened_at", "id")
    overlays, today = Overlays(), taipei_day(at)
    changed = 0
    for case in cases:
        kind = kind_of(overlays.edition(case.programme, today), case.kind)
        if any(each.eligibility for each in kind.checks):
            changed += _check(case.id, actor, at)
    return changed


def _check(case_id: UUID, actor: Actor, at: datetime) -> bool:
    try:
        with transaction.atomic(), use_language(LETTER_LANGUAGE):
            return _check_one(case_id, actor, at)
    except Exception:  # one firm's broken record must not hide what the registers say of all the others
        logger.exception("the standing of case %s could not be checked", case_id)
        return False


def _check_one(case_id: UUID, actor: Actor, at: datetime) -> bool:
    held = hold(case_id, at)
    asked = looked_up(held)
    rules = Overlays(held.case.programme).edition(held.case.programme, held.today)
    kind = kind_of(rules, held.case.kind)
    file = open_file(held)
    platform = platform_facts(rules, kind, held.case, firm_ubn=held.case.firm_ubn, round_name=held.case.round, at=at)
    folded = fold(kind, file.answers, [look_up_row(each) for each in asked], platform, held.case.firm_ubn)
    findings = eligibility_findings(rules, kind, folded, held.today)
    changed = _changed(held.case, findings)
    if not changed:
        return False
    checked = events.StandingChecked(
        case_id=str(held.case.id),
        checked_on=held.today.isoformat(),
        outcome=outcome_of(findings).value,
        findings=[finding.as_json() for finding in findings],
        changed=changed,
    )
    record(held.stream, [*asked, checked], actor=actor, at=at)
    return True


def _changed(case: Case, findings: Sequence[Finding]) -> list[str]:
    """Checks that come out otherwise than at the last look, or, before the first, than what the decision rested on."""
    before = case.standing or dict(FindingRow.objects.filter(case=case).values_list("check_name", "outcome"))
    return [each.check for each in findings if before.get(each.check, each.outcome.value) != each.outcome.value]
