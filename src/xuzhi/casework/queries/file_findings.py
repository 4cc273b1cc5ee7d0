"""What is to be said of single files of a case beside their inspection: fonts other than the rules ask for, and texts
that should be the same and are not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from xuzhi.casework.inspected import inspection_in, same_pairs
from xuzhi.casework.models import Attachment
from xuzhi.casework.queries.reading import Reading
from xuzhi.documents.inspection.fonts import Differing, Profile, apply_profile, differing
from xuzhi.documents.queries import comparisons_of
from xuzhi.documents.shapes import Compared
from xuzhi.engine.fonts import fonts_asked
from xuzhi.kernel.actor import Actor
from xuzhi.rulebook.form import Document


@dataclass(frozen=True)
class FontShare:
    """Of the text in one script, how much conforms, in percent rounded down."""

    script: str
    percent: str
    signs: int


@dataclass(frozen=True)
class TextPair:
    """Two files that should say the same. `compared` is None while nobody has held them against each other."""

    first: str
    second: str
    compared: Compared | None

    @property
    def percent(self) -> str:
        share = self.compared.share if self.compared else None
        return "" if share is None else f"{Decimal(share) / 100:f}"


@dataclass(frozen=True)
class FileFindings:
    """Of one file: shares and places of its fonts (empty where no font is asked for), and the files beside it."""

    shares: tuple[FontShare, ...] = ()
    fonts: tuple[Differing, ...] = ()
    exempt: int = 0
    pairs: tuple[TextPair, ...] = ()


def file_findings(case_id: UUID, *, actor: Actor, at: datetime) -> dict[str, FileFindings]:
    """By SHA-256, of every attachment in force that has any. Raises CaseUnknown, NotYours."""
    reading = Reading(case_id, actor=actor, at=at)
    asked = [each for each in reading.kind.documents if each.fonts or each.same_as]
    if not asked:
        return {}
    attachments = [row for row in reading.file.attachments if not row.detached_at and not row.superseded_at]
    found: dict[str, FileFindings] = {}
    for document in asked:
        pairs = _pairs(document, attachments)
        for row in attachments:
            if row.document not in (document.name, document.same_as):
                continue
            before = found.get(row.sha256, FileFindings())
            fonts = _fonts(reading, document, row) if row.document == document.name and document.fonts else before
            mine = tuple(each for sha256, each in pairs if sha256 == row.sha256)
            found[row.sha256] = FileFindings(fonts.shares, fonts.fonts, fonts.exempt, (*before.pairs, *mine))
    return found


def _fonts(reading: Reading, document: Document, row: Attachment) -> FileFindings:
    inspection, asked = inspection_in(row), fonts_asked(reading.edition, document)
    if inspection is None or asked is None or not inspection.facts.get("fonts"):
        return FileFindings()
    profile, counted = Profile.from_json(asked), inspection.facts["fonts"]
    _, shares = apply_profile(profile, counted)
    told = [
        FontShare(name.removeprefix("conforming_"), f"{Decimal(10_000 * right // every) / 100:f}", every)
        for name, (right, every) in shares.items()
        if every
    ]
    exempt = inspection.facts.get("characters_exempt", 0)
    return FileFindings(tuple(told), tuple(differing(profile, counted)), exempt)


def _pairs(document: Document, attachments: list[Attachment]) -> list[tuple[str, TextPair]]:
    """Each pair under both of its files."""
    pairs = same_pairs(document, attachments) if document.same_as else []
    if not pairs:
        return []
    names = {row.sha256: row.name for row in attachments}
    found = comparisons_of(*zip(*pairs, strict=True))
    told = [(pair, TextPair(names[pair[0]], names[pair[1]], found.get(pair))) for pair in pairs]
    return [(sha256, each) for pair, each in told for sha256 in pair]
