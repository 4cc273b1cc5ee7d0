"""What an agenda is asked for with, as it is typed, checked and kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any

from xuzhi.grants.agendas.refusals import AgendaInvalid, FieldWrong
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.roc import TAIPEI, format_instant

SHORTEST, LONGEST = 5, 240
MOST_DAYS, MOST_ROOMS, MOST_MEMBERS = 10, 20, 15

type Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class AgendaQuestion:
    """`minutes` and `expertise` are by category; `spans` the times between breaks; `away` who (a case's number or a
    reviewer's name) cannot come when; `most` how many cases a reviewer gets at most."""

    programme: str
    kind: str
    case_ids: tuple[str, ...]
    members: int
    minutes: Mapping[str, int]
    expertise: Mapping[str, tuple[str, ...]]
    spans: tuple[Span, ...]
    rooms: tuple[str, ...]
    away: tuple[tuple[str, datetime, datetime], ...] = ()
    most: int | None = None
    note: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "programme": self.programme,
            "kind": self.kind,
            "case_ids": list(self.case_ids),
            "members": self.members,
            "minutes": dict(self.minutes),
            "expertise": {category: list(codes) for category, codes in self.expertise.items()},
            "spans": [[a.isoformat(), b.isoformat()] for a, b in self.spans],
            "rooms": list(self.rooms),
            "away": [[who, a.isoformat(), b.isoformat()] for who, a, b in self.away],
            "most": self.most,
            "note": self.note,
            "more": dict(self.more),
        }

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> AgendaQuestion:
        return cls(
            record["programme"],
            record["kind"],
            tuple(record["case_ids"]),
            record["members"],
            record["minutes"],
            {category: tuple(codes) for category, codes in record["expertise"].items()},
            tuple((_instant(a), _instant(b)) for a, b in record["spans"]),
            tuple(record["rooms"]),
            tuple((who, _instant(a), _instant(b)) for who, a, b in record["away"]),
            record["most"],
            record["note"],
            record["more"],
        )


def check_question(question: AgendaQuestion, at: datetime, least: int | None, clause: str = "") -> None:
    """Raises AgendaInvalid with all that is wrong. `least` is the least number of members by the rules, if set;
    `clause` that of the panel."""
    wrong: dict[str, Refusal] = {}

    def note(field: str, code: str, **values: Any) -> None:
        wrong[field] = FieldWrong(code=f"grants/agendas.{code}", clause=clause or None, **values)

    if not question.case_ids:
        note("cases", "no_cases")
    if not (least or 1) <= question.members <= MOST_MEMBERS:
        note("members", "members", least=least or 1, most=MOST_MEMBERS, given=question.members)
    for category, minutes in question.minutes.items():
        if not SHORTEST <= minutes <= LONGEST:
            note(f"minutes-{category}", "minutes", least=SHORTEST, most=LONGEST, given=minutes)
    over = next((span for span in question.spans if span[0] <= at), None)
    pairs = pairwise(question.spans)
    overlapping = next((other for one, other in pairs if one[1] > other[0]), None)
    if not question.spans:
        note("days", "no_days")
    elif over is not None:
        note("days", "days_past", when=_when(over))
    elif overlapping is not None:
        note("days", "days_overlap", when=_when(overlapping))
    different = len(set(question.rooms))
    if not 1 <= len(question.rooms) <= MOST_ROOMS or different < len(question.rooms):
        note("rooms", "rooms", most=MOST_ROOMS, given=len(question.rooms), different=different)
    if wrong:
        raise AgendaInvalid(wrong)


def spans_of(day: date, times: str) -> list[Span]:
    """The spans of "09:00-12:00, 13:30-17:30" on a day. Raises ValueError."""
    found = []
    for part in times.replace("，", ",").replace("、", ",").replace("～", "-").replace("~", "-").split(","):
        if not part.strip():
            continue
        begins, ends = (time.fromisoformat(each.strip().zfill(5)) for each in part.split("-"))
        if begins >= ends:
            raise ValueError(part)
        found.append((datetime.combine(day, begins, TAIPEI), datetime.combine(day, ends, TAIPEI)))
    return found


def _when(span: Span) -> str:
    return f"{format_instant(span[0])}–{span[1]:%H:%M}"


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(TAIPEI)
