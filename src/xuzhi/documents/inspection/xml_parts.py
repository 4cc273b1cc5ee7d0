"""XML read without following it anywhere: no entity is replaced, no DTD loaded, nothing fetched."""

from __future__ import annotations

import zipfile
from typing import Any

from xuzhi.documents.inspection.limits import MIB

MAX_PART_BYTES = 64 * MIB
"""Of one XML part that is read whole."""


class Unreadable(Exception):
    """Content that is not what it should be; `code` is one of the room's texts."""

    def __init__(self, code: str, **values: Any) -> None:
        self.code, self.values = code, values
        super().__init__(code)


class HasDtd(Unreadable):
    """The XML declares a DTD, which no office program writes: it can hold entities that unfold without end."""

    def __init__(self) -> None:
        super().__init__("inspection_dtd")


def parse_xml(content: bytes) -> Any:
    """The root element. Raises Unreadable; HasDtd for anything with a DTD, before it is used."""
    from lxml import etree  # type: ignore[import-untyped]

    if len(content) > MAX_PART_BYTES:
        raise Unreadable("inspection_part_too_large")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise (HasDtd() if has_dtd(content) else Unreadable("inspection_xml_damaged")) from None
    document = root.getroottree().docinfo
    if document.internalDTD is not None or document.doctype:
        raise HasDtd()
    return root


def has_dtd(content: bytes) -> bool:
    """Whether the first 64 KiB announce a DTD, in any encoding that XML parsers guess."""
    head = content[: 64 * 1024]
    return any(mark.encode(encoding) in head for mark in ("<!DOCTYPE", "<!ENTITY") for encoding in _GUESSED)


def part_of(archive: zipfile.ZipFile, name: str) -> Any | None:
    """A part's root, None where there is no such part. Raises Unreadable."""
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    if info.file_size > MAX_PART_BYTES:
        raise Unreadable("inspection_part_too_large")
    return parse_xml(archive.read(info))


_GUESSED = ("ascii", "utf-16-le", "utf-16-be")
