"""What is made of a case kind for a day: the days between two changes share one, with all that is worked out of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from xuzhi.rulebook.model import CaseKind

MOST = 64
_KEPT = "_variants"


def variant(case: CaseKind, key: Hashable, make: Callable[[], CaseKind]) -> CaseKind:
    """The variant that `key` tells apart from others of the kind, made when it is first asked for."""
    # Kept with the kind, beside what it has worked out itself: it is gone when the kind is.
    known: dict[Hashable, CaseKind] = case.__dict__.setdefault(_KEPT, {})
    if key not in known:
        if len(known) >= MOST:
            known.clear()
        known[key] = make()
    return known[key]
