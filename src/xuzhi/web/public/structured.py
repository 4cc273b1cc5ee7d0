"""A solution in the words of schema.org, for machines that read pages. Only what the page itself says."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse

from xuzhi.marketplace.queries import PlanRow, SolutionPage, SupplierPage
from xuzhi.marketplace.tiers import Tier

CURRENCY = "TWD"
# schema.org's unit codes of the periods (UN/CEFACT): a month, a year.
PERIODS = {"monthly": (1, "MON"), "quarterly": (3, "MON"), "half_yearly": (6, "MON"), "yearly": (1, "ANN")}


def described(page: SolutionPage) -> dict[str, Any]:
    """The page as schema.org's SoftwareApplication with its offers."""
    address = absolute(reverse("public:solution", args=[page.slug]))
    made: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "SoftwareApplication",
        "@id": address,
        "url": address,
        "name": page.name,
        "description": page.summary,
        "identifier": page.number,
        "applicationCategory": "BusinessApplication",
        "operatingSystem": "Web",
        "image": absolute(reverse("public:share_image", args=[page.slug])),
        "featureList": [each.name for each in page.functions],
        "provider": {
            "@type": "Organization",
            "name": page.supplier.name,
            "taxID": page.supplier.ubn,
            "url": absolute(reverse("public:supplier", args=[page.supplier.ubn])),
        },
        "datePublished": page.listed_at.isoformat(),
        "offers": [offer for plan in page.plans if (offer := _offer(plan, address))],
    }
    pictures = [sha256 for each in page.functions for sha256 in each.pictures]
    if pictures:
        made["screenshot"] = [absolute(reverse("public:picture", args=[page.slug, each])) for each in pictures]
    return {name: value for name, value in made.items() if value not in ("", [])}


def described_supplier(page: SupplierPage) -> dict[str, Any]:
    """The supplier as schema.org's Organization with what it offers."""
    address = absolute(reverse("public:supplier", args=[page.ubn]))
    made: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": address,
        "url": address,
        "name": page.name,
        "taxID": page.ubn,
        "sameAs": page.website,
        "address": {"@type": "PostalAddress", "addressRegion": page.county, "addressCountry": "TW"},
        "makesOffer": [
            {
                "@type": "Offer",
                "itemOffered": {
                    "@type": "SoftwareApplication",
                    "@id": absolute(reverse("public:solution", args=[each.slug])),
                    "name": each.name,
                    "description": each.summary,
                },
            }
            for each in page.solutions
        ],
    }
    return {name: value for name, value in made.items() if value not in ("", [])}


def absolute(path: str) -> str:
    """The path at the site's own address, whoever asks by whatever name."""
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def _offer(plan: PlanRow, address: str) -> dict[str, Any] | None:
    if plan.price_twd is None:
        return None
    price: dict[str, Any] = {
        "@type": "UnitPriceSpecification",
        "price": plan.price_twd,
        "priceCurrency": CURRENCY,
    }
    if plan.tax_included is not None:
        price["valueAddedTaxIncluded"] = plan.tax_included
    if plan.period in PERIODS:
        price["billingDuration"], price["unitCode"] = PERIODS[plan.period]
    by_usage = [_tier(tier, plan) for tier in plan.tiers]
    return {
        "@type": "Offer",
        "name": plan.name,
        "price": plan.price_twd,
        "priceCurrency": CURRENCY,
        "availability": "https://schema.org/InStock",
        "url": address,
        "priceSpecification": [price, *by_usage] if by_usage else price,
    }


def _plain(value: Decimal) -> int | str:
    return int(value) if value == int(value) else f"{value:f}"


def _tier(tier: Tier, plan: PlanRow) -> dict[str, Any]:
    """What usage beyond a number costs, as a price for a reference quantity."""
    made: dict[str, Any] = {
        "@type": "UnitPriceSpecification",
        "name": tier.name,
        "price": tier.price_twd,
        "priceCurrency": CURRENCY,
        "referenceQuantity": {"@type": "QuantitativeValue", "value": _plain(tier.per), "unitText": tier.name},
        "eligibleQuantity": {"@type": "QuantitativeValue", "minValue": _plain(tier.above), "unitText": tier.name},
        "billingDuration": 1,
        "unitCode": "MON",
    }
    if plan.tax_included is not None:
        made["valueAddedTaxIncluded"] = plan.tax_included
    return made
