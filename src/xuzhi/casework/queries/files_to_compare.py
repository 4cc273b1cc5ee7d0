"""Files of a case whose texts should be the same, and later texts of those of the case that it is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from xuzhi.casework.inspected import same_pairs
from xuzhi.casework.models import Attachment, Case
from xuzhi.casework.queries.editions import Overlays, kind_of
from xuzhi.kernel.roc import taipei_day
from xuzhi.rulebook.model import Document


def files_to_compare(case_id: UUID | str, document: str, *, at: datetime) -> list[tuple[str, str]]:
    """Pairs of SHA-256 that belong together by the rules, for every document that this one repeats or that repeats
    it; empty for a case that is not there."""
    case = Case.objects.filter(id=case_id).first()
    if case is None:
        return []
    kind = kind_of(Overlays(case.programme).edition_of(case, taipei_day(at)), case.kind)
    wanted = [each for each in kind.documents if each.same_as and document in (each.name, each.same_as)]
    if not wanted:
        return []
    attached = list(Attachment.objects.filter(case=case))
    return [pair for each in wanted for pair in same_pairs(each, attached)]


def files_revised(case_id: UUID | str, document: str, *, at: datetime) -> list[tuple[str, str]]:
    """Pairs of SHA-256, the earlier text first: each file in force of a document that `revises` others beside what was
    handed in before, there and here. Empty for a case that is not there."""
    case = Case.objects.filter(id=case_id).first()
    if case is None or not case.about:
        return []
    kind = kind_of(Overlays(case.programme).edition_of(case, taipei_day(at)), case.kind)
    rule = next((each for each in kind.documents if each.name == document and each.revises), None)
    if rule is None:
        return []
    earlier = Attachment.objects.filter(case_id=case.about, document__in=rule.revises, detached_at=None)
    mine = Attachment.objects.filter(case=case, document=document, detached_at=None).order_by("position")
    return [(old.sha256, new.sha256) for old, new in revised_pairs(rule, list(earlier), list(mine))]


def revised_pairs(
    rule: Document, earlier: Sequence[Attachment], mine: Sequence[Attachment]
) -> list[tuple[Attachment, Attachment]]:
    """Each file in force beside one of the case that it is about, of its own kind where there is one, and beside the
    one that it took the place of."""
    stood = [each for each in earlier if each.superseded_at is None and each.document in rule.revises]
    pairs = []
    for new in (each for each in mine if each.superseded_at is None):
        same_kind = [each for each in stood if each.kind == new.kind]
        if old := next(iter(same_kind or stood), None):
            pairs.append((old, new))
        pairs += [(each, new) for each in mine if each.superseded_by == new.id]
    return [(old, new) for old, new in pairs if old.sha256 != new.sha256]
