"""What pages may ask about the catalogue: plain frozen records, nothing lazy."""

from xuzhi.marketplace.queries.affected import affected
from xuzhi.marketplace.queries.comparison import Comparison, comparison
from xuzhi.marketplace.queries.door import Address, Listed, addresses, listed, listed_case, listed_of
from xuzhi.marketplace.queries.listing import PlanRow, Shown, SolutionPage, SupplierCard, solution_page
from xuzhi.marketplace.queries.plainly import FunctionRow, shows_picture, shows_sample
from xuzhi.marketplace.queries.ratings import RatingLine, Ratings, rating_of, ratings_by, ratings_of, ratings_to
from xuzhi.marketplace.queries.search import Facet, FacetChoice, Found, ListingRow, Wanted, figures, newest, search
from xuzhi.marketplace.queries.subscriptions import (
    Subscribed,
    Term,
    Upheld,
    complaints_upheld,
    running_counts,
    subscribers_of,
    subscription,
    subscriptions_of,
    subscriptions_to,
)
from xuzhi.marketplace.queries.supplier import Offered, SupplierPage, supplier_page
from xuzhi.marketplace.queries.versions import ApprovedVersion, VersionLine, approved_version

__all__ = [
    "Address", "ApprovedVersion", "Comparison", "Facet", "FacetChoice", "Found", "FunctionRow", "Listed", "ListingRow",
    "Offered", "PlanRow", "RatingLine", "Ratings", "Shown", "SolutionPage", "Subscribed", "SupplierCard",
    "SupplierPage", "Term", "Upheld", "VersionLine", "Wanted", "addresses", "affected", "approved_version",
    "comparison", "complaints_upheld", "figures", "listed", "listed_case", "listed_of", "newest", "rating_of",
    "ratings_by", "ratings_of", "ratings_to", "running_counts", "search", "shows_picture", "shows_sample",
    "solution_page", "subscribers_of", "subscription", "subscriptions_of", "subscriptions_to", "supplier_page",
]  # fmt: skip
