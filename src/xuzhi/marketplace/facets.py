"""What the catalogue can be narrowed by: codes out of a listing's public facts. Pure; what is not told has none."""

from collections.abc import Iterable, Mapping
from typing import Any

from xuzhi.marketplace import facts as read

# facet -> the public fact that holds its codes
CODED = {
    "industry": "solution.industries",
    "use": "solution.uses",
    "ai_kind": "solution.ai.kind",
    "ai_output": "solution.ai.outputs",
    "route": "solution.route",
}
# facet -> the records and the field in them that hold its codes
LISTED = {"support": ("solution.support", "channel"), "certificate": (read.CREDENTIALS, "kind")}
FACETS = (
    "industry", "use", "ai", "ai_kind", "ai_output", "price", "term", "trial", "availability", "support", "certificate",
    "place", "route", "county",
)  # fmt: skip
# The longest of each band of the shortest subscription, in months; "over" is beyond.
TERM_BANDS = (1, 3, 6, 12)
MACHINE_ROOMS = "solution.machine_rooms"
HOME = "TW"
ONLY_HOME = f"only_{HOME}"
CERTIFICATE = "certificate"


def facets_of(facts: Mapping[str, Any], county: str) -> list[str]:
    """`facet:code` of everything that a listing can be found by and that holds as long as the listing."""
    codes: dict[str, Iterable[str]] = {facet: _codes(facts.get(name)) for facet, name in CODED.items()}
    if isinstance(facts.get(read.IS_AI), bool):
        codes["ai"] = ["yes" if facts[read.IS_AI] else "no"]
    codes["price"] = [band] if (band := read.price_band(read.lowest_price(facts))) else []
    codes["term"] = [band] if (band := term_band(facts)) else []
    codes["trial"] = ["yes"] if read.has_trial(facts) else []
    codes["availability"] = read.availability_bands(facts)
    question, field = LISTED["support"]
    codes["support"] = [str(each[field]) for each in records(facts.get(question)) if each.get(field)]
    codes["place"] = countries_of(facts)
    codes["county"] = [county] if county else []
    return [f"{facet}:{code}" for facet in FACETS for code in dict.fromkeys(codes.get(facet, ()))]


def certificates_of(supplier: Mapping[str, Any]) -> list[str]:
    """`certificate:code@last day` of what a supplier holds, `certificate:code@9999-12-31` where it never runs out."""
    question, field = LISTED[CERTIFICATE]
    held = [each for each in records(supplier.get(question)) if each.get(field)]
    return list(dict.fromkeys(f"{CERTIFICATE}:{each[field]}@{each.get('expires_on') or '9999-12-31'}" for each in held))


def term_band(facts: Mapping[str, Any]) -> str:
    """The band of the shortest subscription that one can take, or "" where none is told."""
    told = [plan.get("term_months") for plan in read.plans_of(facts)]
    terms = [float(term) for term in told if isinstance(term, int | float | str) and _is_number(term)]
    if not terms:
        return ""
    return next((str(band) for band in TERM_BANDS if min(terms) <= band), "over")


def countries_of(facts: Mapping[str, Any]) -> list[str]:
    """Where the machine rooms are, and first of all whether every one of them is at home."""
    countries = sorted({str(room["country"]) for room in records(facts.get(MACHINE_ROOMS)) if room.get("country")})
    return [ONLY_HOME, *countries] if countries == [HOME] else countries


def records(value: Any) -> list[Mapping[str, Any]]:
    """The rows of an answer that has rows."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _codes(value: Any) -> list[str]:
    return [str(code) for code in value] if isinstance(value, list) else [str(value)] if value else []


def _is_number(value: int | float | str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return not isinstance(value, bool)
