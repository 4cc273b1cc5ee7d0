"""What the applicant is asked to correct: a draft that begins with the findings in question, for the officer to edit.

In the form a thing is named `<kind>:<name>` (check:capital, document:tax_clearance, question:contact.email):
`defect=<thing>` is ticked, `note:<thing>` says what is wrong, `more=<thing>` was added by the officer.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from xuzhi.casework.correcting import Wrong
from xuzhi.casework.queries.shapes import CasePage, FindingView

KINDS = ("check", "document", "question")


@dataclass(frozen=True)
class Line:
    """One thing that may be asked for. `ticked`: it goes into the letter, with the note."""

    kind: str
    name: str
    label: str
    clause: tuple[str, ...]
    outcome: str
    note: str
    ticked: bool

    @property
    def thing(self) -> str:
        return f"{self.kind}:{self.name}"


@dataclass(frozen=True)
class Draft:
    """The lines of the letter, and what else could be added, by kind."""

    lines: tuple[Line, ...]
    more: tuple[Line, ...]


def draft_of(page: CasePage, form: QueryDict | None) -> Draft:
    """From the findings in question at first; afterwards as the form says, so that nothing typed is lost."""
    added = list(dict.fromkeys([*form.getlist("more"), form.get("add_thing", "")])) if form else []
    lines = [
        _of_finding(each, form) for each in page.findings if each.stands != "met" or f"check:{each.check}" in added
    ]
    known = dict(_things(page))
    shown = {line.thing for line in lines}
    lines += [_added(thing, known[thing], form) for thing in added if thing in known and thing not in shown]
    shown |= {line.thing for line in lines}
    return Draft(
        tuple(lines), tuple(_added(thing, label, None) for thing, label in known.items() if thing not in shown)
    )


def wrongs_of(draft: Draft) -> list[Wrong]:
    """What is ticked, as take_step wants it."""
    return [Wrong(line.kind, line.name, line.note) for line in draft.lines if line.ticked]


def _of_finding(finding: FindingView, form: QueryDict | None) -> Line:
    thing = f"check:{finding.check}"
    kind, name = _document_or_check(finding)
    suggested = " ".join(part for part in (finding.reason, finding.remedy) if part)
    return Line(
        kind,
        name,
        finding.label,
        finding.clause,
        finding.stands,
        form.get(f"note:{kind}:{name}", form.get(f"note:{thing}", suggested)) if form else suggested,
        f"{kind}:{name}" in form.getlist("defect") if form else finding.stands == "not_met",
    )


def _document_or_check(finding: FindingView) -> tuple[str, str]:
    """A finding that only says a document or an answer is missing opens that document or question."""
    prefix, _, rest = finding.check.partition(".")
    return {"document": ("document", rest), "answer": ("question", rest)}.get(prefix, ("check", finding.check))


def _added(thing: str, label: str, form: QueryDict | None) -> Line:
    kind, _, name = thing.partition(":")
    note = form.get(f"note:{thing}", "") if form else ""
    first_time = form is not None and form.get("add_thing") == thing
    ticked = first_time or (form is not None and thing in form.getlist("defect"))
    return Line(kind, name, label, (), "", note, ticked)


def _things(page: CasePage) -> Iterable[tuple[str, str]]:
    for finding in page.findings:
        if finding.stands == "met" and "." not in finding.check:
            yield f"check:{finding.check}", finding.label
    for section in page.sections:
        for document in section.documents:
            yield f"document:{document.document.name}", f"{document.document.number} {document.document.label}".strip()
    for section in page.sections:
        for question in section.questions:
            if question.asked and not question.question.filled_by:
                yield f"question:{question.question.name}", question.question.label
