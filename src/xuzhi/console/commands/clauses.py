"""List every clause: where it is coded or why not, and the tests and examples that hold it."""

from __future__ import annotations

import ast
import re
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xuzhi.console.finding_programmes import add_path, load_folder, programme_folders
from xuzhi.console.speaking import give_json, give_table
from xuzhi.kernel.texts import say
from xuzhi.rulebook.model import Programme

_TESTS = Path(__file__).resolve().parents[4] / "tests"
_MARK = re.compile(r"mark\.clause\(")


def add_arguments(parser: ArgumentParser) -> None:
    add_path(parser)


def run(options: Namespace) -> None:
    """Every clause of every programme."""
    marked = marked_tests(_TESTS)
    programmes = [load_folder(folder, with_examples=True) for folder in programme_folders(options.path).values()]
    rows = [row for programme in programmes for row in clauses_of(programme, marked)]
    if options.json:
        give_json(rows)
        return
    heads = [say(f"console.head_{each}") for each in ("clause", "programme", "coded_in", "tests")]
    give_table(
        heads,
        [
            (row["id"], row["programme"], ", ".join(row["coded_in"][:2]) or row["not_coded"], len(row["tests"]))
            for row in rows
        ],
    )


def clauses_of(programme: Programme, marked: dict[str, list[str]]) -> list[dict[str, Any]]:
    """One row a clause, in the order of the register."""
    from xuzhi.rulebook.linting import places_coded

    coded = places_coded(programme)
    examples: dict[str, list[str]] = {}
    for example in programme.examples:
        for clause in example.clause.split():
            examples.setdefault(clause, []).append(f"{programme.id}/{example.id}")
    rows = []
    for clause in dict.fromkeys(each.id for each in programme.clauses):
        text = next(each.text for each in programme.clauses if each.id == clause)
        places = [str(place) for place in coded.get(clause, [])]
        rows.append(
            {
                "id": clause,
                "programme": programme.id,
                "label": text.label,
                "coded_in": places,
                "not_coded": None if places else text.not_coded,
                "tests": [*marked.get(clause, []), *examples.get(clause, [])],
            }
        )
    return rows


def marked_tests(folder: Path) -> dict[str, list[str]]:
    """Ids of the tests marked `pytest.mark.clause("…")`, by clause; none where there is no checkout."""
    found: dict[str, list[str]] = {}
    for file in sorted(folder.rglob("test_*.py")):
        text = file.read_text(encoding="utf-8")
        if not _MARK.search(text):
            continue
        name = file.relative_to(folder.parent).as_posix()
        for clause, test in _marks(ast.parse(text), f"{name}::"):
            found.setdefault(clause, []).append(test)
    return found


def _marks(node: ast.AST, prefix: str, inherited: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Assign) and any(ast.unparse(each) == "pytestmark" for each in child.targets):
            inherited = (*inherited, *_clauses_in(child.value))
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        own = [clause for decorator in child.decorator_list for clause in _clauses_in(decorator)]
        if isinstance(child, ast.ClassDef):
            yield from _marks(child, f"{prefix}{child.name}::", (*inherited, *own))
        elif child.name.startswith("test"):
            yield from ((clause, f"{prefix}{child.name}") for clause in dict.fromkeys((*inherited, *own)))


def _clauses_in(node: ast.AST) -> list[str]:
    """The clauses that a decorator or a list of marks names."""
    return [
        argument.value
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("mark.clause")
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]
