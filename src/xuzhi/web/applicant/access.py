"""Who is at the keyboard, for which firm, and which cases are theirs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from xuzhi.casework.refusals import CaseUnknown, NotYours
from xuzhi.kernel.actor import Actor
from xuzhi.parties.queries import FirmCard
from xuzhi.web.account.entry import firm_required, login_required_keeping

type View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Applicant:
    """A person acting for a firm; `firm` is None while they belong to none. `actor` is what operations take."""

    actor: Actor
    firm: FirmCard | None
    firms: tuple[FirmCard, ...]

    def acting_for(self, firm: FirmCard) -> "Applicant":
        return replace(self, actor=replace(self.actor, firm=firm.ubn), firm=firm)

    def each_firm(self) -> Iterator["Applicant"]:
        """The same person for each of their firms, the chosen one first."""
        for firm in sorted(self.firms, key=lambda each: each != self.firm):
            yield self.acting_for(firm)


def applicant_of(request: HttpRequest) -> Applicant:
    """The person who is signed in, for the firm they chose."""
    standing = request.standing
    return Applicant(standing.as_applicant(), standing.firm, tuple(standing.firms))


def as_person(view: View) -> View:
    """Calls `view(request, me, …)` for whoever is signed in, with a firm or without."""

    @login_required_keeping
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, applicant_of(request), *args, **kwargs)

    return wrapped


def as_applicant(view: View) -> View:
    """Calls `view(request, me, …)` for a member of a firm; others are led to register theirs first."""

    @firm_required
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, applicant_of(request), *args, **kwargs)

    return wrapped


def of_own_case(view: View) -> View:
    """Calls `view(request, me, case_id=…)`; a case of someone else's firm is not found (404), as if it were not there.

    Somebody who belongs to several firms acts for the one whose case it is.
    """

    @as_applicant
    @wraps(view)
    def wrapped(request: HttpRequest, me: Applicant, *args: Any, **kwargs: Any) -> HttpResponse:
        for mine in me.each_firm():
            try:
                return view(request, mine, *args, **kwargs)
            except NotYours:
                continue
            except CaseUnknown as unknown:
                raise Http404(str(unknown)) from unknown
        raise Http404

    return wrapped
