"""Who the person at the keyboard is and for whom they act: read at most once a request, and only where asked."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from xuzhi.kernel.actor import Actor
from xuzhi.parties.queries import FirmCard, firms_of, roles_of
from xuzhi.parties.refusals import NotMemberOfFirm, StaffRoleMissing

FIRM_KEY = "firm"
OFFICE_ROLES = ("organiser", "officer", "reviewer")


class Standing:
    """One request's answer to: which firms, which of them now, which roles in the office, and so who acts."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def user(self) -> Any:
        return self._request.user

    @cached_property
    def firms(self) -> list[FirmCard]:
        """The firms the person acts for; empty for nobody."""
        return firms_of(self.user) if self.user.is_authenticated else []

    @cached_property
    def roles(self) -> list[str]:
        """The person's roles in the office."""
        return roles_of(self.user) if self.user.is_authenticated else []

    @property
    def firm(self) -> FirmCard | None:
        """The firm the person acts for now: the one chosen last, else the first."""
        chosen = self._request.session.get(FIRM_KEY)
        return next((firm for firm in self.firms if firm.ubn == chosen), self.firms[0] if self.firms else None)

    def choose(self, ubn: str) -> FirmCard:
        """Act for this firm from now on. Raises NotMemberOfFirm."""
        firm = next((each for each in self.firms if each.ubn == ubn), None)
        if firm is None:
            raise NotMemberOfFirm(firm=ubn)
        self._request.session[FIRM_KEY] = ubn
        return firm

    def as_applicant(self) -> Actor:
        """The person acting for the firm of now (or for none yet)."""
        return Actor.person(str(self.user.id), str(self.user), "applicant", self.firm.ubn if self.firm else None)

    def as_buyer(self) -> Actor:
        """The person buying for the firm of now."""
        return Actor.person(str(self.user.id), str(self.user), "buyer", self.firm.ubn if self.firm else None)

    def as_staff(self, *roles: str) -> Actor:
        """The person in the first of these office roles that they have. Raises StaffRoleMissing."""
        role = next((role for role in roles or OFFICE_ROLES if role in self.roles), None)
        if role is None:
            raise StaffRoleMissing(role=", ".join(roles))
        return Actor.person(str(self.user.id), str(self.user), role)

    @cached_property
    def actor(self) -> Actor | None:
        """Who acts, where the page does not say in which capacity: staff as staff, others for their firm."""
        if not self.user.is_authenticated:
            return None
        return self.as_staff() if self.roles else self.as_applicant()


class StandingMiddleware:
    """Gives every request `standing`, and `actor` for short. Stands after AuthenticationMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        standing = Standing(request)
        request.standing = standing
        request.actor = SimpleLazyObject(lambda: standing.actor)
        return self.get_response(request)
