"""A situation written down with what must be found in it: the rulebook's own tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xuzhi.rulebook.problems import Place


@dataclass(frozen=True, kw_only=True)
class Example:
    """A situation and what the checks must find in it; `finds` holds outcomes in JSON's spelling (`not_met`)."""

    clause: str
    says: str
    case: str
    on: date
    given: Mapping[str, Any]
    finds: Mapping[str, str]
    attached: tuple[str, ...] | None
    place: Place = field(default=Place(), compare=False)

    @property
    def id(self) -> str:
        return f"{self.place.file}::{self.says}"
