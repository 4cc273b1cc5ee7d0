"""Show what other values of parameters would have done to many cases: those of a file, or all sealed ones."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xuzhi.console.finding_programmes import add_programme_and_case, open_programme
from xuzhi.console.reading_input import add_day, day_or_today
from xuzhi.console.speaking import BadInput, chosen_language, give_json, give_table, tell
from xuzhi.kernel.texts import say, use_language
from xuzhi.rulebook.editions import Edition
from xuzhi.rulebook.setting_values import SettingInvalid, read_setting

if TYPE_CHECKING:
    from xuzhi.engine.whatif import Comparison, KnownCase


def add_arguments(parser: ArgumentParser) -> None:
    add_programme_and_case(parser)
    parser.add_argument("--set", metavar="NAME=VALUE", action="append", required=True, help=say("console.help_set"))
    parser.add_argument("--facts", type=Path, metavar="FILE", help=say("console.help_facts_many"))
    add_day(parser)


def run(options: Namespace) -> None:
    """Compare every check over the cases with the values as they are and as they are set."""
    day = day_or_today(options.on)
    edition = open_programme(options.programme, options.path).edition(day)
    edition.case(options.case)
    if options.facts is None:
        from xuzhi.console.running import ready_django

        with ready_django():
            edition, cases = _sealed(edition, options.case, day)
    else:
        from xuzhi.console.reading_cases import read_cases

        cases = read_cases(options.facts, edition, options.case, day)
    values = dict(_setting(edition, written) for written in options.set)
    with use_language(chosen_language(options.lang)):
        compared = _compare(edition, values, options.case, cases)
    if options.json:
        give_json(
            {
                "programme": edition.programme_id,
                "case": options.case,
                "edition": {"on": day.isoformat(), "sha256": edition.sha256},
                "set": {name: _plain(value) for name, value in values.items()},
                "cases": len(cases),
                "checks": [each.as_json() for each in compared],
            }
        )
        return
    _tell(compared, len(cases))


def _compare(edition: Edition, values: dict[str, Any], case: str, cases: Sequence[KnownCase]) -> list[Comparison]:
    from xuzhi.engine.functions import FunctionFailed
    from xuzhi.engine.whatif import compare, with_values

    try:
        return compare(edition, with_values(edition, values), case, cases)
    except FunctionFailed as failed:
        raise BadInput(str(failed)) from None


def _sealed(edition: Edition, kind: str, day: date) -> tuple[Edition, list[KnownCase]]:
    """All submitted cases of the kind, with the edition that the office's own values make."""
    from xuzhi.casework.queries.editions import edition as edition_in_force
    from xuzhi.casework.queries.sealed_facts import sealed_facts
    from xuzhi.engine.facts import FactsInvalid, read_facts
    from xuzhi.engine.whatif import KnownCase

    in_force = edition_in_force(edition.programme_id, day)
    cases = []
    for each in sealed_facts(edition.programme_id, kind, day):
        try:
            facts = read_facts(in_force, kind, each.facts)
        except FactsInvalid as invalid:
            # The question has changed since: the old answer is unknown to the rules of today, and we say so.
            unread = {problem.name.partition("[")[0] for problem in invalid.problems}
            tell("\n".join(f"{each.number}: {sentence}" for sentence in invalid.sentences))
            kept = {name: value for name, value in each.facts.items() if name not in unread}
            facts = read_facts(in_force, kind, kept)
        cases.append(KnownCase(each.number, facts, each.on))
    return in_force, cases


def _setting(edition: Edition, written: str) -> tuple[str, Any]:
    """NAME=VALUE as a parameter's value. Raises BadInput."""
    name, sign, value = written.partition("=")
    if not sign:
        raise BadInput(say("console.not_a_setting", given=written))
    try:
        return name.strip(), read_setting(edition, name.strip(), value)
    except SettingInvalid as invalid:
        raise BadInput(f"--set {written}: {invalid.says}") from None


def _plain(value: Any) -> Any:
    from xuzhi.kernel.json_value import as_json_value

    return as_json_value(value)


def _tell(compared: Sequence[Comparison], count: int) -> None:
    outcomes = ("met", "not_met", "undetermined")
    heads = [say("console.head_clause"), say("console.head_check")]
    heads += [say(f"console.outcome_{each}") for each in outcomes] + [say("console.head_changed")]
    rows = []
    for each in compared:
        numbers = [
            str(each.before[outcome])
            if each.before[outcome] == each.after[outcome]
            else f"{each.before[outcome]} → {each.after[outcome]}"
            for outcome in outcomes
        ]
        rows.append([each.clause, each.label, *numbers, ", ".join(change.id for change in each.changed[:8])])
    give_table(heads, rows)
    changed = len({change.id for each in compared for change in each.changed})
    tell(say("console.whatif_result", cases=count, changed=changed))
