"""An edition: the rulebook as of a day, with what the office entered laid over the files, and a hash of all of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from xuzhi.kernel.clause import Clause
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import LANGUAGES
from xuzhi.rulebook.digests import digest_of
from xuzhi.rulebook.expressions.tree import Scope
from xuzhi.rulebook.model import CaseKind, Contact, Entry, Parameter, Programme, Round
from xuzhi.rulebook.overlay import Announcement, Overlay, entered_on, with_listed_choices
from xuzhi.rulebook.scopes import scope_of, with_procedure
from xuzhi.rulebook.templates import Template, parse_template
from xuzhi.rulebook.variants import variant


class ParameterNotSet(Refusal):
    """A value is wanted that the source leaves to the office, and the office has not entered it."""

    code = "rulebook.parameter_not_set"


class CaseKindUnknown(Refusal, KeyError):
    """The programme has no such case kind (in this edition)."""

    code = "rulebook.case_unknown"


@dataclass(frozen=True, eq=False)
class Edition:
    """What holds on one day. `values` has every parameter; None where it is not set or not in force.

    `sha256` covers all that is in force: the same rules on another day have the same hash.
    """

    programme_id: str
    title: str
    on: date
    values: Mapping[str, Any | None]
    parameters: Mapping[str, Parameter]
    cases: Mapping[str, CaseKind]
    clauses: Mapping[str, Clause]
    rounds: tuple[Round, ...]
    contact: Contact
    programme: Programme
    overlay: Overlay = field(default_factory=Overlay)
    language: str = LANGUAGES[0]

    @classmethod
    def of(cls, programme: Programme, on: date, overlay: Overlay) -> Edition:
        """The edition of a day. Raises KeyError when the overlay sets a parameter that the rulebook does not know."""
        parameters = {each.name: each for each in programme.parameters if each.in_force(on)}
        values = {name: each.value_on(on) for name, each in parameters.items()}
        for name, dated in overlay.parameters.items():
            programme.parameter(name)
            if name in values and (entered := entered_on(dated, on, parameters[name])) is not None:
                values[name] = entered
        entered_rounds = {each.name for each in overlay.rounds}
        rounds = tuple(each for each in programme.rounds if each.in_force(on) and each.name not in entered_rounds)
        return cls(
            programme_id=programme.id,
            title=programme.title,
            on=on,
            values=values,
            parameters=parameters,
            cases={
                case.name: with_listed_choices(case_on(case, on), values, overlay, on)
                for case in programme.cases
                if case.in_force(on)
            },
            clauses={each.id: each.text for each in programme.clauses if each.in_force(on)},
            rounds=tuple(sorted((*rounds, *overlay.rounds), key=lambda each: each.opens_at)),
            contact=overlay.contact_on(on) or programme.contact,
            programme=programme,
            overlay=overlay,
        )

    def case(self, kind: str) -> CaseKind:
        """Raises CaseKindUnknown."""
        if kind not in self.cases:
            raise CaseKindUnknown(name=kind, programme=self.programme_id, known=", ".join(self.cases))
        return self.cases[kind]

    def value(self, name: str) -> Any:
        """A parameter's value. Raises ParameterNotSet (a Refusal) when there is none, KeyError when unknown."""
        value = self.values[name]
        if value is None:
            parameter = self.parameters[name]
            raise ParameterNotSet(clause=parameter.clause or None, name=name, label=parameter.label, on=self.on)
        return value

    def rounds_at(self, instant: datetime, case: str = "") -> tuple[Round, ...]:
        """The rounds that take that kind of case at that instant; both ends of a round belong to it."""
        return tuple(
            each for each in self.rounds if each.open_at(instant) and (not case or not each.cases or case in each.cases)
        )

    @property
    def announcements(self) -> tuple[Announcement, ...]:
        """The office's public notices of the day, the newest first."""
        standing = [each for each in self.overlay.announcements if each.stands_on(self.on)]
        return tuple(sorted(standing, key=lambda each: each.from_on, reverse=True))

    def translated(self, lang: str) -> Edition:
        """This edition with the labels of `translations/<lang>.toml`; itself when there is no such file."""
        if lang == self.language:
            return self
        from xuzhi.rulebook.translating import translate_programme

        texts = translations_of(self.programme, lang)
        if not texts:
            return self
        translated = Edition.of(translate_programme(self.programme, texts), self.on, self.overlay)
        # The hash is of the rules as published, not of their translation.
        object.__setattr__(translated, "sha256", self.sha256)
        return replace_language(translated, lang)

    @cached_property
    def sha256(self) -> str:
        functions = self.programme.folder / "checks.py"
        content = {
            "programme": self.programme_id,
            "values": self.values,
            "cases": {name: case.digest for name, case in self.cases.items()},
            "clauses": self.clauses,
            "rounds": self.rounds,
            "policies": self.programme.policies,
            "functions": hashlib.sha256(functions.read_bytes()).hexdigest() if functions.is_file() else None,
        }
        return digest_of(content)

    @cached_property
    def _scopes(self) -> dict[str, tuple[Scope, Scope]]:
        return {}

    @cached_property
    def _templates(self) -> dict[tuple[str, str], Template]:
        return {}

    def scope(self, kind: str, *, in_procedure: bool = False) -> Scope:
        """The names that expressions of a case kind know."""
        if kind not in self._scopes:
            case = self.case(kind)
            scope = scope_of(case.known_questions, self.parameters.values(), f'the case kind "{kind}"')
            steps, documents = [step.name for step in case.steps], [each.name for each in case.documents]
            self._scopes[kind] = (scope, with_procedure(scope, steps, documents))
        return self._scopes[kind][in_procedure]

    def template(self, kind: str, text: str) -> Template:
        """A sentence of that case kind, parsed once."""
        if (kind, text) not in self._templates:
            self._templates[kind, text] = parse_template(text, self.scope(kind, in_procedure=True))
        return self._templates[kind, text]


def replace_language(edition: Edition, lang: str) -> Edition:
    hashed = edition.sha256
    spoken = replace(edition, language=lang)
    object.__setattr__(spoken, "sha256", hashed)
    return spoken


def translations_of(programme: Programme, lang: str) -> Mapping[str, Any]:
    """The texts of translations/<lang>.toml, empty when there is no such file."""
    if lang in programme.translations:
        return programme.translations[lang]
    from xuzhi.rulebook.problems import Problems
    from xuzhi.rulebook.reading import read_source

    if not (programme.folder / "translations" / f"{lang}.toml").is_file():
        return {}
    source = read_source(programme.folder, f"translations/{lang}.toml", Problems())
    return source.data if source else {}


def case_on(case: CaseKind, on: date) -> CaseKind:
    """The case kind with only what is in force on the day."""
    groups = (
        "sections", "questions", "about_facts", "documents", "checks", "stages", "steps", "clocks", "notices",
        "criteria",
    )  # fmt: skip
    kept: dict[str, Any] = {
        group: tuple(each for each in getattr(case, group) if each.in_force(on)) for group in groups
    }
    for name in ("panel", "consent"):
        rule: Entry | None = getattr(case, name)
        if rule is not None and not rule.in_force(on):
            kept[name] = None
    if all(kept[name] == getattr(case, name) for name in kept):
        return case
    # Its own entries last as long as the kind does: their ids tell them apart.
    in_force = ("panel" in kept, "consent" in kept, *(tuple(map(id, kept[name])) for name in groups))
    return variant(case, in_force, lambda: replace(case, **kept))
