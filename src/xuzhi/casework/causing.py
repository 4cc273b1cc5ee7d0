"""Steps that cause steps: which other cases a step moves, and holding all of them in one order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework.holding import stream_of
from xuzhi.casework.locks import hold_name
from xuzhi.casework.models import Case
from xuzhi.casework.queries.editions import Overlays, kind_of
from xuzhi.kernel.roc import taipei_day
from xuzhi.ledger.operations import lock_stream
from xuzhi.ledger.reading import row_of
from xuzhi.rulebook.model import CaseKind, Step, Then


class _MoreToHold(Exception):
    """Another case came within reach while the locks were taken."""


class Reach:
    """The cases that steps set off steps in, as everything stands now. The rules are read once."""

    def __init__(self, at: datetime, overlays: Overlays | None = None) -> None:
        self.overlays = overlays or Overlays()
        self.today = taipei_day(at)

    def kind(self, case: Case) -> CaseKind:
        return kind_of(self.overlays.edition_of(case, self.today), case.kind)

    def set_off(self, case: Case, then: Then) -> list[tuple[Case, Step]]:
        """Every case in which the step can be taken from where it stands, with the step as its own edition has it."""
        found = []
        for other in _named(case, then):
            step = next((each for each in self.kind(other).steps if each.name == then.step), None)
            if step is not None and other.stage in step.from_:
                found.append((other, step))
        return found

    def following(self, case: Case, step: Step) -> Iterator[tuple[Case, Step]]:
        """All steps that follow, those of the first one's before those that they set off themselves."""
        for then in step.then:
            for other, caused in self.set_off(case, then):
                yield other, caused
                yield from self.following(other, caused)


def _named(case: Case, then: Then) -> list[Case]:
    """The cases that a step speaks of, oldest first, in whatever stage they are."""
    rows = Case.objects.filter(programme=case.programme).exclude(id=case.id)
    if then.case:
        return list(rows.filter(id=case.about)) if case.about else []
    rows = rows.filter(kind=then.cases)
    if then.about == "this":
        rows = rows.filter(about=str(case.id))
    elif then.about == "same":
        rows = rows.filter(about=case.about) if case.about else rows.none()
    else:
        rows = rows.filter(firm_ubn=case.firm_ubn)
    return list(rows.order_by("opened_at", "number"))


def what_is_about(case: Case, kind: CaseKind) -> Case | None:
    """The case that a case of the kind would be about: this one, or the nearest that it is about in turn.

    None where one that is further away does not stand any more: a complaint outlives what was ordered."""
    if case.kind in kind.about:
        return case
    found = Case.objects.get(id=case.about)
    near = found.kind in kind.about
    while found.kind not in kind.about:
        found = Case.objects.get(id=found.about)
    return found if near or found.stage in kind.about_stages else None


@dataclass(frozen=True)
class _Within:
    """The cases to hold; and the firm whose cases must not grow meanwhile, where all of a kind are meant."""

    ids: frozenset[str]
    overlays: Overlays
    firm: str = ""
    alone: bool = False  # the step touches no other case, whatever stands where


def hold_all(case_id: UUID | str, step: str | Sequence[str], at: datetime) -> Overlays:
    """Lock the case and every case that its step, or any of several, would move, in the order of their ids: two that
    reach for the same cases never wait for each other in a ring. Needs a transaction.

    Locks that turn out too few are given back before more are taken. Gives what the office laid over the rules, for
    whoever reads the cases next.
    """
    steps = (step,) if isinstance(step, str) else tuple(step)
    within = _within_reach(case_id, steps, at)
    while True:
        try:
            with transaction.atomic():
                for each in sorted(within.ids):
                    lock_stream(stream_of(each))
                if within.firm:
                    hold_name(f"cases of {within.firm}")
                now = within if within.alone else _within_reach(case_id, steps, at)
                if not now.ids <= within.ids or now.firm != within.firm:
                    within = _Within(within.ids | now.ids, now.overlays, now.firm)
                    raise _MoreToHold
        except _MoreToHold:
            continue
        return now.overlays


def _within_reach(case_id: UUID | str, names: Sequence[str], at: datetime) -> _Within:
    reach = Reach(at)
    case = row_of(Case, id=case_id)
    if case is None:
        return _Within(frozenset([str(case_id)]), reach.overlays, alone=True)
    taken = [each for each in reach.kind(case).steps if each.name in names and (each.then or each.opens)]
    if not taken:
        return _Within(frozenset([str(case_id)]), reach.overlays, alone=True)
    steps = [pair for first in taken for pair in ((case, first), *reach.following(case, first))]
    ids = {str(each.id) for each, _ in steps} | {each.about for each, _ in steps if each.about}
    ids |= {str(each.id) for case, caused in steps for each in _opened_about(reach, case, caused)}
    grows = any(caused.opens or any(then.cases for then in caused.then) for _, caused in steps)
    return _Within(frozenset(ids), reach.overlays, case.firm_ubn if grows else "")


def _opened_about(reach: Reach, case: Case, step: Step) -> Iterator[Case]:
    """The cases about which the step opens others."""
    rules = reach.overlays.edition(case.programme, reach.today)
    for name in step.opens:
        about = what_is_about(case, rules.case(name))
        if about is not None:
            yield about
