"""Plans that can be compared get their signatures."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from hashlib import sha256
from operator import or_
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from xuzhi.casework.models import Case
from xuzhi.grants.likeness.models import FundedPlan, SignedPlan
from xuzhi.grants.likeness.texts_of_plans import case_texts, compared_kinds, listed_texts
from xuzhi.grants.maths.likeness import algorithm, bare, signature

CHUNK = 50


def sign_plans(case_id: UUID | str | None = None) -> int:
    """Work out every signature that is missing, or made by another algorithm; of one case alone anew. Gives how many.

    So many texts are held at a time, whatever there is.
    """
    cases, listed = ([UUID(str(case_id))], []) if case_id else (_cases_without(), _listed_without())
    done = 0
    for ids, source, texts in ((cases, "case", case_texts), (listed, "list", listed_texts)):
        for first in range(0, len(ids), CHUNK):
            signed = [_signed(each.id, source, text) for each, text in texts(ids[first : first + CHUNK])]
            done += _keep(each for each in signed if each is not None)
    return done


def _signed(plan_id: UUID, source: str, text: str) -> SignedPlan | None:
    known = bare(text).text
    if not known:
        return None
    return SignedPlan(
        id=plan_id,
        source=source,
        text_sha256=sha256(known.encode()).hexdigest(),
        algorithm=algorithm(),
        signature=signature(known),
        characters=len(known),
    )


def _keep(rows: Iterable[SignedPlan]) -> int:
    kept = list(rows)
    changed = ["source", "text_sha256", "algorithm", "signature", "characters"]
    SignedPlan.objects.bulk_create(kept, update_conflicts=True, unique_fields=["id"], update_fields=changed)
    return len(kept)


def _cases_without() -> list[UUID]:
    kinds = [Q(programme=programme, kind=kind) for programme, kind in compared_kinds()]
    if not kinds:
        return []
    rows = Case.objects.filter(reduce(or_, kinds), submitted_at__isnull=False)
    return list(rows.filter(~Exists(_known())).order_by("submitted_at").values_list("id", flat=True))


def _listed_without() -> list[UUID]:
    return list(FundedPlan.objects.filter(~Exists(_known())).values_list("id", flat=True))


def _known() -> QuerySet[SignedPlan]:
    return SignedPlan.objects.filter(id=OuterRef("id"), algorithm=algorithm())
