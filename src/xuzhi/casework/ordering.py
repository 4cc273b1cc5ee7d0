"""What an actor says with a step, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xuzhi.casework.refusals import GroundsMissing, GroundUnknown, ReasonMissing, RulingMissing
from xuzhi.rulebook.model import Step


@dataclass(frozen=True)
class Order:
    """What the actor said with the step. `defects` are as CorrectionRequested keeps them; `confirmed` are sections;
    `cause` is the other case's step that set this one off; `shown` the hash of what was read before it was signed."""

    reason: str = ""
    ruling: str = ""
    grounds: Sequence[str] = ()
    defects: Sequence[Mapping[str, Any]] = ()
    key: str = ""
    confirmed: Sequence[str] = ()
    cause: Mapping[str, str] = field(default_factory=dict)
    shown: str = ""


@dataclass(frozen=True)
class Moved:
    """What came of a step. `already` means that the same key had taken it before."""

    case_id: str
    step: str
    from_stage: str
    to_stage: str
    notice_id: str = ""
    already: bool = False
    clocks: tuple[str, ...] = field(default=())


def check_order(step: Step, order: Order) -> None:
    """What the step needs must be there. Raises ReasonMissing, GroundsMissing, GroundUnknown, RulingMissing."""
    codes = {ground.code for ground in step.grounds}
    for code in order.grounds:
        if code not in codes:
            raise GroundUnknown(ground=code, step=step.label, clause=step.clause or None)
    if "grounds" in step.needs and not order.grounds:
        raise GroundsMissing(step=step.label, clause=step.clause or None)
    if "reason" in step.needs and not order.reason.strip():
        raise ReasonMissing(step=step.label, clause=step.clause or None)
    if "ruling" in step.needs and not order.ruling.strip():
        raise RulingMissing(step=step.label, clause=step.clause or None)
