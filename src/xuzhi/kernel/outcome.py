"""Three values, because unknown is not no."""

from collections.abc import Iterable
from enum import StrEnum


class Outcome(StrEnum):
    """What a check finds; combines as Kleene's strong three-valued logic does."""

    MET = "met"
    NOT_MET = "not_met"
    UNDETERMINED = "undetermined"

    @classmethod
    def of(cls, value: bool | None) -> "Outcome":
        """The outcome of a truth value; None is undetermined."""
        if value is None:
            return cls.UNDETERMINED
        return cls.MET if value else cls.NOT_MET

    @classmethod
    def all(cls, outcomes: Iterable["Outcome"]) -> "Outcome":
        """Met when each one is; one that is not met decides; none at all is met."""
        seen = set(outcomes)
        if cls.NOT_MET in seen:
            return cls.NOT_MET
        return cls.UNDETERMINED if cls.UNDETERMINED in seen else cls.MET

    @classmethod
    def any(cls, outcomes: Iterable["Outcome"]) -> "Outcome":
        """Met when one is; not met when none can be; none at all is not met."""
        seen = set(outcomes)
        if cls.MET in seen:
            return cls.MET
        return cls.UNDETERMINED if cls.UNDETERMINED in seen else cls.NOT_MET

    def and_(self, other: "Outcome") -> "Outcome":
        return Outcome.all((self, other))

    def or_(self, other: "Outcome") -> "Outcome":
        return Outcome.any((self, other))

    @property
    def negated(self) -> "Outcome":
        if self is Outcome.UNDETERMINED:
            return self
        return Outcome.NOT_MET if self is Outcome.MET else Outcome.MET
