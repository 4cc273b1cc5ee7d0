"""Who looked at a case, and who took it out of the system in a list (L9.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xuzhi.casework.holding import PARTY, check_may_see
from xuzhi.casework.models import Case, Export, Look
from xuzhi.casework.refusals import CaseUnknown
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import say

MOST = 500


@dataclass(frozen=True)
class LookView:
    """One look. `who` is a name, or only the role where the reader is not to know more."""

    at: datetime
    who: str
    role: str
    what: str


@dataclass(frozen=True)
class ExportView:
    """One list that was taken out, of all cases or of one."""

    at: datetime
    who: str
    role: str
    what: str
    format: str
    rows: int
    filters: tuple[tuple[str, str], ...]


def looks_of(case_id: UUID, *, actor: Actor) -> list[LookView]:
    """The newest first, at most 500; three queries. The firm reads of its own cases who looked, but not which of the
    reviewers: they are to judge without being approached. Raises CaseUnknown, NotYours, OfficeOnly."""
    case = Case.objects.filter(id=case_id).first()
    if case is None:
        raise CaseUnknown()
    check_may_see(actor, case)
    named = actor.role not in PARTY
    looks = [
        _view(look.at, look.actor_name, look.actor_role, say(f"casework.look_{look.what}"), named=named)
        for look in Look.objects.filter(case=case).order_by("-at")[:MOST]
    ]
    exports = [
        _view(each.at, each.actor_name, each.actor_role, _exported(each), named=named)
        for each in Export.objects.filter(cases__contains=[case_id]).order_by("-at")[:MOST]
    ]
    return sorted((*looks, *exports), key=lambda each: each.at, reverse=True)[:MOST]


def exports(limit: int = 100) -> list[ExportView]:
    """The lists that were taken out, the newest first."""
    return [
        ExportView(
            at=each.at,
            who=each.actor_name,
            role=say(f"casework.role_{each.actor_role}"),
            what=say(f"casework.export_{each.what}"),
            format=each.format.upper(),
            rows=each.rows,
            filters=tuple((str(name), str(value)) for name, value in each.filters.items()),
        )
        for each in Export.objects.defer("cases").order_by("-at")[:limit]
    ]


def _view(at: datetime, name: str, role: str, what: str, *, named: bool) -> LookView:
    label = say(f"casework.role_{role}")
    return LookView(at, name if named or role != "reviewer" else label, label, what)


def _exported(export: Export) -> str:
    return say("casework.look_export", what=say(f"casework.export_{export.what}"), format=export.format.upper())
