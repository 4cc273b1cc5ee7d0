"""Browsers of the people of a panel."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from xuzhi.kernel.actor import Actor
from xuzhi.panels.models import Sitting
from xuzhi.parties.models import User


def browser_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(id=actor.id), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page_of(answer) -> str:
    return answer.content.decode()


def begin_meeting() -> None:
    """The pages read the clock: the meeting has begun a minute ago."""
    Sitting.objects.update(starts_at=timezone.now() - timedelta(minutes=1))
