"""What the text of a revised document says otherwise than the one before it, for the office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from xuzhi.casework.holding import check_office
from xuzhi.casework.models import Attachment
from xuzhi.casework.queries.files_to_compare import revised_pairs
from xuzhi.casework.queries.reading import Reading
from xuzhi.documents.queries import comparisons_of
from xuzhi.kernel.actor import Actor


@dataclass(frozen=True)
class RevisedText:
    """A file beside the earlier one. `paragraphs` differ; None while nobody has compared them, `why` where nobody
    can."""

    label: str
    before_name: str
    before_at: datetime
    after_name: str
    after_at: datetime
    of_about: bool
    paragraphs: tuple[Mapping[str, Any], ...] | None
    more: int
    same: int
    why: Mapping[str, Any]


def revised_texts(case_id: UUID, *, actor: Actor, at: datetime) -> tuple[RevisedText, ...]:
    """Every revised file beside what was handed in before. Raises CaseUnknown, OfficeOnly."""
    check_office(actor)
    reading = Reading(case_id, actor=actor, at=at)
    rules = [each for each in reading.kind.documents if each.revises]
    if not rules or not reading.case.about:
        return ()
    names = [name for rule in rules for name in rule.revises]
    earlier = list(Attachment.objects.filter(case_id=reading.case.about, document__in=names, detached_at=None))
    pairs = []
    for rule in rules:
        mine = [each for each in reading.file.attachments if each.document == rule.name and not each.detached_at]
        pairs += [(rule, *pair) for pair in revised_pairs(rule, earlier, mine)]
    found = comparisons_of([old.sha256 for _, old, _ in pairs], [new.sha256 for _, _, new in pairs]) if pairs else {}
    told = []
    for rule, old, new in pairs:
        compared = found.get((old.sha256, new.sha256))
        revision = compared.revision if compared is not None else None
        told.append(
            RevisedText(
                label=rule.label,
                before_name=old.name,
                before_at=old.attached_at,
                after_name=new.name,
                after_at=new.attached_at,
                of_about=old.case_id != new.case_id,
                paragraphs=tuple(revision["paragraphs"]) if revision is not None else None,
                more=revision["more"] if revision is not None else 0,
                same=revision["same"] if revision is not None else 0,
                why=compared.why if compared is not None else {},
            )
        )
    return tuple(told)
