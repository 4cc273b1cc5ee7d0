"""[panel] and [[criterion]] of a case file: who reviews in a meeting, by what, and which settings that takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xuzhi.rulebook.expressions import Scope
from xuzhi.rulebook.model import CaseKind, Entry, Parameter
from xuzhi.rulebook.panel import (
    LEADER,
    PANEL_FACTS,
    Attending,
    Course,
    CoursePhase,
    Criterion,
    NamedParty,
    PanelRule,
    StandingIn,
)
from xuzhi.rulebook.problems import Problems, did_you_mean
from xuzhi.rulebook.reading import Table, Tables, show
from xuzhi.rulebook.reading_entries import Reading, read_entry, read_name, without_doubles
from xuzhi.rulebook.reading_questions import read_condition

WHOLE = 100
"""What the weights of a panel's criteria must come to."""

_PARAMETERS = ("least_members", "pass_mark", "bonus_most", "outlier_difference", "free_mail")
_NOTICES = ("invitation", "summons", "called_off", "summons_off")
_TEXTS = ("script_from", "minutes", "label", "call", "recall")
_PERSON = {"name": "text", "role": "choice", "job_title": "text", "manages": "yes_no"}


def read_panel(top: Tables, reading: Reading) -> PanelRule | None:
    """The one [panel] of the case kind, or None."""
    tables = top.each("panel")
    for table in tables[1:]:
        table.error(f"[panel] stands already at {tables[0].place()}; one kind of case has one")
    if not tables:
        return None
    table = tables[0]
    read: dict[str, Any] = {
        "stages": table.names("stages"),
        **{key: table.text(key, required=key in ("least_members", "pass_mark")) for key in _PARAMETERS},
        **{key: table.text(key) for key in (*_NOTICES, *_TEXTS)},
        **{key: table.names(key) for key in ("parties_from", "settles")},
        "expertise": _choices(table, "expertise"),
        "parties": _named_parties(table),
        **_parts(table, reading),
        **read_entry(table, reading),
    }
    if not read["stages"]:
        table.error("stages is missing: the stage, or the list of stages, in which the panel sits")
    if not read["clauses"]:
        table.error("[panel] cites no clause")
    table.done()
    return PanelRule(**read)


def _parts(table: Table, reading: Reading) -> dict[str, Any]:
    """[panel.people], [panel.proxy], [panel.course]: each with clauses of its own."""
    found: dict[str, Any] = {}
    if (people := table.table("people")) is not None:
        found["people"] = Attending(records=people.text("records", required=True), **read_entry(people, reading))
        people.done()
    if (proxy := table.table("proxy")) is not None:
        found["proxy"] = StandingIn(form=proxy.text("form", required=True), **read_entry(proxy, reading))
        proxy.done()
    if (course := table.table("course")) is not None:
        phases, slides = _choices(course, "phases"), course.names("slides")
        found["course"] = Course(phases=phases, slides=slides, **read_entry(course, reading))
        course.done()
    return found


def _named_parties(table: Table) -> tuple[NamedParty, ...]:
    found = []
    for entry in table.tables("parties"):
        told = {key: entry.text(key, required=True) for key in ("code", "label", "ubn", "name")}
        found.append(NamedParty(**told))
        entry.done()
    return tuple(found)


def _choices(table: Table, key: str) -> tuple[CoursePhase, ...]:
    found = []
    for entry in table.tables(key):
        code = entry.text("code", required=True)
        found.append(CoursePhase(code=code, label=entry.text("label", code), hint=entry.text("hint")))
        entry.done()
    codes = [each.code for each in found]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        table.error(f'"{code}" stands twice', key)
    return tuple(found)


def read_criteria(top: Tables, reading: Reading, scope: Scope) -> tuple[Criterion, ...]:
    found = [_criterion(table, reading, scope) for table in top.tables("criterion")]
    return without_doubles([each for each in found if each is not None], "criterion", reading.problems)


def _criterion(table: Table, reading: Reading, scope: Scope) -> Criterion | None:
    name = read_name(table)
    scale = table.raw("scale")
    if scale is not None and (isinstance(scale, bool) or not isinstance(scale, str | int)):
        table.error(f"scale should be a parameter or a whole number, not {show(scale)}", "scale")
        scale = None
    if isinstance(scale, int) and scale <= 0:
        table.error(f"scale should be at least 1, not {scale}", "scale")
    read: dict[str, Any] = {
        "label": table.text("label", name, required=True),
        "says": table.text("says", required=True),
        "weight": table.text("weight", required=True),
        "scale": "" if scale is None else scale,
        "bonus": table.flag("bonus"),
        "beside": table.names("beside"),
        "when": read_condition(table, "when", scope),
        **read_entry(table, reading),
    }
    if not read["clauses"]:
        table.error(f'criterion "{name}" cites no clause')
    table.done()
    return Criterion(name=name, **read) if name else None


def check_panel(case: CaseKind, parameters: Sequence[Parameter], problems: Problems) -> None:
    """Note every name that the panel and its criteria use and that is not there, and weights that are not a whole."""
    panel = case.panel
    if panel is None:
        if case.criteria:
            problems.error(case.criteria[0].place, "there are criteria, but no [panel] that would score by them")
        return
    if not case.criteria:
        problems.error(panel.place, "[panel] has nothing to score by: write [[criterion]]")
    _Checker(case, panel, parameters, problems).check()


class _Checker:
    def __init__(self, case: CaseKind, panel: PanelRule, parameters: Sequence[Parameter], problems: Problems) -> None:
        self.case, self.panel, self.problems = case, panel, problems
        self.parameters = {each.name: each for each in parameters}

    def check(self) -> None:
        self._names(self.panel, "stage", self.panel.stages, [stage.name for stage in self.case.stages])
        notices = [notice.name for notice in self.case.notices]
        for key in _NOTICES:
            self._names(self.panel, f"{key}: notice", [getattr(self.panel, key)], notices)
        self._records("script_from", [self.panel.script_from])
        self._records("parties_from", self.panel.parties_from)
        self._parties()
        for key in _PARAMETERS:
            self._parameter(self.panel, key, getattr(self.panel, key), "list" if key == "free_mail" else "number")
        for each in self.case.criteria:
            self._criterion(each)
        self._meeting()
        self._weights()
        self._facts()

    def _names(self, entry: Entry, what: str, names: Sequence[str], known: Sequence[str]) -> None:
        for name in names:
            if name and name not in known:
                self.problems.error(entry.place, f'{what} "{name}" is not there{did_you_mean(name, known)}')

    def _parameter(self, entry: Entry, key: str, name: str, kind: str) -> None:
        if not name:
            return
        parameter = self.parameters.get(name)
        if parameter is None:
            told = did_you_mean(name, self.parameters)
            self.problems.error(entry.place, f'{key} "{name}" is not a parameter{told}')
        elif parameter.type.name != kind:
            expected = "a list of texts" if kind == "list" else "a number"
            self.problems.error(entry.place, f'{key} "{name}" should be {expected}, but is {parameter.type}')

    def _criterion(self, criterion: Criterion) -> None:
        self._parameter(criterion, "weight", criterion.weight, "number")
        if isinstance(criterion.scale, str):
            self._parameter(criterion, "scale", criterion.scale, "number")
        known = [question.name for question in self.case.questions]
        known += [document.name for document in self.case.documents]
        self._names(criterion, f'beside "{criterion.name}": question or document', criterion.beside, known)
        if criterion.bonus and not self.panel.bonus_most:
            self.problems.error(
                criterion.place, f'criterion "{criterion.name}" gives a bonus, but [panel] names no bonus_most'
            )

    def _records(self, key: str, names: Sequence[str]) -> None:
        asked = {each.name: each for each in self.case.questions}
        for name in names:
            question = asked.get(name)
            if name and question is None:
                told = did_you_mean(name, asked)
                self.problems.error(self.panel.place, f'{key} "{name}" is not a question of this case{told}')
            elif question is not None and question.type != "records":
                self.problems.error(self.panel.place, f'{key} "{name}" is {question.type}; it should be records')
            elif question is not None and key == "parties_from" and question.field_named("name") is None:
                self.problems.error(self.panel.place, f'{key} "{name}" has no field "name"')

    def _parties(self) -> None:
        asked = {each.name: each for each in self.case.questions}
        for party in self.panel.parties:
            for name, kind in ((party.ubn, "business_number"), (party.name, "text")):
                question = asked.get(name)
                if question is None:
                    told = did_you_mean(name, asked)
                    self.problems.error(self.panel.place, f'parties "{name}" is not a question of this case{told}')
                elif question.type != kind:
                    self.problems.error(self.panel.place, f'parties "{name}" is {question.type}; it should be {kind}')

    def _meeting(self) -> None:
        """The step that calls to it, who may attend, and what is opened there."""
        panel, case = self.panel, self.case
        self._names(panel, "settles: question", panel.settles, [each.name for each in case.questions])
        steps = {each.name: each for each in case.steps}
        for key, name in (("call", panel.call), ("recall", panel.recall)):
            self._names(panel, f"{key}: step", [name], list(steps))
            if name in steps and steps[name].by != "system":
                told = f'{key} "{name}" is taken by the {steps[name].by}; it should be the system'
                self.problems.error(panel.place, told)
        if panel.course is not None:
            self._names(panel.course, "slides: document", panel.course.slides, [each.name for each in case.documents])
        if panel.people is not None:
            self._people(panel.people)
        elif panel.proxy is not None:
            self.problems.error(panel.proxy.place, "[panel.proxy] needs [panel.people], among whom somebody stands in")

    def _people(self, people: Attending) -> None:
        self._records("people", [people.records])
        question = next((each for each in self.case.questions if each.name == people.records), None)
        if question is None or question.type != "records":
            return
        for name, kind in _PERSON.items():
            field = question.field_named(name)
            if field is None or field.type != kind:
                self.problems.error(people.place, f'people "{people.records}" should have a field "{name}" ({kind})')
            elif name == "role" and field.choice(LEADER) is None:
                self.problems.error(people.place, f'people "{people.records}": no role is called "{LEADER}"')

    def _weights(self) -> None:
        """On every day on which all weights are written down, they come to a whole. Which of those with conditions
        apply together, only a case tells."""
        if any(each.when is not None for each in self.case.criteria):
            return
        found = [self.parameters.get(each.weight) for each in self.case.criteria]
        weights = [each for each in found if each is not None]
        if len(weights) != len(found):
            return
        for day in sorted({dated.from_ for each in weights for dated in each.values}):
            values = [value for each in weights if (value := each.value_on(day)) is not None]
            if len(values) == len(weights) and sum(values) != WHOLE:
                told = f"the weights of the criteria come to {sum(values)} from {day}; they should come to {WHOLE}"
                self.problems.error(self.case.criteria[0].place, told)

    def _facts(self) -> None:
        """Questions `panel.…` that the platform fills in are those that a panel answers."""
        for question in self.case.questions:
            if question.filled_by and question.name.startswith("panel."):
                place = question.place
                if question.name not in PANEL_FACTS:
                    told = did_you_mean(question.name, PANEL_FACTS)
                    self.problems.error(place, f'"{question.name}" is nothing that a panel answers{told}')
                elif question.type != PANEL_FACTS[question.name]:
                    self.problems.error(
                        place, f'"{question.name}" should be {PANEL_FACTS[question.name]}, not {question.type}'
                    )


def read_scoring(table: Table) -> dict[str, Any]:
    """`settings`, `scores` and `result` of an example, as keywords of Example; empty where it is about checks."""
    scores, result = table.tables("scores"), table.table("result")
    settings = table.table("settings")
    if result is None:
        return {}
    for each in (*scores, result, *([settings] if settings else [])):
        each.asked |= set(each.data)
    return {
        "settings": dict(settings.data) if settings else {},
        "scores": tuple(dict(each.data) for each in scores),
        "result": dict(result.data),
    }


def check_scoring(table: Table, case: CaseKind, scoring: dict[str, Any]) -> None:
    """Note criteria and results that are not there."""
    if not scoring:
        return
    criteria = [each.name for each in case.criteria]
    always = [each.name for each in case.criteria if each.when is None]
    for at, sheet in enumerate(scoring["scores"]):
        for name in sheet:
            if name != "bonus" and name not in criteria:
                table.error(f'"{name}" is not a criterion of "{case.name}"{did_you_mean(name, criteria)}', "scores", at)
        for name in always:
            if name not in sheet:
                table.error(f'there are no points for "{name}"', "scores", at)
    known = [name.removeprefix("panel.") for name in PANEL_FACTS] + ["locked", "outliers"]
    for name in scoring["result"]:
        if name not in known:
            table.error(f'"{name}" is nothing that a panel answers{did_you_mean(name, known)}', "result", name)
