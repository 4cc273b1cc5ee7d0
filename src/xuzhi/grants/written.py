"""Which documents of a case the platform writes from its pages, and which it prints to be signed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xuzhi.casework.queries.shapes import DocumentView, SectionView
from xuzhi.engine.fonts import fonts_asked
from xuzhi.grants.plan.faces import embeddable
from xuzhi.rulebook import Edition
from xuzhi.rulebook.form import Document

TEXT_KINDS = ("docx", "odt")


@dataclass(frozen=True)
class Writable:
    """`text` is written as DOCX or ODT, `pdf` repeats it; `pdf_font` is the open font that the PDF would embed, ""
    where none of `pdf_fonts` is on this machine. `replaces` are files that new ones take the place of."""

    text: DocumentView
    pdf: DocumentView | None
    kinds: tuple[str, ...]
    pdf_font: str
    pdf_fonts: tuple[str, ...]
    replaces: tuple[str, ...]

    @property
    def editable(self) -> bool:
        return self.text.editable


def writable_of(edition: Edition, sections: Iterable[SectionView]) -> Writable | None:
    """The document that is written from the pages, with the one that repeats it; None where the rules have none."""
    documents = [each for section in sections for each in section.documents if each.asked]
    text = next((each for each in documents if _is_written(each.document)), None)
    if text is None:
        return None
    pdf = next((each for each in documents if each.document.same_as == text.document.name), None)
    fonts = pdf_fonts(edition, text.document)
    kinds = tuple(kind for kind in TEXT_KINDS if kind in text.document.kinds)
    beside = [*text.attached, *(pdf.attached if pdf else ())]
    return Writable(text, pdf, kinds, embeddable(fonts), tuple(fonts), tuple(each.name for each in beside))


def papers_of(sections: Iterable[SectionView]) -> list[DocumentView]:
    """Documents that are printed from the answers, to be signed and sent in."""
    return [each for section in sections for each in section.documents if each.asked and each.document.paper]


def pdf_fonts(edition: Edition, document: Document) -> Sequence[str]:
    """Fonts that the PDF may embed: the open ones that the rules name, and the ones that they ask for."""
    asked = fonts_asked(edition, document)
    named = edition.values.get(document.fonts.get("pdf", "")) or ()
    return [*map(str, named), *(asked["cjk"] if asked else ())]


def _is_written(document: Document) -> bool:
    return bool(document.written_from) and not document.paper
