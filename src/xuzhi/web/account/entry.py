"""Doors: who may enter a view, and what happens to a form that comes too late."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from xuzhi.parties.refusals import ParkedFormTooLarge, ParkedFormTooMany
from xuzhi.web.account import parked
from xuzhi.web.account.words import words

View = Callable[..., HttpResponse]


def login_required_keeping(view: View) -> View:
    """Ask to sign in; what was being sent is kept for a day and offered again afterwards.

    An htmx request is answered with a redirect of the whole page. When a kept form has been sent again and the view
    took it, what was kept is deleted.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            response = view(request, *args, **kwargs)
            if request.method == "POST" and parked.MARK in request.POST and response.status_code < 400:
                return parked.forget(request, response)
            return response
        if request.method != "POST":
            return _to_sign_in(request, request.get_full_path())
        try:
            key = parked.park(request)
        except (ParkedFormTooLarge, ParkedFormTooMany) as refusal:
            return render(request, "parties/not_kept.html", {"refusal": refusal}, status=413)
        messages.warning(request, words("session_over"))
        return parked.remember(_to_sign_in(request, reverse("account:restore")), key)

    return guarded


def firm_required(view: View) -> View:
    """Ask to sign in and to have a firm; whoever has none is led to register it, with the number that the address
    carries, and comes back."""

    @login_required_keeping
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.standing.firm is None:
            given = {"next": request.get_full_path() if request.method == "GET" else ""}
            if number := request.GET.get("ubn"):
                given["ubn"] = number
            return HttpResponseRedirect(f"{reverse('account:register_firm')}?{urlencode(given)}")
        return view(request, *args, **kwargs)

    return guarded


def staff_required(*roles: str) -> Callable[[View], View]:
    """Ask to sign in and to have one of these roles in the office (any, when none is named); else 403."""

    def guard(view: View) -> View:
        @login_required_keeping
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            has = request.standing.roles
            if not (set(has) & set(roles) if roles else has):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return guard


def _to_sign_in(request: HttpRequest, after: str) -> HttpResponse:
    where = f"{reverse('account_login')}?{urlencode({'next': after})}"
    if request.headers.get("HX-Request") == "true":
        response = HttpResponse(status=200)
        response["HX-Redirect"] = where
        return response
    return HttpResponseRedirect(where)
