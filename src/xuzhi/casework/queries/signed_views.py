"""Which firms have signed which part of a case, and whether what they signed still stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from xuzhi.casework.judging import sha256_of
from xuzhi.casework.models import Attachment, Case, Signature
from xuzhi.casework.queries.part_shapes import PartView, SignedView
from xuzhi.casework.queries.reading import Reading
from xuzhi.casework.signing import content_in, content_of, parts_of
from xuzhi.rulebook.model import CaseKind


def part_of(reading: Reading) -> PartView | None:
    """What the case shows of the one that it is about, held against its last signature. At most one query."""
    stands, rule = reading.file.stands, reading.kind.respondent
    if stands is None or rule is None:
        return None
    row = Signature.objects.filter(case=reading.case).order_by("-position").first()
    signed = _view(row, reading.kind, stands.folded.facts, stands.in_force) if row is not None else None
    return PartView(rule.label, sha256_of(content_in(reading.kind, reading.file)), signed)


def signed_about(reading: Reading, kinds: Mapping[str, CaseKind], cases: Iterable[Case]) -> dict[UUID, SignedView]:
    """Likewise for cases about this one, by their id. At most one query."""
    asked = {case.id: case for case in cases if case.kind in kinds and kinds[case.kind].respondent is not None}
    rows = Signature.objects.filter(case__in=list(asked)).order_by("position") if asked else ()
    facts, files = (reading.file.folded.facts, reading.file.in_force) if asked else ({}, [])
    return {row.case_id: _view(row, kinds[asked[row.case_id].kind], facts, files) for row in rows}


def _view(
    row: Signature,
    kind: CaseKind,
    facts: Mapping[str, Any],
    files: Iterable[Attachment],
) -> SignedView:
    now = parts_of(content_of(kind, facts, files))
    names = [name for name in dict.fromkeys([*row.parts, *now]) if row.parts.get(name) != now.get(name)]
    labels = {each.name: each.label for each in kind.questions} | {each.name: each.label for each in kind.documents}
    changed = [labels.get(name, name) for name in names]
    who = kind.respondent.label if kind.respondent else ""
    return SignedView(
        row.case_id, who, row.ubn, row.name, row.says, row.sha256, row.signed_by, row.signed_at, tuple(changed)
    )
