"""What a stage asks for before it is left, and by whom."""

from __future__ import annotations

from xuzhi.casework.holding import Held
from xuzhi.casework.judging import File
from xuzhi.casework.models import StepRow
from xuzhi.engine.form import due_at
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.rulebook.model import Step

FIRMS = {"applicant": "applicant", "buyer": "applicant", "respondent": "respondent"}


class StillDue(Refusal):
    """The stage asks for answers or documents that are not there yet. Values: step, count, labels."""

    code = "casework.still_due"


class AnotherPersonNeeded(Refusal):
    """Somebody else has to take this step than who took the one before. Values: step, before, who."""

    code = "casework.another_person_needed"


def asks_here(held: Held, step: Step) -> bool:
    """Whether the stage that the step leaves asks something of the applicant that no other does."""
    questions = any(held.case.stage in each.stages and not each.by for each in held.kind.questions)
    documents = any(held.case.stage in each.stages and each.by == "applicant" for each in held.kind.documents)
    return step.to != held.case.stage and (questions or documents)


def check_due(held: Held, step: Step, file: File) -> None:
    """What the stage asks of the firm must be there when the firm leaves it, unless that ends the case.

    Raises StillDue with all that is missing."""
    by = FIRMS.get(step.by)
    if by is None or step.to == held.case.stage or held.kind.stage(step.to).ends:
        return
    attached = {each.document for each in file.in_force}
    due = due_at(held.edition, held.kind.name, held.case.stage, file.facts, held.judged_on)
    missing = [
        each.label
        for each in due
        if (each.by or "applicant") == by and each.name not in attached and file.facts.get(each.name) in (None, ())
    ]
    if missing:
        raise StillDue(step=step.label, count=len(missing), labels=missing, clause=step.clause or None)


def check_another(held: Held, step: Step, actor: Actor) -> None:
    """Two persons answer for it. Raises AnotherPersonNeeded."""
    if not step.other_than:
        return
    last = StepRow.objects.filter(case=held.case, step__in=step.other_than).order_by("-position").first()
    if last is not None and last.actor_id == actor.id:
        before = held.kind.step(last.step)
        raise AnotherPersonNeeded(step=step.label, before=before.label, who=last.actor_name, clause=step.clause or None)
