"""Whether the stages, steps, clocks and notices of a case kind fit together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xuzhi.rulebook.expressions.types import canonical_unit
from xuzhi.rulebook.model import CaseKind, ClockRule, Document, Entry, Parameter, Question, Step
from xuzhi.rulebook.problems import Problems, did_you_mean

_CLOCK_UNITS = ("day", "working day", "month", "year")


def check_procedure(case: CaseKind, parameters: Sequence[Parameter], problems: Problems) -> None:
    """Note every step that leads nowhere, stage out of reach, clock, notice or parameter that is not there."""
    if not case.stages:
        if case.steps or case.clocks:
            problems.error((case.steps or case.clocks)[0].place, "there are steps or clocks, but no [[stage]]")
        return
    _check_steps(case, problems)
    _check_stages_of_entries(case, problems)
    _check_reach(case, problems)
    _check_clocks(case, parameters, problems)


def _known(problems: Problems, entry: Entry, what: str, names: Iterable[str], known: Sequence[str]) -> None:
    for name in names:
        if name and name not in known:
            problems.error(entry.place, f'{what} "{name}" is not there{did_you_mean(name, known)}')


def _check_steps(case: CaseKind, problems: Problems) -> None:
    stages = [stage.name for stage in case.stages]
    clocks = [clock.name for clock in case.clocks]
    notices = [notice.name for notice in case.notices]
    for step in case.steps:
        _known(problems, step, f'step "{step.name}" starts from a stage that is missing:', step.from_, stages)
        _known(problems, step, f'step "{step.name}" leads nowhere: the stage', [step.to], stages)
        _known(problems, step, f'step "{step.name}" starts a clock that is missing:', step.clock, clocks)
        _known(problems, step, f'step "{step.name}" stops a clock that is missing:', step.stops, clocks)
        _known(problems, step, f'step "{step.name}" sends a notice that is missing:', [step.notice], notices)
        _known(problems, step, f'step "{step.name}" tells by a notice that is missing:', [step.tells], notices)
        if (step.tells or step.by == "respondent") and not case.about:
            problems.error(step.place, f'step "{step.name}": there is no respondent, as the case is about no other')
        taken = [each.name for each in case.steps]
        _known(problems, step, f'step "{step.name}" is for another than who took', step.other_than, taken)
        if step.grounds_from:
            _check_grounds_from(case, step, problems)


def _check_stages_of_entries(case: CaseKind, problems: Problems) -> None:
    """What is asked at a stage names one that is there, where it is the turn of whoever answers."""
    turns = {stage.name: stage.turn for stage in case.stages}
    wanted = {"officer": "office", "respondent": "respondent"}
    entries: list[Question | Document] = [*case.questions, *case.documents]
    for entry in entries:
        _known(problems, entry, f'"{entry.name}" is asked at a stage that is missing:', entry.stages, list(turns))
        for stage in entry.stages:
            turn = wanted.get(entry.by, "applicant")
            if turns.get(stage, turn) not in (turn, "reviewer" if turn == "office" else turn):
                told = f'"{entry.name}" is asked at stage "{stage}", where it is not the turn of the {turn}'
                problems.error(entry.place, told)


def _check_grounds_from(case: CaseKind, step: Step, problems: Problems) -> None:
    """The question holds codes of the step's own grounds."""
    question = next((each for each in case.questions if each.name == step.grounds_from), None)
    codes = {ground.code for ground in step.grounds}
    if question is None:
        told = did_you_mean(step.grounds_from, [each.name for each in case.questions])
        problems.error(step.place, f'grounds_from "{step.grounds_from}" is not a question of this case{told}')
    elif question.type != "choices":
        problems.error(step.place, f'grounds_from "{step.grounds_from}" is {question.type}; it should be choices')
    elif strange := sorted({choice.code for choice in question.of} - codes):
        listed = ", ".join(strange)
        problems.error(step.place, f'grounds_from "{step.grounds_from}" may hold {listed}, not among the grounds')


def _check_reach(case: CaseKind, problems: Problems) -> None:
    """Every stage is reached from the first, and every stage that does not end has a way out."""
    reached = {case.stages[0].name}
    grown = True
    while grown:
        before = len(reached)
        reached |= {step.to for step in case.steps if reached & set(step.from_)}
        grown = len(reached) > before
    left = {name for step in case.steps for name in step.from_}
    for stage in case.stages:
        if stage.name not in reached:
            problems.error(stage.place, f'no step leads to stage "{stage.name}"')
        if not stage.ends and stage.name not in left:
            problems.error(stage.place, f'no step leads out of stage "{stage.name}"; write ends = true if it is an end')
        if stage.outcome and not stage.ends:
            problems.error(stage.place, f'stage "{stage.name}" has an outcome but does not end the case')


def _check_clocks(case: CaseKind, parameters: Sequence[Parameter], problems: Problems) -> None:
    names = [clock.name for clock in case.clocks]
    notices = [notice.name for notice in case.notices]
    started = {name for step in case.steps for name in step.clock} | set(case.from_opening)
    _known(problems, case, "a clock that runs from the opening is missing:", case.from_opening, names)
    for clock in case.clocks:
        if clock.ends_on or clock.ends_at:
            _check_day(case, clock, problems)
        else:
            _check_length(clock, parameters, problems)
        _known(problems, clock, f'clock "{clock.name}" ends before a clock that is missing:', [clock.before], names)
        _known(problems, clock, f'clock "{clock.name}" sends a notice that is missing:', [clock.notice], notices)
        if clock.name not in started and clock.before not in started:
            problems.warning(clock.place, f'no step starts clock "{clock.name}"')
        if clock.on_expiry is not None:
            for name in clock.on_expiry.steps:
                _check_expiry(case, clock, name, problems)
        elif not clock.notice:
            problems.warning(clock.place, f'nothing happens when clock "{clock.name}" ends: no on_expiry, no notice')
    fired = {name for clock in case.clocks if clock.on_expiry for name in clock.on_expiry.steps}
    for step in case.steps:
        if step.by == "clock" and step.name not in fired:
            problems.error(step.place, f'step "{step.name}" is taken by the clock, but no clock has it as on_expiry')


def _check_day(case: CaseKind, clock: ClockRule, problems: Problems) -> None:
    days = [question.name for question in case.questions if question.type == "date"]
    days += [f"{each.name}.{field.name}" for each in case.questions for field in each.fields if field.type == "date"]
    instants = [question.name for question in case.questions if question.type == "instant"]
    _known(problems, clock, f'clock "{clock.name}" ends on a day that no date question names:', [clock.ends_on], days)
    _known(
        problems, clock, f'clock "{clock.name}" ends at an instant that no question names:', [clock.ends_at], instants
    )
    if clock.lasts or clock.before or (clock.ends_on and clock.ends_at):
        word = "ends_on" if clock.ends_on else "ends_at"
        problems.error(clock.place, f'clock "{clock.name}" has {word}, so neither lasts nor before')


def _check_length(clock: ClockRule, parameters: Sequence[Parameter], problems: Problems) -> None:
    if isinstance(clock.lasts, int):
        if clock.lasts <= 0:
            problems.error(clock.place, f'clock "{clock.name}" must last at least one day')
        if not clock.unit:
            problems.error(
                clock.place, f'clock "{clock.name}" lasts {clock.lasts}: say its unit ("day", "working day")'
            )
        return
    known = {parameter.name: parameter for parameter in parameters}
    parameter = known.get(clock.lasts)
    if parameter is None:
        told = did_you_mean(clock.lasts, known)
        problems.error(clock.place, f'clock "{clock.name}" lasts "{clock.lasts}", which is not a parameter{told}')
    elif not clock.unit and canonical_unit(parameter.unit) not in _CLOCK_UNITS:
        problems.error(
            clock.place,
            f'clock "{clock.name}" lasts "{clock.lasts}", whose unit "{parameter.unit}" '
            'is not a length of time ("day", "working day", "month", "year")',
        )


def _check_expiry(case: CaseKind, clock: ClockRule, name: str, problems: Problems) -> None:
    steps: dict[str, Step] = {step.name: step for step in case.steps}
    step = steps.get(name)
    if step is None:
        told = did_you_mean(name, steps)
        problems.error(clock.place, f'clock "{clock.name}" ends in step "{name}", which is not there{told}')
    elif step.by not in ("clock", "system"):
        problems.error(clock.place, f'clock "{clock.name}" ends in step "{name}", which is taken by the {step.by}')
