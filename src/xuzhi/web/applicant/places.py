"""Where in the form a finding can be put right."""

from dataclasses import dataclass

from django.urls import reverse

from xuzhi.casework.queries.shapes import FindingView, SectionView, TaskList
from xuzhi.web.applicant.posted import answer_id
from xuzhi.web.applicant.sections import section_of_document, section_of_question

GAPS = ("answer.", "document.")  # findings that only say whether something was answered or attached


@dataclass(frozen=True)
class Place:
    """A question or a document of the form, with its address."""

    label: str
    url: str


def is_gap(finding: FindingView) -> bool:
    """Whether it only says that an answer or a document is still missing."""
    return finding.check.startswith(GAPS) and finding.stands != "met"


def gaps_by_section(tasks: TaskList, findings: list[FindingView]) -> list[tuple[SectionView, list[Place]]]:
    """What is still to be answered or attached, section by section, as links."""
    found: dict[str, list[Place]] = {}
    for finding in filter(is_gap, findings):
        name = finding.check.partition(".")[2]
        section = section_of_question(tasks, name) or section_of_document(tasks, name)
        if section is not None:
            found.setdefault(section.name, []).extend(places_of(tasks, finding)[:1])
    return [(section, found[section.name]) for section in tasks.sections if found.get(section.name)]


def places_of(tasks: TaskList, finding: FindingView) -> list[Place]:
    """The questions and documents that a finding used or missed, in the order of the form, each once.

    What a register or the platform fills in stands there too, where the applicant may dispute it.
    """
    names = [*finding.missing, *finding.values, *(each.name for each in finding.evidence)]
    prefix, _, asked_for = finding.check.partition(".")
    if prefix in ("answer", "document") and asked_for:
        names.insert(0, asked_for)
    found: dict[str, Place] = {}
    for name in (each.partition("[")[0] for each in names):
        place = _question(tasks, name) or _document(tasks, name)
        if place:
            found.setdefault(place.url, place)
    return list(found.values())


def _question(tasks: TaskList, name: str) -> Place | None:
    section = section_of_question(tasks, name)
    if section is None:
        return None
    views = {each.question.name: each for each in section.questions}
    while name not in views:
        name = name.rpartition(".")[0]
    where = reverse("applicant:section", kwargs={"case_id": tasks.case.id, "section": section.name})
    return Place(views[name].question.label, f"{where}#{answer_id(name)}")


def _document(tasks: TaskList, name: str) -> Place | None:
    section = section_of_document(tasks, name)
    if section is None:
        return None
    document = next(each.document for each in section.documents if each.document.name == name)
    where = reverse("applicant:document", kwargs={"case_id": tasks.case.id, "document": name})
    return Place(f"{document.number} {document.label}".strip(), where)
