"""Files of a case whose texts should be the same."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from xuzhi.casework.inspected import same_pairs
from xuzhi.casework.models import Attachment, Case
from xuzhi.casework.queries.editions import Overlays, kind_of
from xuzhi.kernel.roc import taipei_day


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
