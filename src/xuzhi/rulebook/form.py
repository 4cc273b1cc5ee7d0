"""What a form is made of, as frozen values: pages, questions, the answers to choose from, documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xuzhi.rulebook.entry import Entry
from xuzhi.rulebook.expressions.tree import Expression


@dataclass(frozen=True, kw_only=True)
class Choice:
    """An answer to choose; offered only where `when` holds, or is not known yet."""

    code: str
    label: str
    clause: str = ""
    when: Expression | None = None


@dataclass(frozen=True, kw_only=True)
class Section(Entry):
    """A page of the form. `shows` names what is worked out of its answers and shown with them."""

    name: str
    label: str
    hint: str = ""
    shows: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Question(Entry):
    """Something the applicant, a register or the platform answers. In `records`, `fields` are questions themselves.

    `rows_for` names the choice of records for each of whose answers the form begins with a row; with `one_each` there
    are just these. `document` is where a file answer's files stand. `carried_from` names earlier answers of the firm
    that may stand here (`supplier.machine_rooms`). `shown_if` names the yes_no beside a field that makes it public.
    `looks_up` names the records whose hosts a register's question is looked up with. One `by` the officer is answered
    by the office; one with `stages` is asked only while the case stands there. Records `by_file` come from a list
    of hundreds: a table instead of cards, with `unique` the field by which a row is the same as another, and `goal` the
    parameter that says how many different ones it takes.
    """

    name: str
    type: str
    label: str
    hint: str = ""
    section: str = ""
    required: bool | Expression = True
    when: Expression | None = None
    unit: str = ""
    of: tuple[Choice, ...] = ()
    of_list: str = ""
    fields: tuple[Question, ...] = ()
    at_least: int | None = None
    at_most: int | None = None
    decimals: int | None = None
    register: str = ""
    looks_up: str = ""
    filled_by: str = ""
    public: bool = False
    confirm: bool = False
    disputable: bool = False
    confidential: bool = False
    office_only: bool = False
    pattern: str = ""
    example: str = ""
    change: str = ""
    rows_for: str = ""
    one_each: bool = False
    document: str = ""
    carried_from: tuple[str, ...] = ()
    shown_if: str = ""
    by: str = ""
    stages: tuple[str, ...] = ()
    by_file: bool = False
    unique: str = ""
    goal: str = ""
    names_file: str = ""

    def field_named(self, name: str) -> Question | None:
        return next((each for each in self.fields if each.name == name), None)

    def choice(self, code: str) -> Choice | None:
        return next((each for each in self.of if each.code == code), None)


@dataclass(frozen=True, kw_only=True)
class Document(Entry):
    """A file to attach. `number` is its number in the published rules, such as 附件 1.

    `reads` says what is looked for in it and held against which answer: {"company.ubn": "business_number"}. One `by`
    the officer is the office's own, such as what an inspection found, one by the respondent the other firm's, one by
    `about` stands in the case that this one is about, and is read there. One with
    `during` is handed in while the clock of that name runs, and stays as it is from its end on; one with `stages` is
    asked only while the case stands there.
    `written_from` names the sections that the platform writes it from, `same_as` the document whose text it repeats,
    `revises` those of the case that this one is about of whose text it is a later one,
    `paper` the template in papers/ of what is to be signed.
    """

    name: str
    label: str
    number: str = ""
    hint: str = ""
    kinds: tuple[str, ...] = ()
    required: bool | Expression = True
    when: Expression | None = None
    at_least: int = 1
    at_most: int | None = None
    section: str = ""
    max_mb: int | None = None
    template: str = ""
    confidential: bool = False
    reads: Mapping[str, str] = field(default_factory=dict, hash=False)
    fonts: Mapping[str, str] = field(default_factory=dict)  # parameters by cjk, latin, size, pdf; and the clause
    written_from: tuple[str, ...] = ()
    same_as: str = ""
    revises: tuple[str, ...] = ()
    paper: str = ""
    change: str = ""
    by: str = "applicant"
    during: str = ""
    stages: tuple[str, ...] = ()
