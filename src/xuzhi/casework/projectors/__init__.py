"""Events to the read models of cases. `PROJECTORS` is what wiring connects."""

from xuzhi.casework.projectors.cases import CASES
from xuzhi.casework.projectors.office import OFFICE

PROJECTORS = (CASES, OFFICE)

__all__ = ["CASES", "OFFICE", "PROJECTORS"]
