"""What others may ask about sealed files."""

import hashlib
import io
import secrets
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from PIL import Image

from xuzhi.documents.drawing import DrawingFailed, draw_page
from xuzhi.documents.inspection.limits import MIB
from xuzhi.documents.models import ComparisonRow, FileRow, InspectionRow, UploadRow
from xuzhi.documents.refusals import FileUnknown, PageUnknown, PageUnreadable, UploadUnknown
from xuzhi.documents.shapes import Compared, Inspection, SealedFile, Upload, compared, inspection, sealed_file, upload
from xuzhi.documents.storage import files, key_of, on_disk
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.reading import row_of, rows_of

PAGE_WIDTH = 1200
_WIDTHS = (200, 600, PAGE_WIDTH, 2000)


def file_info(sha256: str) -> SealedFile:
    """What is known of a sealed file, under the name it was first sealed with. Raises FileUnknown."""
    row = row_of(FileRow, sha256=sha256)
    if row is None:
        raise FileUnknown(sha256=sha256)
    return sealed_file(row)


def files_info(sha256s: Iterable[str]) -> dict[str, SealedFile]:
    """Many at once, in one query, none without any; unknown ones are left out."""
    return {row.sha256: sealed_file(row) for row in rows_of(FileRow, sha256=set(sha256s))}


def inspections_of(sha256s: Iterable[str]) -> dict[str, Inspection]:
    """What was found in the files, in one query; those that nobody has looked into yet are left out."""
    return {row.sha256: inspection(row) for row in InspectionRow.objects.filter(pk__in=set(sha256s))}


def comparisons_of(first: Iterable[str], second: Iterable[str]) -> dict[tuple[str, str], Compared]:
    """What files of the first kind and of the second say differently, by both hashes; those not compared are left
    out. One query."""
    rows = ComparisonRow.objects.filter(first__in=set(first), second__in=set(second))
    return {(row.first, row.second): compared(row) for row in rows}


def inspection_of(field: str = "sha256") -> Subquery:
    """For a query of rows with a file's hash in `field`: what was found in it in the same statement, as
    `inspection_from` reads it; None where nobody has looked into it yet."""
    names = ("sha256", "state", "why", "findings", "facts", "suggestions", "virus", "ocr", "by", "inspected_at")
    found = InspectionRow.objects.filter(pk=OuterRef(field))
    return Subquery(found.values(found=JSONObject(**{name: name for name in names})))


def inspection_from(found: Mapping[str, Any] | None) -> Inspection | None:
    """The inspection that `inspection_of` put beside a row."""
    if found is None:
        return None
    at = datetime.fromisoformat(found["inspected_at"])
    return inspection(InspectionRow(**{**found, "inspected_at": at}))


def open_file(sha256: str) -> IO[bytes]:
    """The content, open for reading in chunks. Raises FileUnknown when it is not sealed, or gone from the store."""
    file_info(sha256)
    try:
        content: IO[bytes] = files().open(key_of(sha256))
    except FileNotFoundError:
        raise FileUnknown(sha256=sha256) from None
    return content


def page_image(sha256: str, page: int, width: int = PAGE_WIDTH) -> bytes:
    """Page `page` (from 1) as PNG about `width` pixels wide: 200, 600, 1200 or 2000, the next larger is taken.

    Drawn once and then read from the data folder's cache. Raises FileUnknown, PageUnknown (a kind without pages, or
    past the last), PageUnreadable (drawing took too much).
    """
    info = file_info(sha256)
    if info.pages is None or not 1 <= page <= info.pages:
        raise PageUnknown(name=info.name, page=page, pages=info.pages)
    width = next((each for each in _WIDTHS if each >= width), _WIDTHS[-1])
    cached = Path(settings.XUZHI_DATA) / "cache" / "pages" / sha256[:2] / sha256 / f"{page}-{width}.png"
    if cached.exists():
        return cached.read_bytes()
    try:
        with on_disk(sha256) as path:
            drawn = draw_page(path, info.media_type, page, width)
    except DrawingFailed:
        raise PageUnreadable(name=info.name, page=page) from None
    cached.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = cached.with_suffix(f".{secrets.token_hex(4)}")
    aside.write_bytes(drawn)
    aside.rename(cached)
    return drawn


def place_image(sha256: str, page: int, box: tuple[int, int, int, int]) -> bytes:
    """A place on a page as PNG, with some room around it; `box` in thousandths of the page, as the inspection tells it.

    Raises what page_image raises.
    """
    with Image.open(io.BytesIO(page_image(sha256, page))) as drawn:
        across, down = drawn.width / 1000, drawn.height / 1000
        left, top, right, bottom = box
        room = max(10 * across, 0.5 * (bottom - top) * down)
        edges = (left * across - room, top * down - room, right * across + room, bottom * down + room)
        place = drawn.crop(
            (
                max(0, int(edges[0])),
                max(0, int(edges[1])),
                min(drawn.width, int(edges[2])),
                min(drawn.height, int(edges[3])),
            )
        )
        made = io.BytesIO()
        place.save(made, "PNG")
    return made.getvalue()


def upload_of(upload_id: UUID, actor: Actor) -> Upload:
    """How far an upload has come. Raises UploadUnknown, for somebody else's too."""
    row = UploadRow.objects.filter(pk=upload_id, begun_by=actor.id).first()
    if row is None:
        raise UploadUnknown
    return upload(row)


def damaged_files() -> Iterator[str]:
    """The SHA-256 of every sealed file whose content is gone or is no longer what was sealed. Reads everything."""
    for sha256 in FileRow.objects.order_by("sha256").values_list("sha256", flat=True).iterator():
        try:
            with files().open(key_of(sha256)) as content:
                digest = hashlib.sha256()
                for chunk in content.chunks(MIB):
                    digest.update(chunk)
        except FileNotFoundError:
            yield sha256
            continue
        if digest.hexdigest() != sha256:
            yield sha256
