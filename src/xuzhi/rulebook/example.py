"""A situation written down with what must be found in it: the rulebook's own tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xuzhi.rulebook.problems import Place


@dataclass(frozen=True, kw_only=True)
class Example:
    """A situation and what must come of it.

    `finds` holds outcomes of checks in JSON's spelling (`not_met`). Of a panel's scores, `scores` has the points of
    each member, `settings` the parameters that the office is taken to have set, `result` what must come of it.
    """

    clause: str
    says: str
    case: str
    on: date
    given: Mapping[str, Any]
    finds: Mapping[str, str]
    attached: tuple[str, ...] | None
    settings: Mapping[str, Any] = field(default_factory=dict)
    scores: tuple[Mapping[str, Any], ...] = ()
    result: Mapping[str, Any] = field(default_factory=dict)
    place: Place = field(default=Place(), compare=False)

    @property
    def id(self) -> str:
        return f"{self.place.file}::{self.says}"
