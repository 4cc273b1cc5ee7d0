"""examples/*.toml (situations and what must be found in them) and translations/*.toml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xuzhi.rulebook.example import Example
from xuzhi.rulebook.model import CaseKind
from xuzhi.rulebook.problems import did_you_mean
from xuzhi.rulebook.reading import Source, Table
from xuzhi.rulebook.reading_entries import Reading
from xuzhi.rulebook.reading_panels import check_scoring, read_scoring
from xuzhi.rulebook.values import ValueProblem, read_given

OUTCOMES = {"met": "met", "not met": "not_met", "not_met": "not_met", "undetermined": "undetermined"}


def read_examples(
    source: Source, reading: Reading, cases: Sequence[CaseKind], unread: Sequence[str] = ()
) -> list[Example]:
    """The examples of one file; unknown cases, checks, facts and outcomes are noted. Those of unread kinds are left."""
    top = Table(source, (), source.data, reading.problems)
    kinds = {case.name: case for case in cases}
    found = []
    for table in top.tables("example"):
        if table.data.get("case") in unread:
            continue
        example = _read(table, kinds)
        table.done()
        if example is not None:
            found.append(example)
    top.done()
    return found


def _read(table: Table, kinds: Mapping[str, CaseKind]) -> Example | None:
    clause = " ".join(table.names("clause"))
    says, kind, on = table.text("says", required=True), table.text("case", required=True), table.day("on")
    given, finds = _plain(table.raw("given")), table.table("finds")
    scoring = read_scoring(table)
    attached = table.names("attached") if "attached" in table else None
    if "clause" not in table:
        table.error("clause is missing")
    if on is None and "on" not in table:
        table.error("on is missing: the day on which the case is looked at")
    if kind and kind not in kinds:
        table.error(f'"{kind}" is not a case kind of this programme{did_you_mean(kind, kinds)}', "case")
    if finds is None and not scoring:
        table.error('finds is missing: finds = { check = "met" }')
    if on is None or (finds is None and not scoring) or kind not in kinds or not isinstance(given, dict | None):
        return None
    case = kinds[kind]
    _check_given(table, case, given or {})
    _check_attached(table, case, attached or ())
    outcomes = _outcomes(finds, case) if finds is not None else {}
    check_scoring(table, case, scoring)
    return Example(
        clause=clause, says=says, case=kind, on=on, given=given or {}, finds=outcomes, attached=attached,
        place=table.place(), **scoring,
    )  # fmt: skip


def _plain(value: Any) -> Any:
    return value if value is None else dict(value) if isinstance(value, Mapping) else value


def _outcomes(finds: Table, case: CaseKind) -> dict[str, str]:
    known = [check.name for check in case.checks]
    known += [f"document.{document.name}" for document in case.documents]
    known += [f"answer.{question.name}" for question in case.questions]
    found = {}
    for name in finds.data:
        outcome = finds.text(name)
        if name not in known:
            finds.error(f'"{name}" is not a check of "{case.name}"{did_you_mean(name, known)}', name)
        elif outcome not in OUTCOMES:
            finds.error(f'"{outcome}" is not an outcome: met, not met or undetermined', name)
        else:
            found[name] = OUTCOMES[outcome]
    return found


def _check_given(table: Table, case: CaseKind, given: Mapping[str, Any]) -> None:
    problems: list[ValueProblem] = []
    read_given(case, given, problems)
    for problem in problems:
        path = [int(part) if part.isdigit() else part for part in problem.path]
        table.error(problem.in_words(), "given", *path)


def _check_attached(table: Table, case: CaseKind, attached: tuple[str, ...]) -> None:
    known = [document.name for document in case.documents]
    for name in attached:
        if name not in known:
            table.error(f'"{name}" is not a document of "{case.name}"{did_you_mean(name, known)}', "attached")
