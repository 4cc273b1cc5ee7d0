"""What is handed in while a clock runs, and came too late. What it says, and what to do, is in texts/."""

from __future__ import annotations

from xuzhi.kernel.refusal import Refusal


class HandInOver(Refusal):
    """The time for handing it in is over; what stands there stays. Values: label, due."""

    code = "casework.hand_in_over"
