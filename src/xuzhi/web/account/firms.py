"""Registering a firm, choosing for which one to act, its mailbox, and entering the code it was sent."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.roc import TAIPEI
from xuzhi.kernel.ubn import BusinessNumberInvalid, check_ubn
from xuzhi.parties.operations import change_firm_contact, redeem_access_code, register_firm
from xuzhi.parties.queries import codes_of
from xuzhi.registers.queries import look_up
from xuzhi.web.account.entry import firm_required, login_required_keeping
from xuzhi.web.account.forms import CodeEntry, FirmContact, FirmNumber, FirmRegistration
from xuzhi.web.account.words import words
from xuzhi.web.refused import sentence_of


def safe_next(request: HttpRequest, otherwise: str) -> str:
    """Where `next` leads, if that is one of our own pages."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and allowed else otherwise


@require_http_methods(["GET", "POST"])
@never_cache
@login_required_keeping
def register(request: HttpRequest) -> HttpResponse:
    """First the number, looked up in the register; then name, county and mailbox, filled in from there to be checked.

    Both are the same address: `?ubn=` (or the first form) shows the second form, which is sent to be registered.
    """
    after = safe_next(request, reverse("account:arrived"))
    if request.method == "POST" and "name" in request.POST:
        return _register(request, after)
    number = request.POST.get("ubn") or request.GET.get("ubn")
    if number is None:
        return render(request, "parties/register_number.html", {"form": FirmNumber(), "next": after})
    form = FirmNumber({"ubn": number})
    try:
        if form.is_valid():
            return _show_registration(request, check_ubn(form.cleaned_data["ubn"]), after)
    except BusinessNumberInvalid as refusal:
        form.add_error("ubn", sentence_of(refusal))
    return render(request, "parties/register_number.html", {"form": form, "next": after}, status=422)


def _show_registration(request: HttpRequest, ubn: str, after: str) -> HttpResponse:
    found = _company(ubn)
    facts = found["facts"]
    form = FirmRegistration(
        initial={
            "ubn": ubn,
            "name": facts.get("name", ""),
            "county": facts.get("county", ""),
            "contact_email": request.user.email,
        }
    )
    return render(request, "parties/register_firm.html", {"form": form, "ubn": ubn, "next": after, **found})


def _register(request: HttpRequest, after: str) -> HttpResponse:
    form = FirmRegistration(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            ubn = register_firm(
                data["ubn"],
                data["name"],
                owner=request.user,
                contact_email=data["contact_email"],
                county=data["county"],
                actor=request.standing.as_applicant(),
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            request.session["firm"] = ubn
            messages.success(request, words("firm_registered", name=" ".join(data["name"].split())))
            return HttpResponseRedirect(after)
    context = {"form": form, "ubn": request.POST.get("ubn", ""), "next": after}
    return render(request, "parties/register_firm.html", context, status=422)


def _company(ubn: str) -> dict[str, Any]:
    """What the company register says of the number, and the sentence about it."""
    result = look_up("company", ubn=ubn, on=timezone.now().astimezone(TAIPEI).date())
    says = {True: "register_found", False: "register_not_found", None: "register_silent"}[result.found]
    facts = result.facts.get("company", {}) if result.found else {}
    return {"facts": facts, "register_says": words(says, as_of=result.as_of), "found": bool(result.found)}


@require_POST
@login_required_keeping
def switch(request: HttpRequest) -> HttpResponse:
    """Act for another of one's firms."""
    try:
        firm = request.standing.choose(request.POST.get("firm", ""))
    except Refusal as refusal:
        messages.error(request, sentence_of(refusal))
    else:
        messages.success(request, words("firm_switched", name=firm.name))
    return HttpResponseRedirect(safe_next(request, reverse("account:arrived")))


@require_POST
@login_required_keeping
def contact(request: HttpRequest, ubn: str) -> HttpResponse:
    """Change the mailbox that the firm's letters go to."""
    form = FirmContact(request.POST)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(errors))
        return redirect("account:firm", ubn=ubn)
    email = form.cleaned_data["contact_email"]
    try:
        change_firm_contact(ubn, email, by=request.user, actor=request.standing.as_applicant(), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, sentence_of(refusal))
    else:
        messages.success(request, words("contact_changed", email=email.lower()))
    return redirect("account:firm", ubn=ubn)


@require_http_methods(["GET", "POST"])
@never_cache
@firm_required
def code(request: HttpRequest) -> HttpResponse:
    """Enter the code that the firm was sent; then on to where it was needed."""
    firm = request.standing.firm
    after = safe_next(request, reverse("account:arrived"))
    form = CodeEntry(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            redeem_access_code(firm.ubn, request.user, form.cleaned_data["code"], at=timezone.now())
        except Refusal as refusal:
            form.add_error("code", sentence_of(refusal))
        else:
            messages.success(request, words("code_redeemed"))
            return HttpResponseRedirect(after)
    codes = codes_of(firm.ubn, timezone.now())
    context = {"form": form, "firm": firm, "code": codes[0] if codes else None, "next": after}
    return render(request, "parties/code.html", context, status=422 if form.errors else 200)
