"""Acts of the office apart from cases that are refused. What each says, and what to do, is in texts/."""

from __future__ import annotations

from xuzhi.kernel.refusal import Refusal


class ViewUnnamed(Refusal):
    """A list can be kept only under a name."""

    code = "casework.view_unnamed"


class TooManyViews(Refusal):
    """Values: most."""

    code = "casework.too_many_views"


class NoNumbers(Refusal):
    """Nothing was given that could be looked up."""

    code = "casework.no_numbers"


class TooManyNumbers(Refusal):
    """Values: count, most."""

    code = "casework.too_many_numbers"


class PurposeMissing(Refusal):
    """Firms are looked up for a purpose, which is kept."""

    code = "casework.purpose_missing"


class LookUpsUnknown(Refusal):
    """There is no such request."""

    code = "casework.look_ups_unknown"
