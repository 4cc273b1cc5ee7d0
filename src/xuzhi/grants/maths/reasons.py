"""Why there is no answer, as values; the sentences are in the texts of the grants room, under `reason_<code>`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Reason:
    """One thing that cannot be met. `code` names the sentence; `values` are what it says, ids among them."""

    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class Impossible:
    """No answer. `reasons` are all that were found; `proven` is False where the time was up before it was known."""

    reasons: tuple[Reason, ...]
    proven: bool = True
