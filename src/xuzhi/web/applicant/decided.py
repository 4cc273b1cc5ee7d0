"""What was decided on a case, in the words of the letter that told its firm."""

from dataclasses import dataclass
from typing import Any

from xuzhi.casework.queries.shapes import CasePage
from xuzhi.notices.queries import notice


@dataclass(frozen=True)
class Decided:
    """Grounds and reason as paragraphs, and the answers that the letter lists: {label, says, heads, rows}."""

    paragraphs: tuple[str, ...]
    shown: tuple[dict[str, Any], ...]

    @property
    def figures(self) -> list[dict[str, Any]]:
        return [each for each in self.shown if not each["heads"]]

    @property
    def tables(self) -> list[dict[str, Any]]:
        """Each cell with the head of its column."""
        tables = (each for each in self.shown if each["heads"])
        return [
            {**each, "rows": [list(zip(each["heads"], row, strict=True)) for row in each["rows"]]} for each in tables
        ]


def decided_of(page: CasePage) -> Decided | None:
    """None while the case goes on, and where the letter says no more than the stage; one query."""
    ended = page.case.ended_at
    letter = next((each for each in reversed(page.notices) if ended is not None and each.issued_at == ended), None)
    if letter is None:
        return None
    content = notice(letter.id).content
    found = Decided(tuple(content.get("paragraphs", ())), tuple(content.get("shown", ())))
    return found if content.get("decision") and (found.paragraphs or found.shown) else None
