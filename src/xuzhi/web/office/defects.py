"""What the applicant is asked to correct: a draft that begins with the findings in question, or with the grounds of the
step, and with what was found still wrong in the last round; for the officer to edit.

In the form a thing is named `<kind>:<name>` (check:capital, document:tax_clearance, question:contact.email,
ground:faulty): `defect=<thing>` is ticked, `note:<thing>` says what is wrong, `more=<thing>` was added by the officer.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from xuzhi.casework.correcting import Wrong
from xuzhi.casework.queries.defect_shapes import DefectView, SaidBefore
from xuzhi.casework.queries.shapes import CasePage, FindingView, StepView

KINDS = ("check", "document", "question", "ground")


@dataclass(frozen=True)
class Line:
    """One thing that may be asked for. `ticked`: it goes into the letter, with the note. `before` is what was said of
    it in earlier letters, which the new one repeats."""

    kind: str
    name: str
    label: str
    clause: tuple[str, ...]
    outcome: str
    note: str
    ticked: bool
    before: tuple[SaidBefore, ...] = ()

    @property
    def thing(self) -> str:
        return f"{self.kind}:{self.name}"


@dataclass(frozen=True)
class Draft:
    """The lines of the letter, and what else could be added, by kind. `of_grounds`: the lines are grounds of the law,
    and nothing is added to them."""

    lines: tuple[Line, ...]
    more: tuple[Line, ...]
    of_grounds: bool = False


def draft_of(page: CasePage, step: StepView | None, form: QueryDict | None) -> Draft:
    """As it begins at first; afterwards as the form says, so that nothing typed is lost."""
    still = {f"{each.kind}:{each.name}": each for each in page.defects if each.state in ("wrong", "answered")}
    if step is not None and step.grounds:
        grounds = (_ground(each.code, each.label, each.clauses, still, form) for each in step.grounds)
        return Draft(tuple(grounds), (), of_grounds=True)
    added = list(dict.fromkeys([*form.getlist("more"), form.get("add_thing", "")])) if form else []
    added += [] if form else [thing for thing, each in still.items() if each.state == "wrong"]
    lines = [
        _of_finding(each, still, form)
        for each in page.findings
        if each.stands != "met" or f"check:{each.check}" in added
    ]
    known = dict(_things(page))
    shown = {line.thing for line in lines}
    lines += [_added(thing, known[thing], still, form) for thing in added if thing in known and thing not in shown]
    shown |= {line.thing for line in lines}
    more = (_added(thing, label, {}, None) for thing, label in known.items() if thing not in shown)
    return Draft(tuple(lines), tuple(more))


def wrongs_of(draft: Draft) -> list[Wrong]:
    """What is ticked, as take_step wants it."""
    return [Wrong(line.kind, line.name, line.note) for line in draft.lines if line.ticked]


def _ground(
    code: str, label: str, clauses: tuple[str, ...], still: dict[str, DefectView], form: QueryDict | None
) -> Line:
    thing = f"ground:{code}"
    before = still.get(thing)
    note = form.get(f"note:{thing}", "") if form else before.verdict if before else ""
    ticked = thing in form.getlist("defect") if form else bool(before and before.state == "wrong")
    return Line("ground", code, label, clauses, "", note, ticked, said_of(before))


def _of_finding(finding: FindingView, still: dict[str, DefectView], form: QueryDict | None) -> Line:
    thing = f"check:{finding.check}"
    kind, name = _document_or_check(finding)
    before = still.get(f"{kind}:{name}")
    suggested = " ".join(part for part in (finding.reason, finding.remedy) if part)
    if before is not None and before.verdict:
        suggested = before.verdict
    wrong = before is not None and before.state == "wrong"
    return Line(
        kind,
        name,
        finding.label,
        finding.clause,
        finding.stands,
        form.get(f"note:{kind}:{name}", form.get(f"note:{thing}", suggested)) if form else suggested,
        f"{kind}:{name}" in form.getlist("defect") if form else finding.stands == "not_met" or wrong,
        said_of(before),
    )


def _document_or_check(finding: FindingView) -> tuple[str, str]:
    """A finding that only says a document or an answer is missing opens that document or question."""
    prefix, _, rest = finding.check.partition(".")
    return {"document": ("document", rest), "answer": ("question", rest)}.get(prefix, ("check", finding.check))


def _added(thing: str, label: str, still: dict[str, DefectView], form: QueryDict | None) -> Line:
    kind, _, name = thing.partition(":")
    before = still.get(thing)
    note = form.get(f"note:{thing}", "") if form else before.verdict if before else ""
    first_time = form is not None and form.get("add_thing") == thing
    ticked = first_time or (thing in form.getlist("defect") if form else before is not None)
    return Line(
        kind, name, label, (before.clause,) if before and before.clause else (), "", note, ticked, said_of(before)
    )


def said_of(defect: DefectView | None) -> tuple[SaidBefore, ...]:
    """What was said of the item so far, its last letter included."""
    if defect is None:
        return ()
    last = SaidBefore(defect.nth, defect.note, defect.reply, defect.changed, defect.verdict)
    return (*defect.earlier, last)


def _things(page: CasePage) -> Iterable[tuple[str, str]]:
    for finding in page.findings:
        if finding.stands == "met" and "." not in finding.check:
            yield f"check:{finding.check}", finding.label
    for section in page.sections:
        for document in section.documents:
            if document.document.by == "applicant":
                number = document.document.number
                yield f"document:{document.document.name}", f"{number} {document.document.label}".strip()
    for section in page.sections:
        for question in section.questions:
            if question.asked and not question.question.filled_by:
                yield f"question:{question.question.name}", question.question.label
