"""How a case goes: stages, the steps between them, what a step sets off, and time limits."""

from __future__ import annotations

from dataclasses import dataclass

from xuzhi.rulebook.entry import Entry
from xuzhi.rulebook.expressions.tree import Expression


@dataclass(frozen=True, kw_only=True)
class Stage(Entry):
    """Where a case can stand, and whose turn it is there. The first stage of a file is the draft."""

    name: str
    label: str
    turn: str = "none"
    hint: str = ""
    ends: bool = False
    outcome: str = ""
    on_path: bool = False


@dataclass(frozen=True, kw_only=True)
class RespondentRule:
    """The other firm of a case, which the case itself names: by the questions that hold its number, its name and,
    where there is one, the address it is invited at. `label` is what that firm is to the case."""

    label: str
    ubn: str
    name: str
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Ground(Entry):
    """A reason that a step may give."""

    code: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Link(Entry):
    """One of the things that must all stand before a step may be taken, each shown by itself."""

    code: str
    label: str
    holds: Expression


@dataclass(frozen=True, kw_only=True)
class Then(Entry):
    """A step that a step sets off in other cases: in the one it is about (`case`), or in every one of a kind (`cases`).

    `about` narrows the latter to cases about "this" one, or about the "same" thing; without it all of the firm's.
    """

    step: str
    case: str = ""
    cases: str = ""
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class Step(Entry):
    """What an actor may do, and where it leads. `notice` is the letter to the firm whose case it is, `tells` the one to
    the respondent: the firm of the case that this one is about. `other_than` names steps: who took the last of one of
    them may not take this one."""

    name: str
    label: str
    by: str
    from_: tuple[str, ...]
    to: str
    hint: str = ""
    guard: Expression | None = None
    guard_otherwise: str = ""
    needs: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = ()
    grounds_from: str = ""
    clock: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    notice: str = ""
    decision: str = ""
    tells: str = ""
    effects: tuple[str, ...] = ()
    then: tuple[Then, ...] = ()
    opens: tuple[str, ...] = ()
    other_than: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OnExpiry:
    """The step that is taken when a clock has run out; `otherwise` where the rules do not allow that one."""

    step: str
    by: str = "clock"
    otherwise: str = ""

    @property
    def steps(self) -> tuple[str, ...]:
        return (self.step, self.otherwise) if self.otherwise else (self.step,)


@dataclass(frozen=True, kw_only=True)
class ClockRule(Entry):
    """A time limit. `lasts` names a parameter or is a number; `before` makes it end that long before another clock.
    One with `ends_on` ends with the day that the date question of that name says, whatever day that is, one with
    `ends_at` with the second of an instant question, which is still in time; a `validity` is no time to act in, so its
    last day is no other when it is a holiday."""

    name: str
    label: str
    lasts: str | int = 0
    unit: str = ""
    before: str = ""
    ends_on: str = ""
    ends_at: str = ""
    runs_from: str = "step"
    on_expiry: OnExpiry | None = None
    notice: str = ""
    keep_running: bool = False
    validity: bool = False

    @property
    def reminds(self) -> bool:
        """It goes off before another clock ends, and is no time limit of its own."""
        return bool(self.before)
