"""Which office file an archive is: by what it declares inside, not by its name."""

import zipfile
from typing import IO
from xml.etree.ElementTree import ParseError, fromstring

from xuzhi.documents.inspection.archives import opened_archive
from xuzhi.documents.inspection.limits import MIB
from xuzhi.documents.refusals import FileRefused

_CONTENT_TYPES = "[Content_Types].xml"
_MAIN_PARTS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml": "pptx",
}
_OPEN_DOCUMENTS = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_MACROS = ("macroenabled", "vbaproject")
_MAX_DECLARATION_BYTES = MIB


def kind_of_archive(source: IO[bytes], name: str) -> str:
    """docx, xlsx, pptx, odt, ods, or zip for any other archive.

    Raises FileRefused for an office file with macros, and for a declaration that cannot be read.
    """
    with opened_archive(source, name) as archive:
        names = set(archive.namelist())
        if _CONTENT_TYPES in names:
            return _kind_of_parts(_declared(archive, _CONTENT_TYPES, name), name)
        if "mimetype" in names:
            kind = _OPEN_DOCUMENTS.get(_declared(archive, "mimetype", name).decode("ascii", "replace").strip())
            if kind and "META-INF/manifest.xml" in names and "content.xml" in names:
                _refuse_encrypted_open_document(_declared(archive, "META-INF/manifest.xml", name), name)
                return kind
    return "zip"


def _kind_of_parts(declaration: bytes, name: str) -> str:
    if b"<!DOCTYPE" in declaration or b"<!ENTITY" in declaration:
        raise FileRefused(code="documents.archive_damaged", name=name)
    try:
        types = [each.get("ContentType", "") for each in fromstring(declaration)]
    except ParseError:
        raise FileRefused(code="documents.archive_damaged", name=name) from None
    if any(mark in each.lower() for each in types for mark in _MACROS):
        raise FileRefused(code="documents.office_macros", name=name)
    return next((_MAIN_PARTS[each] for each in types if each in _MAIN_PARTS), "zip")


def _refuse_encrypted_open_document(manifest: bytes, name: str) -> None:
    if b"encryption-data" in manifest:
        raise FileRefused(code="documents.office_encrypted", name=name)


def _declared(archive: zipfile.ZipFile, entry: str, name: str) -> bytes:
    info = archive.getinfo(entry)
    if info.file_size > _MAX_DECLARATION_BYTES:
        raise FileRefused(code="documents.archive_damaged", name=name)
    return archive.read(info)
