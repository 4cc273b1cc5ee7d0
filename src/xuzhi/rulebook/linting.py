"""All that can be said against a folder without running it, and how much of its clauses is coded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xuzhi.rulebook.checking_dates import check_dates
from xuzhi.rulebook.loading import read_folder, unread_kinds
from xuzhi.rulebook.model import Programme
from xuzhi.rulebook.problems import Place, Problem, Problems, did_you_mean
from xuzhi.rulebook.translating import check_translations


@dataclass(frozen=True)
class LintReport:
    """Errors make the rulebook unusable or unfinished; warnings tell of contradictions that the source itself has."""

    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    clauses: dict[str, int]
    programme: Programme | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "errors": [error.as_json() for error in self.errors],
            "warnings": [warning.as_json() for warning in self.warnings],
            "clauses": self.clauses,
        }


def lint(path: Path | str) -> LintReport:
    """Read a folder and tell everything that is wrong with it, in order of file and line."""
    folder = read_folder(Path(path), with_examples=True)
    problems, programme = folder.problems, folder.programme
    counts = {"total": 0, "coded": 0, "not_coded": 0}
    if programme is not None:
        whole = not unread_kinds(Path(path), programme.cases)
        # While a case file cannot be read, what it would cite or name is not held against the others.
        counts = check_clauses(programme, problems if whole else Problems())
        _check_example_clauses(programme, problems)
        check_dates(programme, problems)
        check_translations(programme, problems if whole else Problems())
    return LintReport(tuple(sorted(problems.errors)), tuple(sorted(problems.warnings)), counts, programme)


def places_coded(programme: Programme) -> dict[str, list[Place]]:
    """Where each clause is cited by something that the system does."""
    places: dict[str, set[Place]] = {}
    for entry in programme.entries():
        for clause in entry.clauses:
            places.setdefault(clause, set()).add(entry.place)
    return {clause: sorted(found) for clause, found in places.items()}


def check_clauses(programme: Programme, problems: Problems) -> dict[str, int]:
    """Every clause is coded, or says why not. Gives how many are what."""
    places = places_coded(programme)
    clauses = {clause.id: clause for clause in programme.clauses}
    coded = 0
    for clause in clauses.values():
        if clause.id in places:
            coded += 1
            if clause.text.not_coded:
                cited = places[clause.id][0]
                problems.warning(clause.place, f"clause {clause.id} says not_coded, but {cited} cites it")
        elif not clause.text.not_coded:
            problems.error(
                clause.place,
                f'clause {clause.id} is neither coded nor explained: cite it (clause = "{clause.id}") '
                'or write not_coded = "why"',
            )
    return {"total": len(clauses), "coded": coded, "not_coded": len(clauses) - coded}


def _check_example_clauses(programme: Programme, problems: Problems) -> None:
    clauses = {clause.id for clause in programme.clauses}
    seen: dict[str, Place] = {}
    for example in programme.examples:
        for cited in example.clause.split():
            if cited not in clauses:
                told = did_you_mean(cited, clauses)
                problems.error(example.place, f'clause "{cited}" is not in clauses.toml{told}')
        if not example.finds and not example.result:
            problems.error(example.place, f'example "{example.says}" finds nothing')
        if example.id in seen:
            problems.warning(example.place, f'example "{example.says}" stands already at {seen[example.id]}')
        seen[example.id] = example.place
