"""What pages may ask about the catalogue: plain frozen records, nothing lazy."""

from xuzhi.marketplace.queries.listing import FunctionRow, PlanRow, Shown, SolutionPage, SupplierCard, solution_page
from xuzhi.marketplace.queries.search import Facet, FacetChoice, Found, ListingRow, Wanted, figures, newest, search

__all__ = [
    "Facet", "FacetChoice", "Found", "FunctionRow", "ListingRow", "PlanRow", "Shown", "SolutionPage", "SupplierCard",
    "Wanted", "figures", "newest", "search", "solution_page",
]  # fmt: skip
