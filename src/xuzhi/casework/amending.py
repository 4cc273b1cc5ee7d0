"""A change that was agreed to takes the place of what stood."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from xuzhi.casework import events
from xuzhi.casework.disclosing import withheld
from xuzhi.casework.filing import files_of
from xuzhi.casework.folding import public_names, subject_of
from xuzhi.casework.holding import Held, hold
from xuzhi.casework.judging import File, open_file
from xuzhi.engine.differences import Difference
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.events import Event
from xuzhi.ledger.operations import record


def amend(held: Held, file: File, found: Sequence[Difference], *, actor: Actor) -> None:
    """Put what differs into the case that this one is about, as a new version of it. The caller holds both."""
    about = hold(held.case.about, held.at)
    before = open_file(about)
    changed = [*_answers(about, before, found), *_files(about, before, file, found)]
    if changed:
        record(about.stream, changed, actor=actor, at=held.at)
    now = open_file(about.refreshed())
    record(about.stream, [_amended(held, about, now, found)], actor=actor, at=held.at)


def _answers(about: Held, before: File, found: Sequence[Difference]) -> list[Event]:
    versions = {answer.question: answer.version for answer in before.answers}
    return [
        events.AnswerGiven(
            case_id=str(about.case.id),
            question=each.name,
            value=each.after,
            version=versions.get(each.name, 0) + 1,
            source="amended",
            names_case=each.name == about.kind.subject,
        )
        for each in found
        if each.kind == "question"
    ]


def _files(about: Held, before: File, after: File, found: Sequence[Difference]) -> list[Event]:
    """New files take the place of those that are no longer there, one by one. What was handed in once stays (L6.1.5):
    a file that was only taken off remains in force."""
    happened: list[Event] = []
    for each in found:
        if each.kind != "document":
            continue
        gone = [row for row in before.in_force if row.document == each.name and row.sha256 not in each.after]
        new = [row for row in after.in_force if row.document == each.name and row.sha256 not in each.before]
        for place, row in enumerate(new):
            happened.append(
                events.DocumentAttached(
                    case_id=str(about.case.id),
                    attachment_id=str(uuid.uuid4()),
                    document=row.document,
                    sha256=row.sha256,
                    name=row.name,
                    size=row.size,
                    kind=row.kind,
                    note=row.note,
                    replaces=str(gone[place].id) if place < len(gone) else "",
                )
            )
    return happened


def _amended(held: Held, about: Held, now: File, found: Sequence[Difference]) -> events.CaseAmended:
    case = about.case
    return events.CaseAmended(
        case_id=str(case.id),
        version=max(case.version, 1) + 1,
        by_case=str(held.case.id),
        by_number=held.case.number,
        changes=[each.as_json() for each in found],
        number=case.number,
        programme=case.programme,
        kind=case.kind,
        firm_ubn=case.firm_ubn,
        firm_name=case.firm_name,
        county=case.county,
        subject=subject_of(about.kind, now.folded),
        facts=own_facts(about, now),
        public=public_names(about.kind, now.folded),
        withheld=withheld(about.kind, now.folded),
        files=files_of(now),
        edition_on=held.edition.on.isoformat(),
        edition_sha256=held.case.edition_sha256 or held.edition.sha256,
    )


def own_facts(held: Held, file: File) -> dict[str, Any]:
    """What the case itself says, without what is known of the one that it is about."""
    asked = {question.name for question in held.kind.questions}
    return {name: value for name, value in file.folded.facts.items() if name in asked}
