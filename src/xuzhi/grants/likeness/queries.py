"""What the office asks: which plans are like this one, where, and which lists there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xuzhi.casework.models import Case
from xuzhi.grants.likeness.models import FundedList, FundedPlan, SignedPlan
from xuzhi.grants.likeness.texts_of_plans import case_texts, compared_kinds, listed_texts
from xuzhi.grants.maths.likeness import (
    Bare,
    Passage,
    algorithm,
    bare,
    candidates,
    longest_first,
    passage,
    runs,
    share_of,
    signature,
)
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import year_for_reader
from xuzhi.panels.locking import check_office

LEAST_ESTIMATE = 0.05
LEAST_SHARE = 0.02
MOST_LOOKED_INTO, MOST_SHOWN, MOST_PASSAGES = 20, 10, 40
CHUNK = 500


@dataclass(frozen=True)
class AlikePlan:
    """A plan with passages in common. `share` is how much of this case's text, in per cent; `case_id` is None for one
    of a list, which has `authority`, `year` and the list's title instead."""

    id: UUID
    case_id: UUID | None
    title: str
    firm_name: str
    same_firm: bool
    number: str
    authority: str
    year: str
    listed_in: str
    submitted_at: datetime | None
    share: int
    longest: int
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Likeness:
    """Of one case: how many signs were compared with how many plans; those alike, the most alike first."""

    characters: int
    compared_with: int
    alike: tuple[AlikePlan, ...]


def is_compared(programme: str, kind: str) -> bool:
    """Whether the rules have the texts of this kind compared."""
    return (programme, kind) in compared_kinds()


def likeness_of(case_id: UUID, *, actor: Actor) -> Likeness | None:
    """What is like this case. None before anything was handed in,
    and for kinds that are not compared. Five queries; signatures are read in chunks. Raises OfficeOnly."""
    check_office(actor)
    found = next(iter(case_texts([case_id])), None)
    if found is None or not is_compared(found[0].programme, found[0].kind):
        return None
    case, text = found
    mine = bare(text)
    if not mine.text:
        return Likeness(0, 0, ())
    rows = SignedPlan.objects.filter(algorithm=algorithm()).exclude(id=case.id)
    signed = rows.values_list("id", "signature").iterator(chunk_size=CHUNK)
    likely = candidates(
        signature(mine.text),
        ((str(plan_id), bytes(sign)) for plan_id, sign in signed),
        least=LEAST_ESTIMATE,
        most=MOST_LOOKED_INTO,
    )
    ids = [UUID(plan_id) for plan_id, _ in likely]
    others: list[tuple[Case | FundedPlan, str]] = [*case_texts(ids), *listed_texts(ids)]
    alike = [_alike(case, text, mine, plan, other) for plan, other in others]
    shown = sorted((each for each in alike if each.share >= 100 * LEAST_SHARE), key=lambda each: -each.share)
    return Likeness(len(mine.text), rows.count(), tuple(shown[:MOST_SHOWN]))


def funded_lists(*, actor: Actor) -> tuple[FundedList, ...]:
    """Every list that was imported, the newest first. One query. Raises OfficeOnly."""
    check_office(actor)
    return tuple(FundedList.objects.order_by("-imported_at"))


def _alike(case: Case, written: str, known: Bare, plan: Case | FundedPlan, text: str) -> AlikePlan:
    other = bare(text)
    found = runs(known.text, other.text)
    shown = longest_first(found, MOST_PASSAGES)
    listed, filed = (plan, None) if isinstance(plan, FundedPlan) else (None, plan)
    return AlikePlan(
        id=plan.id,
        case_id=filed.id if filed else None,
        title=listed.title if listed else filed.subject if filed else "",
        firm_name=plan.firm_name,
        same_firm=plan.firm_ubn == case.firm_ubn,
        number=filed.number if filed else "",
        authority=listed.authority if listed else "",
        year=str(year_for_reader(listed.year)) if listed and listed.year else "",
        listed_in=listed.of.title if listed else "",
        submitted_at=filed.submitted_at if filed else None,
        share=round(100 * share_of(known.text, found)),
        longest=max((run.length for run in found), default=0),
        passages=tuple(passage((written, known), (text, other), run) for run in shown),
    )
