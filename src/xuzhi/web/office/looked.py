"""What the inspection found in the file that lies beside a finding: on this page, on others, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from xuzhi.casework.queries.shapes import Attached, DocumentView
from xuzhi.documents.inspection.telling import finding_says, where_says
from xuzhi.documents.shapes import Inspection
from xuzhi.kernel.texts import say
from xuzhi.web.inspected import FileState, Held, Looked, shown

_MOST_SAID = 40
_NOT_LISTED = ("name",)
"""Names stand in every line of a document; they are compared, and not listed."""


@dataclass(frozen=True)
class Warned:
    """Something found in the file, in words, with the page that shows it."""

    status: str
    says: str
    where: str
    text: str
    url: str
    here: bool
    box: tuple[int, ...]


@dataclass(frozen=True)
class Mark:
    """A frame on the page, in thousandths of it, as SVG wants it. kind: not_met, undetermined, differs, agrees."""

    kind: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class SaidLine:
    """A value that was read, the line that it stands in, and the picture of that place where it was read from one."""

    label: str
    value: str
    text: str
    page: int | None
    url: str
    picture: str


@dataclass(frozen=True)
class LookedFile:
    """The inspection of one file, as the office reads it."""

    state: FileState
    again_url: str = ""
    notes: tuple[str, ...] = ()
    warned: tuple[Warned, ...] = ()
    held: tuple[Held, ...] = ()
    marks: tuple[Mark, ...] = ()
    said: tuple[SaidLine, ...] = ()
    scans: tuple[Mapping[str, Any], ...] = ()
    tables: tuple[Mapping[str, Any], ...] = ()


def looked_file(
    looked: Looked,
    case_id: UUID,
    file: Attached,
    document: DocumentView | None,
    page: int,
    address: Callable[[int], str],
) -> LookedFile:
    """`address` gives the address of a page of the file; `document` is where the file lies."""
    found = looked.found.get(file.sha256)
    held = looked.held(document, file.sha256) if document else ()
    if found is None:
        return LookedFile(looked.state(file.sha256))
    warned = tuple(_warned(each, page, address) for each in found.findings)
    return LookedFile(
        looked.state(file.sha256),
        reverse("office:inspect_again", kwargs={"case_id": case_id, "attachment": file.id}),
        _notes(found),
        warned,
        held,
        _marks(warned, held, page),
        _said(found, case_id, file, address),
        tuple({**each, "scanned_on": shown("scan_date", each["scanned_on"])} for each in found.facts.get("scans", ())),
        tuple({**each, "fields": say("kernel.list_separator").join(each["fields"])} for each in _tables(found)),
    )


def _marks(warned: tuple[Warned, ...], held: tuple[Held, ...], page: int) -> tuple[Mark, ...]:
    """What was found on this page, and where it says what is held against the form."""
    boxes = [(each.status, each.box) for each in warned if each.here]
    boxes += [(each.compared.outcome, said.box) for each in held for said in each.compared.said if said.page == page]
    once = dict.fromkeys((kind, box) for kind, box in boxes if len(box) == 4)
    return tuple(
        Mark(kind, max(0, left - 4), max(0, top - 4), right - left + 8, bottom - top + 8)
        for kind, (left, top, right, bottom) in once
    )


def _tables(found: Inspection) -> list[Mapping[str, Any]]:
    return list(found.facts.get("tables", ()))


def _notes(found: Inspection) -> tuple[str, ...]:
    """What was not done, or not wholly: nobody is to take it for done."""
    notes = []
    virus = found.virus.get("state", "not_scanned")
    if virus != "found":
        notes.append(say(f"documents.virus_{virus}"))
    ocr = found.ocr.get("state", "not_needed")
    if ocr != "not_needed":
        read, left = len(found.ocr.get("pages", ())), found.ocr.get("left", 0)
        key = "documents.ocr_done_all" if ocr == "done" and not left else f"documents.ocr_{ocr}"
        notes.append(say(key, read=read, left=left))
    return tuple(notes)


def _warned(finding: Mapping[str, Any], page: int, address: Callable[[int], str]) -> Warned:
    number = finding.get("page")
    return Warned(
        finding["outcome"],
        finding_says(finding),
        "" if finding["where"].startswith("object ") else where_says(finding["where"]),
        finding["text"],
        address(number) if number else "",
        number == page,
        tuple(finding.get("box") or ()),
    )


def _said(found: Inspection, case_id: UUID, file: Attached, address: Callable[[int], str]) -> tuple[SaidLine, ...]:
    listed = [each for each in found.suggestions if each["kind"] not in _NOT_LISTED][:_MOST_SAID]
    return tuple(
        SaidLine(
            say(f"documents.says_{each['kind']}"),
            shown(each["kind"], each["value"]),
            each["text"],
            each.get("page"),
            address(each["page"]) if each.get("page") else "",
            _picture(each, case_id, file),
        )
        for each in listed
    )


def _picture(said: Mapping[str, Any], case_id: UUID, file: Attached) -> str:
    if said["by"] != "ocr" or not said.get("box"):
        return ""
    left, top, right, bottom = said["box"]
    place = {"left": left, "top": top, "right": right, "bottom": bottom}
    return reverse("office:place", kwargs={"case_id": case_id, "attachment": file.id, "page": said["page"], **place})
