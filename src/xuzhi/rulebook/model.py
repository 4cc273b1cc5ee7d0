"""What a programme's folder says, as frozen values. Attribute names are the words of the files (`from_` for `from`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xuzhi.kernel.clause import Clause
from xuzhi.rulebook.digests import digest_of
from xuzhi.rulebook.entry import Entry
from xuzhi.rulebook.example import Example
from xuzhi.rulebook.expressions.tree import Expression
from xuzhi.rulebook.expressions.types import Type
from xuzhi.rulebook.form import Choice, Document, Question, Section
from xuzhi.rulebook.letters import Contact, NoticeRule
from xuzhi.rulebook.procedure import ClockRule, Ground, OnExpiry, RespondentRule, Stage, Step, Then

if TYPE_CHECKING:
    from xuzhi.rulebook.editions import Edition
    from xuzhi.rulebook.figure import FigureRule
    from xuzhi.rulebook.overlay import Overlay
    from xuzhi.rulebook.panel import ConsentRule, Criterion, PanelRule

__all__ = [
    "CaseKind", "Check", "Choice", "ClockRule", "Contact", "Dated", "DatedClause", "Document", "Entry", "Ground",
    "NoticeRule", "OnExpiry", "Parameter", "Programme", "Question", "Round", "Section", "Stage", "Step", "Then",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class DatedClause(Entry):
    """A clause of the register with its place and dates."""

    id: str
    text: Clause


@dataclass(frozen=True, kw_only=True)
class Dated:
    """One value of a parameter and the days it holds; None for `until` is open, None for `value` is not set."""

    from_: date
    until: date | None
    value: Any


@dataclass(frozen=True, kw_only=True)
class Parameter(Entry):
    """A value that a clause sets. `values` is empty when it is "set by the office" and nothing was entered yet."""

    name: str
    label: str
    unit: str = ""
    type: Type
    values: tuple[Dated, ...] = ()
    set_by_office: bool = False
    hint: str = ""

    def value_on(self, on: date) -> Any | None:
        """The value of that day, or None when none is in force."""
        found = None
        for dated in self.values:
            if dated.from_ <= on and (dated.until is None or on <= dated.until):
                found = dated.value
        return found


@dataclass(frozen=True, kw_only=True)
class Check(Entry):
    """A rule applied to the facts: an expression that must hold, or a named function of checks.py.

    One that is `eligibility` is applied before a case exists and, after an approval, again every night; so is one that
    is `nightly`, which names the kind of case that is opened when it comes to be not met.
    """

    name: str
    label: str
    holds: Expression | None = None
    function: str = ""
    when: Expression | None = None
    otherwise: str = ""
    met: str = ""
    undetermined: str = ""
    remedy: str = ""
    confirmed_by: str = ""
    blocking: bool = False
    eligibility: bool = False
    nightly: str = ""

    @property
    def looked_at_again(self) -> bool:
        return self.eligibility or bool(self.nightly)


@dataclass(frozen=True, kw_only=True)
class Round(Entry):
    """A window in which applications of some kinds are taken; both instants belong to it."""

    name: str
    title: str
    opens_at: datetime
    closes_at: datetime
    cases: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tentative: bool = False
    cancelled: bool = False
    printed: tuple[str, ...] = ()

    def open_at(self, instant: datetime) -> bool:
        """Whether a submission at that instant is in; 17:00:00 is, 17:00:01 is not. A cancelled round takes none."""
        within = self.opens_at <= instant and instant.replace(microsecond=0) <= self.closes_at
        return within and not self.cancelled


@dataclass(frozen=True, kw_only=True)
class CaseKind(Entry):
    """One kind of case: what is asked, attached, checked and done.

    `about` names the kinds that it may be about, `about_facts` what it may know of such a case, as questions whose
    names begin with `about.`. What `questions_of` brought along stands among its own sections, questions and so on.
    `purpose` says what it is for on a market: order, plan_change, export, complaint; `paper` is the template in papers/
    of what is agreed on in it; `respondent` says which questions name the other firm, where it is not that of the case
    that this one is about; `consent` which hold the answers of a panel that is asked once more; `from_opening` names
    clocks that run from the day it is opened.
    """

    name: str
    title: str
    hint: str = ""
    opened_by: tuple[str, ...] = ("firm",)
    about: tuple[str, ...] = ()
    about_stages: tuple[str, ...] = ()
    one_at_a_time: bool = False
    questions_of: str = ""
    about_facts: tuple[Question, ...] = ()
    respondent: RespondentRule | None = None
    needs_approved: str = ""
    needs_code: bool = False
    subject: str = ""
    per_firm: str = "many"
    confidential: bool = False
    compares: tuple[str, ...] = ()
    purpose: str = ""
    paper: str = ""
    from_opening: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    questions: tuple[Question, ...] = ()
    documents: tuple[Document, ...] = ()
    checks: tuple[Check, ...] = ()
    stages: tuple[Stage, ...] = ()
    steps: tuple[Step, ...] = ()
    clocks: tuple[ClockRule, ...] = ()
    notices: tuple[NoticeRule, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    panel: PanelRule | None = None
    consent: ConsentRule | None = None

    @property
    def known_questions(self) -> tuple[Question, ...]:
        """Its own questions, and the facts of the case that it is about."""
        return self.questions + self.about_facts

    @property
    def starts_alone(self) -> bool:
        """Whether a firm may open it without another case that it is about."""
        return "firm" in self.opened_by and not self.about

    def question(self, name: str) -> Question:
        return _named(self.known_questions, name)

    def document(self, name: str) -> Document:
        return _named(self.documents, name)

    def check(self, name: str) -> Check:
        return _named(self.checks, name)

    def stage(self, name: str) -> Stage:
        return _named(self.stages, name)

    def step(self, name: str) -> Step:
        return _named(self.steps, name)

    def clock(self, name: str) -> ClockRule:
        return _named(self.clocks, name)

    def criterion(self, name: str) -> Criterion:
        return _named(self.criteria, name)

    def section(self, name: str) -> Section:
        return _named(self.sections, name)

    def notice(self, name: str) -> NoticeRule:
        return _named(self.notices, name)

    @cached_property
    def digest(self) -> str:
        """The hash of the kind as it is in force; made once, as an edition of every day asks for it."""
        return digest_of(self)

    @property
    def has_respondent(self) -> bool:
        """Whether the firm of the case that it is about acts in it too."""
        return any(step.by == "respondent" for step in self.steps)

    @property
    def draft(self) -> Stage:
        return self.stages[0]

    def steps_from(self, stage: str) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if stage in step.from_)

    def entries(self) -> Iterator[Entry]:
        """Everything in the file that may cite a clause."""
        yield self
        yield from self.sections
        for question in self.questions:
            yield question
            yield from question.fields
        for group in (self.documents, self.checks, self.stages, self.steps, self.clocks, self.notices, self.criteria):
            yield from group
        if self.panel is not None:
            yield self.panel
            yield from self.panel.parts
        if self.consent is not None:
            yield self.consent
        for step in self.steps:
            yield from step.grounds
            yield from step.links


def _named[T: Entry](entries: tuple[T, ...], name: str) -> T:
    for entry in entries:
        if getattr(entry, "name") == name:  # noqa: B009  every entry kept in a case kind has a name
            return entry
    raise KeyError(name)


@dataclass(frozen=True, kw_only=True)
class Programme:
    """A whole folder as written, with every date in it. `edition(on)` is what holds on one day."""

    id: str
    folder: Path
    title: str
    short_title: str
    summary: str = ""
    agency: str = ""
    executing_unit: str = ""
    source: str = ""
    number_prefix: str = ""
    letter_word: str = ""
    url: str = ""
    contact: Contact = field(default_factory=Contact)
    head: Entry = field(default_factory=Entry)
    rounds: tuple[Round, ...] = ()
    policies: Mapping[str, Any] = field(default_factory=dict)
    clauses: tuple[DatedClause, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    cases: tuple[CaseKind, ...] = ()
    notices: tuple[NoticeRule, ...] = ()
    figures: tuple[FigureRule, ...] = ()
    examples: tuple[Example, ...] = ()
    functions: tuple[str, ...] = ()
    translations: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def case(self, name: str) -> CaseKind:
        return _named(self.cases, name)

    def parameter(self, name: str) -> Parameter:
        return _named(self.parameters, name)

    def entries(self) -> Iterator[Entry]:
        """Everything that may cite a clause."""
        yield self.head
        yield self.contact
        yield from self.rounds
        yield from self.parameters
        yield from self.notices
        yield from self.figures
        for case in self.cases:
            yield from case.entries()

    def edition(self, on: date, overlay: Overlay | None = None) -> Edition:
        """The rulebook as of a day, with what the office has entered laid over the files."""
        from xuzhi.rulebook.editions import Edition
        from xuzhi.rulebook.overlay import Overlay

        return Edition.of(self, on, overlay or Overlay())
