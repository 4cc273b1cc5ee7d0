"""The case that somebody names."""

from __future__ import annotations

from uuid import UUID

from xuzhi.casework.models import Case
from xuzhi.casework.refusals import CaseUnknown


def case_id_of(name: str) -> UUID:
    """The id of the case with this number (SME-115-00042) or id. Raises CaseUnknown."""
    try:
        wanted: dict[str, UUID | str] = {"id": UUID(name)}
    except ValueError:
        wanted = {"number": name.strip().upper()}
    found: UUID | None = Case.objects.filter(**wanted).values_list("id", flat=True).first()
    if found is None:
        raise CaseUnknown()
    return found
