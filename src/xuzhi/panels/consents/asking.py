"""Whether members are being asked, and the hash that binds an answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from xuzhi.casework.queries.case_row import case_row
from xuzhi.casework.queries.editions import edition
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.panels.consents.models import ConsentRound
from xuzhi.rulebook.panel import ConsentRule


def rule_for(case_id: UUID, at: datetime) -> ConsentRule | None:
    """What today's rules say of asking the members in the case: where their answers are kept, by which letter."""
    row = case_row(case_id, actor=Actor.system("panels"), at=at)
    return edition(row.programme, taipei_day(at)).case(row.kind).consent


def asks(case_id: UUID, at: datetime) -> ConsentRound | None:
    """The round in which answers are taken now: the last, not opened yet, while it is the members' turn in the case."""
    asked = ConsentRound.objects.filter(case_id=case_id, opened_at=None).order_by("-nth").first()
    if asked is None:
        return None
    row = case_row(case_id, actor=Actor.system("panels"), at=at)
    return asked if row.turn == "reviewer" and row.ended_at is None else None


def is_asked(case_id: UUID) -> bool:
    """Whether members were ever asked about the case. One query."""
    return ConsentRound.objects.filter(case_id=case_id).exists()


def sealed_hash(case_id: object, nth: int, member: object, salt: str, answer: Mapping[str, Any]) -> str:
    """The hash by which a member is bound. With the salt nobody can try answers out until it is opened."""
    content = {"case": str(case_id), "nth": nth, "member": str(member), "salt": salt, "answer": answer}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
