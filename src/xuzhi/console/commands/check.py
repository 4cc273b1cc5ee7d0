"""Judge the facts of one case: every finding, with clause, reason and values."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from xuzhi.console.finding_programmes import add_programme_and_case, open_programme
from xuzhi.console.reading_input import add_day, day_or_today, read_json
from xuzhi.console.speaking import BadInput, chosen_language, give_json, tell
from xuzhi.kernel.finding import Finding
from xuzhi.kernel.texts import say, use_language


def add_arguments(parser: ArgumentParser) -> None:
    add_programme_and_case(parser)
    parser.add_argument("facts", type=Path, metavar="FACTS.json", help=say("console.help_facts_file"))
    add_day(parser)


def run(options: Namespace) -> None:
    """Findings are in the rules' own language unless --lang asks for another."""
    from xuzhi.engine.checking import check, outcome_of
    from xuzhi.engine.facts import FactsInvalid, read_facts
    from xuzhi.engine.functions import FunctionFailed

    day, case = day_or_today(options.on), options.case
    # What programs read names the whole edition by its digest; a person is answered by the one kind alone, sooner.
    edition = open_programme(options.programme, options.path, only="" if options.json else case).edition(day)
    given = read_json(options.facts)
    try:
        known = read_facts(edition, case, given)
    except FactsInvalid as invalid:
        raise BadInput("\n".join(f"{options.facts}: {sentence}" for sentence in invalid.sentences)) from None
    language = chosen_language(options.lang)
    with use_language(language):
        spoken = edition.translated(language)
        try:
            findings = check(spoken, case, known, on=day)
        except FunctionFailed as failed:
            raise BadInput(str(failed)) from None
        outcome = outcome_of(findings).value
    if options.json:
        give_json(
            {
                "programme": edition.programme_id,
                "case": case,
                "edition": {"on": day.isoformat(), "sha256": edition.sha256},
                "outcome": outcome,
                "findings": [finding.as_json() for finding in findings],
            }
        )
        return
    _tell_findings(findings)
    counts: dict[str, Any] = {"met": 0, "not_met": 0, "undetermined": 0}
    for finding in findings:
        counts[finding.outcome.value] += 1
    tell(say("console.check_result", outcome=say(f"console.outcome_{outcome}"), **counts))


def _tell_findings(findings: list[Finding]) -> None:
    """One finding a paragraph: what is not met first to the eye by its mark, in the order of the rules."""
    marks = {"met": "✓", "not_met": "✗", "undetermined": "?"}
    for finding in findings:
        outcome = say(f"console.outcome_{finding.outcome.value}")
        print(f"{marks[finding.outcome.value]} {finding.clause}  {finding.label}  [{outcome}]")
        print(f"    {finding.reason}")
        if finding.remedy:
            print(f"    → {finding.remedy}")
        if finding.confirmed_by:
            print(f"    {say('console.to_be_confirmed', role=say(f'engine.role_{finding.confirmed_by}'))}")
