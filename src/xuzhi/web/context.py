"""What every template knows: the site, and which parts of it the person at the keyboard works in."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


class Site:
    """Looked at only where a template asks, so that a public page asks nothing of the database."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def demo(self) -> bool:
        return bool(getattr(settings, "XUZHI_DEMO", False))

    @property
    def url(self) -> str:
        return str(getattr(settings, "SITE_URL", "")).rstrip("/")

    @property
    def office(self) -> bool:
        """Whether the person works in the office; roles are read once a request, by the person's own middleware."""
        actor = getattr(self._request, "actor", None)
        return bool(actor and actor.role in {"officer", "organiser"})

    @property
    def firm(self) -> bool:
        """Whether pages of a firm are shown to the person: to everyone but staff that act for no firm."""
        standing = getattr(self._request, "standing", None)
        return bool(standing and (not standing.roles or standing.firm is not None))

    @property
    def reviews(self) -> bool:
        """Whether the person is a reviewer."""
        standing = getattr(self._request, "standing", None)
        return bool(standing and "reviewer" in standing.roles)


def site(request: HttpRequest) -> dict[str, Any]:
    return {"site": Site(request)}
