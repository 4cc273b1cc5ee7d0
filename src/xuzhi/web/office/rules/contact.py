"""Whom to ask about the programme (L9.4): what holds, and another from a day on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from xuzhi.casework.changes.contact import KEYS
from xuzhi.casework.queries.changes import changes_waiting
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import say
from xuzhi.web.office.rules.fields import change_fields, field
from xuzhi.web.office.rules.frame import as_rule_maker, frame, propose
from xuzhi.web.refused import Errors

KINDS = {"email": "email"}
NEEDED = ("name",)


@require_http_methods(["GET", "HEAD", "POST"])
@as_rule_maker
def contact(request: HttpRequest, actor: Actor, programme_id: str) -> HttpResponse:
    errors, form = Errors(), None
    if request.method == "POST":
        form = request.POST
        value = {key: form.get(f"contact_{key}", "") for key in KEYS}
        change_id, errors = propose(request, actor, programme_id, "contact", "contact", value)
        if change_id is not None:
            messages.success(request, say("web/office/rules.proposed"))
            return redirect("office:rules:change", change_id=change_id)
        errors = Errors(tuple((f"contact_{id}" if id in KEYS else id, says) for id, says in errors.summary))
    said = dict(errors.summary)
    context = frame(actor, programme_id, "contact", errors)
    now = context["rules"].contact
    context |= {
        "contact": now,
        "fields": [
            field(
                f"contact_{key}",
                KINDS.get(key, "text"),
                form.get(f"contact_{key}", "") if form else getattr(now, key),
                said,
                required=key in NEEDED,
            )
            for key in KEYS
        ],
        "waiting": [each for each in changes_waiting(programme_id) if each.row.what == "contact"],
        **change_fields(form, said, hint=say("web/office/rules.hint_contact_from")),
    }
    return render(request, "office/rules/contact.html", context, status=422 if errors else 200)
