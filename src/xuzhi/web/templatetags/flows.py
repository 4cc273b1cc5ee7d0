"""The flow of a procedure as its two drawings read it: the main line with one's place, and the map of its ways."""

from dataclasses import dataclass, field

from xuzhi.engine.flow import Flow, FlowEdge, FlowNode


@dataclass(frozen=True)
class PathStage:
    """state: done, here, next, stopped, or plain where nobody's place is asked. `here_label` names the side stage."""

    name: str
    label: str
    state: str
    here_label: str = ""
    note: str = ""


@dataclass(frozen=True)
class Way:
    """What may happen in a stage. sort: onward, side, back, end. `then` are the ways out of a side stage."""

    label: str
    by: str
    to_label: str
    sort: str
    clocks: tuple[str, ...]
    clause: str
    then: list["Way"] = field(default_factory=list)
    whom: str = ""  # what another firm is to the case, where it is that firm's


@dataclass(frozen=True)
class MapStage:
    label: str
    turn: str
    clause: str
    ways: list[Way]
    whom: str = ""


def path_of(flow: Flow, here: str = "") -> list[PathStage]:
    """The main line; `here` is the stage where the case stands, on the line or beside it."""
    if not here:
        return [PathStage(node.name, node.label, "plain") for node in flow.main_line]
    place = flow.node(here)
    return [_path_stage(node, place) for node in flow.main_line]


def _path_stage(node: FlowNode, place: FlowNode) -> PathStage:
    if node.column != place.column:
        return PathStage(node.name, node.label, "done" if node.column < place.column else "next")
    stopped = place.ends and not place.on_path
    here_label = "" if place.name == node.name else place.label
    return PathStage(node.name, node.label, "stopped" if stopped else "here", here_label)


def map_of(flow: Flow) -> list[MapStage]:
    """Every stage of the main line with the ways out of it; stages beside the line stand under what leads to them."""
    return [
        MapStage(node.label, node.turn, node.clause, _ways(flow, node, ()), flow.respondent) for node in flow.main_line
    ]


def _ways(flow: Flow, node: FlowNode, above: tuple[str, ...]) -> list[Way]:
    ways = []
    for edge in flow.edges_from(node.name):
        if edge.to == node.name:
            continue
        to = flow.node(edge.to)
        beside = not to.on_path and not to.ends and to.name not in above and len(above) < 2
        then = _ways(flow, to, (*above, node.name)) if beside else []
        ways.append(
            Way(edge.label, edge.by, to.label, _sort(edge, to), edge.clocks, edge.clause, then, flow.respondent)
        )
    return ways


def _sort(edge: FlowEdge, to: FlowNode) -> str:
    if to.ends and not to.on_path:
        return "end"
    if edge.back:
        return "back"
    return "onward" if to.on_path else "side"
