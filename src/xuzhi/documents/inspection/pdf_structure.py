"""How a PDF is built: what it would run or open, what it carries, how often it was added to.

Every object is looked at, those within object streams too, whether or not anything on a page leads to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from xuzhi.documents.inspection.report import Report

_ACTIONS = {
    "/JavaScript": "pdf_javascript",
    "/Launch": "pdf_launch",
    "/SubmitForm": "pdf_submits",
    "/ImportData": "pdf_submits",
    "/GoToR": "pdf_opens_other",
    "/GoToE": "pdf_opens_other",
    "/RichMediaExecute": "pdf_media",
    "/Rendition": "pdf_media",
}
_MEDIA = ("/RichMedia", "/Movie", "/Sound", "/Screen", "/3D")
_DEEPEST = 40
_MOST_OBJECTS = 500_000


def inspect_structure(path: Path, report: Report) -> None:
    """Note what the objects hold and how the file was put together."""
    with pikepdf.open(path) as pdf:
        if pdf.is_encrypted:
            report.add("pdf_restricted", "undetermined")
        walk = _Walk(report, _places(pdf))
        for number, each in enumerate(pdf.objects):
            if number > _MOST_OBJECTS:
                report.add("pdf_not_all_objects", "undetermined")
                break
            walk.look(each, f"object {each.objgen[0]}", walk.places.get(each.objgen))
        walk.finish(pdf)
        report.facts |= {"pages": len(pdf.pages), "pdf_version": str(pdf.pdf_version)}
    _inspect_revisions(path, report)


def _places(pdf: pikepdf.Pdf) -> dict[tuple[int, int], int]:
    """On which page an annotation, and the action that it names, stands."""
    places: dict[tuple[int, int], int] = {}
    for number, page in enumerate(pdf.pages, 1):
        places[page.obj.objgen] = number
        annotations = page.obj.get("/Annots")
        if not isinstance(annotations, pikepdf.Array):
            continue
        for annotation in annotations:
            if isinstance(annotation, pikepdf.Dictionary):
                for each in (annotation, annotation.get("/A"), annotation.get("/AA")):
                    if isinstance(each, pikepdf.Dictionary) and each.is_indirect:
                        places.setdefault(each.objgen, number)
    return places


class _Walk:
    def __init__(self, report: Report, places: dict[tuple[int, int], int]) -> None:
        self.report, self.places = report, places
        self.links = 0
        self.signatures = 0
        self.seen: set[tuple[str, str]] = set()

    def look(self, each: Any, where: str, page: int | None) -> None:
        for held in _dictionaries(each, 0):
            self.dictionary(held, where, page)

    def dictionary(self, held: Any, where: str, page: int | None) -> None:
        action, kind, subtype = (_name(held.get(key)) for key in ("/S", "/Type", "/Subtype"))
        if action in _ACTIONS:
            self.note(_ACTIONS[action], where, page, _said(held))
        elif "/JS" in held:
            self.note("pdf_javascript", where, page, _said(held))
        if action == "/URI":
            self.links += 1
        if kind in ("/Filespec", "/F") and "/EF" in held:
            self.note("pdf_embedded_file", where, page, _text(held.get("/UF") or held.get("/F")))
        elif kind == "/EmbeddedFile" or subtype == "/FileAttachment":
            self.note("pdf_embedded_file", where, page, "")
        if subtype in _MEDIA:
            self.note("pdf_media", where, page, subtype)
        if "/XFA" in held:
            self.note("pdf_xfa", where, page, "")
        if _name(held.get("/FT")) == "/Sig" and "/V" in held:
            self.signatures += 1

    def note(self, rule: str, where: str, page: int | None, text: str) -> None:
        """Once a place: an action and the dictionary that holds it tell the same."""
        place = f"page {page}" if page else where
        if (rule, place) not in self.seen:
            self.seen.add((rule, place))
            self.report.add(rule, where=place, text=text, page=page)

    def finish(self, pdf: pikepdf.Pdf) -> None:
        if "/OpenAction" in pdf.Root:
            opening = pdf.Root.OpenAction
            if isinstance(opening, pikepdf.Dictionary) and _name(opening.get("/S")) in _ACTIONS:
                self.report.add("pdf_runs_when_opened", text=_said(opening))
        self.report.facts |= {"links": self.links, "signatures": self.signatures}


def _dictionaries(each: Any, depth: int) -> Iterator[Any]:
    """The object and what lies directly within it; what it only refers to is an object of its own."""
    if depth > _DEEPEST:
        return
    if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
        held = each.stream_dict if isinstance(each, pikepdf.Stream) else each
        yield held
        values = [held.get(key) for key in held.keys()]  # noqa: SIM118  a pikepdf dictionary has no items of its own
    elif isinstance(each, pikepdf.Array):
        values = list(each)
    else:
        return
    for value in values:
        if isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect:
            yield from _dictionaries(value, depth + 1)


def _name(value: Any) -> str:
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _text(value: Any) -> str:
    return str(value) if isinstance(value, pikepdf.String) else ""


def _said(action: Any) -> str:
    """The script, program or address of an action, as far as it stands in it."""
    for key in ("/JS", "/F", "/URI", "/Win"):
        value = action.get(key)
        if isinstance(value, pikepdf.Stream):
            return value.read_bytes()[:400].decode("latin-1")
        if isinstance(value, pikepdf.Dictionary):
            value = value.get("/F") or value.get("/UF")
        if isinstance(value, pikepdf.String):
            return str(value)
    return ""


def _inspect_revisions(path: Path, report: Report) -> None:
    """Each time a PDF is added to, another table of its objects follows; a page may then show other than was signed."""
    content = path.read_bytes()
    tables = content.count(b"startxref")
    if b"/Linearized" in content[:2048]:
        tables -= 1
    if tables > 1:
        report.add("pdf_added_to", "undetermined", count=tables - 1)
    start, end = content.find(b"%PDF-"), content.rfind(b"%%EOF")
    if start > 0 and content[:start].strip():
        report.add("leading_data", found=f"{start} bytes")
    after = len(content[end + 5 :].strip(b"\r\n\0 \t")) if end >= 0 else 0
    if after:
        report.add("trailing_data", found=f"{after} bytes")
    report.facts["revisions"] = max(tables, 1)
