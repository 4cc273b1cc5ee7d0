"""How old the registers' lists may be, programme by programme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xuzhi.casework.queries.editions import Overlays, programmes
from xuzhi.casework.register_age import REGISTER_AGE, most_days


@dataclass(frozen=True)
class RegisterAge:
    """`days` is None where the office has not entered the parameter yet."""

    programme: str
    title: str
    parameter: str
    label: str
    clause: str
    days: int | None


def register_ages(on: date) -> list[RegisterAge]:
    """Every programme whose rules limit the age. One query."""
    overlays, found = Overlays(), []
    for programme in programmes():
        if REGISTER_AGE in programme.policies:
            rules = overlays.edition(programme.id, on, spoken=True)
            parameter = rules.parameters[str(programme.policies[REGISTER_AGE])]
            found.append(
                RegisterAge(
                    programme.id,
                    rules.title,
                    parameter.name,
                    parameter.label,
                    parameter.clause,
                    most_days(rules),
                )
            )
    return found
