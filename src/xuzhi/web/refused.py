"""A refused act as a page shows it: at the top, linked to its field, with clause and next step."""

from collections.abc import Mapping
from dataclasses import dataclass

from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say


@dataclass(frozen=True)
class Errors:
    """Every error of a page at once. `summary` is what components/error_summary.html lists: (field id, sentence)."""

    summary: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.summary)

    def __add__(self, other: "Errors") -> "Errors":
        return Errors(self.summary + other.summary)


def sentence_of(refusal: Refusal) -> str:
    """The refusal in full: what is wrong with the value used, the clause, what to do next."""
    cited = say("web.clause_cited", clause=refusal.clause) if refusal.clause else ""
    return " ".join(part for part in (refusal.says + cited, refusal.remedy or "") if part)


def errors_of(refusal: Refusal, field: str = "") -> Errors:
    """One refusal, linked to the field with that id; where it is about cells of rows (`parts`), a line a cell."""
    parts: Mapping[str, Refusal] = getattr(refusal, "parts", None) or {}
    if parts:
        cells = ((f"{field}-{place.replace('.', '-')}", sentence_of(part)) for place, part in parts.items())
        return Errors(tuple(cells))
    return Errors(((field, sentence_of(refusal)),))


def errors_by_field(refusals: Mapping[str, Refusal]) -> Errors:
    """Refusals by the id of their field."""
    return sum((errors_of(refusal, field) for field, refusal in refusals.items()), Errors())
