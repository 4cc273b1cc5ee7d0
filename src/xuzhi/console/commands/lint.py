"""Tell everything that is wrong with the rules: file, line, and what to do."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from xuzhi.console.finding_programmes import add_path, programme_folders, shown
from xuzhi.console.speaking import give_json, give_table, tell
from xuzhi.kernel.texts import say


def add_arguments(parser: ArgumentParser) -> None:
    add_path(parser)


def run(options: Namespace) -> int:
    """Lint all programmes, or those in a folder; status 1 when there is an error."""
    errors: list[dict[str, Any]] = []
    warnings: list[dict[str, Any]] = []
    clauses = {"total": 0, "coded": 0, "not_coded": 0}
    for folder in programme_folders(options.path).values():
        report = lint_folder(folder)
        errors += report["errors"]
        warnings += report["warnings"]
        clauses = {key: clauses[key] + report["clauses"][key] for key in clauses}
    if options.json:
        give_json({"errors": errors, "warnings": warnings, "clauses": clauses})
    else:
        for problem in errors:
            print(f"{problem['file']}:{problem['line']}: {problem['message']}")
        for problem in warnings:
            print(f"{problem['file']}:{problem['line']}: {say('console.warning')}: {problem['message']}")
        heads = [say(f"console.clauses_{key}") for key in clauses]
        give_table(heads, [list(clauses.values())])
        tell(say("console.lint_result", errors=len(errors), warnings=len(warnings)))
    return 1 if errors else 0


def lint_folder(folder: Path) -> dict[str, Any]:
    """One folder's report, its files named so that the person can open them; its examples are run too."""
    from xuzhi.rulebook.linting import lint

    report = lint(folder)
    document = report.as_json()
    if report.programme is not None and not report.errors:
        from xuzhi.engine.examples import failing_examples

        failed = failing_examples(report.programme)
        document["errors"] = [problem.as_json() for problem in failed]
    for problem in (*document["errors"], *document["warnings"]):
        if not Path(problem["file"]).is_absolute() and not problem["file"].startswith(shown(folder)):
            problem["file"] = f"{shown(folder)}/{problem['file']}"
    return document
