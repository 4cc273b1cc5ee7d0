"""A firm's people: who is in, who is asked in, who leaves; and one's own name."""

import logging
from smtplib import SMTPException
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.mail import send_mail
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuzhi.kernel.refusal import Refusal
from xuzhi.parties.operations import (
    SentInvitation,
    accept_invitation,
    change_member_role,
    invite_member,
    remove_member,
    rename_person,
    withdraw_invitation,
)
from xuzhi.parties.queries import codes_of, invitation_by, invitations_of, members_of
from xuzhi.web.account.entry import login_required_keeping
from xuzhi.web.account.forms import FirmContact, Invite, PersonName
from xuzhi.web.account.words import words
from xuzhi.web.refused import sentence_of

logger = logging.getLogger(__name__)


@require_http_methods(["GET", "POST"])
@login_required_keeping
def change_name(request: HttpRequest) -> HttpResponse:
    """One's own name."""
    form = PersonName(request.POST or None, initial={"name": request.user.name})
    if form.is_bound and form.is_valid():
        try:
            rename_person(request.user, form.cleaned_data["name"])
        except Refusal as refusal:
            form.add_error("name", sentence_of(refusal))
        else:
            messages.success(request, words("name_changed"))
            return redirect("account:name")
    return render(request, "parties/name.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@never_cache
@login_required_keeping
def firm(request: HttpRequest, ubn: str) -> HttpResponse:
    """A firm's people, invitations, mailbox and codes; for its members."""
    return render(request, "parties/firm.html", _firm_page(request, ubn, Invite()))


@require_POST
@login_required_keeping
def invite(request: HttpRequest, ubn: str) -> HttpResponse:
    """Ask a colleague in; once more to the same address sends a new link."""
    form = Invite(request.POST)
    context = _firm_page(request, ubn, form)
    if form.is_valid():
        data = form.cleaned_data
        try:
            sent = invite_member(
                ubn,
                data["email"],
                role=data["role"],
                by=request.user,
                actor=request.standing.as_applicant(),
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error("email", sentence_of(refusal))
        else:
            _send(request, sent)
            return redirect("account:firm", ubn=ubn)
    return render(request, "parties/firm.html", context, status=422)


@require_POST
@login_required_keeping
def withdraw(request: HttpRequest, ubn: str, invitation_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    email = next((i.email for i in invitations_of(ubn, timezone.now()) if i.id == invitation_id), "")
    return _act(
        request,
        ubn,
        lambda actor, at: withdraw_invitation(ubn, invitation_id, by=request.user, actor=actor, at=at),
        words("invitation_withdrawn", email=email),
    )


@require_POST
@login_required_keeping
def role(request: HttpRequest, ubn: str, user_id: UUID) -> HttpResponse:
    """Make somebody an owner, or a member again."""
    wanted = "owner" if request.POST.get("role") == "owner" else "member"
    return _act(
        request,
        ubn,
        lambda actor, at: change_member_role(ubn, user_id, wanted, by=request.user, actor=actor, at=at),
        words("role_changed", name=_name_of(ubn, user_id), role=words(f"role_{wanted}_short")),
    )


@require_POST
@login_required_keeping
def remove(request: HttpRequest, ubn: str, user_id: UUID) -> HttpResponse:
    """Let somebody go, or leave."""
    firm_name = next((each.name for each in request.standing.firms if each.ubn == ubn), ubn)
    leaves = user_id == request.user.id
    said = (
        words("firm_left", firm=firm_name)
        if leaves
        else words("member_removed", name=_name_of(ubn, user_id), firm=firm_name)
    )
    response = _act(
        request, ubn, lambda actor, at: remove_member(ubn, user_id, by=request.user, actor=actor, at=at), said
    )
    return redirect("account:arrived") if leaves else response


@require_http_methods(["GET", "POST"])
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show who invites to what; whoever has signed in with the invited address may accept."""
    try:
        card = invitation_by(token, timezone.now())
        if request.method == "POST" and request.user.is_authenticated:
            ubn = accept_invitation(token, request.user, actor=request.standing.as_applicant(), at=timezone.now())
            request.session["firm"] = ubn
            messages.success(request, words("invitation_accepted", name=card.firm_name))
            return redirect("account:arrived")
    except Refusal as refusal:
        return render(request, "parties/invitation_refused.html", {"refusal": refusal}, status=422)
    mine = request.user.is_authenticated and request.user.email.lower() == card.email
    return render(request, "parties/invitation.html", {"invitation": card, "mine": mine})


def _firm_page(request: HttpRequest, ubn: str, form: Invite) -> dict[str, Any]:
    card = next((each for each in request.standing.firms if each.ubn == ubn), None)
    if card is None:
        raise Http404
    at = timezone.now()
    owner = card.role == "owner"
    return {
        "firm": card,
        "owner": owner,
        "members": members_of(ubn),
        "invitations": [each for each in invitations_of(ubn, at) if each.state in ("open", "expired")],
        "codes": codes_of(ubn, at),
        "invite_form": form,
        "contact_form": FirmContact(initial={"contact_email": card.contact_email}),
    }


def _act(request: HttpRequest, ubn: str, act: Any, said: str) -> HttpResponse:
    try:
        act(request.standing.as_applicant(), timezone.now())
    except Refusal as refusal:
        messages.error(request, sentence_of(refusal))
    else:
        messages.success(request, said)
    return HttpResponseRedirect(reverse("account:firm", kwargs={"ubn": ubn}))


def _name_of(ubn: str, user_id: UUID) -> str:
    return next((each.name or each.email for each in members_of(ubn) if each.user_id == user_id), "")


def _send(request: HttpRequest, sent: SentInvitation) -> None:
    link = request.build_absolute_uri(reverse("account:invitation", kwargs={"token": sent.token}))
    context = {"invitation": sent, "link": link, "by": str(request.user)}
    subject = " ".join(render_to_string("parties/email/invitation_subject.txt", context).split())
    try:
        send_mail(subject, render_to_string("parties/email/invitation.txt", context), None, [sent.email])
    except (SMTPException, OSError):
        logger.exception("an invitation could not be sent")
        messages.warning(request, words("invitation_not_sent"))
    else:
        messages.success(request, words("invitation_sent", email=sent.email))
