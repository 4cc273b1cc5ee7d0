"""What a case may know of the one that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from xuzhi.casework.models import Attachment, Case, ClockRow
from xuzhi.rulebook.borrowing import ABOUT
from xuzhi.rulebook.model import CaseKind


def known_about(kind: CaseKind, about: Case, stands: Mapping[str, Any]) -> dict[str, Any]:
    """Facts by dotted name that the rules of the kind may read of the other case, and answers that are kept as they
    are. `stands` are the other case's facts."""
    facts = {f"{ABOUT}.{name}": value for name, value in stands.items()}
    facts |= {f"{ABOUT}.number": about.number, f"{ABOUT}.kind": about.kind, f"{ABOUT}.stage": about.stage}
    facts |= {f"{ABOUT}.subject": about.subject or None, f"{ABOUT}.valid_until": valid_until(about.id)}
    known = {question.name for question in kind.about_facts}
    kept = {each.name for each in kind.questions if each.filled_by == ABOUT}
    found = {name: value for name, value in facts.items() if name in known and value is not None}
    return found | {name: stands[name] for name in kept if name in stands}


def shown_of(kind: CaseKind, attachments: Iterable[Attachment]) -> list[Attachment]:
    """The files of that case that stand in this one too: those of its documents `by = "about"`."""
    read_there = {each.name for each in kind.documents if each.by == ABOUT}
    return [each for each in attachments if each.document in read_there]


def valid_until(case_id: UUID) -> str | None:
    """The last day of the running clock that ends last, as ISO text."""
    running = ClockRow.objects.filter(case_id=case_id, state="running").order_by("-due_on")
    last = running.values_list("due_on", flat=True).first()
    return last.isoformat() if last else None
