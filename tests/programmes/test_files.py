"""The files keep the house's measure, speak in full sentences, and are there in both languages."""

import re
import tomllib
from collections.abc import Iterator

import pytest

from xuzhi.rulebook import CaseKind, Programme

from .folders import BOTH, GRANT, LISTING, programme

# What commands and other rooms rely on.
FACTS = {
    (LISTING, "supplier"): {
        "company.ubn", "company.name", "company.kind", "company.status", "company.business_items",
        "company.paid_in_capital", "company.founded_on", "company.county",
    },
    (LISTING, "solution"): {
        "solution.name", "solution.route", "solution.is_ai", "solution.plans", "solution.machine_rooms",
        "solution.vendors", "solution.support", "solution.export.free", "solution.export.formats",
    },
    (GRANT, "proposal"): {
        "plan.category", "plan.sites", "plan.members", "plan.kpis", "plan.period.starts_on", "plan.period.ends_on",
        "plan.esco.ubn", "plan.saving_rate", "budget.total", "budget.subsidy", "budget.own", "company.paid_in_capital",
    },
}  # fmt: skip


@pytest.mark.parametrize(("programme_id", "kind"), list(FACTS))
def test_names_of_facts_that_others_use(programme_id: str, kind: str) -> None:
    names = {question.name for question in programme(programme_id).case(kind).questions}
    assert FACTS[programme_id, kind] - names == set()


@pytest.mark.parametrize("programme_id", BOTH)
def test_no_case_file_is_longer_than_200_lines(programme_id: str) -> None:
    files = (programme(programme_id).folder / "cases").rglob("*.toml")
    assert [file.name for file in files if len(file.read_text(encoding="utf-8").splitlines()) > 200] == []


@pytest.mark.parametrize("programme_id", BOTH)
def test_every_check_says_what_is_met_what_is_not_and_what_to_do(programme_id: str) -> None:
    checks = [check for case in programme(programme_id).cases for check in case.checks]
    assert [
        check.name for check in checks if not (check.met and check.otherwise and check.remedy and check.label)
    ] == []
    ends = [
        check.name for check in checks for text in (check.met, check.otherwise, check.remedy) if not text.endswith("。")
    ]
    assert ends == []


@pytest.mark.parametrize("programme_id", BOTH)
def test_everything_asked_cites_the_clause_that_wants_it(programme_id: str) -> None:
    entries = [
        (case.name, entry.name)
        for case in programme(programme_id).cases
        for group in (case.questions, case.documents, case.checks, case.stages, case.steps, case.clocks)
        for entry in group
        if not entry.clauses
    ]
    assert entries == []


def wanted(programme_id: str) -> Iterator[str]:
    """Every text of a programme that a person reads, by its path in a translation."""
    one = programme(programme_id)
    for clause in one.clauses:
        for key in ("says", "label", "gap", "not_coded"):
            if getattr(clause.text, key):
                yield f"clause/{clause.id}/{key}"
    for parameter in one.parameters:
        yield from (f"parameter/{parameter.name}/{key}" for key in ("label", "hint") if getattr(parameter, key))
    yield from (f"round/{each.name}/title" for each in one.rounds)
    yield from (f"notice/{each.name}/{key}" for each in one.notices for key in ("label", "title"))
    keys = {
        "section": ("label", "hint"), "question": ("label", "hint"), "document": ("label", "hint"),
        "check": ("label", "otherwise", "met", "undetermined", "remedy"), "stage": ("label", "hint"),
        "step": ("label", "hint", "guard_otherwise"), "clock": ("label",),
    }  # fmt: skip
    for case in one.cases:
        path = f"case/{case.name}"
        yield from (f"{path}/{key}" for key in ("title", "hint") if getattr(case, key))
        for word, texts in keys.items():
            for entry in own_entries(one, case, f"{word}s"):
                yield from (f"{path}/{word}/{entry.name}/{key}" for key in texts if getattr(entry, key))
                yield from (f"{path}/{word}/{entry.name}/of/{each.code}" for each in getattr(entry, "of", ()))
                yield from (f"{path}/{word}/{entry.name}/grounds/{each.code}" for each in getattr(entry, "grounds", ()))
                for field in getattr(entry, "fields", ()):
                    yield f"{path}/{word}/{entry.name}/fields/{field.name}/label"
                    yield from (f"{path}/{word}/{entry.name}/fields/{field.name}/of/{each.code}" for each in field.of)


def own_entries(one: Programme, case: CaseKind, group: str) -> list:
    """What the kind does not take from another, which is translated there."""
    lent = getattr(one.case(case.questions_of), group) if case.questions_of else ()
    known = {entry.name for entry in lent} if group in ("sections", "questions", "documents", "checks") else set()
    return [entry for entry in getattr(case, group) if entry.name not in known]


def found(table: dict, path: str = "") -> Iterator[str]:
    for key, value in table.items():
        here = f"{path}/{key}" if path else key
        if isinstance(value, dict):
            yield from found(value, here)
        else:
            yield here
            yield f"{here}/label"  # a field's text alone is its label


@pytest.mark.parametrize("programme_id", BOTH)
def test_everything_is_there_in_english(programme_id: str) -> None:
    file = programme(programme_id).folder / "translations" / "en.toml"
    translated = set(found(tomllib.loads(file.read_text(encoding="utf-8"))))
    assert [path for path in wanted(programme_id) if path not in translated] == []


@pytest.mark.parametrize("programme_id", BOTH)
def test_the_english_has_no_chinese_left(programme_id: str) -> None:
    text = (programme(programme_id).folder / "translations" / "en.toml").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if re.search("[\u4e00-\u9fff]", line)] == []
