"""Which kinds of case a firm may begin with, and which of them can be asked about before beginning."""

from xuzhi.rulebook import CaseKind, Edition


def opened_by_firms(rules: Edition) -> list[CaseKind]:
    """Kinds that a firm opens, those that need no approval first."""
    kinds = [kind for kind in rules.cases.values() if kind.starts_alone]
    return sorted(kinds, key=lambda kind: bool(kind.needs_approved))


def asked_before(rules: Edition) -> list[CaseKind]:
    """Kinds with checks that can be made before a case exists."""
    return [kind for kind in opened_by_firms(rules) if any(check.eligibility for check in kind.checks)]
