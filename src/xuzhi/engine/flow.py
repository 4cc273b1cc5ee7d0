"""The flow of a case kind as it can be drawn: a main line of stages, side branches, and the steps between."""

from __future__ import annotations

from dataclasses import dataclass

from xuzhi.engine.clocks import length_of
from xuzhi.engine.showing import show_number
from xuzhi.rulebook.editions import Edition, ParameterNotSet
from xuzhi.rulebook.model import CaseKind, Step


@dataclass(frozen=True)
class FlowNode:
    """A stage. `column` counts along the main line from 0; a side stage stands below the column it is reached from."""

    name: str
    label: str
    turn: str
    column: int
    row: int
    on_path: bool
    ends: bool
    outcome: str
    clause: str


@dataclass(frozen=True)
class FlowEdge:
    """A step from one stage to another. `clocks` are labels with lengths, such as 補件期限 3 個工作天."""

    step: str
    label: str
    by: str
    from_: str
    to: str
    on_path: bool
    back: bool
    clocks: tuple[str, ...]
    clause: str


@dataclass(frozen=True)
class Flow:
    nodes: tuple[FlowNode, ...]
    edges: tuple[FlowEdge, ...]
    respondent: str = ""  # what the other firm is to the case, where the rules call it something

    @property
    def main_line(self) -> tuple[FlowNode, ...]:
        return tuple(node for node in self.nodes if node.on_path)

    @property
    def branches(self) -> tuple[FlowNode, ...]:
        return tuple(node for node in self.nodes if not node.on_path)

    def edges_from(self, stage: str) -> tuple[FlowEdge, ...]:
        return tuple(edge for edge in self.edges if edge.from_ == stage)

    def node(self, stage: str) -> FlowNode:
        return next(node for node in self.nodes if node.name == stage)


def flow_of(edition: Edition, kind: str) -> Flow:
    """Nodes in drawing order (main line first); edges in the order of the file, one for each stage a step leaves."""
    case = edition.case(kind)
    columns = _columns(case)
    rows: dict[int, int] = {}
    nodes = []
    main = [stage for stage in case.stages if stage.name in _main_line(case)]
    for stage in (*main, *(stage for stage in case.stages if stage not in main)):
        on_path = stage in main
        column = columns[stage.name]
        row = 0 if on_path else rows.get(column, 0) + 1
        rows[column] = row if not on_path else rows.get(column, 0)
        nodes.append(
            FlowNode(stage.name, stage.label, stage.turn, column, row, on_path, stage.ends, stage.outcome, stage.clause)
        )
    line = [stage.name for stage in main]
    edges = [
        FlowEdge(
            step=step.name,
            label=step.label,
            by=step.by,
            from_=start,
            to=step.to,
            on_path=start in line and step.to in line and line.index(step.to) > line.index(start),
            back=columns[step.to] <= columns[start] and step.to in line,
            clocks=_clocks(edition, case, step),
            clause=step.clause,
        )
        for step in case.steps
        for start in step.from_
    ]
    return Flow(tuple(nodes), tuple(edges), case.respondent.label if case.respondent else "")


def _main_line(case: CaseKind) -> list[str]:
    """The stages marked on_path; where none is, the draft and the shortest way to an end."""
    marked = [stage.name for stage in case.stages if stage.on_path]
    if marked or not case.stages:
        return marked
    ways = {case.draft.name: [case.draft.name]}
    queue = [case.draft.name]
    ends = {stage.name for stage in case.stages if stage.ends}
    for name in queue:
        if name in ends:
            return ways[name]
        for step in case.steps_from(name):
            if step.to not in ways:
                ways[step.to] = [*ways[name], step.to]
                queue.append(step.to)
    return [case.draft.name]


def _columns(case: CaseKind) -> dict[str, int]:
    """A main stage has its place in the line; a side stage the place of the earliest stage that leads to it."""
    line = _main_line(case)
    columns = {name: position for position, name in enumerate(line)}
    moved = True
    while moved:
        moved = False
        for step in case.steps:
            starts = [columns[name] for name in step.from_ if name in columns]
            if starts and step.to not in line and min(starts) < columns.get(step.to, len(line)):
                columns[step.to] = min(starts)
                moved = True
    return {stage.name: columns.get(stage.name, 0) for stage in case.stages}


def _clocks(edition: Edition, case: CaseKind, step: Step) -> tuple[str, ...]:
    labels = []
    for name in step.clock:
        clock = case.clock(name)
        if clock.ends_on or clock.ends_at:
            labels.append(clock.label)
            continue
        try:
            length, unit = length_of(edition, clock)
        except ParameterNotSet:
            labels.append(clock.label)
        else:
            labels.append(f"{clock.label} {show_number(length, unit)}")
    return tuple(labels)
