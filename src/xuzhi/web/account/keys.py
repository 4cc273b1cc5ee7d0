"""A firm's keys of the API."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.marketplace.operations.make_key import make_key
from xuzhi.marketplace.operations.revoke_key import revoke_key
from xuzhi.marketplace.queries.connections import keys_of
from xuzhi.parties.queries import FirmCard
from xuzhi.web.account.connection_forms import NewApiKey, scope_words
from xuzhi.web.account.entry import login_required_keeping
from xuzhi.web.account.words import words
from xuzhi.web.refused import sentence_of


def own_firm(request: HttpRequest, ubn: str) -> FirmCard:
    """The firm, for its people. Raises Http404."""
    card = next((each for each in request.standing.firms if each.ubn == ubn), None)
    if card is None:
        raise Http404
    return card


def acting(request: HttpRequest, ubn: str) -> Actor:
    """The person for this firm, whichever they act for elsewhere."""
    return Actor.person(str(request.user.id), str(request.user), "applicant", ubn)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required_keeping
def keys(request: HttpRequest, ubn: str) -> HttpResponse:
    """The firm's keys; an owner makes one, and sees it on this answer and never again."""
    firm = own_firm(request, ubn)
    if request.method != "POST":
        return _show(request, firm, NewApiKey())
    form = NewApiKey(request.POST)
    if form.is_valid():
        data, now = form.cleaned_data, timezone.now()
        try:
            made = make_key(
                ubn,
                data["name"],
                data["scopes"],
                valid_days=data["valid_days"],
                by=request.user,
                actor=acting(request, ubn),
                at=now,
            )
        except Refusal as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            return _show(request, firm, NewApiKey(), made=made)
    return _show(request, firm, form, status=422)


def _show(request: HttpRequest, firm: FirmCard, form: NewApiKey, *, made: Any = None, status: int = 200) -> Any:
    lines = keys_of(firm.ubn, timezone.now())
    rows = [(each, [scope_words(scope) for scope in each.scopes], words(f"key_state_{each.state}")) for each in lines]
    context = {"firm": firm, "owner": firm.role == "owner", "form": form, "rows": rows, "made": made}
    return render(request, "parties/keys.html", context, status=status)


@require_POST
@login_required_keeping
def revoke(request: HttpRequest, ubn: str, key_id: UUID) -> HttpResponse:
    own_firm(request, ubn)
    now = timezone.now()
    name = next((each.name for each in keys_of(ubn, now) if each.id == key_id), "")
    try:
        revoke_key(ubn, key_id, by=request.user, actor=acting(request, ubn), at=now)
    except Refusal as refusal:
        messages.error(request, sentence_of(refusal))
    else:
        messages.success(request, words("key_revoked", name=name))
    return redirect("account:keys", ubn=ubn)
