"""The kinds of file that are taken, and how a file says what it is: by its content, never by its name."""

from dataclasses import dataclass
from pathlib import Path

import puremagic

KINDS = ("pdf", "image", "docx", "odt", "xlsx", "ods", "pptx", "csv", "json", "xml", "zip", "txt")

SUFFIXES = {
    ".pdf": "pdf",
    ".png": "image",
    ".jpg": "image",
    ".jpeg": "image",
    ".tif": "image",
    ".tiff": "image",
    ".webp": "image",
    ".docx": "docx",
    ".odt": "odt",
    ".xlsx": "xlsx",
    ".ods": "ods",
    ".pptx": "pptx",
    ".csv": "csv",
    ".json": "json",
    ".sarif": "json",
    ".xml": "xml",
    ".nessus": "xml",
    ".zip": "zip",
    ".txt": "txt",
}

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv",
    "json": "application/json",
    "xml": "application/xml",
    "zip": "application/zip",
    "txt": "text/plain",
}

_HEAD_BYTES = 4096
_IMAGES = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
_TIFF = (b"II*\0", b"MM\0*")
_ARCHIVE = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Look:
    """What the first bytes say. `container` is pdf, image, archive, ole, markup, text or other.

    `found` names other content for people ("EXE"), where it has a name.
    """

    container: str
    media_type: str = ""
    found: str = ""


def look_at(path: Path) -> Look:
    """What the file's first 4 KiB say it is."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    plain = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if plain.startswith(b"%PDF-"):
        return Look("pdf", MEDIA_TYPES["pdf"], "PDF")
    for magic, media_type in _IMAGES:
        if head.startswith(magic):
            return Look("image", media_type, media_type.removeprefix("image/").upper())
    if head.startswith(_TIFF):
        return Look("image", "image/tiff", "TIFF")
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Look("image", "image/webp", "WEBP")
    if head.startswith(_ARCHIVE):
        return Look("archive", MEDIA_TYPES["zip"], "ZIP")
    if head.startswith(_OLE):
        return Look("ole", found="OLE")
    return _look_at_rest(head, plain)


def _look_at_rest(head: bytes, plain: bytes) -> Look:
    if _is_text(head):
        lower = plain[:512].lower()
        if b"<svg" in plain.lower() and lower.startswith(b"<"):
            return Look("markup", found="SVG")
        if lower.startswith(b"<"):
            return Look("markup", found="HTML" if b"<html" in lower or b"<!doctype html" in lower else "XML")
        return Look("text")
    return Look("other", found=_name_of(head))


def _is_text(head: bytes) -> bool:
    """Text in UTF-8, UTF-16 with a mark, or Big5: no control characters but those of layout."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)


def _name_of(head: bytes) -> str:
    try:
        return puremagic.from_string(head).lstrip(".").upper()
    except (puremagic.PureError, ValueError):
        return ""
