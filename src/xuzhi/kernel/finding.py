"""A finding: what one check says about one case, with the clause and the values it used."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from xuzhi.kernel.json_value import as_json_value
from xuzhi.kernel.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of a check.

    reason        one sentence for people, in which the values stand as people write them
    values        the facts and parameters that were looked at, by name
    missing       names of the facts without which nothing could be found
    remedy        what the applicant can do about it
    confirmed_by  the role that has to answer for it before it counts
    blocking      a submission is refused while this is not met
    """

    check: str
    clause: str
    outcome: Outcome
    reason: str
    values: Mapping[str, Any] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    label: str = ""
    remedy: str | None = None
    confirmed_by: str | None = None
    blocking: bool = False

    def as_json(self) -> dict[str, Any]:
        """The finding as plain JSON values; keys are a promise to the outside."""
        return {
            "check": self.check,
            "clause": self.clause,
            "outcome": self.outcome.value,
            "reason": self.reason,
            "values": {name: as_json_value(value) for name, value in self.values.items()},
            "missing": list(self.missing),
            "label": self.label,
            "remedy": self.remedy,
            "confirmed_by": self.confirmed_by,
            "blocking": self.blocking,
        }
