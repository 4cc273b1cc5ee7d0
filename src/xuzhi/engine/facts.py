"""Facts: the typed answers of one case, by dotted name. What is not there is unknown, which is not no."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xuzhi.kernel.json_value import as_json_value
from xuzhi.kernel.refusal import Refusal
from xuzhi.rulebook.editions import Edition
from xuzhi.rulebook.values import ValueProblem, read_given


class FactsInvalid(Refusal):
    """Some given values cannot be read; `problems` has one for each, with name and what is expected."""

    code = "engine.facts_invalid"

    def __init__(self, problems: list[ValueProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(count=len(problems))

    @property
    def sentences(self) -> list[str]:
        """One sentence a wrong value, in the current language."""
        return [problem.says for problem in self.problems]

    @property
    def says(self) -> str:
        return " ".join(self.sentences)


class Facts(Mapping[str, Any]):
    """A mapping from dotted names to typed values; unknown answers are not in it, and `get` gives None for them.

    text -> str, money -> int, number -> int or Decimal, date -> date, instant -> aware datetime, yes_no -> bool,
    choice -> code, choices and file -> tuple of str, records -> tuple of dicts (with None for what is unknown).
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = {name: value for name, value in values.items() if value is not None}

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Facts({self._values!r})"

    def with_values(self, values: Mapping[str, Any]) -> Facts:
        """These facts with others laid over them; None takes a value away."""
        return Facts({**self._values, **values})

    def as_json(self) -> dict[str, Any]:
        """Flat, by dotted name, in the encodings that events use."""
        return {name: as_json_value(value) for name, value in self._values.items()}

    def nested(self) -> dict[str, Any]:
        """As nested tables, JSON-safe: the shape of FACTS.json."""
        tree: dict[str, Any] = {}
        for name, value in self.as_json().items():
            *groups, last = name.split(".")
            branch = tree
            for group in groups:
                branch = branch.setdefault(group, {})
            branch[last] = value
        return tree


def read_facts(edition: Edition, kind: str, raw: Mapping[str, Any]) -> Facts:
    """Typed facts from nested tables or dotted names. Raises FactsInvalid with every wrong value, CaseKindUnknown."""
    problems: list[ValueProblem] = []
    values = read_given(edition.case(kind), raw, problems)
    if problems:
        raise FactsInvalid(problems)
    return Facts(values)
