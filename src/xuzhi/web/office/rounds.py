"""Rounds of correction as the office sees them: what was asked, what was done, and what stands in the fields."""

from collections.abc import Mapping

from xuzhi.casework.queries.shapes import CasePage, DefectView

SETTLEABLE = ("answered", "accepted", "wrong")
type Typed = Mapping[str, tuple[str, str]]
"""By an item's id: the chosen word, and the note."""


def rounds_shown(page: CasePage, *, acts: bool, typed: Typed | None = None) -> list[dict[str, object]]:
    """Every letter that asked for corrections, the newest first; the officer settles the one that was answered last."""
    settles = acts and page.case.turn == "office" and not page.case.ended_at
    return [
        {
            "round": each,
            "items": [item_shown(item, typed or {}) for item in each.items],
            "settles": bool(settles and each.current and each.answered_at),
        }
        for each in page.rounds
    ]


def item_shown(item: DefectView, typed: Typed) -> dict[str, object]:
    """An item with what stands in its fields: what was typed, else what was said."""
    chosen, note = typed.get(str(item.id), ("", ""))
    standing = item.state if item.state in ("accepted", "wrong") else ""
    return {"item": item, "chosen": chosen or standing, "note": note or item.verdict, "can": item.state in SETTLEABLE}
