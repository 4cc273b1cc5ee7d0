"""What a firm confirms section by section, such as the state of what is listed."""

from __future__ import annotations

from collections.abc import Sequence

from xuzhi.casework.holding import Held
from xuzhi.casework.judging import File
from xuzhi.casework.refusals import NotAllConfirmed
from xuzhi.engine.differences import answered_by_people
from xuzhi.engine.form import form_of
from xuzhi.rulebook.model import Section, Step

CONFIRMATION = "confirmation"
"""The need of a step that goes through everything once more."""


def sections_to_confirm(held: Held, file: File) -> tuple[Section, ...]:
    """The sections in which the firm has said something, in the order of the form."""
    said = {name for name, value in file.folded.facts.items() if value not in (None, "", [])}
    attached = set(file.attached)
    return tuple(
        each.section
        for each in form_of(held.edition, held.kind.name, file.facts, held.judged_on)
        if any(asked.question.name in said and answered_by_people(asked.question) for asked in each.questions)
        or any(asked.document.name in attached for asked in each.documents)
    )


def check_confirmed(held: Held, step: Step, file: File, confirmed: Sequence[str]) -> None:
    """Raises NotAllConfirmed with every section that was left out."""
    if CONFIRMATION not in step.needs:
        return
    left = [section.label for section in sections_to_confirm(held, file) if section.name not in confirmed]
    if left:
        raise NotAllConfirmed(step=step.label, count=len(left), labels=left, clause=step.clause or None)
