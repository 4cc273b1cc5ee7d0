"""What a case file says of its review panel: who sits, by which criteria, and which settings the office gives."""

from __future__ import annotations

from dataclasses import dataclass

from xuzhi.rulebook.expressions.tree import Expression
from xuzhi.rulebook.model import Choice, Entry

LEADER = "leader"
"""What the role of whoever leads is called, among the people who may attend."""
RESULT_FACTS = {
    "panel.opened": "yes_no",
    "panel.quorate": "yes_no",
    "panel.passed": "yes_no",
    "panel.total": "number",
    "panel.bonus": "number",
    "panel.short": "choices",
}
PANEL_FACTS = RESULT_FACTS | {
    "panel.starts_at": "instant",
    "panel.material_until": "instant",
    "panel.attended": "yes_no",
}
"""What a panel tells its case, with the type of the question that asks for it (`filled_by = "platform"`)."""


@dataclass(frozen=True, kw_only=True)
class Criterion(Entry):
    """What reviewers give points for. `weight` names a parameter; `scale`, the most points one may give, is a
    parameter, a whole number, or empty: then points are given out of the weight itself. With `bonus`, points beside
    the total may be given. `beside` names the questions and documents shown next to it. Points are given only where
    `when` holds."""

    name: str
    label: str
    says: str = ""
    weight: str = ""
    scale: str | int = ""
    bonus: bool = False
    beside: tuple[str, ...] = ()
    when: Expression | None = None


@dataclass(frozen=True, kw_only=True)
class Attending(Entry):
    """Who may attend for the firm: `records` with name, role (of which one is `leader`), job_title, manages."""

    records: str = ""


@dataclass(frozen=True, kw_only=True)
class StandingIn(Entry):
    """How somebody else stands in for whoever leads: `form` is the template, in papers/, of the paper that it takes."""

    form: str = ""


@dataclass(frozen=True, kw_only=True)
class CoursePhase(Choice):
    """A part of the meeting. `hint`: what the firm does in it."""

    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class Course(Entry):
    """How the meeting goes: `phases` one after the other, each with a time; `slides` are the documents it opens."""

    phases: tuple[CoursePhase, ...] = ()
    slides: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NamedParty:
    """A firm that the case names by two questions: its number and its name. `label` is what it is to the case."""

    code: str
    label: str
    ubn: str
    name: str


@dataclass(frozen=True, kw_only=True)
class ConsentRule(Entry):
    """A panel is asked once more, in a case about the one that it settled: `members` are the records that hold what
    each of its members answered, `needed` the number that says how many have to agree, `summons` the notice to each."""

    members: str
    needed: str
    summons: str = ""


@dataclass(frozen=True, kw_only=True)
class PanelRule(Entry):
    """A panel that sits on a kind of case. What ends in `members`, `mark`, `most`, `mail` or `difference` names a
    parameter; `invitation` and `summons` name notices (to the firm, to a reviewer), `minutes` a letter's template.
    `parties_from` are lists of records with a name and a business number, of firms that a reviewer may not be tied
    to; `parties` the single ones, each by two questions; `script_from` a list of records of which each is something
    to be shown. `call` is the step by the system that is taken with the letter to the firm. `settles` are questions
    whose answers the minutes list. `recall` is the one taken when its sitting
    is called off before the material's time; `called_off` and `summons_off` name the notices that say so."""

    stages: tuple[str, ...]
    least_members: str
    pass_mark: str
    bonus_most: str = ""
    outlier_difference: str = ""
    free_mail: str = ""
    parties_from: tuple[str, ...] = ()
    parties: tuple[NamedParty, ...] = ()
    script_from: str = ""
    invitation: str = ""
    summons: str = ""
    minutes: str = ""
    call: str = ""
    recall: str = ""
    called_off: str = ""
    summons_off: str = ""
    settles: tuple[str, ...] = ()
    expertise: tuple[Choice, ...] = ()
    label: str = ""
    people: Attending | None = None
    proxy: StandingIn | None = None
    course: Course | None = None

    def parameters(self) -> tuple[str, ...]:
        """The parameters it names."""
        named = (self.least_members, self.pass_mark, self.bonus_most, self.outlier_difference, self.free_mail)
        return tuple(name for name in named if name)

    @property
    def parts(self) -> tuple[Entry, ...]:
        """What of it cites clauses of its own."""
        return tuple(each for each in (self.people, self.proxy, self.course) if each is not None)

    @property
    def phases(self) -> tuple[CoursePhase, ...]:
        return self.course.phases if self.course is not None else ()
