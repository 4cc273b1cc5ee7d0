"""What the office entered through its pages, to be laid over a programme's files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from xuzhi.rulebook.model import CaseKind, Choice, Contact, Parameter, Question, Round
from xuzhi.rulebook.variants import variant

_WITH_CHOICES = ("choice", "choices")


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """A public notice of the office; both days belong to it, and without `until_on` it stands until it is ended."""

    id: str
    title: str
    text: str = ""
    from_on: date
    until_on: date | None = None
    ended: bool = False

    def stands_on(self, day: date) -> bool:
        begun = not self.ended and self.from_on <= day
        return begun and (self.until_on is None or day <= self.until_on)


@dataclass(frozen=True)
class Overlay:
    """Dated values, the names of a list's codes, rounds, announcements and contact data; the latest of a day holds."""

    parameters: Mapping[str, Mapping[date, Any]] = field(default_factory=dict)
    rounds: tuple[Round, ...] = ()
    announcements: tuple[Announcement, ...] = ()
    names: Mapping[str, Mapping[date, Mapping[str, str]]] = field(default_factory=dict)
    contacts: Mapping[date, Contact] = field(default_factory=dict)

    def contact_on(self, day: date) -> Contact | None:
        """The contact data in force; None where the office has set none by then."""
        begun = [each for each in self.contacts if each <= day]
        return self.contacts[max(begun)] if begun else None

    def names_on(self, parameter: str, day: date) -> dict[str, str]:
        """What the office calls the codes of a list parameter; a later name replaces an earlier one."""
        found: dict[str, str] = {}
        for begins, names in sorted(self.names.get(parameter, {}).items()):
            if begins <= day:
                found |= names
        return found


def entered_on(dated: Mapping[date, Any], on: date, parameter: Parameter) -> Any | None:
    """The office's latest value of the day, unless the file has a later one."""
    begun = [day for day in dated if day <= on]
    if not begun:
        return None
    latest = max(begun)
    in_file = max(
        (each.from_ for each in parameter.values if each.from_ <= on and each.value is not None), default=None
    )
    if in_file is not None and in_file > latest:
        return None
    value = dated[latest]
    return tuple(value) if isinstance(value, list) else value


def with_listed_choices(case: CaseKind, values: Mapping[str, Any], overlay: Overlay, on: date) -> CaseKind:
    """The case kind whose questions with `of_list` offer what stands in that list parameter on the day."""
    if not any(each.of_list for question in case.questions for each in (question, *question.fields)):
        return case
    # The lists are the same for months: so is the kind, with all that was worked out of it.
    lists = {each.of_list for question in case.questions for each in (question, *question.fields) if each.of_list}
    offered = repr([(name, values.get(name), overlay.names_on(name, on)) for name in sorted(lists)])
    return variant(
        case,
        offered,
        lambda: replace(case, questions=tuple(_offering(each, values, overlay, on) for each in case.questions)),
    )


def _offering(question: Question, values: Mapping[str, Any], overlay: Overlay, on: date) -> Question:
    if question.fields:
        return replace(question, fields=tuple(_offering(each, values, overlay, on) for each in question.fields))
    listed = values.get(question.of_list) if question.of_list else None
    if question.type not in _WITH_CHOICES or not listed:
        return question
    names = {each.code: each.label for each in question.of} | overlay.names_on(question.of_list, on)
    return replace(question, of=tuple(Choice(code=code, label=names.get(code, code)) for code in listed))
