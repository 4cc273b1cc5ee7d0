"""A document to be signed, printed from the answers as they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xuzhi.casework.queries.form_views import section_views
from xuzhi.casework.queries.reading import Reading
from xuzhi.grants.refusals import NothingToWrite
from xuzhi.grants.written import papers_of
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import format_roc
from xuzhi.kernel.texts import say, use_language
from xuzhi.notices.letters import render_letter


@dataclass(frozen=True)
class Printed:
    name: str
    pdf: bytes


def printed(case_id: UUID, document: str, *, actor: Actor, at: datetime) -> Printed:
    """The paper of a document, with every declaration in force and how it was answered (G1.3, G6.5).

    Raises CaseUnknown, NotYours, NothingToWrite.
    """
    with use_language("zh-Hant"):
        reading = Reading(case_id, actor=actor, at=at)
        sections = section_views(reading)
        found = next((each.document for each in papers_of(sections) if each.document.name == document), None)
        if found is None:
            raise NothingToWrite()
        case, programme = reading.case, reading.edition.programme
        facts = reading.file.folded.facts
        declared = [
            {"label": each.question.label, "hint": each.question.hint, "answer": each.value}
            for section in sections
            if section.name in found.written_from
            for each in section.questions
            if each.asked and each.question.type == "yes_no"
        ]
        data = {
            "title": " ".join(part for part in (found.number, found.label) if part),
            "programme": programme.title,
            "agency": programme.agency,
            "case": {"number": case.number, "subject": case.subject, "title": reading.kind.title},
            "firm": {
                "name": case.firm_name,
                "ubn": case.firm_ubn,
                "representative": facts.get("company.representative") or "",
            },
            "declared": declared,
            "date_roc": format_roc(reading.today),
            "edition": say("notices.edition", on=reading.edition.on, sha256=reading.edition.sha256[:12]),
        }
        pdf = render_letter(programme.folder / "papers" / found.paper, data, at=at)
        return Printed(say("grants.paper_file", label=found.label, number=case.number), pdf)
