"""What the inspection of one file says: plain values that go through JSON, from the confined process to the ledger.

outcome of a finding: `not_met` should not be in such a file; `undetermined` is for somebody to look at; `met` is a rule
of a profile that holds. `where` is "page 3", "paragraph 12", "sheet 說明", "entry a.docm" or empty; `page` repeats the
page as a number, and `box` is where on it, in thousandths of its width and height from the upper left corner.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

VERSION = "3"
"""Raised when the inspection finds more or other things than before."""

MOST_FINDINGS = 200
MOST_SUGGESTIONS = 400
LONGEST_EXCERPT = 120

Box = tuple[int, int, int, int]


def excerpt(text: str) -> str:
    """Some words of a document on one line, cut to a readable length."""
    shown = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return shown if len(shown) <= LONGEST_EXCERPT else shown[: LONGEST_EXCERPT - 1] + "…"


@dataclass(frozen=True)
class Found:
    """Something found in a file. `expected` and `found` are what a rule of a profile asks and what stands there."""

    rule: str
    outcome: str
    where: str = ""
    text: str = ""
    expected: str = ""
    found: str = ""
    page: int | None = None
    box: Box | None = None
    count: int = 1

    def as_json(self) -> dict[str, Any]:
        written: dict[str, Any] = {
            "rule": self.rule,
            "outcome": self.outcome,
            "where": self.where,
            "text": excerpt(self.text),
            "expected": self.expected,
            "found": excerpt(self.found),
            "count": self.count,
        }
        if self.page is not None:
            written["page"] = self.page
        if self.box is not None:
            written["box"] = list(self.box)
        return written


@dataclass(frozen=True)
class Suggestion:
    """Something that the file says: a business number, a name, a day, an amount, an end of a period.

    `value` is as facts are written. `by` is text, or ocr for what was read from a picture.
    """

    kind: str
    value: str | int
    text: str
    page: int | None = None
    box: Box | None = None
    by: str = "text"

    def as_json(self) -> dict[str, Any]:
        written: dict[str, Any] = {"kind": self.kind, "value": self.value, "text": excerpt(self.text), "by": self.by}
        if self.page is not None:
            written["page"] = self.page
        if self.box is not None:
            written["box"] = list(self.box)
        return written


@dataclass
class Report:
    """All of it. `state`: inspected, not_inspected (`why` = {"code", …values}), or rejected at the door."""

    kind: str = ""
    state: str = "inspected"
    why: Mapping[str, Any] = field(default_factory=dict)
    findings: list[Found] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    suggestions: list[Suggestion] = field(default_factory=list)
    confined_by: Mapping[str, str] = field(default_factory=dict)
    text: str | None = None

    def add(self, rule: str, outcome: str = "not_met", **more: Any) -> None:
        """Note a finding."""
        self.findings.append(Found(rule, outcome, **more))

    def as_json(self) -> dict[str, Any]:
        """Keys are a promise to the outside. Findings past the most are counted in `facts.findings_left_out`."""
        kept = sorted(self.findings, key=lambda each: each.outcome != "not_met")[:MOST_FINDINGS]
        facts = dict(self.facts)
        if len(self.findings) > MOST_FINDINGS:
            facts["findings_left_out"] = len(self.findings) - MOST_FINDINGS
        written: dict[str, Any] = {
            "kind": self.kind,
            "state": self.state,
            "why": dict(self.why) or None,
            "findings": [each.as_json() for each in kept],
            "facts": facts,
            "suggestions": [each.as_json() for each in _once(self.suggestions)[:MOST_SUGGESTIONS]],
            "confined_by": dict(self.confined_by),
        }
        if self.text is not None:
            written["text"] = self.text
        return written


def _once(suggestions: list[Suggestion]) -> list[Suggestion]:
    """Each value once a page."""
    first = {(each.kind, str(each.value), each.page): each for each in reversed(suggestions)}
    return sorted(first.values(), key=suggestions.index)
