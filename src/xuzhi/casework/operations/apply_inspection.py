"""The rules are applied again to cases whose file was looked into."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework.holding import Held, hold
from xuzhi.casework.inspected import asks_inspection
from xuzhi.casework.judging import find, findings_event, open_file
from xuzhi.casework.models import Attachment, FindingRow
from xuzhi.casework.moving import LETTER_LANGUAGE
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.finding import Finding
from xuzhi.kernel.texts import use_language
from xuzhi.ledger.operations import record

INSPECTION = Actor.system("inspection")


def apply_inspection(sha256: str, *, at: datetime) -> list[UUID]:
    """Record fresh findings in every submitted case that is still open, holds the file, and whose rules look at what
    is in it, where they come out otherwise than before; gives those cases. Findings of the registers stay as they are.
    """
    rows = Attachment.objects.filter(sha256=sha256, detached_at=None, superseded_at=None, case__ended_at=None).exclude(
        case__submitted_at=None
    )
    changed = []
    with transaction.atomic(), use_language(LETTER_LANGUAGE):
        for case_id in sorted(set(rows.values_list("case_id", flat=True))):
            held = hold(case_id, at)
            if held.case.ended_at is None and asks_inspection(held.kind):
                file = open_file(held)
                findings = find(held, file)
                if _differ(held, findings):
                    record(held.stream, [findings_event(held, file, findings, "recheck")], actor=INSPECTION, at=at)
                    changed.append(held.case.id)
    return changed


def _differ(held: Held, findings: list[Finding]) -> bool:
    before = {row.check_name: row.finding for row in FindingRow.objects.filter(case=held.case)}
    now = {finding.check: finding.as_json() for finding in findings}
    return before != now
