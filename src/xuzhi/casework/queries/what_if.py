"""What other values of parameters would have done: to the checks of cases, and to their time limits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import batched
from typing import Any

from xuzhi.casework.queries.editions import calendar, edition, kind_of
from xuzhi.casework.queries.sealed_facts import SealedFacts, sealed_facts
from xuzhi.casework.queries.what_if_clocks import ClockComparison, compare_clocks
from xuzhi.engine.facts import FactsInvalid, read_facts
from xuzhi.engine.uses import clocks_using
from xuzhi.engine.whatif import Comparison, KnownCase, compare, with_values
from xuzhi.rulebook import Edition

CHUNK = 200


@dataclass(frozen=True)
class Asked:
    """Which cases of a kind, and which values. `values` are typed (`read_value`); `which` is open, past or all; the
    period is of submissions, both days included. `on` is the day of the edition that the values are laid over."""

    programme: str
    kind: str
    values: Mapping[str, Any]
    on: date
    which: str = "all"
    from_on: date | None = None
    until_on: date | None = None

    def wants(self, each: SealedFacts) -> bool:
        if self.which != "all" and each.open != (self.which == "open"):
            return False
        begun = self.from_on is None or each.submitted_on >= self.from_on
        return begun and (self.until_on is None or each.submitted_on <= self.until_on)


@dataclass(frozen=True)
class WhatIf:
    """The answer. `unread` are old answers that today's questions cannot read: (case number, sentence)."""

    edition: Edition
    cases: int
    checks: tuple[Comparison, ...]
    clocks: tuple[ClockComparison, ...]
    unread: tuple[tuple[str, str], ...] = ()

    @property
    def changed(self) -> tuple[str, ...]:
        """Numbers of the cases for which anything would be otherwise."""
        checks = (change.id for each in self.checks for change in each.changed)
        clocks = (change.id for each in self.clocks for change in each.changed)
        return tuple(sorted({*checks, *clocks}))

    def as_json(self) -> dict[str, Any]:
        return {
            "cases": self.cases,
            "checks": [each.as_json() for each in self.checks],
            "clocks": [each.as_json() for each in self.clocks],
        }


def what_if(asked: Asked, *, at: datetime, progress: Callable[[int], None] | None = None) -> WhatIf:
    """Hold the cases against the rules with and without the values; `progress` hears how many have been looked at.

    Seven queries. Raises ProgrammeUnknown, KindUnknown, YearNotLoaded, FunctionFailed.
    """
    before = edition(asked.programme, asked.on)
    kind_of(before, asked.kind)
    after = with_values(before, asked.values)
    cases = [each for each in sealed_facts(asked.programme, asked.kind, asked.on) if asked.wants(each)]
    compared: list[list[Comparison]] = []
    unread: list[tuple[str, str]] = []
    done = 0
    for chunk in batched(cases, CHUNK, strict=False):
        known = [_known(before, asked.kind, each, unread) for each in chunk]
        compared.append(compare(before, after, asked.kind, known))
        done += len(chunk)
        if progress is not None:
            progress(done)
    clocks = clocks_using(before, asked.kind, frozenset(asked.values))
    return WhatIf(
        before,
        len(cases),
        tuple(_together(compared)) if compared else tuple(compare(before, after, asked.kind, [])),
        tuple(compare_clocks(before, after, asked.kind, clocks, [each.id for each in cases], calendar(), at)),
        tuple(unread),
    )


def _known(rules: Edition, kind: str, sealed: SealedFacts, unread: list[tuple[str, str]]) -> KnownCase:
    """The facts of a case as today's questions read them; what they cannot read any more is unknown, and told."""
    try:
        facts = read_facts(rules, kind, sealed.facts)
    except FactsInvalid as invalid:
        wrong = {problem.name.partition("[")[0] for problem in invalid.problems}
        unread += [(sealed.number, sentence) for sentence in invalid.sentences]
        facts = read_facts(rules, kind, {name: each for name, each in sealed.facts.items() if name not in wrong})
    return KnownCase(sealed.number, facts, sealed.on)


def _together(chunks: Sequence[Sequence[Comparison]]) -> Iterable[Comparison]:
    """The comparisons of all chunks, check by check."""
    for parts in zip(*chunks, strict=True):
        yield replace(
            parts[0],
            before={name: sum(each.before[name] for each in parts) for name in parts[0].before},
            after={name: sum(each.after[name] for each in parts) for name in parts[0].after},
            changed=tuple(change for each in parts for change in each.changed),
        )
