"""A span of days, both ends included, as contracts and listings are written."""

from dataclasses import dataclass
from datetime import date, timedelta

from xuzhi.kernel.months import months_between


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From `starts_on` to `ends_on`, both included. Raises ValueError when the end lies before the start."""

    starts_on: date
    ends_on: date

    def __post_init__(self) -> None:
        if self.ends_on < self.starts_on:
            raise ValueError(f"a period cannot end on {self.ends_on}, before it starts on {self.starts_on}")

    def covers(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on

    def within(self, other: "Period") -> bool:
        return other.covers(self.starts_on) and other.covers(self.ends_on)

    def overlaps(self, other: "Period") -> bool:
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on

    @property
    def length_days(self) -> int:
        return (self.ends_on - self.starts_on).days + 1

    @property
    def months(self) -> int:
        """Whole months: 1 January to 31 December has twelve."""
        return months_between(self.starts_on, self.ends_on + timedelta(days=1))
