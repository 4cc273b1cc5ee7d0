"""[consent] of a case file: the panel of the case that this one is about is asked once more, and where that is kept."""

from __future__ import annotations

from collections.abc import Mapping

from xuzhi.rulebook.model import CaseKind
from xuzhi.rulebook.panel import ConsentRule
from xuzhi.rulebook.problems import Problems, did_you_mean
from xuzhi.rulebook.reading import Tables
from xuzhi.rulebook.reading_entries import Reading, read_entry

EFFECT = "ask_panel"
"""The effect of the step by which the members are asked."""

_ANSWER = {"name": "text", "agrees": "yes_no", "said_on": "date", "reason": "text"}


def read_consent(top: Tables, reading: Reading) -> ConsentRule | None:
    """The one [consent] of the case kind, or None."""
    tables = top.each("consent")
    for table in tables[1:]:
        table.error(f"[consent] stands already at {tables[0].place()}; one kind of case has one")
    if not tables:
        return None
    table = tables[0]
    rule = ConsentRule(
        members=table.text("members", required=True),
        needed=table.text("needed", required=True),
        summons=table.text("summons"),
        **read_entry(table, reading),
    )
    if not rule.clauses:
        table.error("[consent] cites no clause")
    table.done()
    return rule


def check_consent(case: CaseKind, others: Mapping[str, CaseKind], problems: Problems) -> None:
    """Note an asking without a step, a step without an asking, and names that are not there or cannot hold it."""
    rule = case.consent
    asking = [step for step in case.steps if EFFECT in step.effects]
    if rule is None:
        for step in asking:
            problems.error(step.place, f'step "{step.name}" asks a panel; [consent] says where its answers are kept')
        return
    if not asking:
        problems.error(rule.place, f'[consent] has no step with the effect "{EFFECT}"')
    if not any(others[name].panel for name in case.about if name in others):
        problems.error(rule.place, "[consent]: this case is about none that a panel settles")
    _check_answers(case, rule, problems)
    notices = [each.name for each in case.notices]
    if rule.summons and rule.summons not in notices:
        told = did_you_mean(rule.summons, notices)
        problems.error(rule.place, f'summons: notice "{rule.summons}" is not there{told}')


def _check_answers(case: CaseKind, rule: ConsentRule, problems: Problems) -> None:
    asked = {each.name: each for each in case.questions}
    for key, name, wanted in (("members", rule.members, "records"), ("needed", rule.needed, "number")):
        question = asked.get(name)
        if question is None:
            told = did_you_mean(name, asked)
            problems.error(rule.place, f'{key} "{name}" is not a question of this case{told}')
        elif question.type != wanted:
            problems.error(rule.place, f'{key} "{name}" is {question.type}; it should be {wanted}')
    held = asked.get(rule.members)
    if held is None or held.type != "records":
        return
    if held.filled_by != "platform":
        problems.error(rule.place, f'members "{held.name}" should be filled_by = "platform": nobody types them')
    for name, kind in _ANSWER.items():
        field = held.field_named(name)
        if field is None or field.type != kind:
            problems.error(rule.place, f'members "{held.name}" should have a field "{name}" ({kind})')
