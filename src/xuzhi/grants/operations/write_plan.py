"""Write the plan from its pages, and put the files under their documents."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xuzhi.casework.operations.attach_document import Filed, attach_documents
from xuzhi.casework.queries.form_views import section_views
from xuzhi.casework.queries.reading import Reading
from xuzhi.casework.queries.shapes import SectionView
from xuzhi.documents.operations.seal_file import seal_file
from xuzhi.engine.fonts import fonts_asked
from xuzhi.grants.plan.content import Content, Page, content_of
from xuzhi.grants.plan.faces import LATIN_STANDINS, Faces, embeddable
from xuzhi.grants.plan.pdf_file import pdf_of
from xuzhi.grants.refusals import FontsNotSet, NotEditableNow, NothingToWrite
from xuzhi.grants.written import Writable, writable_of
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import say, use_language

LANGUAGE = "zh-Hant"


@dataclass(frozen=True)
class Written:
    """The names of the files that were made and attached; without `pdf` no open font was there to embed."""

    names: tuple[str, ...]
    pdf: bool


def write_plan(case_id: UUID, *, kind: str = "docx", actor: Actor, at: datetime) -> Written:
    """Write the plan as DOCX or ODT and, where an open font is on this machine, as PDF, in the fonts that the rules
    ask for (G6.4, G6.6), and attach them in the place of what was there.

    The same answers give the same files. Raises NothingToWrite, FontsNotSet, NotEditableNow, and what attaching and
    sealing raise.
    """
    with use_language(LANGUAGE):
        reading = Reading(case_id, actor=actor, at=at)
        sections = section_views(reading)
        found = writable_of(reading.edition, sections)
        if found is None:
            raise NothingToWrite()
        label = found.text.document.label
        asked = fonts_asked(reading.edition, found.text.document)
        if asked is None:
            raise FontsNotSet(label=label, clause=found.text.document.clause or None)
        if not found.editable:
            stage = reading.kind.stage(reading.case.stage).label
            raise NotEditableNow(label=label, stage=stage, clause=found.text.document.clause or None)
        content = _content(reading, found, sections)
        faces, written_at = Faces.asked(asked), _answered_at(sections, reading.case.opened_at)
        made = _files(found, content, faces, kind if kind in found.kinds else found.kinds[0], written_at)
        stem = say("grants.plan_file", number=reading.case.number)
    return Written(_attach(case_id, found, made, stem, actor, at), len(made) > 1)


def _content(reading: Reading, found: Writable, sections: Iterable[SectionView]) -> Content:
    by_name = {each.name: each for each in sections}
    pages = [
        Page(
            section.label,
            tuple(
                (each.question, each.value)
                for each in section.questions
                if each.asked
                and not (each.question.filled_by or each.question.register)  # what was looked up is no part of the plan
            ),
        )
        for name in found.text.document.written_from
        if (section := by_name.get(name)) is not None
    ]
    case, document = reading.case, found.text.document
    title = case.subject or reading.kind.title
    lines = (
        reading.edition.programme.title,
        " ".join(part for part in (document.number, reading.kind.title) if part),
        say("grants.plan_firm", name=case.firm_name, ubn=case.firm_ubn),
    )
    return content_of(title, lines, pages)


def _answered_at(sections: Iterable[SectionView], otherwise: datetime) -> datetime:
    """When the last of the answers was given: the date of the files, so that they change only with the answers."""
    given = [each.given_at for section in sections for each in section.questions if each.given_at]
    return max(given, default=otherwise).replace(microsecond=0)


def _files(found: Writable, content: Content, faces: Faces, kind: str, at: datetime) -> list[tuple[str, str, bytes]]:
    """(document, kind, content) of what can be written here."""
    # The libraries take long to load, and few processes ever write a plan.
    if kind == "odt":
        from xuzhi.grants.plan.odt_file import odt_of as text_of
    else:
        from xuzhi.grants.plan.docx_file import docx_of as text_of
    text = text_of(content, faces, at=at)
    made = [(found.text.document.name, kind, text)]
    if found.pdf is not None and found.pdf.editable and found.pdf_font:
        latin = embeddable([faces.latin, *LATIN_STANDINS])
        pdf = pdf_of(content, cjk=found.pdf_font, latin=latin, size=faces.size, at=at)
        made.append((found.pdf.document.name, "pdf", pdf))
    return made


def _attach(
    case_id: UUID, found: Writable, made: list[tuple[str, str, bytes]], stem: str, actor: Actor, at: datetime
) -> tuple[str, ...]:
    """Seal and attach all that is not there already; gives the names of all."""
    views = [view for view in (found.text, found.pdf) if view is not None]
    there = {(each.document, each.sha256) for view in views for each in view.attached}
    filed, names = [], []
    for document, kind, content in made:
        sealed = seal_file(io.BytesIO(content), f"{stem}.{kind}", actor=actor, at=at, kinds=(kind,))
        names.append(sealed.name)
        if (document, sealed.sha256) not in there:
            filed.append(Filed(document, sealed.sha256, sealed.name))
    if filed:
        attach_documents(case_id, filed, actor=actor, at=at)
    return tuple(names)
