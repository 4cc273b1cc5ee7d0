"""A firm's webhooks: where it is told what happens, and the log of what it was told."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xuzhi.kernel.refusal import Refusal
from xuzhi.marketplace.operations.enable_webhook import enable_webhook
from xuzhi.marketplace.operations.register_webhook import register_webhook
from xuzhi.marketplace.operations.remove_webhook import remove_webhook
from xuzhi.marketplace.operations.rotate_secret import rotate_secret
from xuzhi.marketplace.operations.send_again import send_again
from xuzhi.marketplace.operations.try_webhook import try_webhook
from xuzhi.marketplace.queries.connections import WebhookLine, messages_of, webhooks_of
from xuzhi.web.account.connection_forms import NewWebhook, topic_words
from xuzhi.web.account.entry import login_required_keeping
from xuzhi.web.account.keys import acting, own_firm
from xuzhi.web.account.words import words
from xuzhi.web.refused import sentence_of

SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required_keeping
def webhooks(request: HttpRequest, ubn: str) -> HttpResponse:
    """The firm's webhooks; an owner registers one, and sees its secret on the answer."""
    firm = own_firm(request, ubn)
    form, status = NewWebhook(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                made = register_webhook(
                    ubn,
                    data["url"],
                    data["topics"],
                    by=request.user,
                    actor=acting(request, ubn),
                    at=timezone.now(),
                    loopback=settings.XUZHI_WEBHOOKS_TO_LOOPBACK,
                )
            except Refusal as refusal:
                form.add_error(None, sentence_of(refusal))
            else:
                return _show(request, ubn, made.id, secret=made.secret, said=words("webhook_made"))
    rows = [(each, [topic_words(topic) for topic in each.topics]) for each in webhooks_of(ubn)]
    context = {"firm": firm, "owner": firm.role == "owner", "form": form, "rows": rows}
    return render(request, "parties/webhooks.html", context, status=status)


@require_safe
@never_cache
@login_required_keeping
def webhook(request: HttpRequest, ubn: str, webhook_id: UUID) -> HttpResponse:
    """One webhook with its log, message by message, try by try."""
    return _show(request, ubn, webhook_id)


def _show(request: HttpRequest, ubn: str, webhook_id: UUID, *, secret: str = "", said: str = "") -> HttpResponse:
    firm = own_firm(request, ubn)
    found = _webhook(ubn, webhook_id)
    log = [
        (
            each,
            topic_words(each.topic),
            words(f"message_state_{each.state}"),
            [(one, words(f"problem_{one.problem}")) for one in each.tries],
        )
        for each in messages_of(webhook_id, limit=SHOWN)
    ]
    context = {
        "firm": firm,
        "owner": firm.role == "owner",
        "webhook": found,
        "topics": [topic_words(each) for each in found.topics],
        "because": words(f"because_{found.because}") if found.because else "",
        "log": log,
        "shown": SHOWN,
        "secret": secret,
        "said": said,
    }
    return render(request, "parties/webhook.html", context)


@require_POST
@never_cache
@login_required_keeping
def rotate(request: HttpRequest, ubn: str, webhook_id: UUID) -> HttpResponse:
    """A new secret, shown on this answer only."""
    own_firm(request, ubn)
    try:
        secret = rotate_secret(ubn, webhook_id, by=request.user, actor=acting(request, ubn), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, sentence_of(refusal))
        return redirect("account:webhooks", ubn=ubn)
    return _show(request, ubn, webhook_id, secret=secret, said=words("webhook_rotated"))


@require_POST
@login_required_keeping
def remove(request: HttpRequest, ubn: str, webhook_id: UUID) -> HttpResponse:
    _act(request, ubn, lambda **who: remove_webhook(ubn, webhook_id, **who), "webhook_removed")
    return redirect("account:webhooks", ubn=ubn)


@require_POST
@login_required_keeping
def enable(request: HttpRequest, ubn: str, webhook_id: UUID) -> HttpResponse:
    _act(request, ubn, lambda **who: enable_webhook(ubn, webhook_id, **who), "webhook_enabled")
    return redirect("account:webhook", ubn=ubn, webhook_id=webhook_id)


@require_POST
@login_required_keeping
def attempt(request: HttpRequest, ubn: str, webhook_id: UUID) -> HttpResponse:
    _act(request, ubn, lambda **who: try_webhook(ubn, webhook_id, **who), "webhook_tried")
    return redirect("account:webhook", ubn=ubn, webhook_id=webhook_id)


@require_POST
@login_required_keeping
def again(request: HttpRequest, ubn: str, webhook_id: UUID, message_id: UUID) -> HttpResponse:
    _act(
        request,
        ubn,
        lambda **who: send_again(ubn, webhook_id, message_id, **who),
        "message_sent_again",
        otherwise="message_waits",
    )
    return redirect("account:webhook", ubn=ubn, webhook_id=webhook_id)


def _act(request: HttpRequest, ubn: str, act: Callable[..., Any], said: str, otherwise: str = "") -> None:
    own_firm(request, ubn)
    try:
        done = act(by=request.user, actor=acting(request, ubn), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, sentence_of(refusal))
    else:
        messages.success(request, words(otherwise if done is False and otherwise else said))


def _webhook(ubn: str, webhook_id: UUID) -> WebhookLine:
    found = next((each for each in webhooks_of(ubn) if each.id == webhook_id), None)
    if found is None:
        raise Http404
    return found
