"""What is to be demonstrated is written down."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from xuzhi.casework.queries.reading import Reading
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import use_language
from xuzhi.ledger.operations import record
from xuzhi.panels import events
from xuzhi.panels.locking import Held, check_officer, hold
from xuzhi.panels.models import ScriptStep
from xuzhi.panels.refusals import ScriptMissing, ScriptUsed


def draw_script(panel_id: UUID, steps: Sequence[tuple[str, str]] | None = None, *, actor: Actor, at: datetime) -> int:
    """Write the steps of the demonstration, (what is shown, what should be seen); without `steps` one for each thing
    that the applicant claims. Until a step was seen it may be written anew. Gives how many steps there are.

    Raises PanelUnknown, OfficeOnly, Recused, ScriptUsed, ScriptMissing.
    """
    with transaction.atomic(), use_language("zh-Hant"):
        held = hold(panel_id, at)
        check_officer(actor, held.panel)
        if ScriptStep.objects.filter(panel=held.panel).exclude(seen_at=None).exists():
            raise ScriptUsed()
        wanted = claimed(held) if steps is None else [(title.strip(), expected.strip()) for title, expected in steps]
        written: list[dict[str, Any]] = [
            {"id": str(uuid.uuid4()), "title": title[:300], "expected": expected} for title, expected in wanted if title
        ]
        if not written:
            raise ScriptMissing(clause=held.rule.clause or None)
        record(held.stream, [events.ScriptDrawn(str(held.panel.id), written)], actor=actor, at=at)
    return len(written)


def claimed(held: Held) -> list[tuple[str, str]]:
    """What the applicant claims, row by row: the first text of the row, and the second."""
    name = held.rule.script_from
    if not name:
        return []
    question = held.kind.question(name)
    texts = [field.name for field in question.fields if field.type in ("text", "long_text")]
    reading = Reading(held.panel.case_id, actor=Actor.system("panels"), at=held.at)
    rows = reading.file.facts.get(name) or ()
    return [(str(row.get(texts[0]) or ""), str(row.get(texts[1]) or "") if len(texts) > 1 else "") for row in rows]
