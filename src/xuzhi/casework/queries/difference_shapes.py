"""Shapes of a difference side by side."""

from __future__ import annotations

from dataclasses import dataclass

from xuzhi.engine.marking import Piece
from xuzhi.kernel.texts import say


@dataclass(frozen=True)
class ChangeKind:
    """wording, content, version or price, with its word."""

    code: str
    label: str


@dataclass(frozen=True)
class CellView:
    """One field of a row that differs."""

    label: str
    change: ChangeKind
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


@dataclass(frozen=True)
class RowView:
    """One row of records. state: added, removed, changed; what was added or taken out stands in `cells` on one side."""

    title: str
    state: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True)
class DifferenceView:
    """One item. Records have `rows` and no pieces of their own."""

    kind: str
    name: str
    section: str
    label: str
    changes: tuple[ChangeKind, ...]
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    rows: tuple[RowView, ...] = ()

    @property
    def was(self) -> str:
        """What stands, as plain text."""
        return "".join(piece.text for piece in self.before) or self._told("before")

    @property
    def will_be(self) -> str:
        return "".join(piece.text for piece in self.after) or self._told("after")

    def _told(self, side: str) -> str:
        colon, stop = say("casework.change_colon"), say("casework.change_stop")
        lines = []
        for row in self.rows:
            cells = [(cell.label, "".join(piece.text for piece in getattr(cell, side))) for cell in row.cells]
            told = stop.join(f"{label} {text}" for label, text in cells if text)
            if told:
                lines.append(f"{row.title}{colon}{told}")
        return "\n".join(lines)
