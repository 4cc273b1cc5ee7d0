"""What another value of a parameter would have done to many cases at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from xuzhi.engine.checking import check_one
from xuzhi.engine.facts import Facts
from xuzhi.kernel.outcome import Outcome
from xuzhi.rulebook.editions import Edition
from xuzhi.rulebook.model import CaseKind, Check

if TYPE_CHECKING:
    import polars as pl

NOT_APPLICABLE = "not_applicable"
OUTCOMES = (*(outcome.value for outcome in Outcome), NOT_APPLICABLE)


@dataclass(frozen=True)
class KnownCase:
    """A case to look at: how it is called, its typed facts, and the day on which it is judged."""

    id: str
    facts: Facts
    on: date


@dataclass(frozen=True)
class Change:
    id: str
    before: str
    after: str


@dataclass(frozen=True)
class Comparison:
    """One check over all cases: how many had which outcome before and after, and those that changed."""

    check: str
    clause: str
    label: str
    before: Mapping[str, int]
    after: Mapping[str, int]
    changed: tuple[Change, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "check": self.check,
            "clause": self.clause,
            "label": self.label,
            "before": dict(self.before),
            "after": dict(self.after),
            "changed": [{"id": each.id, "before": each.before, "after": each.after} for each in self.changed],
        }


def with_values(edition: Edition, values: Mapping[str, Any]) -> Edition:
    """The edition with other values of parameters from its day on. Raises KeyError for an unknown parameter."""
    parameters = {
        name: {**edition.overlay.parameters.get(name, {}), edition.on: value} for name, value in values.items()
    }
    overlay = replace(edition.overlay, parameters={**edition.overlay.parameters, **parameters})
    return edition.programme.edition(edition.on, overlay)


def compare(before: Edition, after: Edition, kind: str, cases: Sequence[KnownCase]) -> list[Comparison]:
    """Every check of the kind, in the order of the file, over all cases under both editions."""
    case = before.case(kind)
    if not cases:
        return [
            Comparison(check.name, check.clause, check.label, _counts([]), _counts([]), ()) for check in case.checks
        ]
    from xuzhi.engine.frames import frame_of  # Polars takes long to load: only who compares pays for it

    frame = frame_of(before.scope(kind).facts, [each.facts for each in cases], [each.on for each in cases])
    compared = []
    for check in case.checks:
        one = outcomes_over(before, case, check, frame, cases)
        other = outcomes_over(after, case, after.case(kind).check(check.name), frame, cases)
        changed = tuple(
            Change(each.id, was, would_be)
            for each, was, would_be in zip(cases, one, other, strict=True)
            if was != would_be
        )
        compared.append(Comparison(check.name, check.clause, check.label, _counts(one), _counts(other), changed))
    return compared


def outcomes_over(
    edition: Edition, case: CaseKind, check: Check, frame: pl.DataFrame, cases: Sequence[KnownCase]
) -> list[str]:
    """The outcome of one check for every case, `not_applicable` where its `when` is false."""
    import polars as pl

    from xuzhi.engine.frames import evaluate_over

    if check.holds is None:
        return [_outcome_of_one(edition, case, check, each) for each in cases]
    holds = evaluate_over(frame, check.holds.tree, edition.values)
    applies = pl.Series("applies", [True]).new_from_index(0, frame.height)
    if check.when is not None:
        applies = evaluate_over(frame, check.when.tree, edition.values)
    outcome = (
        pl.when(pl.col("applies").not_())
        .then(pl.lit(NOT_APPLICABLE))
        .when(pl.col("applies") & pl.col("holds"))
        .then(pl.lit(Outcome.MET.value))
        .when(pl.col("applies") & pl.col("holds").not_())
        .then(pl.lit(Outcome.NOT_MET.value))
        .otherwise(pl.lit(Outcome.UNDETERMINED.value))
    )
    both = pl.DataFrame({"holds": holds, "applies": applies})
    return both.select(outcome.alias("outcome"))["outcome"].to_list()


def _outcome_of_one(edition: Edition, case: CaseKind, check: Check, known: KnownCase) -> str:
    finding = check_one(edition, case, check, known.facts, on=known.on)
    return NOT_APPLICABLE if finding is None else finding.outcome.value


def _counts(outcomes: Sequence[str]) -> dict[str, int]:
    return {outcome: outcomes.count(outcome) for outcome in OUTCOMES}
