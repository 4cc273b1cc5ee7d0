"""Which firms have signed which part of a case, and whether what they signed still stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from xuzhi.casework.judging import File, sha256_of
from xuzhi.casework.models import Case, Signature
from xuzhi.casework.queries.part_shapes import PartView, SignedView
from xuzhi.casework.queries.reading import Reading
from xuzhi.casework.signing import changed_since, content_in
from xuzhi.rulebook.model import CaseKind


def part_of(reading: Reading) -> PartView | None:
    """What the case shows of the one that it is about, held against its last signature. At most one query."""
    stands, rule = reading.file.stands, reading.kind.respondent
    if stands is None or rule is None:
        return None
    row = Signature.objects.filter(case=reading.case).order_by("-position").first()
    signed = _view(row, reading.kind, stands) if row is not None else None
    return PartView(rule.label, sha256_of(content_in(reading.kind, reading.file)), signed)


def signed_about(reading: Reading, kinds: Mapping[str, CaseKind], cases: Iterable[Case]) -> dict[UUID, SignedView]:
    """Likewise for cases about this one, by their id. At most one query."""
    asked = {case.id: case for case in cases if case.kind in kinds and kinds[case.kind].respondent is not None}
    rows = Signature.objects.filter(case__in=list(asked)).order_by("position") if asked else ()
    return {row.case_id: _view(row, kinds[asked[row.case_id].kind], reading.file) for row in rows}


def _view(row: Signature, kind: CaseKind, about: File) -> SignedView:
    """`about` is the file of the case of which a part was signed."""
    there = about.held.kind
    labels = {each.name: each.label for each in (*there.questions, *kind.questions)}
    labels |= {each.name: each.label for each in (*there.documents, *kind.documents)}
    changed = changed_since(row, there, about.folded.facts, about.in_force)
    return SignedView(
        row.case_id,
        kind.respondent.label if kind.respondent else "",
        row.ubn,
        row.name,
        row.says,
        row.sha256,
        row.signed_by,
        row.signed_at,
        tuple(labels[name] for name in changed),
    )
