"""Whether the kinds of a programme fit together: which is about which, and the steps that steps set off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from xuzhi.rulebook.model import CaseKind, Check, Step, Then
from xuzhi.rulebook.problems import Problems, did_you_mean
from xuzhi.rulebook.reading import Source

AMEND, BAR, BAR_LASTS = "amend", "bar", "bar_lasts"

type Node = tuple[str, str]


def in_order_of_need(heads: Sequence[Source], problems: Problems) -> list[Source]:
    """The case files so that each comes after those that it is about or takes questions of."""
    waiting = {_name(head): head for head in heads}
    ordered: list[Source] = []
    while waiting:
        ready = [name for name, head in waiting.items() if not _needed(head) & (waiting.keys() - {name})]
        if not ready:
            names = ", ".join(sorted(waiting))
            problems.error(next(iter(waiting.values())).place(("case",)), f"these kinds are about each other: {names}")
            ready = list(waiting)
        ordered += [waiting.pop(name) for name in ready]
    return ordered


def needed_for(name: str, heads: Sequence[Source]) -> list[Source]:
    """Of the case files that of one kind and those that it is about or takes questions of, and theirs; all of them
    where there is no such kind."""
    named = {_name(head): head for head in heads}
    wanted, more = set[str](), {name}
    while more:
        wanted |= more
        more = {each for known in more & named.keys() for each in _needed(named[known])} - wanted
    return [head for head in heads if _name(head) in wanted] if name in named else list(heads)


def _name(head: Source) -> str:
    name = _case(head).get("name")
    return name if isinstance(name, str) and name else head.file.rpartition("/")[2].removesuffix(".toml")


def _needed(head: Source) -> set[str]:
    about = _case(head).get("about")
    named = [about] if isinstance(about, str) else about if isinstance(about, list) else []
    return {each for each in (*named, _case(head).get("questions_of")) if isinstance(each, str)}


def _case(head: Source) -> dict[str, Any]:
    case = head.data.get("case")
    return case if isinstance(case, dict) else {}


def check_links(cases: Sequence[CaseKind], policies: Iterable[str], unread: Sequence[str], problems: Problems) -> None:
    """Note kinds that are not there, steps that cannot be set off, circles of them, and effects without their means."""
    kinds = {case.name: case for case in cases}
    for case in cases:
        for name in dict.fromkeys((*case.about, *filter(None, [case.questions_of]))):
            if name not in kinds and name not in unread:
                word = "about" if name in case.about else "questions_of"
                problems.error(case.place, f'{word} "{name}" is not a case kind{did_you_mean(name, kinds)}')
        _check_revises(case, kinds, problems)
        for check in case.checks:
            _check_nightly(case, check, kinds, unread, problems)
        for step in case.steps:
            _check_step(case, step, kinds, unread, problems)
            _check_effects(case, step, policies, problems)
    _check_circles(kinds, problems)


def _check_revises(case: CaseKind, kinds: dict[str, CaseKind], problems: Problems) -> None:
    """What a document is a later text of stands in a kind that this one is about."""
    there = [each.name for name in case.about if name in kinds for each in kinds[name].documents]
    for document in case.documents:
        for name in document.revises:
            if name not in there:
                says = f'"{document.name}" revises "{name}", no document of what it is about'
                problems.error(document.place, f"{says}{did_you_mean(name, there)}")


def _check_nightly(
    case: CaseKind, check: Check, kinds: dict[str, CaseKind], unread: Sequence[str], problems: Problems
) -> None:
    """What a check opens by night is about what is listed: the case itself, or those of the firm whose case it is."""
    if not check.nightly or check.nightly in unread:
        return
    opened = kinds.get(check.nightly)
    if opened is None:
        told = did_you_mean(check.nightly, kinds)
        problems.error(check.place, f'nightly: "{check.nightly}" is not a case kind{told}')
    elif "system" not in opened.opened_by:
        problems.error(check.place, f'nightly: "{check.nightly}" is not opened by "system"')
    elif not opened.about:
        problems.error(check.place, f'nightly: "{check.nightly}" is about no other case')


def _check_step(
    case: CaseKind, step: Step, kinds: dict[str, CaseKind], unread: Sequence[str], problems: Problems
) -> None:
    for then in step.then:
        if then.case and not case.about:
            problems.error(then.place, f'step "{step.name}": "{case.name}" is about no other case')
        for name in _aimed_at(case, then):
            if name in unread:
                continue
            if name not in kinds:
                problems.error(then.place, f'then: "{name}" is not a case kind{did_you_mean(name, kinds)}')
                continue
            _check_target(case, then, kinds[name], problems)
    for name in step.opens:
        opened = kinds.get(name)
        if opened is None:
            if name not in unread:
                problems.error(step.place, f'opens: "{name}" is not a case kind{did_you_mean(name, kinds)}')
            continue
        if "system" not in opened.opened_by:
            problems.error(step.place, f'opens "{name}", whose opened_by does not name "system"')
        if not _ancestry(case, kinds) & set(opened.about):
            problems.error(step.place, f'opens "{name}", which is not about "{case.name}" nor about what that is about')


def _ancestry(case: CaseKind, kinds: dict[str, CaseKind]) -> set[str]:
    """The kind, those that it is about, and those that they are about in turn."""
    found, queue = {case.name}, list(case.about)
    for name in queue:
        if name not in found and name in kinds:
            found.add(name)
            queue += kinds[name].about
    return found | set(case.about)


def _check_target(case: CaseKind, then: Then, target: CaseKind, problems: Problems) -> None:
    steps = {step.name: step for step in target.steps}
    step = steps.get(then.step)
    if step is None:
        told = did_you_mean(then.step, steps)
        problems.error(then.place, f'then: step "{then.step}" of "{target.name}" is not there{told}')
    elif step.by != "system":
        problems.error(then.place, f'then: step "{then.step}" of "{target.name}" is taken by the {step.by}, not system')
    if then.about == "this" and case.name not in target.about:
        problems.error(then.place, f'then: "{target.name}" is not about "{case.name}"')
    if then.about == "same" and not set(case.about) & set(target.about):
        problems.error(then.place, f'then: "{target.name}" and "{case.name}" are about nothing in common')


def _check_effects(case: CaseKind, step: Step, policies: Iterable[str], problems: Problems) -> None:
    if AMEND in step.effects and not case.questions_of:
        problems.error(step.place, f'step "{step.name}" amends, but the case asks no questions_of another')
    if BAR in step.effects and BAR_LASTS not in policies:
        problems.error(step.place, f'step "{step.name}" bars, but [policies] has no {BAR_LASTS} = "PARAMETER"')


def _aimed_at(case: CaseKind, then: Then) -> tuple[str, ...]:
    return case.about if then.case else (then.cases,)


def _check_circles(kinds: dict[str, CaseKind], problems: Problems) -> None:
    """A step that would set itself off in the end would never come to one."""
    leads: dict[Node, list[tuple[Node, Then]]] = {
        (case.name, step.name): [((name, then.step), then) for then in step.then for name in _aimed_at(case, then)]
        for case in kinds.values()
        for step in case.steps
    }
    told: set[Node] = set()
    for start in leads:
        reached, queue = {start}, [start]
        for node in queue:
            for following, then in leads.get(node, ()):
                if following == start and start not in told:
                    told |= reached
                    problems.error(then.place, f'step "{start[1]}" of "{start[0]}" sets itself off in the end')
                elif following not in reached:
                    reached.add(following)
                    queue.append(following)
