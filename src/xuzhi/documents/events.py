"""What can happen to a sealed file: it is looked into. Stream: `file-<sha256>`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from xuzhi.ledger.events import Event


def file_stream(sha256: str) -> str:
    """The stream of one file."""
    return f"file-{sha256}"


@dataclass(frozen=True)
class InspectionAsked(Event):
    """Somebody wants the file to be looked into again; until then it waits. `pictures`: scanned pages, too."""

    sha256: str
    pictures: bool = False


@dataclass(frozen=True)
class FilesCompared(Event):
    """The texts of two files that should say the same were held against each other.

    `found` is as `inspection.comparing.Comparison.as_json` writes it; without it `why` has the code of the reason.
    """

    first: str
    second: str
    found: Mapping[str, Any] = field(default_factory=dict)
    why: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class DocumentInspected(Event):
    """A sealed file was looked into, in a process of its own.

    `state` is inspected or not_inspected, and `why` the code of the reason with its values. `findings`, `facts` and
    `suggestions` are as `inspection.report.Report.as_json` writes them, `virus` as `scanning.Scanned.as_json`;
    `by` names the inspection's version and what confined it.
    """

    sha256: str
    state: str
    why: Mapping[str, Any] = field(default_factory=dict)
    findings: tuple[Mapping[str, Any], ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    suggestions: tuple[Mapping[str, Any], ...] = ()
    virus: Mapping[str, Any] = field(default_factory=dict)
    ocr: Mapping[str, Any] = field(default_factory=dict)
    by: Mapping[str, Any] = field(default_factory=dict)
