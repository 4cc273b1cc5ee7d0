"""What a contract is made of: the figures that stand in it, and the package that is signed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from xuzhi.casework.events import DecisionMade
from xuzhi.casework.operations.give_facts import give_facts
from xuzhi.casework.queries.editions import edition
from xuzhi.engine.answers import show_answer
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import format_date, taipei_day
from xuzhi.kernel.texts import use_language
from xuzhi.notices.letters import render_letter, store_letter
from xuzhi.panels.consents.operations.ask_members import ask_members
from xuzhi.rulebook.model import CaseKind, Question

SET_AWARD, SET_PLAN, PACKAGE, ASK_PANEL = "set_award", "set_plan", "package", "ask_panel"
SOURCE = "agreement"
PACKAGED = "contract.package"
_FIGURES = {
    SET_AWARD: {"total": "award.total", "subsidy": "award.subsidy", "own": "award.own", "kpis": "award.kpis"},
    SET_PLAN: {"total": "budget.total", "subsidy": "budget.subsidy", "own": "budget.own", "kpis": "plan.kpis"},
}


def agree(event: DecisionMade, effect: str, at: datetime) -> None:
    """Write down the figures that the contract is made with: the approved ones, or, with the panel's consent, those of
    the revised plan (G9.2). What has been paid begins with nothing."""
    kind = edition(event.programme, taipei_day(at)).case(event.kind)
    asked = {question.name: question for question in kind.questions}
    told: dict[str, Any] = {
        "contract.paid": 0,
        "contract.spent": 0,
        "contract.recovered": 0,
        "contract.spent_lines": [],
    }
    told["contract.category"] = event.facts.get("plan.category")
    for name, source in _FIGURES[effect].items():
        question = asked.get(f"contract.{name}")
        if question is not None:
            told[question.name] = _fitting(question, event.facts.get(source))
    give_facts(UUID(event.case_id), told, source=SOURCE, actor=Actor.system(SOURCE), at=at)


def _fitting(question: Question, value: Any) -> Any:
    """Of records only the fields that the question asks."""
    if question.type != "records" or not value:
        return value
    fields = [each.name for each in question.fields]
    return [{name: row[name] for name in fields if row.get(name) is not None} for row in value]


def ask_panel(event: DecisionMade, actor: Actor, at: datetime) -> None:
    """Ask the members who settled it whether what differs from the approved may be agreed to (G9.2). What they said the
    last time counts no more. Raises NobodyToAsk."""
    kind = edition(event.programme, taipei_day(at)).case(event.kind)
    case = {
        "case_id": event.case_id, "number": event.number, "programme": event.programme, "kind": event.kind,
        "subject": event.subject, "firm_name": event.firm_name,
    }  # fmt: skip
    compared = differing(kind, event.facts)
    ask_members(case, UUID(event.about), compared=compared, reason=event.reason, actor=actor, at=at)
    if kind.consent is not None:
        give_facts(UUID(event.case_id), {kind.consent.members: None}, source=SOURCE, actor=Actor.system(SOURCE), at=at)


def differing(kind: CaseKind, facts: Mapping[str, Any]) -> list[dict[str, str]]:
    """The figures that differ: as they were approved, and as the revised plan has them, in the words that are read: the
    one may have been kept as it was typed, the other as a number."""
    found = []
    asked = {question.name: question for question in kind.questions}
    for name, wanted in _FIGURES[SET_PLAN].items():
        agreed = asked.get(f"contract.{name}")
        if agreed is None:
            continue
        shown = [_in_words(agreed, _fitting(agreed, facts.get(each))) for each in (agreed.name, wanted)]
        if shown[0] != shown[1]:
            found.append({"label": agreed.label, "approved": shown[0], "wanted": shown[1]})
    return found


def _in_words(question: Question, value: Any) -> str:
    """An answer in a line; of records one a line."""
    with use_language("zh-Hant"):
        if question.type != "records":
            return show_answer(question, value)
        return "\n".join(
            "　".join(shown for each in question.fields if (shown := show_answer(each, row.get(each.name))))
            for row in value or ()
        )


def package(event: DecisionMade, at: datetime) -> None:
    """Set what is to be signed as one document, keep it by its hash, and tell the case (G9.3)."""
    rules = edition(event.programme, taipei_day(at))
    kind = rules.case(event.kind)
    if not kind.paper:
        return
    of_office = {each.name for each in kind.documents if each.by == "officer"}
    with use_language("zh-Hant"):
        data = {
            "programme": rules.title,
            "agency": rules.programme.agency,
            "executing_unit": rules.programme.executing_unit,
            "edition": format_date(rules.on),
            "date": format_date(taipei_day(at)),
            "case": {"number": event.number, "subject": event.subject},
            "firm": {"name": event.firm_name, "ubn": event.firm_ubn},
            "parts": parts_of(kind, event.facts),
            "articles": [file["name"] for file in event.files if file["document"] in of_office],
            "duties": [
                {"id": each.id, "label": each.label, "says": each.says}
                for each in rules.clauses.values()
                if each.kind in ("duty", "sanction")
            ],
        }
    sha256 = store_letter(render_letter(rules.programme.folder / "papers" / kind.paper, data, at=at))
    give_facts(UUID(event.case_id), {PACKAGED: sha256}, source=SOURCE, actor=Actor.system(SOURCE), at=at)


def parts_of(kind: CaseKind, facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The answers section by section; records as tables."""
    parts = []
    for section in kind.sections:
        lines = []
        for question in (each for each in kind.questions if each.section == section.name and each.type != "file"):
            value = facts.get(question.name)
            if value in (None, (), [], ""):
                continue
            line: dict[str, Any] = {"label": question.label, "says": "", "heads": [], "rows": []}
            if question.type == "records":
                line["heads"] = [each.label for each in question.fields]
                line["rows"] = [[show_answer(each, row.get(each.name)) for each in question.fields] for row in value]
            else:
                line["says"] = show_answer(question, value)
            lines.append(line)
        if lines:
            parts.append({"label": section.label, "facts": lines})
    return parts
