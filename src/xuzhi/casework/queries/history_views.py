"""What happened to a case, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from xuzhi.casework.models import OfficeQuestion, TimelineEntry
from xuzhi.casework.queries.reading import Reading
from xuzhi.casework.queries.rows import outcome_label, stage_label
from xuzhi.casework.queries.shapes import OfficeQuestionView, TimelineView
from xuzhi.kernel.roc import format_date, format_deadline, taipei_day
from xuzhi.kernel.texts import say

# These stand beside another line that says the same in the reader's words.
_SAID_ELSEWHERE = frozenset({"StepTaken:submit"})


def timeline_views(reading: Reading) -> tuple[TimelineView, ...]:
    """The newest first; the firm does not see the office's own notes."""
    entries = TimelineEntry.objects.filter(case=reading.case).order_by("-sequence")
    if not reading.of_office:
        entries = entries.filter(audience="all")
    return tuple(
        _view(reading, each) for each in entries if f"{each.type}:{each.data.get('step')}" not in _SAID_ELSEWHERE
    )


def _view(reading: Reading, entry: TimelineEntry) -> TimelineView:
    title, detail = _words(reading, entry)
    return TimelineView(
        type=entry.type,
        at=entry.at,
        title=title,
        detail=detail,
        actor_name=_who(entry),
        actor_role=entry.actor_role,
        sequence=entry.sequence,
    )


def _who(entry: TimelineEntry) -> str:
    return entry.actor_name if entry.actor_role not in ("clock", "system") else say("casework.by_machine")


def _words(reading: Reading, entry: TimelineEntry) -> tuple[str, str]:
    """The line and what stands under it."""
    values = _Labels(reading, entry.data)
    key, detail = entry.type, ""
    match entry.type:
        case "CaseSubmitted" if entry.data["nth"] > 1:
            key = "CaseResubmitted"
        case "StepTaken":
            if entry.data["from_stage"] == entry.data["to_stage"]:
                key = "StepTakenHere"
            said = (values.caused(), values.grounds(), entry.data["reason"], entry.data["ruling"])
            detail = " ".join(filter(None, said))
        case "CaseOpened":
            detail = values.caused()
        case "QuestionAsked" | "QuestionAnswered":
            detail = entry.data["text"]
        case "ClockStarted" | "ClockMoved":
            key = "ClockReminds" if values.reminds() else key
            detail = entry.data.get("reason", "")
        case "ClockExpired":
            detail = entry.data["refused"]
        case "FindingsRecorded":
            upheld = entry.data.get("upheld", 0)
            detail = say("casework.timeline_upheld", count=upheld) if upheld else ""
        case "FindingConfirmed":
            detail = entry.data["note"]
        case "DefectSettled":
            verdict = say("casework.verdict_accepted" if entry.data["accepted"] else "casework.verdict_wrong")
            detail = " ".join(filter(None, (verdict, entry.data["note"])))
    return say(f"casework.timeline_{key}", **values.shown()), detail


class _Labels:
    """The data of a line with names of the rulebook turned into its words."""

    def __init__(self, reading: Reading, data: Mapping[str, Any]) -> None:
        self.kind, self.data = reading.kind, data

    def shown(self) -> dict[str, Any]:
        return {name: self._show(name, value) for name, value in self.data.items()}

    def grounds(self) -> str:
        step = next((each for each in self.kind.steps if each.name == self.data["step"]), None)
        labels = [g.label for g in step.grounds if g.code in self.data["grounds"]] if step else []
        return say("casework.letter_grounds", grounds=labels) if labels else ""

    def reminds(self) -> bool:
        """Whether the clock told of only reminds."""
        return any(each.name == self.data["clock"] and each.reminds for each in self.kind.clocks)

    def caused(self) -> str:
        """Which step of which other case set this off."""
        cause = self.data.get("cause")
        return say("casework.caused_by", number=cause["number"], step=cause["label"]) if cause else ""

    def _show(self, name: str, value: Any) -> Any:
        match name:
            case "step":
                return _label(self.kind.steps, value)
            case "from_stage" | "to_stage":
                return stage_label(self.kind, value)
            case "clock":
                return _label(self.kind.clocks, value)
            case "document":
                return _label(self.kind.documents, value)
            case "check":
                return _label(self.kind.checks, value)
            case "outcome":
                return say(f"casework.{value}")
            case "decision":
                return outcome_label(value, self.kind)
            case "due_at":
                at = datetime.fromisoformat(value)
                return format_date(taipei_day(at)) if self.reminds() else format_deadline(at)
            case "from_on" | "until_on" | "edition_on":
                return format_date(date.fromisoformat(value))
        return value


def _label(entries: Any, name: str) -> str:
    return str(next((each.label for each in entries if each.name == name), name))


def question_views(reading: Reading) -> tuple[OfficeQuestionView, ...]:
    rows = OfficeQuestion.objects.filter(case=reading.case).order_by("asked_at", "id")
    return tuple(
        OfficeQuestionView(row.id, row.text, row.asked_by, row.asked_at, row.answer, row.answered_by, row.answered_at)
        for row in rows
    )
