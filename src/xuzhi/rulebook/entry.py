"""What every named thing in a programme's files has."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from xuzhi.rulebook.problems import Place


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What every named thing has: the clauses it cites, where it stands, and from when until when it is in force."""

    clauses: tuple[str, ...] = ()
    place: Place = field(default=Place(), compare=False)
    in_force_from: date | None = None
    in_force_until: date | None = None

    @property
    def clause(self) -> str:
        """The first clause cited, or an empty text."""
        return self.clauses[0] if self.clauses else ""

    def in_force(self, on: date) -> bool:
        begun = self.in_force_from is None or self.in_force_from <= on
        return begun and (self.in_force_until is None or on <= self.in_force_until)
