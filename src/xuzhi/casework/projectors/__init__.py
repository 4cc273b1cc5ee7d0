"""Events to the read models of cases. `PROJECTORS` is what wiring connects."""

from xuzhi.casework.projectors.cases import CASES
from xuzhi.casework.projectors.office import OFFICE
from xuzhi.casework.projectors.rules import RULES
from xuzhi.casework.projectors.search import SEARCH

PROJECTORS = (CASES, SEARCH, OFFICE, RULES)

__all__ = ["CASES", "OFFICE", "PROJECTORS", "RULES", "SEARCH"]
