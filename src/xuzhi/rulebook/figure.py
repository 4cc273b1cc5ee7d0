"""A figure that a programme has counted: of which cases, how many or how much, in which groups, and who may see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from xuzhi.rulebook.borrowing import ABOUT
from xuzhi.rulebook.entry import Entry
from xuzhi.rulebook.form import Question
from xuzhi.rulebook.model import CaseKind


class Group(StrEnum):
    """Groups that need no question: the firm's county, the round, the year of first submission by Taipei's clock."""

    COUNTY = "county"
    ROUND = "round"
    YEAR = "year"


OUTCOME = "outcome"
"""What `split` says where the columns are how cases ended; else it names a check of the kind."""

GROUPING = ("choice", "yes_no", "text")
SUMMED = ("money", "number", "records")


@dataclass(frozen=True, kw_only=True)
class FigureRule(Entry):
    """Of the submitted cases of the kind `counts`, those that have `reached` one of the stages (all, where it names
    none), in groups `by` a question or a Group: how many, or the `sums` of questions; records are counted, those with a
    `unique` field each value once. `split` puts what came of them side by side; `share` is the stage whose part of what
    has ended is shown in per cent. One that is `public` is shown to everybody, without small counts; the others are
    for the office and the organiser. `unit` is of the sums, where the questions have none.
    """

    name: str
    title: str
    counts: str
    by: str
    reached: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()
    split: str = ""
    share: str = ""
    unit: str = ""
    public: bool = False

    @property
    def groups_itself(self) -> bool:
        """Whether the groups are of the case, not of an answer."""
        return self.by in tuple(Group)

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions whose answers it needs, as the kind knows them."""
        return self.sums if self.groups_itself else (self.by, *self.sums)


@dataclass(frozen=True)
class Asked:
    """Where an answer is found: so many cases up, asked there as `question` in one of the kinds."""

    up: int
    question: Question


def asked_as(kinds: Mapping[str, CaseKind], counts: str, name: str) -> Asked | None:
    """The question that a figure of the kind means by a name: its own, or, each `about.` one case further up, that of a
    case it is about. What a case keeps of the one that it is about is found there."""
    up, at = 0, [kinds[counts]] if counts in kinds else []
    while name.startswith(f"{ABOUT}."):
        name, up, at = name.removeprefix(f"{ABOUT}."), up + 1, _about(kinds, at)
    while True:
        found = next((each for kind in at for each in kind.questions if each.name == name), None)
        if found is None or found.filled_by != ABOUT:
            return Asked(up, found) if found is not None else None
        up, at = up + 1, _about(kinds, at)


def _about(kinds: Mapping[str, CaseKind], at: Iterable[CaseKind]) -> list[CaseKind]:
    return [kinds[name] for kind in at for name in kind.about if name in kinds]
