"""What the office may change, one sort a file: what such a change must be, and what it brings about once approved.

`SORTS` has them by the `what` of a proposal. Every sort can say whether a change is sound (`checked`, which raises a
Refusal), from which day it holds, and the events of its approval (`brings`).
"""

from xuzhi.casework.changes.announcement import ENDED_ANNOUNCEMENT, NEW_ANNOUNCEMENT
from xuzhi.casework.changes.contact import CONTACT
from xuzhi.casework.changes.days import DAYS
from xuzhi.casework.changes.round import CANCELLED_ROUND, NEW_ROUND
from xuzhi.casework.changes.shape import Change, Sort
from xuzhi.casework.changes.value import VALUE

SORTS: dict[str, Sort] = {
    sort.what: sort for sort in (VALUE, NEW_ROUND, CANCELLED_ROUND, DAYS, CONTACT, NEW_ANNOUNCEMENT, ENDED_ANNOUNCEMENT)
}

__all__ = ["SORTS", "Change", "Sort"]
