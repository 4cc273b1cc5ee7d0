"""The texts that are compared: of what was handed in the answers that the rules name, of lists what stands there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from xuzhi.casework.models import Case, Submission
from xuzhi.casework.queries.editions import programmes
from xuzhi.grants.likeness.models import FundedPlan
from xuzhi.grants.maths.likeness import joined

type Kind = tuple[str, str]


def compared_kinds() -> dict[Kind, tuple[str, ...]]:
    """The questions whose text is compared, by programme and kind."""
    return {(each.id, kind.name): kind.compares for each in programmes() for kind in each.cases if kind.compares}


def case_texts(ids: Iterable[UUID]) -> Iterator[tuple[Case, str]]:
    """The latest of what was handed in, case by case. One query."""
    asked = compared_kinds()
    rows = Submission.objects.filter(case_id__in=list(ids)).select_related("case").order_by("case_id", "-nth")
    for submission in rows.distinct("case_id").iterator(chunk_size=50):
        names = asked.get((submission.case.programme, submission.case.kind), ())
        answers = {name: (submission.answers.get(name) or {}).get("value") for name in names}
        yield submission.case, joined(answers)


def listed_texts(ids: Iterable[UUID]) -> Iterator[tuple[FundedPlan, str]]:
    """The plans of lists. One query."""
    for plan in FundedPlan.objects.filter(id__in=list(ids)).select_related("of").iterator(chunk_size=50):
        yield plan, plan.text
