"""From a programme's folder to a Programme; nothing is raised before the whole folder was read."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xuzhi.rulebook.checking_answers import check_carried
from xuzhi.rulebook.checking_links import check_links, in_order_of_need, needed_for
from xuzhi.rulebook.letters import IN_BRACES
from xuzhi.rulebook.model import CaseKind, NoticeRule, Parameter, Programme
from xuzhi.rulebook.problems import Place, Problems, RulebookInvalid, did_you_mean
from xuzhi.rulebook.reading import Source, read_source
from xuzhi.rulebook.reading_case import read_case
from xuzhi.rulebook.reading_entries import Reading
from xuzhi.rulebook.reading_examples import read_examples
from xuzhi.rulebook.reading_figures import check_figures, read_figures
from xuzhi.rulebook.reading_parameters import read_parameters
from xuzhi.rulebook.reading_programme import read_clauses, read_programme

PROGRAMME_FILE = "programme.toml"


@dataclass
class Folder:
    """A folder that was read: the programme as far as it could be, with every problem that was seen."""

    path: Path
    programme: Programme | None
    reading: Reading

    @property
    def problems(self) -> Problems:
        return self.reading.problems


def load_programme(path: Path | str, *, with_examples: bool = False, only: str = "") -> Programme:
    """The programme in a folder. Raises RulebookInvalid with every error. Examples are read only when asked for.

    With `only`, of the kinds of case no more than that one and those that it builds on, where there is such a kind: it
    is judged the same, in half the time, but the edition has another digest.
    """
    folder = read_folder(Path(path), with_examples=with_examples, only=only)
    if folder.problems.errors or folder.programme is None:
        raise RulebookInvalid(sorted(folder.problems.errors))
    return folder.programme


def read_folder(path: Path, *, with_examples: bool, only: str = "") -> Folder:
    """Read everything; problems stay in the result."""
    reading = Reading()
    if not (path / PROGRAMME_FILE).is_file():
        told = "there is no such folder" if not path.is_dir() else f"there is no {PROGRAMME_FILE} here"
        reading.problems.error(Place(str(path / PROGRAMME_FILE), 1), told)
        return Folder(path, None, reading)
    fields = _read_top(path, reading)
    functions = _functions(path, reading.problems)
    cases = _read_cases(path, reading, fields["parameters"], functions, fields["notices"], only)
    programme = Programme(
        folder=path.resolve(),
        cases=tuple(cases),
        functions=functions,
        translations=_read_translations(path, reading) if with_examples else {},
        **fields,
    )
    examples = []
    if with_examples:
        unread = unread_kinds(path, cases)
        for source in _sources(path, "examples", reading.problems):
            examples += read_examples(source, reading, cases, unread)
    object.__setattr__(programme, "examples", tuple(examples))
    check_whole(programme, reading.problems, unread_kinds(path, cases))
    return Folder(path, programme, reading)


def _read_top(path: Path, reading: Reading) -> dict[str, Any]:
    problems = reading.problems
    fields: dict[str, Any] = {"id": path.name, "title": "", "short_title": "", "notices": ()}
    source = read_source(path, PROGRAMME_FILE, problems)
    if source is not None:
        fields |= read_programme(source, reading)
    fields["clauses"], fields["parameters"] = (), ()
    if (path / "clauses.toml").is_file():
        source = read_source(path, "clauses.toml", problems)
        fields["clauses"] = read_clauses(source, reading) if source else ()
    else:
        problems.error(Place("clauses.toml", 1), "is missing: every rule cites a clause, and they stand there")
    if (path / "parameters.toml").is_file():
        source = read_source(path, "parameters.toml", problems)
        fields["parameters"] = read_parameters(source, reading) if source else ()
    if (path / "figures.toml").is_file():
        source = read_source(path, "figures.toml", problems)
        fields["figures"] = read_figures(source, reading) if source else ()
    return fields


def _sources(path: Path, folder: str, problems: Problems) -> list[Source]:
    names = sorted(file.name for file in (path / folder).glob("*.toml") if not file.name.startswith("."))
    read = [read_source(path, f"{folder}/{name}", problems) for name in names]
    return [source for source in read if source is not None]


def _read_cases(
    path: Path,
    reading: Reading,
    parameters: tuple[Parameter, ...],
    functions: tuple[str, ...],
    notices: tuple[NoticeRule, ...],
    only: str,
) -> list[CaseKind]:
    cases: dict[str, CaseKind] = {}
    heads = _sources(path, "cases", reading.problems)
    stems = {Path(head.file).stem for head in heads}
    if only:
        heads = needed_for(only, heads)
    for head in in_order_of_need(heads, reading.problems):
        parts = _sources(path, f"cases/{Path(head.file).stem}", reading.problems)
        case = read_case([head, *parts], reading, parameters, functions, notices, cases)
        if case.name in cases:
            place = head.place(("case", "name"))
            reading.problems.error(place, f'case kind "{case.name}" stands already in {cases[case.name].place.file}')
        cases[case.name] = case
    for folder in sorted(each for each in (path / "cases").glob("*/") if each.name not in stems):
        reading.problems.error(Place(f"cases/{folder.name}", 1), f"has no cases/{folder.name}.toml to belong to")
    if not cases and not heads and not any((path / "cases").glob("*.toml")):
        reading.problems.error(Place("cases", 1), "there is no case kind: write cases/NAME.toml")
    order = [head.file for head in heads]
    return sorted(cases.values(), key=lambda case: order.index(case.place.file))


def _functions(path: Path, problems: Problems) -> tuple[str, ...]:
    """Names of the public functions of checks.py, found without running it."""
    file = path / "checks.py"
    if not file.is_file():
        return ()
    try:
        module = ast.parse(file.read_text(encoding="utf-8"))
    except (SyntaxError, UnicodeDecodeError) as error:
        problems.error(Place("checks.py", getattr(error, "lineno", 1) or 1), f"is not Python: {error}")
        return ()
    return tuple(
        node.name for node in module.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    )


def _read_translations(path: Path, reading: Reading) -> dict[str, dict[str, Any]]:
    return {Path(source.file).stem: dict(source.data) for source in _sources(path, "translations", reading.problems)}


def unread_kinds(path: Path, cases: Sequence[CaseKind]) -> list[str]:
    """Kinds whose file is there but could not be read: other files may well name them."""
    read = {case.place.file for case in cases}
    return [file.stem for file in (path / "cases").glob("*.toml") if f"cases/{file.name}" not in read]


def check_whole(programme: Programme, problems: Problems, unread: Sequence[str] = ()) -> None:
    """What spans files: clauses that are cited, kinds and notices' templates that must be there."""
    clauses = {clause.id for clause in programme.clauses}
    kinds = [*(case.name for case in programme.cases), *unread]
    for entry in programme.entries():
        for cited in entry.clauses:
            if cited not in clauses:
                told = did_you_mean(cited, clauses)
                problems.error(entry.place, f'clause "{cited}" is not in clauses.toml{told}')
    for case in programme.cases:
        if case.needs_approved and case.needs_approved not in kinds:
            told = did_you_mean(case.needs_approved, kinds)
            problems.error(case.place, f'needs_approved "{case.needs_approved}" is not a case kind{told}')
        if case.panel and case.panel.minutes and not (programme.folder / "papers" / case.panel.minutes).is_file():
            told = f"minutes have no template: papers/{case.panel.minutes} is not there"
            problems.error(case.panel.place, told)
        proxy = case.panel.proxy if case.panel else None
        if proxy is not None and not (programme.folder / "papers" / proxy.form).is_file():
            problems.error(proxy.place, f"form has no template: papers/{proxy.form} is not there")
        if case.paper and not (programme.folder / "papers" / case.paper).is_file():
            problems.error(case.place, f"paper has no template: papers/{case.paper} is not there")
        for document in case.documents:
            if document.paper and not (programme.folder / "papers" / document.paper).is_file():
                problems.error(document.place, f"paper has no template: papers/{document.paper} is not there")
        for notice in case.notices:
            if not (programme.folder / "notices" / notice.template).is_file():
                problems.error(
                    notice.place, f'notice "{notice.name}" has no template: notices/{notice.template} is not there'
                )
    if not unread:
        _check_shown(programme, problems)
    _check_said(programme, problems)
    check_carried(programme.cases, unread, problems)
    check_links(programme.cases, programme.policies, unread, problems)
    check_figures(programme.figures, programme.cases, unread, problems)
    for each in programme.rounds:
        for kind in each.cases:
            if kind not in kinds:
                problems.error(
                    each.place, f'round "{each.name}": "{kind}" is not a case kind{did_you_mean(kind, kinds)}'
                )


def _check_said(programme: Programme, problems: Problems) -> None:
    """The values that a letter says are parameters, and what its text has in braces is one of them."""
    known = {parameter.name for parameter in programme.parameters}
    notices = {notice.name: notice for case in programme.cases for notice in case.notices}
    for notice in notices.values():
        for name in notice.values:
            if name not in known:
                told = did_you_mean(name, known)
                problems.error(notice.place, f'notice "{notice.name}" says the value of "{name}", no parameter{told}')
        for name in re.findall(IN_BRACES, notice.says):
            if name not in notice.values:
                problems.error(notice.place, f'notice "{notice.name}" says {{{name}}}, which is not among its values')


def _check_shown(programme: Programme, problems: Problems) -> None:
    """What a letter lists is asked in some kind of case."""
    asked = {question.name for case in programme.cases for question in case.questions}
    notices = {notice.name: notice for case in programme.cases for notice in case.notices}
    for notice in notices.values():
        for name in notice.shows:
            if name not in asked:
                told = did_you_mean(name, asked)
                problems.error(notice.place, f'notice "{notice.name}" shows "{name}", which no case asks{told}')
