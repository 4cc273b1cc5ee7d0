"""Show what other values of parameters would have done to many cases: those of a file, or all sealed ones."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xuzhi.console.finding_programmes import add_programme_and_case, open_programme
from xuzhi.console.reading_input import add_day, day_or_none, day_or_today
from xuzhi.console.speaking import BadInput, chosen_language, give_json, give_table, tell
from xuzhi.kernel.texts import say, use_language
from xuzhi.rulebook.editions import Edition
from xuzhi.rulebook.setting_values import SettingInvalid, read_setting

if TYPE_CHECKING:
    from xuzhi.casework.queries.what_if_clocks import ClockComparison
    from xuzhi.engine.whatif import Comparison


def add_arguments(parser: ArgumentParser) -> None:
    add_programme_and_case(parser)
    parser.add_argument("--set", metavar="NAME=VALUE", action="append", required=True, help=say("console.help_set"))
    parser.add_argument("--facts", type=Path, metavar="FILE", help=say("console.help_facts_many"))
    parser.add_argument("--which", choices=("all", "open", "past"), default="all", help=say("console.help_which"))
    parser.add_argument("--from", dest="from_on", metavar="DATE", help=say("console.help_from"))
    parser.add_argument("--until", dest="until_on", metavar="DATE", help=say("console.help_until"))
    add_day(parser)


def run(options: Namespace) -> None:
    """Compare every check over the cases with the values as they are and as they are set."""
    day = day_or_today(options.on)
    edition = open_programme(options.programme, options.path).edition(day)
    edition.case(options.case)
    if options.facts is None:
        document, compared, clocks, count = _over_sealed(edition, options, day)
    else:
        document, compared, count = _over_file(edition, options, day)
        clocks = ()
    if options.json:
        give_json(document)
        return
    _tell(compared, clocks, count)


def _over_file(edition: Edition, options: Namespace, day: date) -> tuple[dict[str, Any], Sequence[Comparison], int]:
    """The cases of a file under the rules as published. Raises BadInput."""
    from xuzhi.console.reading_cases import read_cases
    from xuzhi.engine.functions import FunctionFailed
    from xuzhi.engine.whatif import compare, with_values

    cases = read_cases(options.facts, edition, options.case, day)
    values = dict(_setting(edition, written) for written in options.set)
    try:
        with use_language(chosen_language(options.lang)):
            compared = compare(edition, with_values(edition, values), options.case, cases)
    except FunctionFailed as failed:
        raise BadInput(str(failed)) from None
    head = _head(edition, options.case, day, values)
    return {**head, "cases": len(cases), "checks": [each.as_json() for each in compared]}, compared, len(cases)


def _over_sealed(
    edition: Edition, options: Namespace, day: date
) -> tuple[dict[str, Any], Sequence[Comparison], Sequence[ClockComparison], int]:
    """All submitted cases under the rules with what the office laid over them: the query of the office's page."""
    from datetime import datetime

    from xuzhi.console.running import ready_django
    from xuzhi.engine.functions import FunctionFailed
    from xuzhi.kernel.roc import TAIPEI

    begins, ends = (day_or_none(written) for written in (options.from_on, options.until_on))
    with ready_django(), use_language(chosen_language(options.lang)):
        from xuzhi.casework.queries.editions import edition as edition_in_force
        from xuzhi.casework.queries.what_if import Asked, what_if

        rules = edition_in_force(edition.programme_id, day)
        values = dict(_setting(rules, written) for written in options.set)
        asked = Asked(edition.programme_id, options.case, values, day, options.which, begins, ends)
        try:
            found = what_if(asked, at=datetime.now(TAIPEI))
        except FunctionFailed as failed:
            raise BadInput(str(failed)) from None
    if found.unread:
        # The question has changed since: the old answer is unknown to the rules of today, and we say so.
        tell("\n".join(f"{number}: {sentence}" for number, sentence in found.unread))
    document = {**_head(found.edition, options.case, day, values), "which": options.which, **found.as_json()}
    return document, found.checks, found.clocks, found.cases


def _head(edition: Edition, case: str, day: date, values: dict[str, Any]) -> dict[str, Any]:
    return {
        "programme": edition.programme_id,
        "case": case,
        "edition": {"on": day.isoformat(), "sha256": edition.sha256},
        "set": {name: _plain(value) for name, value in values.items()},
    }


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


def _tell(compared: Sequence[Comparison], clocks: Sequence[ClockComparison], count: int) -> None:
    outcomes = ("met", "not_met", "undetermined")
    heads = [say("console.head_clause"), say("console.head_check")]
    heads += [say(f"console.outcome_{each}") for each in outcomes] + [say("console.head_changed")]
    give_table(heads, [_row(each, outcomes) for each in compared])
    if clocks:
        kept = ("in_time", "late", "open")
        heads = [say("console.head_clause"), say("console.head_clock")]
        heads += [say(f"console.clock_{each}") for each in kept] + [say("console.head_changed")]
        give_table(heads, [_row(each, kept) for each in clocks])
    changed = {change.id for each in compared for change in each.changed}
    changed |= {change.id for each in clocks for change in each.changed}
    tell(say("console.whatif_result", cases=count, changed=len(changed)))


def _row(each: Comparison | ClockComparison, outcomes: Sequence[str]) -> list[str]:
    numbers = [
        str(each.before[outcome])
        if each.before[outcome] == each.after[outcome]
        else f"{each.before[outcome]} → {each.after[outcome]}"
        for outcome in outcomes
    ]
    return [each.clause, each.label, *numbers, ", ".join(change.id for change in each.changed[:8])]
