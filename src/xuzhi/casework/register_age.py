"""How old a register's list may be before what it does not hold counts for nothing."""

from __future__ import annotations

from xuzhi.rulebook import Edition

REGISTER_AGE = "register_age"
"""The policy that names the parameter with the days that a list may be old."""


def most_days(rules: Edition) -> int | None:
    """The days, or None where the programme says nothing or its office has not entered it."""
    value = rules.values.get(str(rules.programme.policies.get(REGISTER_AGE, "")))
    return value if isinstance(value, int) and not isinstance(value, bool) else None
