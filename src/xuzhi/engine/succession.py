"""The kinds of case of a programme in the order in which people meet them."""

from __future__ import annotations

from xuzhi.rulebook.editions import Edition
from xuzhi.rulebook.model import CaseKind

# Who opens it: the firm's own first, the platform's last.
_BY = ("firm", "buyer", "officer", "system")


def in_succession(edition: Edition) -> list[CaseKind]:
    """What stands alone first, then what is about it, and so on; of one depth the firm's own first.

    What needs another kind approved comes behind it.
    """
    return sorted(edition.cases.values(), key=lambda kind: (_depth(edition, kind, ()), *_rank(kind)))


def _depth(edition: Edition, kind: CaseKind, seen: tuple[str, ...]) -> int:
    """How many cases it takes before this one can be about anything; kinds that are about each other end the count."""
    if not kind.about or kind.name in seen:
        return 0
    about = (edition.cases[name] for name in kind.about if name in edition.cases)
    return 1 + min((_depth(edition, each, (*seen, kind.name)) for each in about), default=0)


def _rank(kind: CaseKind) -> tuple[int, bool]:
    return min((_BY.index(who) for who in kind.opened_by if who in _BY), default=len(_BY)), bool(kind.needs_approved)
