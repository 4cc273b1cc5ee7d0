"""What operations and queries hand out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from xuzhi.documents.models import ComparisonRow, FileRow, InspectionRow, UploadRow


@dataclass(frozen=True)
class SealedFile:
    """A file in the store. `name` is what its sender calls it, `kind` one of inspection's KINDS, `pages` None where
    there is nothing to draw; `size` in bytes; `state` is `inspected`."""

    sha256: str
    name: str
    size: int
    kind: str
    state: str
    media_type: str
    pages: int | None
    sealed_at: datetime


@dataclass(frozen=True)
class Upload:
    """A file on its way in: send on from byte `received` of `size`."""

    id: UUID
    name: str
    size: int
    received: int


@dataclass(frozen=True)
class Inspection:
    """What was found in a sealed file. `state` is `inspected` or `not_inspected` (then `why` has its code).

    The parts are as `inspection.report` writes them.
    """

    sha256: str
    state: str
    why: Mapping[str, Any]
    findings: tuple[Mapping[str, Any], ...]
    facts: Mapping[str, Any]
    suggestions: tuple[Mapping[str, Any], ...]
    virus: Mapping[str, Any]
    ocr: Mapping[str, Any]
    by: Mapping[str, Any]
    inspected_at: datetime


@dataclass(frozen=True)
class Compared:
    """Two files held against each other: `share` in hundredths of a percent (None when they could not be, then `why`
    has its code), and what only one of them says, [{where, text, part}]."""

    first: str
    second: str
    share: int | None
    only_first: tuple[Mapping[str, str], ...]
    only_second: tuple[Mapping[str, str], ...]
    more_first: int
    more_second: int
    why: Mapping[str, Any]
    revision: Mapping[str, Any] | None = None  # of a later text: {paragraphs: [{before, after}], more, same}


def compared(row: ComparisonRow) -> Compared:
    found = row.found
    return Compared(
        first=row.first,
        second=row.second,
        share=found.get("share"),
        only_first=tuple(found.get("only_first", ())),
        only_second=tuple(found.get("only_second", ())),
        more_first=found.get("more_first", 0),
        more_second=found.get("more_second", 0),
        why=row.why,
        revision=found.get("revision"),
    )


def sealed_file(row: FileRow, name: str | None = None) -> SealedFile:
    return SealedFile(
        sha256=row.sha256,
        name=name or row.name,
        size=row.size,
        kind=row.kind,
        state=row.state,
        media_type=row.media_type,
        pages=row.pages,
        sealed_at=row.sealed_at,
    )


def upload(row: UploadRow) -> Upload:
    return Upload(id=row.id, name=row.name, size=row.size, received=row.received)


def inspection(row: InspectionRow) -> Inspection:
    return Inspection(
        sha256=row.sha256,
        state=row.state,
        why=row.why,
        findings=tuple(row.findings),
        facts=row.facts,
        suggestions=tuple(row.suggestions),
        virus=row.virus,
        ocr=row.ocr,
        by=row.by,
        inspected_at=row.inspected_at,
    )
