"""Whether what is written in a document's files is held against the answers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from xuzhi.casework.models import Case
from xuzhi.casework.queries.editions import Overlays, kind_of
from xuzhi.kernel.roc import taipei_day


def reads_pictures(case_id: UUID | str, document: str, *, at: datetime) -> bool:
    """Whether scanned pages under this document are worth reading: its rule says what is looked for in them."""
    case = Case.objects.filter(id=case_id).first()
    if case is None:
        return False
    kind = kind_of(Overlays(case.programme).edition_of(case, taipei_day(at)), case.kind)
    return any(each.name == document and each.reads for each in kind.documents)
