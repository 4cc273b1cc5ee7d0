"""Judge a budget to the dollar, and tell the largest subsidy that it can carry and what holds it there."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import Any

from xuzhi.console.finding_programmes import add_path, load_folder, open_programme, programme_folders
from xuzhi.console.reading_input import add_day, day_or_today
from xuzhi.console.speaking import BadInput, chosen_language, give_json, tell
from xuzhi.grants.names import AMOUNTS, CEILING, SHARE
from xuzhi.kernel.finding import Finding
from xuzhi.kernel.texts import say, use_language
from xuzhi.rulebook.editions import Edition


def add_arguments(parser: ArgumentParser) -> None:
    for name in AMOUNTS:
        parser.add_argument(f"--{name}", required=True, metavar="TWD", help=say(f"console.help_budget_{name}"))
    parser.add_argument("--programme", metavar="PROGRAMME", help=say("console.help_budget_programme"))
    add_path(parser)
    add_day(parser)


def run(options: Namespace) -> None:
    """Findings are in the rules' own language unless --lang asks for another."""
    from xuzhi.engine.checking import check
    from xuzhi.grants.subsidy import largest_subsidy

    day = day_or_today(options.on)
    given = {name: _amount(name, getattr(options, name)) for name in AMOUNTS}
    edition, case = _judging(options.programme, options.path, day)
    language = chosen_language(options.lang)
    with use_language(language):
        found = check(edition.translated(language), case, _facts(given), on=day)
        findings = [each for each in found if not each.missing and set(each.values) & set(AMOUNTS.values())]
    largest = largest_subsidy(
        total_twd=given["total"],
        own_twd=given["own"],
        capital_twd=given["capital"],
        share_percent=edition.value(SHARE),
        ceiling_twd=edition.value(CEILING),
    )
    if options.json:
        give_json(
            {
                "findings": [each.as_json() for each in findings],
                "largest_subsidy": largest.amount_twd,
                "bound_by": list(largest.bound_by),
            }
        )
        return
    _tell(findings, largest.amount_twd, largest.bound_by)


def _amount(name: str, written: str) -> int:
    """Whole NT dollars, as typed with or without commas. Raises BadInput."""
    plain = written.replace(",", "").replace("_", "")
    if not (plain.isascii() and plain.isdigit()):
        raise BadInput(say("console.not_whole_dollars", option=f"--{name}", given=written))
    return int(plain)


def _facts(given: dict[str, int]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for name, fact in AMOUNTS.items():
        group, _, field = fact.partition(".")
        facts.setdefault(group, {})[field] = given[name]
    return facts


def _judging(name: str | None, path: Path | None, day: date) -> tuple[Edition, str]:
    """The edition and the kind of case that know these amounts. Raises BadInput where none does, or several do."""
    programmes = (
        [open_programme(name, path)] if name else [load_folder(folder) for folder in programme_folders(path).values()]
    )
    editions = [each.edition(day) for each in programmes]
    found = [(edition, kind) for edition in editions for kind in _kinds(edition)]
    if len(found) != 1:
        several = ", ".join(edition.programme_id for edition, _ in found)
        raise BadInput(say("console.budget_several", known=several) if found else say("console.budget_nowhere"))
    return found[0]


def _kinds(edition: Edition) -> list[str]:
    if not {SHARE, CEILING} <= set(edition.values):
        return []
    wanted = set(AMOUNTS.values())
    applied_for = (kind for kind in edition.cases.values() if not kind.about)  # a contract repeats what was asked for
    return [kind.name for kind in applied_for if wanted <= {each.name for each in kind.questions}]


def _tell(findings: list[Finding], amount: int, bound_by: tuple[str, ...]) -> None:
    marks = {"met": "✓", "not_met": "✗", "undetermined": "?"}
    for finding in findings:
        print(f"{marks[finding.outcome.value]} {finding.clause}  {finding.reason}")
    names = say("kernel.list_separator").join(say(f"console.bound_{name}") for name in bound_by)
    tell(say("console.budget_largest", amount=f"{amount:,}", names=names))
